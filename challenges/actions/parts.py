"""The parts of a competition: areas, criteria, form sections and questions, eligibility rules."""

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.actions.competitions import for_coordinator
from challenges.models import Competition, Criterion, FormQuestion, FormSection
from core import audit
from core.asking import ask
from core.changes.facts import fact_of_act, facts_of_part
from core.changes.publish import Plan, plan_of, publish
from core.editing import changes, lock, lock_all, write
from core.models import Change, User
from core.workflow import Refused

MAIL = str(Change.Weight.MAIL)


class Why(NamedTuple):
    """Why a public part is changed, and how people hear of it; a criterion has a weight of its own."""

    reason: str = ""
    weight: str = MAIL


UNTOLD = Why()  # while nobody relies on the competition

# What others need not hear of, and what may be put in clearer words without a mail at once.
UNANNOUNCED = {"order", "motif", "identifier", "sections"}
WORDS = {"title", "description", "help"}
# By which it is decided who must answer a question.
ASKING = {"required", "required_from", "shown_if", "shown_value", "section"}


@transaction.atomic
def plan_part(
    competition: Competition, part: Any, *, by: User, act: str = "", version: int = 0, **values: Any
) -> Plan:
    """What adding, changing, or else the `act`, would change for others, and who would hear of it."""
    fresh = _changeable(competition, by)
    if act or part.pk is None:
        for name, value in values.items():
            setattr(part, name, value)
        _keep_weights(fresh, part, 0 if act == "removed" else getattr(part, "weight", 0))
        facts, what = [fact_of_act(part, act or "added")], _consequences(fresh, part, act or "added")
        return plan_of(fresh, facts, at_once=_binds(part), consequences=what)
    kept = lock(part)
    changed = changes(kept, by=by, version=version, values=values).changed
    _keep_weights(fresh, kept, _weight_in_force(kept, changed))
    _keep_answers(kept, changed)
    return _plan(fresh, kept, changed)


@transaction.atomic
def add_part(competition: Competition, part: Any, *, by: User, why: Why = UNTOLD, **values: Any) -> Any:
    """Store a new part with these values at the end. Raises Refused once judging has begun."""
    fresh = _changeable(competition, by)
    for name, value in values.items():
        setattr(part, name, value)
    part.order = _next_order(part)
    part.full_clean()
    _keep_weights(fresh, part, getattr(part, "weight", 0))
    _note_since(fresh, part, needed=getattr(part, "required", False))
    part.save()
    _note(fresh, part, "part_added", by=by, why=why)
    return part


@transaction.atomic
def edit_part(
    competition: Competition,
    part: Any,
    *,
    by: User,
    version: int,
    why: Why = UNTOLD,
    **values: Any,
) -> Any:
    """The part with new values. Raises Clash where somebody else changed the same since `version`."""
    fresh = _changeable(competition, by)
    kept = lock(part)
    if not (changed := changes(kept, by=by, version=version, values=values).changed):
        return kept
    _keep_weights(fresh, kept, _weight_in_force(kept, changed))
    _keep_answers(kept, changed)
    plan, facts = _plan(fresh, kept, changed), facts_of_part(kept, changed)
    if ASKING & changed.keys():
        _note_since(fresh, kept, needed=changed.get("required", getattr(kept, "required", False)))
    write(kept, changed, by=by)
    audit.record(
        fresh, "part_edited", by=by, reason=why.reason.strip(), part=_name(part), pk=part.pk, changes=facts
    )
    if fresh.is_relied_on() and plan.facts:
        publish(fresh, plan.facts, by=by, reason=why.reason, weight=plan.weight(why.weight))
    return kept


@transaction.atomic
def remove_part(competition: Competition, part: models.Model, *, by: User, why: Why = UNTOLD) -> Competition:
    """Retire the part where something may hang on it; delete an area or a section that is not in use."""
    fresh = _changeable(competition, by)
    _keep_weights(fresh, part, 0)
    _note(fresh, part, "part_removed", by=by, why=why)
    if hasattr(part, "retired_at"):
        part.retired_at = timezone.now()
        part.save(update_fields=["retired_at"])
    else:
        if isinstance(part, FormSection) and part.questions.exists():
            raise Refused(_("This section has questions. Retire or move them first."))
        try:
            part.delete()
        except ProtectedError as error:
            raise Refused(_("Challenges belong to this area. Move them first.")) from error
    return fresh


@transaction.atomic
def restore_part(competition: Competition, part: models.Model, *, by: User, why: Why = UNTOLD) -> Competition:
    """Bring a retired part back."""
    fresh = _changeable(competition, by)
    _keep_weights(fresh, part, getattr(part, "weight", 0))
    part.retired_at = None  # type: ignore[attr-defined]
    _note_since(fresh, part, needed=getattr(part, "required", False))
    part.save()
    _note(fresh, part, "part_restored", by=by, why=why)
    return fresh


@transaction.atomic
def move_part(competition: Competition, part: Any, *, by: User, up: bool) -> Any:
    """The part one place further up or down among those in force; at the end it stays. Nobody is told."""
    fresh = _changeable(competition, by)
    rows = list(lock_all(_siblings(part)))
    rows = [one for one in rows if getattr(one, "retired_at", None) is None]
    at = next((n for n, one in enumerate(rows) if one.pk == part.pk), None)
    if at is None:
        raise Refused(_("A retired part has no place in the order. Bring it back first."))
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return part
    rows[at], rows[to] = rows[to], rows[at]
    for place, one in enumerate(rows):
        if one.order != place:
            write(one, {"order": place}, by=by)
    facts = [fact_of_act(part, "moved")]
    audit.record(fresh, "part_edited", by=by, part=_name(part), pk=part.pk, changes=facts)
    return rows[to]


@transaction.atomic
def plan_weights(competition: Competition, *, by: User, weights: dict[int, int]) -> Plan:
    """What other weights of the criteria in force would change; raises ValidationError if not 100 in all."""
    fresh, moved = _to_weigh(competition, by, weights)
    facts = [fact for one, weight in moved for fact in facts_of_part(one, {"weight": weight})]
    return plan_of(fresh, facts, at_once=True)


@transaction.atomic
def weigh_criteria(
    competition: Competition, *, by: User, weights: dict[int, int], reason: str = ""
) -> Competition:
    """Give criteria in force other weights, together, so that they add up to 100 all the time."""
    fresh, moved = _to_weigh(competition, by, weights)
    facts = []
    for one, weight in moved:
        facts += facts_of_part(one, {"weight": weight})
        write(one, {"weight": weight}, by=by)
    if facts:
        audit.record(fresh, "edited", by=by, reason=reason.strip(), changes=facts)
    if facts and fresh.is_relied_on():
        publish(fresh, facts, by=by, reason=reason)
    return fresh


def _to_weigh(
    competition: Competition, by: User, weights: dict[int, int]
) -> tuple[Competition, list[tuple[Any, int]]]:
    fresh = _changeable(competition, by)
    _must_not_be_scored(fresh)
    criteria = list(lock_all(fresh.criteria.in_force()))
    if sum(weights.get(one.pk, one.weight) for one in criteria) != 100:
        raise ValidationError(_("The weights must add up to 100."))
    return fresh, [
        (one, weights[one.pk]) for one in criteria if weights.get(one.pk, one.weight) != one.weight
    ]


def _weight_in_force(part: Any, changed: dict[str, Any]) -> int:
    """What the part weighs with the new values: nothing where it is retired, or no criterion."""
    retired = getattr(part, "retired_at", None) is not None
    return 0 if retired else changed.get("weight", getattr(part, "weight", 0))


def _keep_weights(fresh: Competition, part: Any, weight: int) -> None:
    """Raise ValidationError where the weights of a public competition would not add up to 100 any more."""
    if not isinstance(part, Criterion) or not fresh.is_relied_on():
        return
    if weight != _weight_now(part):
        _must_not_be_scored(fresh)
    others = sum(one.weight for one in fresh.criteria_in_force() if one.pk != part.pk)
    if fresh.weight_total() == 100 and others + weight != 100:
        text = _("The weights add up to 100, and stay so: change them together, under “Weights”.")
        raise ValidationError({"weight": text})


def _weight_now(part: Criterion) -> int:
    stored = Criterion.objects.in_force().filter(pk=part.pk).values_list("weight", flat=True).first()
    return stored or 0


def _must_not_be_scored(fresh: Competition) -> None:
    """Raise Refused once somebody has judged by these weights: two scorecards would not mean the same."""
    if any(ask("is_scored", fresh)):
        raise Refused(_("A juror has finished a scorecard: criteria and weights stay as they are now."))


def _note(fresh: Competition, part: Any, verb: str, *, by: User, why: Why) -> None:
    """The line of history and, once others rely on the competition, the public change."""
    audit.record(fresh, verb, by=by, reason=why.reason.strip(), part=_name(part), pk=part.pk)
    if fresh.is_relied_on():
        fact = fact_of_act(part, verb.removeprefix("part_"))
        publish(fresh, [fact], by=by, reason=why.reason, weight=MAIL if _binds(part) else why.weight)


def _plan(fresh: Competition, kept: Any, changed: dict[str, Any]) -> Plan:
    public = {name: value for name, value in changed.items() if name not in UNANNOUNCED}
    at_once = _binds(kept) and bool(public.keys() - WORDS)
    what = _consequences(fresh, kept, changed) if public else []
    return plan_of(fresh, facts_of_part(kept, public), at_once=at_once, consequences=what)


def _consequences(fresh: Competition, part: Any, change: str | dict[str, Any]) -> list[str]:
    return [sentence for answer in ask("consequences", fresh, part, change) for sentence in answer]


def _note_since(fresh: Competition, part: Any, *, needed: bool) -> None:
    """Of a question that must be answered from now on, while teams write: since when."""
    if isinstance(part, FormQuestion) and needed and fresh.is_relied_on():
        part.required_since = timezone.now()


def _keep_answers(kept: Any, changed: dict[str, Any]) -> None:
    """Raise ValidationError for another kind of a question that was answered; a line may become a text."""
    if not isinstance(kept, FormQuestion) or "kind" not in changed:
        return
    longer = (kept.kind, changed["kind"]) == (FormQuestion.Kind.TEXT, FormQuestion.Kind.LONG)
    if not longer and any(ask("is_answered", kept)):
        text = _("Teams have answered it: the kind stays. Retire the question and add another one.")
        raise ValidationError({"kind": text})


def _binds(part: Any) -> bool:
    """Whether teams and jurors act by it: criteria, rules and questions, but no headings."""
    return hasattr(part, "retired_at")


def _changeable(competition: Competition, by: User) -> Competition:
    fresh = for_coordinator(competition, by)
    if not fresh.may_be_set_up():
        raise Refused(_("Judging has begun: form, rules and criteria cannot be changed any more."))
    return fresh


def _next_order(part: Any) -> int:
    last = _siblings(part).aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _siblings(part: Any) -> Any:
    rows = type(part).objects
    if isinstance(part, FormQuestion):
        return rows.filter(section=part.section)
    return rows.filter(competition=part.competition)


def _name(part: models.Model) -> str:
    return part._meta.model_name or ""
