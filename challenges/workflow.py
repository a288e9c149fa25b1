"""The ways of a competition and of a challenge: states, guards, transitions."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField

from challenges.announcing import (
    has_areas,
    has_calendar_in_order,
    has_form,
    has_full_weights,
    has_planned_awards,
    has_policies,
    has_rules,
    has_several_criteria,
    has_tie_rule,
    has_whole_calendar,
    has_worded_anchors,
)
from challenges.facts import ChallengeFacts, CompetitionFacts
from challenges.permissions import (
    can_reinstate,
    can_reopen,
    is_challenge_coordinator,
    is_challenge_editor,
    is_challenge_editor_or_coordinator,
    is_competition_coordinator,
)
from core.workflow import States, guard, transition


@guard(_("Judging begins once the deadline of every challenge has passed."))
def has_passed_every_deadline(competition: CompetitionFacts) -> bool:
    return timezone.now() > competition.last_enforced_until()


@guard(_("Some challenges are not decided yet. Release their decisions first."))
def has_no_open_challenge(competition: CompetitionFacts) -> bool:
    return not competition.has_undecided_challenges()


class CompetitionWorkflow(ConcurrentTransitionMixin, models.Model):
    """draft → announced → running → judging → decided → closed; cancelled until judging begins."""

    class State(States):
        DRAFT = "draft", _("Draft")
        ANNOUNCED = "announced", "ok", _("Announced")
        RUNNING = "running", "brand", _("Running")
        JUDGING = "judging", "brand", _("In judging")
        DECIDED = "decided", "ok", _("Decided")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", "bad", _("Cancelled")

    state = FSMField(
        _("state"), choices=State.choices, default=State.DRAFT, protected=True, editable=False, db_index=True
    )

    announced_at: datetime | None

    class Meta:
        abstract = True

    @transition(
        field=state,
        source=State.DRAFT,
        target=State.ANNOUNCED,
        conditions=[
            *(has_areas, has_planned_awards, has_full_weights, has_several_criteria, has_worded_anchors),
            *(has_calendar_in_order, has_whole_calendar, has_form, has_rules, has_tie_rule, has_policies),
        ],
        permission=is_competition_coordinator,
        custom={"label": _("Announce"), "post": "challenges:competition_transition"},
    )
    def announce(self) -> None:
        self.announced_at = timezone.now()

    @transition(
        field=state,
        source=State.ANNOUNCED,
        target=State.RUNNING,
        conditions=[has_areas, has_full_weights, has_calendar_in_order],
        permission=is_competition_coordinator,
        custom={"label": _("Start"), "post": "challenges:competition_transition"},
    )
    def start(self) -> None:
        """The call opens and closes by the clock from now on."""

    @transition(
        field=state,
        source=State.RUNNING,
        target=State.JUDGING,
        conditions=[has_full_weights, has_passed_every_deadline],
        permission=is_competition_coordinator,
        custom={"label": _("Begin judging"), "post": "challenges:competition_transition"},
    )
    def begin_judging(self) -> None:
        """Nothing can be handed in from now on."""

    @transition(
        field=state,
        source=State.JUDGING,
        target=State.DECIDED,
        conditions=[has_no_open_challenge],
        permission=is_competition_coordinator,
        custom={"label": _("Mark as decided"), "post": "challenges:competition_transition"},
    )
    def decide(self) -> None:
        """Every decision is released."""

    @transition(
        field=state,
        source=State.DECIDED,
        target=State.CLOSED,
        permission=is_competition_coordinator,
        custom={"label": _("Close"), "style": "second", "post": "challenges:competition_transition"},
    )
    def close(self) -> None:
        """The competition is history."""

    @transition(
        field=state,
        source=[State.DRAFT, State.ANNOUNCED, State.RUNNING],
        target=State.CANCELLED,
        permission=is_competition_coordinator,
        custom={
            "label": _("Cancel the competition"),
            "style": "danger",
            "page": "challenges:competition_cancel",
        },
    )
    def cancel(self) -> None:
        """It will not take place; the reason stands in its history."""


@guard(_("Your organisation is not a member of the network. The network office has to admit it first."))
def has_member_behind_it(challenge: ChallengeFacts) -> bool:
    return challenge.organisation.is_approved()


@guard(_("Give it a title and a summary."))
def has_summary(challenge: ChallengeFacts) -> bool:
    return bool(challenge.title.strip() and challenge.summary.strip())


@guard(_("Describe the problem."))
def has_problem(challenge: ChallengeFacts) -> bool:
    return bool(challenge.problem.strip())


@guard(_("Say who is affected."))
def has_people_affected(challenge: ChallengeFacts) -> bool:
    return bool(challenge.people_affected.strip())


@guard(_("Say what was tried so far."))
def has_tried(challenge: ChallengeFacts) -> bool:
    return bool(challenge.tried.strip())


@guard(_("Describe the desired outcome."))
def has_outcome(challenge: ChallengeFacts) -> bool:
    return bool(challenge.outcome.strip())


@guard(_("Add at least one indicator with its baseline."))
def has_indicator_with_baseline(challenge: ChallengeFacts) -> bool:
    return challenge.has_baseline()


@guard(_("Describe the data that teams can use, and the constraints."))
def has_data_constraints(challenge: ChallengeFacts) -> bool:
    return bool(challenge.data_constraints.strip())


@guard(_("Choose at least one language for entries."))
def has_languages(challenge: ChallengeFacts) -> bool:
    return bool(challenge.languages)


@guard(_("The weights of this challenge's own criteria must add up to 100."))
def has_sound_criteria(challenge: ChallengeFacts) -> bool:
    own = challenge.own_weights()
    return not own or sum(own) == 100


@guard(_("The deadline must lie after the opening."))
def has_dates_in_order(challenge: ChallengeFacts) -> bool:
    return challenge.opening() < challenge.deadline()


@guard(_("Its own deadline must lie before the end of judging in the competition."))
def has_deadline_before_judging_ends(challenge: ChallengeFacts) -> bool:
    return challenge.closes_in_time()


@guard(_("This competition takes no more challenges."))
def has_receiving_competition(challenge: ChallengeFacts) -> bool:
    return challenge.competition.takes_challenges()


@guard(_("Announce the competition before you publish its challenges."))
def has_public_competition(challenge: ChallengeFacts) -> bool:
    return challenge.competition.publishes_challenges()


@guard(_("Its competition takes no more challenges back. Post it as a new challenge in the next one."))
def has_competition_before_judging(challenge: ChallengeFacts) -> bool:
    return challenge.competition.publishes_challenges()


@guard(_("Its deadline has passed: teams had given up. Post it as a new challenge in the next competition."))
def has_deadline_ahead(challenge: ChallengeFacts) -> bool:
    return timezone.now() < challenge.deadline()


@guard(_("The deadline of this challenge has not passed yet."))
def has_passed_deadline(challenge: ChallengeFacts) -> bool:
    return timezone.now() > challenge.enforced_until()


COMPLETE = [
    has_member_behind_it,
    has_summary,
    has_problem,
    has_people_affected,
    has_tried,
    has_outcome,
    has_indicator_with_baseline,
    has_data_constraints,
    has_languages,
    has_sound_criteria,
    has_dates_in_order,
    has_deadline_before_judging_ends,
]


class ChallengeWorkflow(ConcurrentTransitionMixin, models.Model):
    """draft → in review → (returned →) published → in selection → decided; withdrawn with a public reason."""

    class State(States):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", "warn", _("In review")
        RETURNED = "returned", "warn", _("Returned to the city")
        PUBLISHED = "published", "ok", _("Published")
        IN_SELECTION = "in_selection", "brand", _("In selection")
        DECIDED = "decided", "ok", _("Decided")
        WITHDRAWN = "withdrawn", "bad", _("Withdrawn")

    state = FSMField(
        _("state"), choices=State.choices, default=State.DRAFT, protected=True, editable=False, db_index=True
    )

    published_at: datetime | None
    returned_note: str

    class Meta:
        abstract = True

    @transition(
        field=state,
        source=[State.DRAFT, State.RETURNED],
        target=State.IN_REVIEW,
        conditions=[*COMPLETE, has_receiving_competition],
        permission=is_challenge_editor,
        custom={"label": _("Send to review"), "post": "challenges:challenge_transition"},
    )
    def send_to_review(self) -> None:
        self.returned_note = ""

    @transition(
        field=state,
        source=State.IN_REVIEW,
        target=State.PUBLISHED,
        conditions=[has_public_competition, has_dates_in_order, has_deadline_before_judging_ends],
        permission=is_challenge_coordinator,
        custom={"label": _("Publish"), "post": "challenges:challenge_transition"},
    )
    def publish(self) -> None:
        self.published_at = timezone.now()

    @transition(
        field=state,
        source=State.IN_REVIEW,
        target=State.RETURNED,
        permission=is_challenge_coordinator,
        custom={
            "label": _("Return to the city"),
            "style": "second",
            "post": "challenges:challenge_transition",
        },
    )
    def return_to_city(self) -> None:
        """The city reads the note and may send it again."""

    @transition(
        field=state,
        source=State.PUBLISHED,
        target=State.IN_SELECTION,
        conditions=[has_passed_deadline],
        permission=is_challenge_coordinator,
        custom={"label": _("Begin selection"), "inside": "begin_judging"},
    )
    def begin_selection(self) -> None:
        """Taken for all challenges of a competition when its judging begins."""

    @transition(
        field=state,
        source=State.IN_SELECTION,
        target=State.DECIDED,
        permission=is_challenge_coordinator,
        custom={"label": _("Mark as decided"), "inside": "release_decisions"},
    )
    def decide(self) -> None:
        """Taken when the decisions on its entries are released."""

    @transition(
        field=state,
        source=[State.DRAFT, State.IN_REVIEW, State.RETURNED, State.PUBLISHED, State.IN_SELECTION],
        target=State.WITHDRAWN,
        permission=is_challenge_editor_or_coordinator,
        custom={"label": _("Withdraw"), "style": "danger", "page": "challenges:challenge_withdraw"},
    )
    def withdraw(self) -> None:
        """Taken with a reason, which is public once the challenge was."""

    @transition(
        field=state,
        source=State.WITHDRAWN,
        target=State.PUBLISHED,
        conditions=[has_competition_before_judging, has_deadline_ahead],
        permission=can_reinstate,
        custom={"label": _("Take the withdrawal back"), "page": "challenges:challenge_reinstate"},
    )
    def reinstate(self) -> None:
        """The withdrawal was a mistake: taken with a public reason, before the deadline."""

    @transition(
        field=state,
        source=State.WITHDRAWN,
        target=State.DRAFT,
        conditions=[has_receiving_competition],
        permission=can_reopen,
        custom={"label": _("Open it as a draft again"), "post": "challenges:challenge_transition"},
    )
    def reopen(self) -> None:
        """For one that never was public."""
