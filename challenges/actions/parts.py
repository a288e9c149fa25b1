"""The parts of a competition: areas, criteria, form sections and questions, eligibility rules."""

from typing import Any

from django.db import models, transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.actions.competitions import for_coordinator
from challenges.models import Competition, FormQuestion, FormSection
from core import audit
from core.editing import change
from core.models import User
from core.workflow import Refused


@transaction.atomic
def add_part(competition: Competition, part: Any, *, by: User, **values: Any) -> Any:
    """Store a new part with these values at the end. Raises Refused once judging has begun."""
    fresh = _changeable(competition, by)
    for name, value in values.items():
        setattr(part, name, value)
    part.order = _next_order(part)
    part.full_clean()
    part.save()
    audit.record(fresh, "part_added", by=by, part=_name(part), pk=part.pk)
    return part


@transaction.atomic
def edit_part(competition: Competition, part: Any, *, by: User, version: int, **values: Any) -> Any:
    """The part with new values. Raises Clash where somebody else changed the same since `version`."""
    fresh = _changeable(competition, by)
    part = change(part, version=version, values=values)
    audit.record(fresh, "part_edited", by=by, part=_name(part), pk=part.pk)
    return part


@transaction.atomic
def remove_part(competition: Competition, part: models.Model, *, by: User) -> None:
    """Retire the part where something may hang on it; delete an area or a section that is not in use."""
    fresh = _changeable(competition, by)
    pk = part.pk
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
    audit.record(fresh, "part_removed", by=by, part=_name(part), pk=pk)


@transaction.atomic
def restore_part(competition: Competition, part: models.Model, *, by: User) -> None:
    """Bring a retired part back."""
    fresh = _changeable(competition, by)
    part.retired_at = None  # type: ignore[attr-defined]
    part.save(update_fields=["retired_at"])
    audit.record(fresh, "part_restored", by=by, part=_name(part), pk=part.pk)


def _changeable(competition: Competition, by: User) -> Competition:
    fresh = for_coordinator(competition, by)
    if not fresh.may_be_set_up():
        raise Refused(_("Judging has begun: form, rules and criteria cannot be changed any more."))
    return fresh


def _next_order(part: Any) -> int:
    siblings = type(part).objects
    if isinstance(part, FormQuestion):
        rows = siblings.filter(section=part.section)
    else:
        rows = siblings.filter(competition=part.competition)
    last = rows.aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _name(part: models.Model) -> str:
    return part._meta.model_name or ""
