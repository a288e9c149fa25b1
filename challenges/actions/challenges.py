"""Writing a challenge."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models import Challenge, ChallengeIndicator, Competition
from challenges.permissions import is_challenge_editor
from core import audit
from core.workflow import Refused, Stale
from network.models import Organisation
from network.permissions import is_editor_of


class Conflict(Stale):
    """Somebody else changed the same fields; `fields` says what stands there now, `version` since when."""

    def __init__(self, message: str, *, version: int, fields: dict[str, Any]) -> None:
        super().__init__(message)
        self.version, self.fields = version, fields


@transaction.atomic
def create_challenge(
    organisation: Organisation, competition: Competition, *, by: Any, **fields: Any
) -> Challenge:
    """A new draft of the city, in the language of the text and open to the competition's languages."""
    if not is_editor_of(organisation, by):
        raise PermissionDenied
    if not competition.takes_challenges():
        raise Refused(_("This competition takes no more challenges."))
    fields.setdefault("languages", competition.languages)
    challenge = Challenge(organisation=organisation, competition=competition, **fields)
    challenge.full_clean(exclude=["state", "code", "organisation", "competition", "area"])
    challenge.save()
    audit.record(challenge, "created", by=by)
    return challenge


@transaction.atomic
def save_challenge_section(
    challenge: Challenge,
    *,
    by: Any,
    version: int,
    fields: dict[str, Any],
    done: dict[str, bool] | None = None,
) -> Challenge:
    """Write the fields and the marks of done sections; all of it or nothing.

    Versions are compared per field: raises Conflict if one of these fields, and not just some other, was
    changed since `version` by somebody else to another value.
    """
    fresh = _lock(challenge, by=by)
    changed = {name: value for name, value in fields.items() if as_sent(fresh, name) != plain(value)}
    clashing = [name for name in changed if fresh.field_versions.get(name, 0) > version]
    if clashing:
        raise Conflict(
            _("Somebody else has changed this meanwhile. Decide which text shall stay."),
            version=fresh.version,
            fields={name: as_sent(fresh, name) for name in clashing},
        )
    marks = [one for one in fresh.sections_done if (done or {}).get(one, True)]
    marks += [one for one, is_done in (done or {}).items() if is_done and one not in marks]
    if not changed and marks == fresh.sections_done:
        return fresh
    fresh.version += 1
    for name, value in changed.items():
        if name == "partners":
            fresh.partners.set(value)
        else:
            setattr(fresh, name, value)
        fresh.field_versions[name] = fresh.version
    fresh.sections_done, fresh.saved_at = marks, timezone.now()
    fresh.full_clean(exclude=["state", "code", "organisation", "competition", "area"])
    fresh.save()
    return fresh


def as_sent(challenge: Challenge, name: str) -> Any:
    """What the challenge has in a field, as a form sends it: text, or a list of texts."""
    value = challenge.partners.all() if name == "partners" else getattr(challenge, name)
    return plain(value)


def plain(value: Any) -> Any:
    """A field's value as text or a list of texts."""
    if value is None:
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, list | tuple | models.QuerySet):
        return sorted(plain(one) for one in value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _lock(challenge: Challenge, *, by: Any) -> Challenge:
    """The challenge afresh and locked, for one of its editors, while it may be written on."""
    rows = Challenge.objects.select_for_update(of=("self",)).select_related(
        "organisation", "competition__office"
    )
    fresh = rows.get(pk=challenge.pk)
    if not is_challenge_editor(fresh, by):
        raise PermissionDenied
    if not fresh.is_editable():
        raise Refused(_("The challenge is with the network office or public: it cannot be changed now."))
    return fresh


@transaction.atomic
def save_indicator(challenge: Challenge, indicator: ChallengeIndicator, *, by: Any) -> ChallengeIndicator:
    """Store a new or changed indicator, a new one at the end."""
    fresh = _lock(challenge, by=by)
    indicator.challenge = fresh
    if indicator.pk is None:
        last = fresh.indicators.aggregate(last=Max("order"))["last"]
        indicator.order = 0 if last is None else last + 1
    indicator.save()
    _touch(fresh)
    return indicator


@transaction.atomic
def remove_indicator(challenge: Challenge, indicator: ChallengeIndicator, *, by: Any) -> None:
    """Delete an indicator of a challenge that is still being written."""
    fresh = _lock(challenge, by=by)
    indicator.delete()
    _touch(fresh)


def _touch(challenge: Challenge) -> None:
    challenge.version += 1
    challenge.saved_at = timezone.now()
    challenge.save(update_fields=["version", "saved_at"])
