"""What the dates of a published call may become: nothing that is past moves, nobody is surprised."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.templatetags.times import moment_text
from core.zones import today_in

NOTICE = timedelta(days=3)  # a deadline that comes earlier leaves at least that much time


def check_calendar(competition: Any, changed: Mapping[str, Any]) -> None:
    """Raise ValidationError with a sentence at each date that the public competition cannot take on.

    The competition still has its old dates. Dates of its challenges have to fit into the new calendar.
    """
    errors = _of_times(competition, changed, has_opened=competition.has_opened())
    for name in ("questions_until", "judging_until", "results_on"):
        if _is_past(changed.get(name), competition.time_zone):
            errors[name] = _("This cannot be moved into the past.")
    errors = _of_challenges(competition, changed) | errors
    if errors:
        raise ValidationError(errors)


def check_dates(challenge: Any, changed: Mapping[str, Any]) -> None:
    """The same for a published challenge's own dates; without them it has those of its competition."""
    call = challenge.competition
    own = {name: changed.get(name, getattr(challenge, name)) for name in ("opens_at", "closes_at")}
    then = {name: value or getattr(call, name) for name, value in own.items()}
    now = {"opens_at": challenge.opening(), "closes_at": challenge.deadline()}
    moved = {name: value for name, value in then.items() if value != now[name]}
    errors = _of_times(challenge, moved, has_opened=call.has_opened() and now["opens_at"] <= timezone.now())
    if then["closes_at"] <= then["opens_at"]:
        errors["closes_at"] = _("The deadline must lie after the opening.")
    if text := too_late(own["closes_at"], call):
        errors["closes_at"] = text
    if errors:
        raise ValidationError(errors)


def too_late(closes_at: datetime | None, competition: Any) -> str:
    """The sentence for a challenge's own deadline that lies after the judging; empty for a sound one."""
    end = competition.judged_until()
    if closes_at is None or end is None or closes_at < end:
        return ""
    moment = moment_text(end, competition.time_zone)
    return _("The deadline must lie before the end of judging: %(moment)s.") % {"moment": moment}


def _of_times(item: Any, moved: Mapping[str, Any], *, has_opened: bool) -> dict[str, str]:
    now, errors = timezone.now(), {}
    if "opens_at" in moved and has_opened:
        errors["opens_at"] = _("The call is open: its opening cannot be moved any more.")
    elif "opens_at" in moved and moved["opens_at"] < now:
        errors["opens_at"] = _("An opening cannot be moved into the past.")
    closes_at = moved.get("closes_at")
    if closes_at and closes_at <= now:
        errors["closes_at"] = _("A deadline cannot be moved into the past.")
    elif closes_at and closes_at < item.deadline() and closes_at < now + NOTICE:
        errors["closes_at"] = _(
            "Teams rely on the deadline. One that comes earlier must leave them at least three days from now."
        )
    return errors


def _of_challenges(competition: Any, changed: Mapping[str, Any]) -> dict[str, str]:
    """Dates under which a challenge with dates of its own could not be entered, or not be judged in time."""
    names = ("opens_at", "closes_at", "judging_until", "results_on", "time_zone")
    then = type(competition)(**{name: changed.get(name, getattr(competition, name)) for name in names})
    errors: dict[str, str] = {}
    for challenge in competition.challenges.undecided():
        words = {"title": challenge.title}
        if (challenge.opens_at or then.opens_at) >= (challenge.closes_at or then.closes_at):
            errors["closes_at"] = (
                _("“%(title)s” would close before it opens. Change its dates first.") % words
            )
        if too_late(challenge.closes_at, then):
            errors["judging_until"] = (
                _("“%(title)s” would close after the end of judging. Change its dates first.") % words
            )
    return errors


def _is_past(value: Any, zone: str) -> bool:
    if isinstance(value, datetime):
        return value < timezone.now()
    return isinstance(value, date) and value < today_in(zone)
