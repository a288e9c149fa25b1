"""States, guards and transitions of assignments."""

from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField

from core.workflow import States, guard, transition
from juries.permissions import (
    Pair,
    is_assigned_juror,
    may_close_scoring,
    may_decide_conflict,
    may_recuse,
    may_reinstate,
)


class Assignment(Pair, Protocol):
    """An assignment, as far as its guards ask."""

    @property
    def recusal_code(self) -> str: ...
    def gaps(self) -> list[str]: ...


@guard(_("The panel does not ask for conflicts now."))
def panel_takes_declarations(assignment: Assignment) -> bool:
    """Jurors may declare."""
    return assignment.juror.panel.takes_declarations()


# The page that asks for declarations takes “free” for a conflict where a tie is on record.
@guard(_("A tie with the entry is on record. The chair has to waive it first."), asked=True)
def has_no_standing_conflict(assignment: Assignment) -> bool:
    """Nothing that the system or the juror found stands against it."""
    return not assignment.juror.is_barred_from(assignment.entry_id)


@guard(_("Scoring is not open: it has not begun, or the time for it is over."))
def scoring_is_open(assignment: Assignment) -> bool:
    """The panel scores and the time is not up."""
    return assignment.juror.panel.scoring_is_open()


@guard(_("Give a score with a reason, or abstain with a reason, for every criterion first."))
def scorecard_is_complete(assignment: Assignment) -> bool:
    """Nothing is left open on the scorecard."""
    return not assignment.gaps()


@guard(_("The juror gave this entry back. Give it to somebody else."))
def left_the_panel(assignment: Assignment) -> bool:
    """The place was lost with the seat alone."""
    return assignment.recusal_code == "left"


@guard(_("The protocol is signed. The chair or the office has to reopen it first."))
def protocol_is_not_signed(assignment: Assignment) -> bool:
    """What the chair signed rests on the scores that counted then."""
    return assignment.juror.panel.is_before_signature()


def in_panel(assignment: Assignment) -> list[str]:
    """What the address of a page takes that holds all of a juror's assignments in a panel."""
    return [assignment.juror.panel.code]


class AssignmentWorkflow(ConcurrentTransitionMixin, models.Model):
    """proposed → free | conflicted → in progress → scored → locked; recused frees the place."""

    class State(States):
        PROPOSED = "proposed", _("To be declared")
        FREE = "free", "ok", _("Free to score")
        CONFLICTED = "conflicted", "warn", _("Conflict declared")
        IN_PROGRESS = "in_progress", "brand", _("Being scored")
        SCORED = "scored", "ok", _("Scored")
        LOCKED = "locked", "ok", _("Final")
        RECUSED = "recused", "bad", _("Recused")

    state = FSMField(
        _("state"),
        choices=State.choices,
        default=State.PROPOSED,
        protected=True,
        editable=False,
        db_index=True,
    )

    class Meta:
        abstract = True

    READABLE = (State.FREE, State.IN_PROGRESS, State.SCORED, State.LOCKED)
    COUNTED = (State.SCORED, State.LOCKED)
    UNFINISHED = (State.PROPOSED, State.CONFLICTED, State.FREE, State.IN_PROGRESS)

    def is_to_declare(self) -> bool:
        """Whether the juror still has to say if there is a conflict."""
        return self.state == self.State.PROPOSED

    def is_in_conflict(self) -> bool:
        """Whether it waits for a verdict on a conflict."""
        return self.state == self.State.CONFLICTED

    def is_readable(self) -> bool:
        """Whether the entry is open to the juror."""
        return self.state in self.READABLE

    def is_to_do(self) -> bool:
        """Whether the juror still has to score it."""
        return self.state in (self.State.FREE, self.State.IN_PROGRESS)

    def is_begun(self) -> bool:
        """Whether the scorecard is begun and not finished."""
        return self.state == self.State.IN_PROGRESS

    def is_scored(self) -> bool:
        """Whether the juror is done with it."""
        return self.state in self.COUNTED

    def is_final(self) -> bool:
        """Whether scoring was closed over the scorecard."""
        return self.state == self.State.LOCKED

    def was_recused(self) -> bool:
        """Whether the place is free again."""
        return self.state == self.State.RECUSED

    @transition(
        field=state,
        source=State.PROPOSED,
        target=State.FREE,
        conditions=[panel_takes_declarations, has_no_standing_conflict],
        permission=is_assigned_juror,
        custom={"label": _("I have no conflict"), "page": "juries:conflict_declare", "args": in_panel},
    )
    def declare_free(self) -> None:
        """The entry opens."""

    @transition(
        field=state,
        source=State.PROPOSED,
        target=State.CONFLICTED,
        conditions=[panel_takes_declarations],
        permission=is_assigned_juror,
        custom={
            "label": _("I have a conflict"),
            "style": "second",
            "page": "juries:conflict_declare",
            "args": in_panel,
        },
    )
    def declare_conflict(self) -> None:
        """The entry stays closed until the chair has decided."""

    @transition(
        field=state,
        source=State.CONFLICTED,
        target=State.FREE,
        conditions=[has_no_standing_conflict],
        permission=may_decide_conflict,
        custom={"label": _("Waive the conflict"), "inside": "decide_conflict"},
    )
    def waive(self) -> None:
        """Disclosed and waived: the juror may score."""

    @transition(
        field=state,
        source=State.FREE,
        target=State.IN_PROGRESS,
        conditions=[scoring_is_open],
        permission=is_assigned_juror,
        custom={"label": _("Begin to score"), "inside": "save_scorecard"},
    )
    def begin(self) -> None:
        """The first mark is on the scorecard."""

    @transition(
        field=state,
        source=State.IN_PROGRESS,
        target=State.SCORED,
        conditions=[scoring_is_open, scorecard_is_complete],
        permission=is_assigned_juror,
        custom={"label": _("Finish"), "inside": "finish_scorecard"},
    )
    def finish(self) -> None:
        """The scorecard counts."""

    @transition(
        field=state,
        source=State.SCORED,
        target=State.IN_PROGRESS,
        conditions=[scoring_is_open],
        permission=is_assigned_juror,
        custom={"label": _("Change my score"), "style": "second", "post": "juries:assignment_reopen"},
    )
    def reopen(self) -> None:
        """The juror corrects the scorecard while scoring is open."""

    @transition(
        field=state,
        source=State.SCORED,
        target=State.LOCKED,
        permission=may_close_scoring,
        custom={"label": _("Lock"), "inside": "move_panel"},
    )
    def lock(self) -> None:
        """Scoring is closed: nobody changes the scorecard any more."""

    @transition(
        field=state,
        source=[
            State.PROPOSED,
            State.FREE,
            State.CONFLICTED,
            State.IN_PROGRESS,
            State.SCORED,
            State.LOCKED,
        ],
        target=State.RECUSED,
        conditions=[protocol_is_not_signed],
        permission=may_recuse,
        custom={"label": _("Recuse"), "style": "danger", "page": "juries:assignment_recuse"},
    )
    def recuse(self) -> None:
        """The place is free again; what was scored stays on file and out of the aggregate."""

    @transition(
        field=state,
        source=State.RECUSED,
        target=State.PROPOSED,
        conditions=[panel_takes_declarations, left_the_panel, has_no_standing_conflict],
        permission=may_reinstate,
        custom={"label": _("Give the entry back"), "inside": "add_assignment"},
    )
    def reinstate(self) -> None:
        """The juror is back on the panel and says anew whether there is a conflict; the scorecard is kept."""
