"""Two acts on one panel in the same moment, and what must not come of it; also for bench/races.py."""

from collections.abc import Callable, Iterator
from itertools import combinations_with_replacement
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from challenges.models import Challenge
from core.models import OutboxItem, User
from core.workflow import Refused
from juries.actions.city_decision import decide_for_city
from juries.actions.conflicts import step_back
from juries.actions.deliberation import (
    propose_decision,
    record_meeting,
    record_motion,
    reopen_panel,
    sign_panel,
)
from juries.actions.jurors import remove_juror
from juries.actions.panels import move_panel
from juries.actions.release import release_decisions, write_letter
from juries.actions.scoring import finish_scorecard
from juries.models import Assignment, Award, Conflict, Decision, Juror, Panel
from submissions.actions.team import join_team
from submissions.models import Entry
from tests.factories import ContributorInvitationFactory
from tests.juries.conftest import ADVICE, REFUSAL, jury, score_all
from tests.juries.signing import DIGEST, prepared, sign_protocol
from tests.races import race

OUTCOMES = {"award": "awarded", "decline": "not_awarded"}


def scoring() -> SimpleNamespace:
    """Time is up, one scorecard is being filled in, and its juror is invited into the team."""
    scene = jury("scoring", assigned="scored")
    score_all(scene)
    Panel.objects.filter(pk=scene.panel.pk).update(scoring_until=None)
    mine = scene.given(scene.jurors[1], scene.entries[0])
    Assignment.objects.filter(pk=mine.pk).update(state="in_progress")
    return with_invitation(scene)


def deliberating() -> SimpleNamespace:
    """The panel has met and advised; nothing is signed."""
    scene = jury("deliberating", assigned="locked")
    score_all(scene)
    chair = scene.chair.user
    record_meeting(scene.panel, by=chair, held_at=timezone.now(), place="Online", present=scene.jurors)
    for entry, advice in zip(scene.entries, (ADVICE, REFUSAL), strict=True):
        propose_decision(scene.panel, entry, by=chair, **advice)
    prepared(scene.panel, chair)
    return with_invitation(scene)


def signed() -> SimpleNamespace:
    """Chair and city have signed; the letters are written."""
    scene = deliberating()
    sign_protocol(scene.panel, by=scene.chair.user)
    decide_for_city(scene.challenge, by=scene.editor, choices=choices(scene, "award"))
    return scene


def with_invitation(scene: SimpleNamespace) -> SimpleNamespace:
    invitation = ContributorInvitationFactory(entry=scene.entries[0], email=scene.jurors[1].user.email)
    scene.token = invitation.issue()
    return scene


def choices(scene: SimpleNamespace, first: str) -> dict[int, tuple[str, str]]:
    """The city's word on both entries: on the first as asked, on the second as advised."""
    found = Decision.objects.filter(panel=scene.panel).order_by("entry")
    wanted = dict(zip([one.pk for one in found], (first, "decline"), strict=False))
    return {pk: (outcome, "The council said so.") for pk, outcome in wanted.items()}


def panel(scene: SimpleNamespace) -> Panel:
    return Panel.objects.get(pk=scene.panel.pk)


def person(juror: Juror) -> User:
    return User.objects.get(pk=juror.user_id)


def mine(scene: SimpleNamespace) -> Assignment:
    found = Assignment.objects.select_related("juror__panel", "juror__user", "entry__challenge")
    return found.get(pk=scene.given(scene.jurors[1], scene.entries[0]).pk)


def letter(scene: SimpleNamespace) -> Any:
    found = Decision.objects.select_related("panel", "entry").filter(panel=scene.panel)
    first = found.filter(entry=scene.entries[0]).first()
    return first and write_letter(first, by=scene.coordinator, letter="Read on this day.")


def motion(scene: SimpleNamespace) -> Any:
    return record_motion(
        panel(scene), by=person(scene.chair), wording="Award it.", votes_for=2, votes_against=1
    )


def propose(scene: SimpleNamespace) -> Any:
    return propose_decision(
        panel(scene), Entry.objects.get(pk=scene.entries[0].pk), by=person(scene.chair), **REFUSAL
    )


def city_declines(scene: SimpleNamespace) -> Any:
    challenge = Challenge.objects.get(pk=scene.challenge.pk)
    return decide_for_city(challenge, by=scene.editor, choices=choices(scene, "decline"))


def step_out(scene: SimpleNamespace) -> Any:
    return step_back(
        mine(scene), by=person(scene.jurors[1]), code="conflict", detail="My sister works there."
    )


def dismiss(scene: SimpleNamespace) -> Any:
    juror = Juror.objects.select_related("panel__competition").get(pk=scene.jurors[2].pk)
    return remove_juror(juror, by=scene.coordinator, reason="Fell ill.")


# What is done, and where it is possible: the scene in which a pair begins is one in which either is.
ACTS: dict[str, tuple[Callable[[], SimpleNamespace], Callable[[SimpleNamespace], Any]]] = {
    "finish a scorecard": (scoring, lambda s: finish_scorecard(mine(s), by=person(s.jurors[1]))),
    "close scoring": (scoring, lambda s: move_panel(panel(s), "open_deliberation", by=s.coordinator)),
    "step back": (scoring, step_out),
    "join the team": (scoring, lambda s: join_team(s.token, by=person(s.jurors[1]))),
    "dismiss a juror": (scoring, dismiss),
    "record a motion": (deliberating, motion),
    "propose a decision": (deliberating, propose),
    "sign": (deliberating, lambda s: sign_panel(panel(s), by=person(s.chair), sha256=DIGEST)),
    "reopen": (signed, lambda s: reopen_panel(panel(s), by=person(s.chair), reason="A count was wrong.")),
    "decide for the city": (signed, city_declines),
    "write a letter": (signed, letter),
    "release": (signed, lambda s: release_decisions(panel(s), by=s.coordinator)),
}
PAIRS = list(combinations_with_replacement(ACTS, 2))


def collide(one: str, other: str, rounds: int) -> Iterator[str]:
    """Do both at the same moment, by turns in the scenes where one is possible; yields what is wrong."""
    begins = list(dict.fromkeys([ACTS[one][0], ACTS[other][0]]))
    acts = [ACTS[one][1], ACTS[other][1]]
    for number in range(rounds):
        scene = begins[number % len(begins)]()
        outcome = race(lambda n, scene=scene: acts[n](scene), threads=2)
        for error in outcome.lost:
            if not isinstance(error, Refused | PermissionDenied):
                yield f"{type(error).__name__}: {error}"
        yield from contradictions(scene)


def contradictions(scene: SimpleNamespace) -> Iterator[str]:
    """What the record of a panel says against itself."""
    now = panel(scene)
    decisions = list(Decision.objects.filter(panel=now).select_related("entry"))
    if now.is_signed() or now.is_released():
        if any(one.jury_signed_at is None for one in decisions):
            yield "advice was written after the signature"
        if now.motions.filter(at__gt=now.signed_at).exists():
            yield "a motion was recorded after the signature"
    if now.is_released():
        yield from _released(now, decisions)
    if now.scores_are_open() and now.assignments().filter(state="scored").exists():
        yield "a scorecard was finished after the close"
    upheld = Conflict.objects.filter(juror__panel=now, verdict="upheld")
    for conflict in upheld.exclude(code="contributor", juror__panel__state__in=["signed", "released"]):
        given = conflict.juror.assignments.filter(entry=conflict.entry)
        if given.exclude(state="recused").exists() and now.is_before_signature():
            yield "a juror with an upheld conflict is not recused"


def _released(now: Panel, decisions: list[Decision]) -> Iterator[str]:
    for one in decisions:
        letter = OutboxItem.objects.filter(payload__event=f"letter:{one.pk}").latest("pk")
        if one.entry.state != OUTCOMES[one.final_outcome()]:
            yield f"the entry is {one.entry.state}, the record says {one.final_outcome()}"
        if (one.final_outcome() == "award") != Award.objects.filter(entry=one.entry).exists():
            yield "award and outcome differ"
        if one.released_at is None or one.city_signed_at is None or one.city_signed_at > one.released_at:
            yield "the city decided after the release"
        if _flat(one.letter) not in _flat(letter.payload["text"]):
            yield "another letter was sent than the record holds"


def _flat(text: str) -> str:
    return " ".join(text.split())
