"""Gates: prepared and decided by the product owner."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cocreation.actions.rules import must_be_owner
from cocreation.models import Gate, Project
from cocreation.people import readers
from core import audit
from core.editing import change, check, check_unchanged, lock
from core.mail import notify
from core.models import User
from core.workflow import Refused, Stale

TEXTS = {*Gate.WORKSTREAMS, "planned_on"}


@transaction.atomic
def prepare_gate(project: Project, *, by: User, version: int, gate: str = "", **values: Any) -> Gate:
    """Write the gate of the present phase; `version` is 0 for one that does not exist yet.

    `gate` is the code of the one that was read. Raises Stale when that one is decided meanwhile, Clash when
    somebody else changed the same.
    """
    must_be_owner(project, by)
    if unknown := set(values) - TEXTS:
        raise ValueError(f"not fields of a gate: {unknown}")
    project = lock(project)
    if not project.is_in_phase():
        raise Refused(_("The project is paused. Resume it first."))
    found = project.open_gate()
    if (found is None and version) or (gate and (found is None or found.code != gate)):
        raise Stale(_("Somebody else has decided this gate since you opened it. Reload the page."))
    if found is not None:
        return change(found, by=by, version=version, values=values)
    new = Gate(project=project, phase=project.state, version=0, **values)
    new.stamp(values)
    check(new)
    new.save()
    return new


@transaction.atomic
def decide_gate(
    gate: Gate, *, by: User, version: int, verdict: str, next_review_on: date | None = None
) -> Gate:
    """Give the verdict, for good, and tell the members. A prolonged phase gets its next gate at once.

    Raises Clash when the texts that it rests on were changed since `version`.
    """
    must_be_owner(gate.project, by)
    project = lock(gate.project)
    fresh = lock(gate)
    _check_verdict(project, fresh, verdict, next_review_on)
    check_unchanged(fresh, TEXTS, version=version)
    values = {
        "verdict": verdict,
        "next_review_on": next_review_on,
        "decided_by": by,
        "decided_at": timezone.now(),
    }
    gate = change(gate, by=by, version=version, values=values)
    if verdict == Gate.Verdict.PROLONG:
        Gate.objects.create(project=project, phase=gate.phase, planned_on=next_review_on)
    audit.record(project, "gate_decided", by=by, phase=gate.phase, verdict=verdict)
    notify(
        "cocreation/mail/gate_decided",
        to=[user for user in readers(project) if user != by],
        dedupe=f"gate-decided:{gate.code}",
        title=project.title,
        phase=str(gate.get_phase_display()),
        verdict=str(gate.get_verdict_display()),
        next_review_on=next_review_on,
        url=project.get_board_url(),
    )
    return gate


def _check_verdict(project: Project, gate: Gate, verdict: str, next_review_on: date | None) -> None:
    if gate.decided_at:
        raise Refused(_("This gate is decided already."))
    if not gate.is_next_for(project):
        raise Refused(_("The project is not in this phase now."))
    if missing := gate.missing_workstreams():
        message = _("Write something on every workstream first. Missing: %(names)s.")
        raise Refused(message % {"names": ", ".join(missing)})
    if verdict not in Gate.Verdict.values:
        raise ValidationError({"verdict": _("Choose a verdict.")})
    if verdict == Gate.Verdict.PROLONG and (not next_review_on or next_review_on <= project.today()):
        raise ValidationError({"next_review_on": _("Say on which coming day this is looked at again.")})
