"""What the pages of an entry show: to its team, to the city, to the office."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from challenges.models import FormQuestion
from core.models import Writing
from submissions.models import Proposal
from tests.factories import (
    AnswerFactory,
    AttachmentFactory,
    ChallengeFactory,
    ClarificationFactory,
    ContributorFactory,
    ContributorInvitationFactory,
    EligibilityCheckFactory,
    EligibilityRuleFactory,
    EntryFactory,
    EntryVersionFactory,
    ExtensionFactory,
    FormQuestionFactory,
    MembershipFactory,
    ProposalFactory,
    UserFactory,
)

ANSWERS = {
    "number": "12",
    "url": "https://example.org/",
    "choice": "Yes",
    "several": "Shade\nWater",
    "yes_no": "yes",
    "money": "48000",
    "date": "2027-03-31",
    "table": "Awnings; 1200\nTrees; 500",
}
MORE = [
    ("several", ["Shade", "Water"]),
    ("yes_no", []),
    ("money", []),
    ("date", []),
    ("table", ["Item", "Cost"]),
]
LEAVES = "The way to school has no shade, so children take the bus for 800 metres. " * 3


def challenge(closed=False):
    """A challenge with a form of every kind of question and two rules."""
    made = ChallengeFactory(published=True, title="Cool streets for children")
    competition = made.competition
    kinds = [("long", []), ("text", []), ("number", []), ("url", []), ("choice", ["Yes", "No"]), *MORE]
    for kind, choices in kinds:
        section = {"section__identifier": "idea", "section__title": "Your idea"} if kind == "long" else {}
        first = competition.form_sections.first()
        target = {"section": first} if first else {"section__competition": competition, **section}
        target["unit"] = "EUR" if kind == "money" else ""
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


def earlier_texts(name="journal_list", **traits):
    """The journal of an entry in which a text was overwritten, and one was refused; seen by its lead."""

    def build():
        made = entry(**traits)
        lead, colleague = made.contributors.get(role="lead").user, ContributorFactory(entry=made).user
        common = {"item_kind": "submissions.entry", "item_id": made.pk, "field": "_basics.summary"}
        old, new = "Shade for the way to school.", "Shade and water for the way to school, and a bench."
        Writing.objects.create(**common, by=colleague, texts=["", old])
        kept = Writing.objects.create(**common, by=lead, texts=[old, new])
        Writing.objects.create(**common, by=colleague, texts=[new, "Trees."], saved=False)
        rows = [kept.pk] if name == "journal_restore" else []
        return reverse(name, args=["submissions.entry", made.pk, *rows]), lead

    return build


def office(name, **traits):
    """A page of the office about one entry."""

    def build():
        made = entry(closed=True, **traits)
        return reverse(f"submissions:{name}", args=[made.code]), coordinator_of(made.challenge)

    return build


def to_confirm(name):
    """The same of an entry whose rejection a colleague has proposed."""

    def build():
        made = entry(closed=True, submitted=True)
        rule, *others = made.challenge.competition.eligibility_rules.all()
        EligibilityCheckFactory(entry=made, rule=rule, verdict="no", reason="You are two.")
        for one in others:
            EligibilityCheckFactory(entry=made, rule=one)
        ProposalFactory(entry=made, note="You may enter again next year.")
        return reverse(f"submissions:{name}", args=[made.code]), coordinator_of(made.challenge)

    return build


def proposal_waiting(_user):
    """The proposal that the page shows, as its forms send it."""
    return {"proposal": Proposal.objects.latest("pk").pk}


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


def preview():
    made = challenge()
    return reverse("submissions:form_preview", args=[made.competition.code]), coordinator_of(made)


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


def complete(name, *args, **traits):
    """A draft that can be handed in, and its lead; or one that was handed in."""

    def build():
        made = EntryFactory(challenge=challenge(), **traits)
        for question in FormQuestion.objects.filter(section__competition=made.challenge.competition):
            AnswerFactory(entry=made, question=question, text=ANSWERS.get(question.kind, "Awnings."))
        return reverse(name, args=[made.code, *args]), made.contributors.get(role="lead").user

    return build


def one_file(name, *, removed=False, submitted=False):
    def build():
        made = entry(submitted=submitted, closed=submitted)
        file = made.attachments.get()
        if submitted:
            EntryVersionFactory(entry=made)
        if removed:
            made.attachments.update(removed_at=timezone.now())
        lead = made.contributors.get(role="lead").user
        return reverse(name, args=[made.code, file.file.public_id]), lead

    return build


def one_seat(name):
    """The seat of the second person, and the lead."""

    def build():
        made = entry()
        seat = made.contributors.get(role="contributor")
        return reverse(name, args=[made.code, seat.pk]), made.contributors.get(role="lead").user

    return build


def to_revoke():
    made = entry()
    row = ContributorInvitationFactory(entry=made)
    row.issue()
    lead = made.contributors.get(role="lead").user
    return reverse("submissions:invitation_revoke", args=[made.code, row.pk]), lead


def asked_office(name):
    """An entry whose team was asked, and the office."""

    def build():
        made = entry(closed=True, clarification=True)
        ClarificationFactory(entry=made, sections=["idea"])
        return reverse(name, args=[made.code]), coordinator_of(made.challenge)

    return build


def to_extend():
    """A challenge that a team has entered, and the office."""
    made = entry()
    return reverse("submissions:extension_create", args=[made.challenge.code]), coordinator_of(made.challenge)


def to_begin_in_api():
    return reverse("entry-list"), MembershipFactory().user
