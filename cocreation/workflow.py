"""States of a project and of its milestones, the arrows between them and what holds them back."""

from typing import Any, Protocol

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField

from cocreation.permissions import Led, OnBoard, can_work_on, is_product_owner
from core.workflow import Guard, States, guard, transition


class Phased(Led, Protocol):
    """What the guards ask of a project."""

    state: Any
    paused_from: str
    lessons_learned: str
    indicators: Any

    def latest_gate(self, phase: str) -> Any:
        """The last verdict on the phase, or None."""


class Evidenced(OnBoard, Protocol):
    """What the guards ask of a milestone."""

    evidence: str
    evidence_file_id: int | None


@guard(
    _("Decide this phase's gate first: it needs the verdict “proceed” and a text in all four workstreams.")
)
def gate_says_proceed(project: Phased) -> bool:
    """The latest verdict on the present phase is to proceed, with reasons in each workstream."""
    gate = project.latest_gate(project.state)
    return gate is not None and gate.says_proceed()


@guard(_("Fix the success criteria first: at least one indicator needs a baseline and a target."))
def success_criteria_are_fixed(project: Phased) -> bool:
    """A pilot that begins without them can never be judged."""
    return project.indicators.fixed().exists()


@guard(_("Write down the lessons learned first. They are published with the project."), asked=True)
def has_lessons(project: Phased) -> bool:
    """What did not work is shared like any other result."""
    return bool(project.lessons_learned.strip())


def was_in(phase: str) -> Guard:
    """A guard: the project was paused from that phase."""

    @guard(_("The project was paused in another phase."))
    def was_in_that_phase(project: Phased) -> bool:
        return project.paused_from == phase

    return was_in_that_phase


@guard(_("Add evidence first: a text or a file that shows what was reached."), asked=True)
def has_evidence(milestone: Evidenced) -> bool:
    """Done is what somebody can look at."""
    return bool(milestone.evidence.strip() or milestone.evidence_file_id)


@guard(_("The project is closed; its milestones stay as they are."))
def project_is_open(milestone: Evidenced) -> bool:
    """Neither completed nor discontinued."""
    return milestone.project.is_open()


class ProjectWorkflow(ConcurrentTransitionMixin, models.Model):
    """idea → prototype → pilot → consolidation → transfer → completed, each step through a gate."""

    class State(States):
        IDEA = "idea", "brand", _("Idea")
        PROTOTYPE = "prototype", "brand", _("Prototype")
        PILOT = "pilot", "brand", _("Pilot")
        CONSOLIDATION = "consolidation", "brand", _("Consolidation")
        TRANSFER = "transfer", "brand", _("Transfer")
        COMPLETED = "completed", "ok", _("Completed")
        PAUSED = "paused", "warn", _("Paused")
        DISCONTINUED = "discontinued", "bad", _("Discontinued")

    PHASES = [State.IDEA, State.PROTOTYPE, State.PILOT, State.CONSOLIDATION, State.TRANSFER]

    state = FSMField(choices=State.choices, default=State.IDEA, protected=True, editable=False)
    paused_from = models.CharField(max_length=20, blank=True, choices=State.choices, editable=False)
    ended_in = models.CharField(max_length=20, blank=True, choices=State.choices, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @transition(
        field=state,
        source=State.IDEA,
        target=State.PROTOTYPE,
        conditions=[gate_says_proceed],
        permission=is_product_owner,
        custom={"label": _("Begin the prototype"), "post": "cocreation:project_transition"},
    )
    def begin_prototype(self) -> None:
        """Something to try out is being made."""

    @transition(
        field=state,
        source=State.PROTOTYPE,
        target=State.PILOT,
        conditions=[gate_says_proceed, success_criteria_are_fixed],
        permission=is_product_owner,
        custom={"label": _("Begin the pilot"), "post": "cocreation:project_transition"},
    )
    def begin_pilot(self) -> None:
        """It is tried out in the city, against criteria fixed before."""

    @transition(
        field=state,
        source=State.PILOT,
        target=State.CONSOLIDATION,
        conditions=[gate_says_proceed],
        permission=is_product_owner,
        custom={"label": _("Begin consolidation"), "post": "cocreation:project_transition"},
    )
    def begin_consolidation(self) -> None:
        """It becomes part of regular operation."""

    @transition(
        field=state,
        source=State.CONSOLIDATION,
        target=State.TRANSFER,
        conditions=[gate_says_proceed],
        permission=is_product_owner,
        custom={"label": _("Begin the transfer"), "post": "cocreation:project_transition"},
    )
    def begin_transfer(self) -> None:
        """It is made ready for other cities."""

    @transition(
        field=state,
        source=State.TRANSFER,
        target=State.COMPLETED,
        conditions=[gate_says_proceed],
        permission=is_product_owner,
        custom={"label": _("Complete the project"), "post": "cocreation:project_transition"},
    )
    def complete(self) -> None:
        """The work is done and handed over."""
        self.ended_at = timezone.now()

    @transition(
        field=state,
        source=PHASES,
        target=State.PAUSED,
        permission=is_product_owner,
        custom={"label": _("Pause"), "style": "second", "post": "cocreation:project_transition"},
    )
    def pause(self) -> None:
        """Remember the phase, so that it goes on there."""
        self.paused_from = self.state

    @transition(
        field=state,
        source=State.PAUSED,
        target=State.IDEA,
        conditions=[was_in(State.IDEA)],
        permission=is_product_owner,
        custom={"label": _("Resume the idea phase"), "post": "cocreation:project_transition"},
    )
    def resume_idea(self) -> None:
        """Go on where it was paused."""
        self.paused_from = ""

    @transition(
        field=state,
        source=State.PAUSED,
        target=State.PROTOTYPE,
        conditions=[was_in(State.PROTOTYPE)],
        permission=is_product_owner,
        custom={"label": _("Resume the prototype"), "post": "cocreation:project_transition"},
    )
    def resume_prototype(self) -> None:
        """Go on where it was paused."""
        self.paused_from = ""

    @transition(
        field=state,
        source=State.PAUSED,
        target=State.PILOT,
        conditions=[was_in(State.PILOT)],
        permission=is_product_owner,
        custom={"label": _("Resume the pilot"), "post": "cocreation:project_transition"},
    )
    def resume_pilot(self) -> None:
        """Go on where it was paused."""
        self.paused_from = ""

    @transition(
        field=state,
        source=State.PAUSED,
        target=State.CONSOLIDATION,
        conditions=[was_in(State.CONSOLIDATION)],
        permission=is_product_owner,
        custom={"label": _("Resume consolidation"), "post": "cocreation:project_transition"},
    )
    def resume_consolidation(self) -> None:
        """Go on where it was paused."""
        self.paused_from = ""

    @transition(
        field=state,
        source=State.PAUSED,
        target=State.TRANSFER,
        conditions=[was_in(State.TRANSFER)],
        permission=is_product_owner,
        custom={"label": _("Resume the transfer"), "post": "cocreation:project_transition"},
    )
    def resume_transfer(self) -> None:
        """Go on where it was paused."""
        self.paused_from = ""

    @transition(
        field=state,
        source=[*PHASES, State.PAUSED],
        target=State.DISCONTINUED,
        conditions=[has_lessons],
        permission=is_product_owner,
        # The page that asks for the lessons has the button.
        custom={"label": _("Discontinue"), "style": "danger", "page": "cocreation:project_discontinue"},
    )
    def discontinue(self) -> None:
        """End without a transfer; the lessons learned become public."""
        self.public = True
        self.ended_in, self.paused_from = self.paused_from or self.state, ""
        self.ended_at = timezone.now()


class MilestoneWorkflow(ConcurrentTransitionMixin, models.Model):
    """planned ⇄ in work → done, and back when it was not; dropped and taken up again."""

    class State(States):
        PLANNED = "planned", _("Planned")
        IN_WORK = "in_work", "brand", _("In progress")
        DONE = "done", "ok", _("Done")
        DROPPED = "dropped", "bad", _("Dropped")

    state = FSMField(choices=State.choices, default=State.PLANNED, protected=True, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @transition(
        field=state,
        source=State.PLANNED,
        target=State.IN_WORK,
        conditions=[project_is_open],
        permission=can_work_on,
        custom={"label": _("In progress"), "post": "cocreation:milestone_move"},
    )
    def begin(self) -> None:
        """Somebody works on it."""

    @transition(
        field=state,
        source=State.IN_WORK,
        target=State.PLANNED,
        conditions=[project_is_open],
        permission=can_work_on,
        custom={"label": _("Planned"), "post": "cocreation:milestone_move"},
    )
    def put_back(self) -> None:
        """Not now after all."""

    @transition(
        field=state,
        source=[State.PLANNED, State.IN_WORK],
        target=State.DONE,
        conditions=[project_is_open, has_evidence],
        permission=can_work_on,
        custom={"label": _("Done"), "page": "cocreation:milestone_finish"},
    )
    def finish(self) -> None:
        """Reached, with evidence."""
        self.done_at = timezone.now()

    @transition(
        field=state,
        source=State.DONE,
        target=State.IN_WORK,
        conditions=[project_is_open],
        permission=can_work_on,
        custom={"label": _("In progress"), "post": "cocreation:milestone_move"},
    )
    def reopen(self) -> None:
        """It was not done after all; the evidence stays on file."""
        self.done_at = None

    @transition(
        field=state,
        source=[State.PLANNED, State.IN_WORK],
        target=State.DROPPED,
        conditions=[project_is_open],
        permission=can_work_on,
        custom={"label": _("Dropped"), "post": "cocreation:milestone_move"},
    )
    def drop(self) -> None:
        """Not needed any more."""

    @transition(
        field=state,
        source=State.DROPPED,
        target=State.PLANNED,
        conditions=[project_is_open],
        permission=can_work_on,
        custom={"label": _("Planned"), "post": "cocreation:milestone_move"},
    )
    def take_up(self) -> None:
        """Needed again."""
