"""States, guards and transitions of panels and assignments."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from core.workflow import States, guard
from juries.permissions import (
    is_assigned_juror,
    is_chair,
    is_chair_or_coordinator,
    is_panel_coordinator,
    may_close_scoring,
    may_decide_conflict,
    may_recuse,
)
from submissions.models import Entry


@guard(_("Choose at least one challenge first."))
def has_challenges(panel: Any) -> bool:
    """The panel has something to judge."""
    return panel.challenges.exists()


@guard(_("Name a chair first: invite a juror as chair and wait until the invitation is accepted."))
def has_chair(panel: Any) -> bool:
    """Somebody presides."""
    return panel.jurors.filter(is_chair=True, left_at=None).exists()


@guard(_("Assign the entries to jurors first; each entry needs at least as many jurors as the quorum."))
def every_entry_reaches_quorum(panel: Any) -> bool:
    """Enough jurors are asked for every entry."""
    places = panel.places_by_entry()
    return bool(places) and all(
        places.get(pk, 0) >= panel.quorum for pk in panel.entries().values_list("pk", flat=True)
    )


@guard(_("Set the day and hour until which the jurors score; it must lie in the future."))
def has_time_to_score(panel: Any) -> bool:
    """Jurors know until when they have time."""
    return panel.scoring_until is not None and panel.scoring_until > timezone.now()


@guard(_("A declared conflict still waits for the chair's verdict."))
def has_no_open_conflict(panel: Any) -> bool:
    """Every conflict of an assigned juror is waived or upheld."""
    return not panel.open_conflicts().exists()


@guard(_("No juror has declared to be free of conflicts yet."))
def has_free_jurors(panel: Any) -> bool:
    """At least one juror may begin."""
    return panel.assignments().filter(state=AssignmentWorkflow.State.FREE).exists()


@guard(_("An entry still waits for the office’s check. Admit or reject it first."))
def nothing_waits_for_screening(panel: Any) -> bool:
    """Every entry handed in to its challenges is admitted, rejected or withdrawn."""
    waiting = Entry.objects.filter(state__in=[Entry.State.SUBMITTED, Entry.State.CLARIFICATION])
    return not waiting.filter(challenge__panels=panel).exists()


@guard(_("Jurors are still scoring. Wait until the last scorecard is finished or the time to score is over."))
def scoring_is_over(panel: Any) -> bool:
    """Everybody is done, or the time is up."""
    late = panel.scoring_until is not None and panel.scoring_until <= timezone.now()
    return late or not panel.assignments().unfinished().exists()


@guard(_("Record the meeting first: when, where and who was present."))
def has_met(panel: Any) -> bool:
    """The panel met."""
    return panel.meetings.exists()


@guard(_("Write a decision for every entry first."))
def every_entry_has_a_decision(panel: Any) -> bool:
    """Nothing is left undecided."""
    return not panel.entries().exclude(decisions__panel=panel).exists()


@guard(_("The chair has a conflict with an entry: the deputy signs that decision first."))
def deputies_have_signed(panel: Any) -> bool:
    """Decisions that the chair may not touch carry a deputy's signature."""
    return not panel.deputy_decisions().filter(jury_signed_at=None).exists()


@guard(_("The cities have not all taken their own decision yet."))
def cities_have_signed(panel: Any) -> bool:
    """The second signature is there."""
    return not panel.decisions.filter(city_signed_at=None).exists()


@guard(_("A letter is still empty."))
def every_letter_is_written(panel: Any) -> bool:
    """Each team gets an answer."""
    return not panel.decisions.filter(letter="").exists()


class PanelWorkflow(ConcurrentTransitionMixin, models.Model):
    """setup → declaring → scoring → deliberating → signed → released; a signed panel may be reopened."""

    class State(States):
        SETUP = "setup", _("Being set up")
        DECLARING = "declaring", "warn", _("Declaring conflicts")
        SCORING = "scoring", "brand", _("Scoring")
        DELIBERATING = "deliberating", "brand", _("Deliberating")
        SIGNED = "signed", "ok", _("Signed")
        RELEASED = "released", "ok", _("Released")

    state = FSMField(
        _("state"), choices=State.choices, default=State.SETUP, protected=True, editable=False, db_index=True
    )

    class Meta:
        abstract = True

    @transition(
        field=state,
        source=State.SETUP,
        target=State.DECLARING,
        conditions=[has_challenges, has_chair, every_entry_reaches_quorum],
        permission=is_panel_coordinator,
        custom={"label": _("Ask the jurors for conflicts"), "post": "juries:panel_transition"},
    )
    def open_declarations(self) -> None:
        """Jurors are asked to declare conflicts."""

    @transition(
        field=state,
        source=State.DECLARING,
        target=State.SCORING,
        conditions=[has_time_to_score, has_no_open_conflict, has_free_jurors],
        permission=is_panel_coordinator,
        custom={"label": _("Open scoring"), "post": "juries:panel_transition"},
    )
    def open_scoring(self) -> None:
        """Method and weights are fixed from here on; later changes are shown."""
        self.rubric = self.rubric_now()

    @transition(
        field=state,
        source=State.SCORING,
        target=State.DELIBERATING,
        conditions=[scoring_is_over, nothing_waits_for_screening],
        permission=is_chair_or_coordinator,
        custom={"label": _("Close scoring and deliberate"), "post": "juries:panel_transition"},
    )
    def open_deliberation(self) -> None:
        """Scores are frozen and shown to the jury."""

    @transition(
        field=state,
        source=State.DELIBERATING,
        target=State.SIGNED,
        conditions=[has_met, every_entry_has_a_decision, deputies_have_signed],
        permission=is_chair,
        custom={"label": _("Sign the protocol"), "post": "juries:panel_sign"},
    )
    def sign(self) -> None:
        """The jury's advice is final."""
        self.signed_at = timezone.now()

    @transition(
        field=state,
        source=State.SIGNED,
        target=State.DELIBERATING,
        permission=is_chair_or_coordinator,
        custom={"label": _("Reopen the protocol"), "style": "danger", "page": "juries:panel_reopen"},
    )
    def reopen(self) -> None:
        """The jury takes its advice up again; the reason is told to the jurors."""
        self.signed_at = None

    @transition(
        field=state,
        source=State.SIGNED,
        target=State.RELEASED,
        conditions=[cities_have_signed, every_letter_is_written],
        permission=is_panel_coordinator,
        custom={"label": _("Release the decisions"), "page": "juries:panel_release"},
    )
    def release(self) -> None:
        """Everybody concerned is told."""
        self.released_at = timezone.now()


@guard(_("The panel does not ask for conflicts now."))
def panel_takes_declarations(assignment: Any) -> bool:
    """Jurors may declare."""
    return assignment.juror.panel.state in (PanelWorkflow.State.DECLARING, PanelWorkflow.State.SCORING)


@guard(_("A tie with the entry is on record. The chair has to waive it first."))
def has_no_standing_conflict(assignment: Any) -> bool:
    """Nothing that the system or the juror found stands against it."""
    return not assignment.juror.conflicts.standing().filter(entry_id=assignment.entry_id).exists()


@guard(_("Scoring is not open: it has not begun, or the time for it is over."))
def scoring_is_open(assignment: Any) -> bool:
    """The panel scores and the time is not up."""
    return assignment.juror.panel.scoring_is_open()


@guard(_("Give a score with a reason, or abstain with a reason, for every criterion first."))
def scorecard_is_complete(assignment: Any) -> bool:
    """Nothing is left open on the scorecard."""
    return not assignment.gaps()


def in_panel(assignment: Any) -> list[str]:
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
        custom={"label": _("Finish"), "post": "juries:assignment_finish"},
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
        source=[State.PROPOSED, State.FREE, State.CONFLICTED, State.IN_PROGRESS, State.SCORED],
        target=State.RECUSED,
        permission=may_recuse,
        custom={"label": _("Recuse"), "style": "danger", "page": "juries:assignment_recuse"},
    )
    def recuse(self) -> None:
        """The place is free again; what was scored stays on file and out of the aggregate."""
