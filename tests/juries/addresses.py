"""Addresses of juries: jurors and chair, office, city, team, and the results for everybody."""

from django.urls import reverse

from challenges.models import Challenge, Competition
from core.models import Paper
from juries.models import Assignment, Award, Conflict, CriterionScore, Decision, Juror, Panel
from submissions.models import Entry
from tests.addresses import (
    CHAIR,
    CITY,
    EVERYBODY,
    JURY,
    NO_ROLE,
    NO_SUCH,
    OFFICE,
    OFFICES,
    SIGNED_IN,
    TEAM,
    Address,
    Page,
    Send,
    and_others,
    each,
)
from tests.factories.juries import REASON
from tests.juries import scenes
from tests.juries.conftest import ADVICE
from tests.juries.scenes import card, conflicts, juror_form, office, panel
from tests.juries.signing import DIGEST

WHY = "The panel would have too few jurors."


def declarations(_user):
    """Free of conflicts with every entry."""
    return {f"{code}-answer": "free" for code in Assignment.objects.values_list("code", flat=True)}


def marks(_user):
    """A finished scorecard, as the page sends it."""
    scores = CriterionScore.objects.values_list("criterion", flat=True).distinct()
    fields = {f"score_{pk}": "4" for pk in scores} | {f"why_{pk}": REASON for pk in scores}
    return fields | {"version": "1", "strengths": "Clear.", "improvements": "Name the costs."}


def new_marks(user):
    """The same as a page that saves itself, or a program, sends it."""
    return {"version": 1, "fields": {"strengths": "Very clear."}}


def pairs(_user):
    """The proposal as it is shown."""
    entries, jurors = Entry.objects.order_by("pk"), Juror.objects.order_by("pk")
    return {"pair": [f"{entry.code}:{juror.pk}" for entry in entries[:1] for juror in jurors[:1]]}


def present(_user):
    return {"present": list(Juror.objects.values_list("pk", flat=True))}


def as_advised(_user):
    """The city follows the jury."""
    return {f"d{one.pk}-outcome": one.outcome for one in Decision.objects.all()}


def name_of_panel(_user):
    return {"confirmation": Panel.objects.latest("pk").title}


def own_call(user):
    call = Competition.objects.coordinated_by(user).first()
    return {"competition": call.pk if call else None}


def first_pair(_user):
    return {"entry": Entry.objects.earliest("pk").code, "juror": Juror.objects.earliest("pk").pk}


def seats(panel):
    return and_others(panel.jurors.values_list("pk", flat=True)[:2])


def entries(panel):
    return Entry.objects.filter(challenge__panels=panel).values_list("code", flat=True)[:2]


def given(panel):
    return Assignment.objects.filter(juror__panel=panel).values_list("code", flat=True)[:2]


ADDRESSES: list[Address] = [
    Address(
        "juries:my_scoring",
        SIGNED_IN,
        [
            Page("my scoring", "juror", scenes.my_scoring),
            Page("nothing to score", "signed in", scenes.nothing_to_score),
        ],
    ),
    Address(
        "juries:score_list", JURY, [Page("scores compared", "juror", scenes.score_compared)], walk=each(Panel)
    ),
    Address(
        "juries:invitation_accept",
        NO_ROLE,  # who got the mail
        [Page("invitation to a jury", "invited person", scenes.invitation)],
        Send(refusals={409}),
        refusals=frozenset({409}),
        walk=NO_SUCH,
    ),
    Address(
        "juries:tie_declare",
        JURY,
        [Page("declare ties", "juror of a blind panel", scenes.ties)],
        Send(),
        walk=each(Panel),
    ),
    Address(
        "juries:conflict_declare",
        JURY,
        [Page("declare conflicts", "juror", scenes.declaring)],
        Send(data=declarations),
        walk=each(Panel),
    ),
    Address(
        "juries:assignment_score",
        CHAIR,
        [
            Page("score an entry", "juror", scenes.score),
            Page(
                "score an entry: errors",
                "juror",
                scenes.score,
                click="button[formaction$='finish/']",
                expect=200,
            ),
            Page("scored entry", "juror", scenes.score_done),
        ],
        Send(strengths="Clear."),
        walk=each(Assignment),
    ),
    Address(
        "juries:scorecard_autosave",
        sends=Send(card("scorecard_autosave"), by=CHAIR, json=True, data=new_marks),
    ),
    Address("juries:assignment_finish", sends=Send(card("assignment_finish"), by=CHAIR, data=marks)),
    Address("juries:assignment_reopen", sends=Send(card("assignment_reopen", state="scored"), by=CHAIR)),
    Address(
        "juries:assignment_recuse",
        CHAIR,
        [Page("step back", "juror", scenes.step_back)],
        Send(code="time", detail="My sister works there."),
        walk=each(Assignment),
    ),
    Address("juries:assignment_file", CHAIR, opens=scenes.paper, walk=each(Assignment, lambda _one: [1, 2])),
    Address("juries:panel_list", OFFICES, [Page("panels", "coordinator", office("panel_list"))]),
    Address(
        "juries:panel_create",
        OFFICES,
        [Page("new panel", "coordinator", office("panel_create"))],
        Send(by=OFFICE, data=own_call, title="A second panel", refusals={200}),  # other offices have no call,
    ),
    Address(
        "juries:panel_detail",
        OFFICE,
        [Page("panel", "coordinator", office("panel_detail"))],
        walk=each(Panel),
    ),
    Address(
        "juries:panel_edit",
        OFFICE,
        [Page("rules of a panel", "coordinator", office("panel_edit"))],
        Send(title="Another name"),
        walk=each(Panel),
    ),
    Address(
        "juries:panel_challenges",
        OFFICE,
        [Page("challenges of a panel", "coordinator", office("panel_challenges"))],
        Send(office("panel_challenges", assigned=None)),
        walk=each(Panel),
    ),
    Address(
        "juries:panel_jurors",
        OFFICE,
        [Page("jurors", "coordinator", office("panel_jurors"))],
        walk=each(Panel),
    ),
    Address(
        "juries:juror_invite",
        OFFICE,
        [Page("invite a juror", "coordinator", office("juror_invite"))],
        Send(email="new@example.org"),
        walk=each(Panel),
    ),
    Address(
        "juries:juror_edit",
        OFFICE,
        [Page("edit a juror", "coordinator", juror_form("juror_edit"))],
        Send(most="7"),
        walk=each(Panel, seats),
    ),
    Address(
        "juries:juror_remove",
        OFFICE,
        [Page("remove a juror", "coordinator", juror_form("juror_remove"))],
        Send(reason=WHY),
        walk=each(Panel, seats),
    ),
    Address("juries:invitation_revoke", sends=Send(scenes.seat_invitation, by=OFFICE)),
    Address(
        "juries:panel_assignments",
        OFFICE,
        [Page("assignments", "coordinator", office("panel_assignments"))],
        walk=each(Panel),
    ),
    Address(
        "juries:assignment_propose",
        OFFICE,
        [
            Page("proposal", "coordinator", office("assignment_propose", assigned=None)),
            Page("proposal with a shortage", "coordinator", scenes.shortage),
        ],
        Send(data=pairs),
        walk=each(Panel),
    ),
    Address(
        "juries:assignment_work_out",
        sends=Send(office("assignment_work_out", assigned=None), by=OFFICE),
    ),
    Address(
        "juries:assignment_add",
        OFFICE,
        [Page("assign by hand", "coordinator", office("assignment_add"))],
        Send(scenes.to_add, data=first_pair),
        walk=each(Panel),
    ),
    Address(
        "juries:assignment_remove",
        OFFICE,
        [Page("remove an assignment", "coordinator", scenes.assignment_remove)],
        Send(reason=WHY),
        walk=each(Panel, given),
    ),
    Address(
        "juries:panel_transition",
        sends=Send(office("panel_transition"), by=OFFICE, step="open_declarations"),
    ),
    Address(
        "juries:panel_decisions",
        OFFICE,
        [Page("decisions", "coordinator", scenes.decisions)],
        walk=each(Panel),
    ),
    Address(
        "juries:letter_edit",
        OFFICE,
        [Page("letter", "coordinator", scenes.letter)],
        Send(letter="Dear team, the jury was moved."),
        walk=each(Panel, lambda panel: and_others(panel.decisions.values_list("pk", flat=True)[:2])),
    ),
    Address(
        "juries:panel_release",
        OFFICE,
        [Page("release", "coordinator", scenes.release)],
        Send(data=name_of_panel),
        walk=each(Panel),
    ),
    Address(
        "juries:conflict_list",
        CHAIR | OFFICE,
        [Page("conflicts", "chair", conflicts())],
        walk=each(Panel),
    ),
    Address(
        "juries:conflict_decide",
        CHAIR | OFFICE,
        [Page("decide on a conflict", "chair", conflicts("conflict_decide"))],
        Send(verdict="waive", reason="They met once."),
        walk=each(
            Panel,
            lambda panel: and_others(
                Conflict.objects.filter(juror__panel=panel).values_list("pk", flat=True)[:2]
            ),
        ),
    ),
    Address(
        "juries:panel_overview",
        CHAIR | OFFICE,
        [
            Page("progress of a panel", "chair", scenes.progress),
            Page("panel overview", "chair", panel("panel_overview")),
            Page("panel overview", "juror", panel("panel_overview", "juror")),
        ],
        walk=each(Panel),
    ),
    Address(
        "juries:panel_ranking",
        JURY | OFFICE,
        [
            Page("ranking", "chair", panel("panel_ranking")),
            Page("ranking of many", "chair", scenes.many_ranked),
        ],
        walk=each(Panel),
    ),
    Address(
        "juries:panel_history",
        OFFICE,
        [Page("history of a panel", "coordinator", office("panel_history"))],
        walk=each(Panel),
    ),
    Address(
        "juries:panel_deliberation",
        JURY | OFFICE,
        [Page("deliberation", "chair", panel("panel_deliberation"))],
        walk=each(Panel),
    ),
    Address(
        "juries:meeting_create",
        JURY | OFFICE,
        [Page("record a meeting", "chair", panel("meeting_create"))],
        Send(by=CHAIR | OFFICE, data=present, held_at="2026-01-05T10:00", place="Online"),
        walk=each(Panel),
    ),
    Address(
        "juries:motion_create",
        JURY | OFFICE,
        [Page("record a motion", "chair", panel("motion_create"))],
        Send(by=CHAIR | OFFICE, wording="Two winners.", votes_for="2", votes_against="1"),
        walk=each(Panel),
    ),
    Address(
        "juries:decision_edit",
        CHAIR,
        [Page("write a decision", "chair", panel("decision_edit"))],
        Send(**ADVICE),
        walk=each(Panel, entries),
    ),
    Address("juries:decision_sign", sends=Send(scenes.to_sign_as_deputy, by=frozenset({"juror"}))),
    Address(
        "juries:panel_protocol",
        JURY | OFFICE,
        [Page("protocol", "chair", scenes.protocol)],
        walk=each(Panel),
    ),
    Address("paper_file", CHAIR | OFFICE, opens=scenes.paper_of_protocol, walk=each(Paper)),
    Address(
        "juries:protocol_paper",
        CHAIR | OFFICE,
        [
            Page("paper to prepare", "chair", scenes.paper_page(scenes.advised)),
            Page("paper to sign", "chair", scenes.paper_page(scenes.ready_to_sign)),
            Page("paper signed", "chair", scenes.paper_page(scenes.signed)),
        ],
        walk=each(Panel),
    ),
    Address("juries:protocol_prepare", sends=Send(scenes.to_prepare, by=CHAIR | OFFICE)),
    Address("juries:panel_sign", sends=Send(scenes.to_sign, by=CHAIR, sha256=DIGEST)),
    Address(
        "juries:panel_reopen",
        CHAIR | OFFICE,
        [Page("reopen the protocol", "chair", scenes.reopen)],
        Send(reason="A juror was left out of the minutes."),
        walk=each(Panel),
    ),
    Address(
        "juries:city_decision",
        CITY,
        [Page("city decision", "city editor", scenes.city)],
        Send(data=as_advised),
        walk=each(Challenge),
    ),
    Address(
        "juries:entry_feedback",
        TEAM,
        [Page("feedback", "team", scenes.feedback)],
        walk=each(Entry),
    ),
    Address("juries:result_list", EVERYBODY, [Page("results", "public", scenes.results)]),
    Address("juries:result_detail", EVERYBODY, [Page("award", "public", scenes.result)], walk=each(Award)),
    Address("assignment-list", SIGNED_IN, opens=scenes.my_assignments),
    Address("assignment-detail", CHAIR, opens=card("assignment-detail", route="api"), walk=each(Assignment)),
    Address(
        "assignment-declare",
        sends=Send(lambda: scenes.proposed("assignment-declare"), by=CHAIR, json=True, answer="free"),
    ),
    Address(
        "assignment-scorecard",
        CHAIR,
        opens=card("assignment-scorecard", route="api"),
        sends=Send(by=CHAIR, json=True, method="patch", data=new_marks),
        walk=each(Assignment),
    ),
    Address(
        "assignment-finish",
        sends=Send(card("assignment-finish", state="in_progress", route="api"), by=CHAIR, json=True),
    ),
    Address("result-list", EVERYBODY, opens=lambda: reverse("result-list")),
    Address("result-detail", EVERYBODY, opens=scenes.result_in_api, walk=each(Award)),
]
