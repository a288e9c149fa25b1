"""Addresses of entries: the team's, the city's and the office's."""

from datetime import timedelta

from django.utils import timezone

from challenges.models import Challenge, Competition, EligibilityRule
from submissions.models import Attachment, Entry
from tests.addresses import (
    CITY,
    LEAD,
    MEMBERS,
    NO_ROLE,
    NO_SUCH,
    OFFICE,
    OFFICES,
    SIGNED_IN,
    TEAM,
    WRITERS,
    Address,
    Page,
    Send,
    each,
)
from tests.factories import ChallengeFactory
from tests.submissions import scenes
from tests.submissions.conftest import upload
from tests.submissions.scenes import asked, city, complete, office, one_file, one_seat, team

SEND = "main form .btn"


def of_own(user):
    """What an entry is begun with over the API."""
    seat = user.memberships.first()
    return {"challenge": ChallengeFactory(published=True).code, "organisation": seat.organisation.code}


def paper(_user):
    return {"file": upload("plan.pdf"), "title": "Plan", "alternative_text": "A plan."}


def verdicts(_user):
    """A yes to every rule."""
    return {f"rule-{pk}": "yes" for pk in EligibilityRule.objects.values_list("pk", flat=True)}


def in_days(days):
    return (timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def more_time(_user):
    return {"organisation": Entry.objects.earliest("pk").organisation_id, "until": in_days(20)}


def page_of_team(url):
    return url.partition("/team/")[0] + "/team/"


def sections(entry):
    own = entry.challenge.competition.form_sections.values_list("identifier", flat=True)
    return ["_basics", "_files", *own]


def files(entry):
    return Attachment.objects.filter(entry=entry).values_list("file__public_id", flat=True)


def versions(_entry):
    return [1, 2]


ADDRESSES: list[Address] = [
    Address(
        "submissions:my_entry_list",
        SIGNED_IN,
        [
            Page("my entries", "team", scenes.my_entries),
            Page("my entries, none", "signed in", scenes.no_entries),
        ],
    ),
    Address(
        "submissions:entry_start",
        SIGNED_IN,
        [
            Page("enter a challenge", "signed in", scenes.start),
            Page("enter a challenge, with errors", "signed in", scenes.start, click=SEND),
            Page("enter a challenge, closed", "signed in", scenes.start_closed),
        ],
        Send(organisation="new", team_name="Team Seed", country="MX", title="Shade"),
        walk=each(Challenge),
    ),
    Address(
        "submissions:entry_detail",
        TEAM,
        [
            Page("entry, draft", "team", team("entry_detail")),
            Page("entry, handed in", "team", team("entry_detail", submitted=True)),
            Page("entry, being judged", "team", team("entry_detail", closed=True, eligible=True)),
            Page("entry, question of the office", "team", asked("entry_detail")),
        ],
        walk=each(Entry),
    ),
    Address(
        "submissions:entry_section",
        TEAM,
        [
            Page("entry, title and summary", "team", team("entry_section", "_basics")),
            Page("entry, section", "team", team("entry_section", "idea")),
            Page("entry, section to read", "team", team("entry_section", "idea", submitted=True)),
            Page("entry, reopened section", "team", asked("entry_section", "idea")),
        ],
        Send(by=WRITERS, summary="Shade on the way to school."),
        walk=each(Entry, sections),
    ),
    Address(
        "journal_list",
        TEAM,
        [Page("earlier texts", "team", scenes.earlier_texts())],
        walk=lambda chosen: [("submissions.entry", one.pk) for one in chosen[Entry]],
    ),
    Address(
        "journal_restore",
        sends=Send(
            scenes.earlier_texts("journal_restore"), by=WRITERS, data={"which": "before", "version": "99"}
        ),
    ),
    Address(
        "submissions:entry_autosave",
        sends=Send(
            team("entry_autosave", "_basics"),
            by=WRITERS,
            json=True,
            data={"version": 1, "fields": {"summary": "Shade."}},
        ),
    ),
    Address(
        "submissions:section_mark",
        sends=Send(complete("submissions:section_mark", "idea"), by=WRITERS, done="1"),
    ),
    Address(
        "submissions:entry_history",
        TEAM | OFFICE,
        [Page("entry, history", "team", team("entry_history", submitted=True))],
        walk=each(Entry),
    ),
    Address(
        "submissions:entry_preview",
        TEAM,
        [Page("entry, preview", "team", team("entry_preview", blind=True))],
        walk=each(Entry),
    ),
    Address(
        "submissions:entry_check", TEAM, [Page("entry, check", "team", team("entry_check"))], walk=each(Entry)
    ),
    Address("submissions:entry_submit", sends=Send(complete("submissions:entry_submit"), by=LEAD)),
    Address(
        "submissions:entry_receipt",
        TEAM,
        [Page("entry, receipt", "team", team("entry_receipt", submitted=True))],
        walk=each(Entry),
    ),
    Address(
        "submissions:entry_version",
        TEAM | OFFICE,
        [Page("entry, version", "team", team("entry_version", 1, submitted=True))],
        walk=each(Entry, versions),
    ),
    Address("submissions:entry_reopen", sends=Send(team("entry_reopen", submitted=True), by=LEAD)),
    Address(
        "submissions:entry_withdraw",
        TEAM,
        [
            Page("entry, withdraw", "team", team("entry_withdraw")),
            Page("entry, withdraw, with errors", "team", team("entry_withdraw"), click=SEND),
        ],
        Send(by=LEAD, reason="No time left."),
        walk=each(Entry),
    ),
    Address(
        "submissions:attachment_list",
        TEAM,
        [
            Page("entry, files", "team", team("attachment_list")),
            Page(
                "entry, files, with errors", "team", team("attachment_list"), click="main form[enctype] .btn"
            ),
        ],
        walk=each(Entry),
    ),
    Address("submissions:attachment_add", sends=Send(team("attachment_add"), by=WRITERS, data=paper)),
    Address(
        "submissions:attachment_file",
        TEAM | OFFICE | CITY,
        opens=one_file("submissions:attachment_file", submitted=True),
        walk=each(Entry, files),
    ),
    Address(
        "submissions:attachment_edit",
        TEAM,
        [Page("entry, one file", "team", scenes.attachment)],
        Send(by=WRITERS, title="Site plan of May"),
        walk=each(Entry, files),
    ),
    Address(
        "submissions:attachment_replace",
        sends=Send(one_file("submissions:attachment_replace"), by=WRITERS, data=paper),
    ),
    Address(
        "submissions:attachment_remove", sends=Send(one_file("submissions:attachment_remove"), by=WRITERS)
    ),
    Address(
        "submissions:attachment_restore",
        sends=Send(one_file("submissions:attachment_restore", removed=True), by=WRITERS),
    ),
    Address(
        "submissions:contributor_list",
        TEAM,
        [Page("entry, team", "team", scenes.team_page)],
        Send(by=LEAD, email="new@example.org", role="contributor"),
        walk=each(Entry),
    ),
    Address(
        "submissions:contributor_role",
        sends=Send(one_seat("submissions:contributor_role"), by=LEAD, on=page_of_team, role="viewer"),
    ),
    Address(
        "submissions:contributor_remove",
        sends=Send(one_seat("submissions:contributor_remove"), by=LEAD | {"contributor"}),  # one may leave
    ),
    Address("submissions:invitation_revoke", sends=Send(scenes.to_revoke, by=LEAD)),
    Address(
        "submissions:contributor_accept",
        NO_ROLE,  # who got the mail
        [Page("entry, invitation", "signed in", scenes.invitation)],
        Send(refusals={409}),
        refusals=frozenset({409}),
        walk=NO_SUCH,
    ),
    Address(
        "submissions:challenge_entry_list",
        CITY | OFFICE,
        [
            Page("entries of a challenge", "city", city("challenge_entry_list")),
            Page("entries of a challenge, open", "city", city("challenge_entry_list", closed=False)),
        ],
        walk=each(Challenge),
    ),
    Address(
        "submissions:entry_read",
        TEAM | CITY | OFFICE,
        [
            Page("entry to read", "city", city("entry_read")),
            Page("entry to read, blind", "city", city("entry_read", blind=True)),
        ],
        walk=each(Entry),
    ),
    Address(
        "submissions:extension_create",
        OFFICE,
        [Page("more time", "coordinator", scenes.extensions)],
        Send(scenes.to_extend, data=more_time, reason="The power was cut."),
        walk=each(Challenge),
    ),
    Address(
        "submissions:form_preview",
        OFFICE,
        [Page("preview of the form", "coordinator", scenes.preview)],
        walk=each(Competition),
    ),
    Address(
        "submissions:screening_list",
        OFFICES,
        [
            Page("entries to screen", "coordinator", scenes.queue),
            Page("entries to screen, none", "coordinator", scenes.empty_queue),
        ],
    ),
    Address(
        "submissions:screening_detail",
        OFFICE,
        [
            Page("screening", "coordinator", office("screening_detail", submitted=True)),
            Page("screening, second person", "coordinator", scenes.to_confirm("screening_detail")),
            Page("screening, rejected", "coordinator", office("screening_detail", ineligible=True)),
        ],
        walk=each(Entry),
    ),
    Address(
        "submissions:screening_save",
        sends=Send(office("screening_save", submitted=True), by=OFFICE, data=verdicts),
    ),
    Address(
        "submissions:screening_decide",
        sends=Send(office("screening_decide", submitted=True), by=OFFICE, data=verdicts, step="accept"),
    ),
    Address(
        "submissions:screening_confirm",
        sends=Send(scenes.to_confirm("screening_confirm"), by=OFFICE, data=scenes.proposal_waiting),
    ),
    Address(
        "submissions:screening_return",
        sends=Send(
            scenes.to_confirm("screening_return"),
            by=OFFICE,
            data=lambda user: scenes.proposal_waiting(user) | {"return-reason": "A third person joined."},
        ),
    ),
    Address(
        "submissions:clarification_create",
        sends=Send(
            office("clarification_create", submitted=True),
            by=OFFICE,
            data=lambda _user: {
                "ask-sections": ["idea"],
                "ask-message": "Which street?",
                "ask-due_at": in_days(3),
            },
        ),
    ),
    Address(
        "submissions:clarification_close",
        sends=Send(scenes.asked_office("submissions:clarification_close"), by=OFFICE),
    ),
    Address(
        "submissions:screening_overturn",
        sends=Send(
            office("screening_overturn", ineligible=True),
            by=OFFICE,
            data={"overturn-reason": "The rule was read too strictly."},
        ),
    ),
    Address(
        "entry-list",
        SIGNED_IN,
        opens=lambda: scenes.to_begin_in_api(),
        sends=Send(by=MEMBERS, json=True, data=of_own, title="Shade"),
    ),
    Address("entry-detail", TEAM, opens=complete("entry-detail"), walk=each(Entry)),
    Address(
        "entry-fields",
        sends=Send(
            complete("entry-fields"),
            by=WRITERS,
            json=True,
            data={"section": "_basics", "version": 1, "fields": {"summary": "Shade."}},
        ),
    ),
    Address("entry-attachments", sends=Send(complete("entry-attachments"), by=WRITERS, data=paper)),
    Address(
        "entry-attachment",
        sends=Send(one_file("entry-attachment"), by=WRITERS, json=True, method="delete"),
    ),
    Address("entry-submit", sends=Send(complete("entry-submit"), by=LEAD, json=True)),
    Address("entry-reopen", sends=Send(complete("entry-reopen", submitted=True), by=LEAD, json=True)),
    Address(
        "entry-withdraw", sends=Send(complete("entry-withdraw"), by=LEAD, json=True, reason="No time left.")
    ),
]
