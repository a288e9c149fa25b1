"""States, guards and transitions of panels."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField

from challenges.models import Challenge
from core.workflow import States, guard, transition
from juries import permissions
from juries.permissions import is_chair, is_chair_or_coordinator, is_panel_coordinator
from juries.workflow.assignment import AssignmentWorkflow
from submissions.models import Entry


class Rows(Protocol):
    """Some rows, as far as the guards ask."""

    def exists(self) -> bool: ...
    def filter(self, **conditions: Any) -> "Rows": ...
    def exclude(self, **conditions: Any) -> "Rows": ...


class Decisions(Rows, Protocol):
    """Decisions, as far as the guards ask."""

    def due(self) -> "Decisions": ...
    def filter(self, **conditions: Any) -> "Decisions": ...
    def with_stale_letters(self) -> Rows: ...


class Panel(permissions.Panel, Protocol):
    """A panel, as far as its guards ask."""

    @property
    def pk(self) -> int: ...
    @property
    def quorum(self) -> int: ...
    @property
    def scoring_until(self) -> datetime | None: ...
    @property
    def challenges(self) -> Rows: ...
    @property
    def meetings(self) -> Rows: ...
    @property
    def decisions(self) -> Decisions: ...
    def active_jurors(self) -> Rows: ...
    def entries(self) -> models.QuerySet[Entry]: ...
    def places_by_entry(self) -> dict[int, int]: ...
    def assignments(self) -> Rows: ...
    def open_conflicts(self) -> Rows: ...
    def deputy_decisions(self) -> Rows: ...


@guard(_("Choose at least one challenge first."))
def has_challenges(panel: Panel) -> bool:
    """The panel has something to judge."""
    return panel.challenges.exists()


@guard(_("Name a chair first: invite a juror as chair and wait until the invitation is accepted."))
def has_chair(panel: Panel) -> bool:
    """Somebody presides."""
    return panel.active_jurors().filter(is_chair=True).exists()


@guard(_("Assign the entries to jurors first; each entry needs at least as many jurors as the quorum."))
def every_entry_reaches_quorum(panel: Panel) -> bool:
    """Enough jurors are asked for every entry."""
    places = panel.places_by_entry()
    return bool(places) and all(
        places.get(pk, 0) >= panel.quorum for pk in panel.entries().values_list("pk", flat=True)
    )


@guard(_("Set the day and hour until which the jurors score; it must lie in the future."))
def has_time_to_score(panel: Panel) -> bool:
    """Jurors know until when they have time."""
    return panel.scoring_until is not None and panel.scoring_until > timezone.now()


@guard(_("A conflict still waits for a verdict of the chair or the office."))
def has_no_open_conflict(panel: Panel) -> bool:
    """Every conflict of an assigned juror is waived or upheld."""
    return not panel.open_conflicts().exists()


@guard(_("No juror has declared to be free of conflicts yet."))
def has_free_jurors(panel: Panel) -> bool:
    """At least one juror may begin."""
    return panel.assignments().filter(state=AssignmentWorkflow.State.FREE).exists()


@guard(_("An entry still waits for the office’s check. Admit or reject it first."))
def nothing_waits_for_screening(panel: Panel) -> bool:
    """Every entry handed in to its challenges is admitted, rejected or withdrawn."""
    waiting = Entry.objects.filter(state__in=[Entry.State.SUBMITTED, Entry.State.CLARIFICATION])
    waiting = waiting.exclude(challenge__state=Challenge.State.WITHDRAWN)
    return not waiting.filter(challenge__panels=panel.pk).exists()


@guard(_("Jurors are still scoring. Wait until the last scorecard is finished or the time to score is over."))
def scoring_is_over(panel: Panel) -> bool:
    """Everybody is done, or the time is up."""
    late = panel.scoring_until is not None and panel.scoring_until <= timezone.now()
    return late or not panel.assignments().filter(state__in=AssignmentWorkflow.UNFINISHED).exists()


@guard(_("Record the meeting first: when, where and who was present."))
def has_met(panel: Panel) -> bool:
    """The panel met."""
    return panel.meetings.exists()


@guard(_("Write a decision for every entry first."))
def every_entry_has_a_decision(panel: Panel) -> bool:
    """Nothing is left undecided."""
    return not panel.entries().exclude(decisions__panel=panel.pk).exists()


@guard(_("The chair has a conflict with an entry: the deputy signs that decision first."))
def deputies_have_signed(panel: Panel) -> bool:
    """Decisions that the chair may not touch carry a deputy's signature."""
    return not panel.deputy_decisions().filter(jury_signed_at=None).exists()


@guard(_("The cities have not all taken their own decision yet."))
def cities_have_signed(panel: Panel) -> bool:
    """The second signature is there."""
    return not panel.decisions.due().filter(city_signed_at=None).exists()


@guard(_("A letter is still empty."))
def every_letter_is_written(panel: Panel) -> bool:
    """Each team gets an answer."""
    return not panel.decisions.due().filter(letter="").exists()


@guard(_("A letter was written for another outcome. Read it again, and save it as it shall be sent."))
def every_letter_fits(panel: Panel) -> bool:
    """Nobody is told that they won who did not."""
    return not panel.decisions.due().with_stale_letters().exists()


class PanelWorkflow(ConcurrentTransitionMixin, models.Model):
    """setup → declaring → scoring → deliberating → signed → released; a signed panel may be reopened."""

    class State(States):
        SETUP = "setup", _("Being set up")
        DECLARING = "declaring", "warn", _("Declaring conflicts")
        SCORING = "scoring", "brand", _("Scoring")
        DELIBERATING = "deliberating", "brand", _("Deliberating")
        SIGNED = "signed", "ok", _("Signed")
        RELEASED = "released", "ok", _("Released")

    # Set by transitions; the columns stand with the others in the model.
    signed_at: datetime | None
    released_at: datetime | None
    rubric: dict[str, int]
    rubric_now: Callable[[], dict[str, int]]

    state = FSMField(
        _("state"), choices=State.choices, default=State.SETUP, protected=True, editable=False, db_index=True
    )

    class Meta:
        abstract = True

    def is_being_set_up(self) -> bool:
        """Whether challenges, places and rules may still be changed freely."""
        return self.state == self.State.SETUP

    def takes_declarations(self) -> bool:
        """Whether jurors may declare to be free, or a conflict."""
        return self.state in (self.State.DECLARING, self.State.SCORING)

    def scores_are_open(self) -> bool:
        """Whether scoring is closed, so that scores may be seen by those who are entitled to."""
        return self.state in (self.State.DELIBERATING, self.State.SIGNED, self.State.RELEASED)

    def is_before_signature(self) -> bool:
        """Whether the chair has not signed yet, so that it may still change which scores count."""
        return self.state not in (self.State.SIGNED, self.State.RELEASED)

    def is_deliberating(self) -> bool:
        """Whether the jury may meet, vote and write its advice."""
        return self.state == self.State.DELIBERATING

    def is_signed(self) -> bool:
        """Whether the advice is signed and not yet released: the cities decide."""
        return self.state == self.State.SIGNED

    def is_released(self) -> bool:
        """Whether everybody has been told."""
        return self.state == self.State.RELEASED

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
        conditions=[scoring_is_over, nothing_waits_for_screening, has_no_open_conflict],
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
        conditions=[cities_have_signed, every_letter_is_written, every_letter_fits],
        permission=is_panel_coordinator,
        custom={"label": _("Release the decisions"), "page": "juries:panel_release"},
    )
    def release(self) -> None:
        """Everybody concerned is told."""
        self.released_at = timezone.now()
