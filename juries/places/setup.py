"""The task list of a panel: what is done, what comes next."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juries.models import Panel

State = Panel.State
ORDER = [State.SETUP, State.DECLARING, State.SCORING, State.DELIBERATING, State.SIGNED, State.RELEASED]


def phases(panel: Panel) -> list[dict[str, Any]]:
    """The phases with the present one marked."""
    here = ORDER.index(State(panel.state))
    return [
        {"label": state.label, "standing": "done" if n < here else "current" if n == here else ""}
        for n, state in enumerate(ORDER)
    ]


def tasks(panel: Panel) -> list[dict[str, Any]]:
    """Rows for components/task_list.html."""
    challenges, jurors = panel.challenges.count(), panel.active_jurors().count()
    chairs = panel.active_jurors().filter(is_chair=True).count()
    invited = panel.invitations.filter(accepted_at=None, revoked_at=None).count()
    entries, places = panel.entries().count(), panel.places_by_entry()
    wanted = entries * panel.reviews_per_entry
    taken = sum(places.values())
    conflicts = panel.open_conflicts().count()
    juror_words = ngettext("%d juror", "%d jurors", jurors) % jurors
    waiting = ngettext("%d waits for a verdict", "%d wait for a verdict", conflicts) % conflicts
    return [
        _row(panel, "panel_edit", _("Rules and time"), panel.scoring_until is not None),
        _row(
            panel, "panel_challenges", _("Challenges"), challenges > 0, _("%(n)s chosen") % {"n": challenges}
        ),
        _row(
            panel,
            "panel_jurors",
            _("Jurors and chair"),
            chairs > 0 and jurors >= panel.reviews_per_entry,
            _("%(jurors)s, %(invited)s invited") % {"jurors": juror_words, "invited": invited},
        ),
        _row(
            panel,
            "panel_assignments",
            _("Assignments"),
            entries > 0 and taken >= wanted,
            _("%(taken)s of %(wanted)s places filled, %(entries)s entries")
            % {"taken": taken, "wanted": wanted, "entries": entries},
        ),
        _row(
            panel,
            "conflict_list",
            _("Conflicts"),
            conflicts == 0,
            waiting if conflicts else _("None waits"),
        ),
        _later(panel, "panel_overview", _("Panel overview"), State.SCORING, panel.scores_are_open()),
        _later(panel, "panel_deliberation", _("Deliberation"), State.DELIBERATING, bool(panel.signed_at)),
        _later(
            panel, "panel_decisions", _("Decisions and letters"), State.DELIBERATING, bool(panel.released_at)
        ),
    ]


def _row(panel: Panel, page: str, label: str, done: bool, status: str = "") -> dict[str, Any]:
    return {
        "label": label,
        "url": reverse(f"juries:{page}", args=[panel.code]),
        "done": done,
        "status": status or None,
    }


def _later(panel: Panel, page: str, label: str, first: str, done: bool) -> dict[str, Any]:
    """A task that begins with a phase; before that it has no link."""
    if ORDER.index(State(panel.state)) < ORDER.index(State(first)):
        return {"label": label, "url": "", "done": True, "status": _("Later")}
    return _row(panel, page, label, done)
