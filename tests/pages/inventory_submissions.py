"""Pages of `submissions`: the team's, the city's and the office's."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    AnswerFactory,
    AttachmentFactory,
    ChallengeFactory,
    ClarificationFactory,
    ContributorFactory,
    ContributorInvitationFactory,
    EligibilityRuleFactory,
    EntryFactory,
    ExtensionFactory,
    FormQuestionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.pages.inventory import Page

LEAVES = "The way to school has no shade, so children take the bus for 800 metres. " * 3


def challenge(closed=False):
    """A challenge with a form of every kind of question and two rules."""
    made = ChallengeFactory(published=True, title="Cool streets for children")
    competition = made.competition
    kinds = [("long", []), ("text", []), ("number", []), ("url", []), ("choice", ["Yes", "No"])]
    for kind, choices in kinds:
        section = {"section__identifier": "idea", "section__title": "Your idea"} if kind == "long" else {}
        first = competition.form_sections.first()
        target = {"section": first} if first else {"section__competition": competition, **section}
        FormQuestionFactory(kind=kind, choices=choices, word_limit=80, help="A few words.", **target)
    EligibilityRuleFactory(
        competition=competition, text="The team has at least three people", help="Ask for names."
    )
    EligibilityRuleFactory(competition=competition, text="The entry is in a language of the call")
    if closed:
        competition.closes_at = timezone.now() - timedelta(hours=2)
        competition.save()
    return made


def entry(closed=False, blind=False, **traits):
    """An entry with an answer, a file and a second person."""
    made = EntryFactory(
        challenge=challenge(closed=closed), title="ShadeWays: cooler walking routes to school", **traits
    )
    made.challenge.competition.blind = blind
    made.challenge.competition.save()
    question = made.challenge.competition.form_sections.first().questions.first()
    AnswerFactory(entry=made, question=question, text=LEAVES)
    AttachmentFactory(entry=made, title="Site plan", alternative_text="Awnings along Calle Morelos.")
    ContributorFactory(entry=made, user__name="Priya Nair")
    return made


def team(name, *args, **traits):
    """A page of the team, seen by its lead."""

    def build():
        made = entry(**traits)
        lead = made.contributors.get(role="lead").user
        return reverse(f"submissions:{name}", args=[made.code, *args]), lead

    return build


def office(name, **traits):
    """A page of the office about one entry."""

    def build():
        made = entry(closed=True, **traits)
        return reverse(f"submissions:{name}", args=[made.code]), coordinator_of(made.challenge)

    return build


def coordinator_of(made):
    return MembershipFactory(organisation=made.competition.office, role="coordinator").user


def editor_of(made):
    return MembershipFactory(organisation=made.organisation, role="editor").user


def my_entries():
    made = entry(submitted=True)
    lead = made.contributors.get(role="lead").user
    for _ in range(3):
        EntryFactory(lead=lead)
    return reverse("submissions:my_entry_list"), lead


def no_entries():
    return reverse("submissions:my_entry_list"), UserFactory()


def start():
    return reverse("submissions:entry_start", args=[challenge().code]), MembershipFactory().user


def start_closed():
    return reverse("submissions:entry_start", args=[challenge(closed=True).code]), UserFactory()


def asked(name, *args):
    def build():
        made = entry(clarification=True)
        ClarificationFactory(entry=made, sections=["idea"])
        return reverse(f"submissions:{name}", args=[made.code, *args]), made.contributors.get(
            role="lead"
        ).user

    return build


def team_page():
    made = entry()
    ContributorInvitationFactory(entry=made).issue()
    return reverse("submissions:contributor_list", args=[made.code]), made.contributors.get(role="lead").user


def invitation():
    user = UserFactory()
    token = ContributorInvitationFactory(entry=entry(), email=user.email).issue()
    return reverse("submissions:contributor_accept", args=[token]), user


def attachment():
    made = entry()
    file = made.attachments.get().file
    lead = made.contributors.get(role="lead").user
    return reverse("submissions:attachment_edit", args=[made.code, file.public_id]), lead


def queue():
    made = entry(closed=True, submitted=True)
    for _ in range(2):
        EntryFactory(challenge=made.challenge, eligible=True)
    return reverse("submissions:screening_list"), coordinator_of(made.challenge)


def empty_queue():
    return reverse("submissions:screening_list"), coordinator_of(challenge())


def extensions():
    made = entry()
    ExtensionFactory(challenge=made.challenge, organisation=made.organisation)
    return reverse("submissions:extension_create", args=[made.challenge.code]), coordinator_of(made.challenge)


def city(name, closed=True, blind=False):
    def build():
        made = entry(closed=closed, blind=blind, submitted=True)
        code = made.challenge.code if name == "challenge_entry_list" else made.code
        return reverse(f"submissions:{name}", args=[code]), editor_of(made.challenge)

    return build


SEND = "main form .btn"
PAGES: list[Page] = [
    Page("my entries", "team", my_entries),
    Page("my entries, none", "signed in", no_entries),
    Page("enter a challenge", "signed in", start),
    Page("enter a challenge, with errors", "signed in", start, click=SEND),
    Page("enter a challenge, closed", "signed in", start_closed),
    Page("entry, draft", "team", team("entry_detail")),
    Page("entry, handed in", "team", team("entry_detail", submitted=True)),
    Page("entry, being judged", "team", team("entry_detail", closed=True, eligible=True)),
    Page("entry, question of the office", "team", asked("entry_detail")),
    Page("entry, title and summary", "team", team("entry_section", "_basics")),
    Page("entry, section", "team", team("entry_section", "idea")),
    Page("entry, section to read", "team", team("entry_section", "idea", submitted=True)),
    Page("entry, reopened section", "team", asked("entry_section", "idea")),
    Page("entry, files", "team", team("attachment_list")),
    Page("entry, files, with errors", "team", team("attachment_list"), click="main form[enctype] .btn"),
    Page("entry, one file", "team", attachment),
    Page("entry, team", "team", team_page),
    Page("entry, invitation", "signed in", invitation),
    Page("entry, preview", "team", team("entry_preview", blind=True)),
    Page("entry, check", "team", team("entry_check")),
    Page("entry, receipt", "team", team("entry_receipt", submitted=True)),
    Page("entry, version", "team", team("entry_version", 1, submitted=True)),
    Page("entry, withdraw", "team", team("entry_withdraw")),
    Page("entry, withdraw, with errors", "team", team("entry_withdraw"), click=SEND),
    Page("entry, history", "team", team("entry_history", submitted=True)),
    Page("entries to screen", "coordinator", queue),
    Page("entries to screen, none", "coordinator", empty_queue),
    Page("screening", "coordinator", office("screening_detail", submitted=True)),
    Page("screening, rejected", "coordinator", office("screening_detail", ineligible=True)),
    Page("more time", "coordinator", extensions),
    Page("entries of a challenge", "city", city("challenge_entry_list")),
    Page("entries of a challenge, open", "city", city("challenge_entry_list", closed=False)),
    Page("entry to read", "city", city("entry_read")),
    Page("entry to read, blind", "city", city("entry_read", blind=True)),
]
