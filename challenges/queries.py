"""Lists of competitions, challenges and questions: who sees what, and what is open."""

from typing import Self

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from challenges.workflow import ChallengeWorkflow, CompetitionWorkflow
from core.asking import ask
from core.models import Anyone
from core.queries import related
from core.zones import today_in
from network.permissions import organisation_ids
from network.queries import WithholdableQuerySet
from network.roles import Role, Standing

CompetitionState = CompetitionWorkflow.State
ChallengeState = ChallengeWorkflow.State
CORRECTABLE = (ChallengeState.PUBLISHED, ChallengeState.IN_SELECTION)  # public, and not decided
ON_THE_SITE = Q(withheld_at=None, competition__withheld_at=None)
EDITORS = (Role.EDITOR, Role.COORDINATOR)


class CompetitionQuerySet(WithholdableQuerySet):
    """Competitions."""

    owner = "office"

    def public(self) -> Self:
        """What everybody may read: announced and later, and cancelled ones that had been announced."""
        return self.ever_public().filter(withheld_at=None)

    def ever_public(self) -> Self:
        """The same with those that an office has taken off the site."""
        hidden = (CompetitionState.DRAFT, CompetitionState.CANCELLED)
        return self.filter(
            ~Q(state__in=hidden) | Q(state=CompetitionState.CANCELLED, announced_at__isnull=False)
        )

    def visible_to(self, user: Anyone) -> Self:
        """Public ones, those of one's offices, and those off the site with own work."""
        if not user.is_authenticated:
            return self.public()
        mine = related(self.model, "challenges").with_work_of(user).values("competition")
        worked_on = self.filter(withheld_at__isnull=False, pk__in=mine)
        return self.public() | self.coordinated_by(user) | worked_on

    def coordinated_by(self, user: Anyone) -> Self:
        """Those of the offices that the user coordinates, in any state."""
        return self.filter(office__in=organisation_ids(user, Role.COORDINATOR))

    def being_set_up(self) -> Self:
        """Those whose form, rules and criteria may still be changed."""
        states = (CompetitionState.DRAFT, CompetitionState.ANNOUNCED, CompetitionState.RUNNING)
        return self.filter(state__in=states)

    def taking_challenges(self) -> Self:
        """Those that cities can write challenges for now."""
        states = (CompetitionState.ANNOUNCED, CompetitionState.RUNNING)
        return self.filter(state__in=states, closes_at__gt=timezone.now(), withheld_at=None)


class ChallengeQuerySet(WithholdableQuerySet):
    """Challenges."""

    owner = "competition__office"

    def published(self) -> Self:
        """What everybody may read; also withdrawn ones that had been published, with their reason."""
        return self.ever_published().on_the_site()

    def on_the_site(self) -> Self:
        """Those that no office has taken off the site, alone or with their competition."""
        return self.filter(ON_THE_SITE)

    def ever_published(self) -> Self:
        """The same with those that an office has taken off the site."""
        states = (ChallengeState.PUBLISHED, ChallengeState.IN_SELECTION, ChallengeState.DECIDED)
        return self.filter(
            Q(state__in=states) | Q(state=ChallengeState.WITHDRAWN, published_at__isnull=False)
        )

    def visible_to(self, user: Anyone) -> Self:
        """Published ones; those of one's organisations and competitions, or shared; those with own work."""
        if not user.is_authenticated:
            return self.published()
        worked_on = self.ever_published().exclude(ON_THE_SITE).with_work_of(user)
        asked = self.filter(pk__in=self._shared_with(user))
        return self.published() | self.of_members(user) | self.coordinated_by(user) | worked_on | asked

    def _shared_with(self, user: Anyone) -> QuerySet:
        """The keys of those that one of the user's cities was asked to share, or shares."""
        rows = related(self.model, "partnerships").filter(standing__in=["asked", "confirmed"])
        return rows.filter(organisation__in=organisation_ids(user, Role.EDITOR)).values("challenge")

    def with_work_of(self, user: Anyone) -> Self:
        """Those of the user's organisations, and those for which the user writes an entry or judges."""
        found = Q(organisation__in=organisation_ids(user))
        for keys in ask("challenges_of", user):
            found |= Q(pk__in=keys)
        return self.filter(found)

    def gone_to(self, user: Anyone) -> Self:
        """Those that were public when they or their competition were taken off the site."""
        with_all = Q(competition__withheld_public=True, published_at__lte=F("competition__withheld_at"))
        return self.ever_published().filter(Q(withheld_public=True) | with_all)

    def with_owner(self) -> Self:
        """With the city and the office."""
        return self.select_related("organisation", "competition__office")

    def of_members(self, user: Anyone) -> Self:
        """Those of the organisations that the user belongs to, in any state."""
        return self.filter(organisation__in=organisation_ids(user))

    def coordinated_by(self, user: Anyone) -> Self:
        """Those of competitions whose office the user coordinates, in any state."""
        return self.filter(competition__office__in=organisation_ids(user, Role.COORDINATOR))

    def editable_by(self, user: Anyone) -> Self:
        """Those of the organisations in which the user is an editor, in any state."""
        return self.filter(organisation__in=organisation_ids(user, *EDITORS))

    def for_review_by(self, user: Anyone) -> Self:
        """Those that wait for the user's approval."""
        return self.coordinated_by(user).filter(state=ChallengeState.IN_REVIEW)

    def with_correction(self) -> Self:
        """Those of which a correction waits for the office, and can still be published."""
        going_on = self.exclude(competition__state=CompetitionState.CANCELLED)
        return going_on.filter(corrections__outcome="waiting", state__in=CORRECTABLE)

    def with_calendar(self) -> Self:
        """Each row with `opening_at` and `deadline_at`: its own dates, else its competition's."""
        return self.annotate(
            opening_at=Coalesce("opens_at", "competition__opens_at"),
            deadline_at=Coalesce("closes_at", "competition__closes_at"),
        )

    def open(self) -> Self:
        """Those that one can enter now, by the published times (is_open() adds the tolerance)."""
        now = timezone.now()
        return self.with_calendar().filter(
            ON_THE_SITE,
            state=ChallengeState.PUBLISHED,
            competition__state=CompetitionState.RUNNING,
            opening_at__lte=now,
            deadline_at__gte=now,
        )

    def undecided(self) -> Self:
        """Public ones on which a decision is still to come."""
        return self.filter(state__in=[ChallengeState.PUBLISHED, ChallengeState.IN_SELECTION])

    def for_list(self) -> Self:
        """With everything that a card or a row shows."""
        return self.with_calendar().select_related("competition", "organisation", "area")


class QuestionQuerySet(QuerySet):
    """Questions of teams to cities."""

    def answered(self) -> Self:
        """Public ones."""
        return self.filter(answered_at__isnull=False)

    def open_for(self, user: Anyone) -> Self:
        """Those that wait for an answer by the user."""
        return self.filter(
            answered_at__isnull=True, challenge__organisation__in=organisation_ids(user, *EDITORS)
        )

    def visible_to(self, user: Anyone) -> Self:
        """Answered ones; one's own; those to one's own city; those in a competition that one coordinates."""
        if not user.is_authenticated:
            return self.answered()
        office = organisation_ids(user, Role.COORDINATOR)
        return self.filter(
            Q(answered_at__isnull=False)
            | Q(asked_by=user)
            | Q(challenge__organisation__in=organisation_ids(user, *EDITORS))
            | Q(challenge__competition__office__in=office)
        )


class PartnershipQuerySet(QuerySet):
    """Cities that were asked to share a challenge."""

    def confirmed(self) -> Self:
        """Those that take part and are named."""
        return self.filter(standing="confirmed")

    def waiting_for(self, user: Anyone) -> Self:
        """Those that the user may answer, of challenges that go on."""
        over = Q(challenge__state__in=[ChallengeState.WITHDRAWN, ChallengeState.DECIDED])
        own = self.filter(standing="asked", organisation__in=organisation_ids(user, Role.EDITOR))
        return own.exclude(over | Q(challenge__competition__state=CompetitionState.CANCELLED))


class PartnerNoticeQuerySet(WithholdableQuerySet):
    """Notices of those who look for a partner."""

    owner = "organisation"

    def visible_to(self, user: Anyone) -> Self:
        """Those of members of the network for everybody; one's own; those that one has taken off the site."""
        seen = Q(organisation__state=Standing.APPROVED, withheld_at=None)
        if user.is_authenticated:
            seen |= Q(organisation__in=organisation_ids(user)) | self._taken_off_by(user)
        return self.filter(seen)

    def gone_to(self, user: Anyone) -> Self:
        """Those of a suspended organisation with the rest."""
        suspended = Q(organisation__state=Standing.SUSPENDED, withheld_at__isnull=True)
        return self.filter(Q(withheld_public=True) | suspended)

    def shown(self) -> Self:
        """Those whose search is on."""
        return self.filter(ended_at=None, until__gte=today_in("UTC"), withheld_at=None)


class PartQuerySet(QuerySet):
    """Parts of a competition that are retired instead of deleted: criteria, rules, questions of the form."""

    def in_force(self) -> Self:
        """Those not retired."""
        return self.filter(retired_at__isnull=True)

    def retired_last(self) -> Self:
        """All, those in force first."""
        return self.order_by(F("retired_at").asc(nulls_first=True), "order", "id")
