"""The journal of a scorecard: the juror's own, as long as the entry is open to the juror."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import journal
from core.models import Anyone, User
from juries.actions.release import write_letter
from juries.actions.scoring import field_values, save_scorecard
from juries.models import Assignment, Decision, Scorecard
from juries.permissions import is_panel_coordinator


def scorecard() -> journal.Journal:
    """Marks, reasons and the three texts."""
    return journal.Journal(
        open_to=_is_open_to,
        fields=_fields,
        restore=_restore,
        page=lambda card, field: reverse("juries:assignment_score", args=[card.assignment.code]),
        over=lambda day: Scorecard.objects.filter(
            assignment__juror__panel__competition__retention_until__lt=day
        ),
    )


def letter() -> journal.Journal:
    """The letter to a team, for the office that edits it; what the jury advised is read elsewhere."""
    return journal.Journal(
        open_to=lambda decision, user: is_panel_coordinator(decision.panel, user),
        fields=lambda decision: journal.fields_of(decision, ["letter"]),
        restore=lambda decision, by, version, _field, text: write_letter(
            decision, by=by, letter=text, version=version
        ),
        page=lambda decision, field: reverse("juries:letter_edit", args=[decision.panel.code, decision.pk]),
        over=lambda day: Decision.objects.filter(panel__competition__retention_until__lt=day),
    )


def _is_open_to(card: Scorecard, user: Anyone) -> bool:
    return Assignment.objects.readable_by(user).filter(pk=card.assignment_id, juror__user=user).exists()


def _fields(card: Scorecard) -> dict[str, journal.Field]:
    criteria = card.assignment.criteria()
    stored = field_values(card, criteria)
    fields = {}
    for criterion in criteria:
        score, why = f"score_{criterion.pk}", f"why_{criterion.pk}"
        fields[score] = journal.Field(criterion.title, stored[score])
        label = _("Reason for “%(criterion)s”") % {"criterion": criterion.title}
        fields[why] = journal.Field(label, stored[why])
    labels = {
        "strengths": _("One strength"),
        "improvements": _("One thing to improve"),
        "jury_note": _("Note for the jury only"),
    }
    return fields | {name: journal.Field(label, stored[name]) for name, label in labels.items()}


def _restore(card: Scorecard, by: User, version: int, field: str, text: str) -> Any:
    return save_scorecard(card.assignment, by=by, fields={field: text}, version=version)
