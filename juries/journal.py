"""The journal of a scorecard: the juror's own, as long as the entry is open to the juror."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import journal
from core.models import Anyone, User
from juries.actions.release import write_letter
from juries.actions.scoring import field_values, save_scorecard
from juries.models import Assignment, Decision, Scorecard
from juries.permissions import is_panel_coordinator, may_preside


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


def decision() -> journal.Journal:
    """The jury's advice, for whoever presides and for the office, and the letter that the office edits.

    The fields of the advice hang together, so that they are read here and not written again one by one.
    """
    return journal.Journal(
        open_to=_reads_decision,
        fields=_fields_of_decision,
        restore=lambda decision, by, version, _field, text: write_letter(
            decision, by=by, letter=text, version=version
        ),
        page=_page_of_decision,
        over=lambda day: Decision.objects.filter(panel__competition__retention_until__lt=day),
        may_restore=lambda decision, user: is_panel_coordinator(decision.panel, user),
    )


def _reads_decision(decision: Decision, user: Anyone) -> bool:
    panel = decision.panel
    return is_panel_coordinator(panel, user) or may_preside(panel, decision.entry, user)


def _fields_of_decision(decision: Decision) -> dict[str, journal.Field]:
    advice = journal.fields_of(decision, Decision.ADVICE)
    read = {name: journal.Field(field.label, None, is_text=False) for name, field in advice.items()}
    return journal.fields_of(decision, ["letter"]) | read


def _page_of_decision(decision: Decision, field: str) -> str:
    if field == "letter":
        return reverse("juries:letter_edit", args=[decision.panel.code, decision.pk])
    return reverse("juries:panel_decisions", args=[decision.panel.code])


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
