"""Writing a challenge."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from challenges.models import Challenge, ChallengeIndicator, Competition
from challenges.permissions import is_challenge_editor
from core import audit
from core.editing import change, changes, lock, write
from core.models import User
from core.workflow import Refused
from network.models import Organisation
from network.permissions import is_editor_of


@transaction.atomic
def create_challenge(
    organisation: Organisation, competition: Competition, *, by: User, **fields: Any
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
    by: User,
    version: int,
    fields: dict[str, Any],
    done: dict[str, bool] | None = None,
) -> tuple[Challenge, dict[str, Any]]:
    """Write the fields and the marks of done sections; all of it or nothing.

    Gives the challenge as it stands now, and what others changed elsewhere in it since `version`. Raises
    Clash if one of these fields was changed to something else.
    """
    fresh = _for_editor(challenge, by)
    merged = changes(fresh, by=by, version=version, values=fields)
    marks = [one for one in fresh.sections_done if (done or {}).get(one, True)]
    marks += [one for one, is_done in (done or {}).items() if is_done and one not in marks]
    if merged.changed or marks != fresh.sections_done:
        fresh.sections_done = marks
        write(fresh, merged.changed, by=by)
    return fresh, merged.others


def _for_editor(challenge: Challenge, by: User) -> Challenge:
    """The challenge afresh and locked, for one of its editors, while it may be written on."""
    fresh = lock(challenge, "organisation", "competition__office")
    if not is_challenge_editor(fresh, by):
        raise PermissionDenied
    if not fresh.is_editable():
        raise Refused(_("The challenge is with the network office or public: it cannot be changed now."))
    return fresh


@transaction.atomic
def add_indicator(challenge: Challenge, *, by: User, **values: Any) -> ChallengeIndicator:
    """A new indicator at the end of the list."""
    fresh = _for_editor(challenge, by)
    last = fresh.indicators.aggregate(last=Max("order"))["last"]
    indicator = ChallengeIndicator(challenge=fresh, order=0 if last is None else last + 1, **values)
    indicator.full_clean()
    indicator.save()
    _touch(fresh)
    return indicator


@transaction.atomic
def edit_indicator(
    challenge: Challenge, indicator: ChallengeIndicator, *, by: User, version: int, **values: Any
) -> ChallengeIndicator:
    """The indicator with new values. Raises Clash where somebody else changed the same since `version`."""
    fresh = _for_editor(challenge, by)
    indicator = change(indicator, by=by, version=version, values=values)
    _touch(fresh)
    return indicator


@transaction.atomic
def remove_indicator(challenge: Challenge, indicator: ChallengeIndicator, *, by: User) -> None:
    """Delete an indicator of a challenge that is still being written."""
    fresh = _for_editor(challenge, by)
    indicator.delete()
    _touch(fresh)


def _touch(challenge: Challenge) -> None:
    challenge.stamp([])
    challenge.save(update_fields=["version", "saved_at"])
