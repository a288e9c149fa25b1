"""Filters with names for panels, assignments, conflicts, decisions and awards."""

from datetime import timedelta
from typing import Self

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from challenges.models import Challenge
from core.letters import by_letters
from core.models import Anyone
from core.queries import related
from juries.workflow.assignment import AssignmentWorkflow
from juries.workflow.panel import PanelWorkflow
from network.permissions import organisation_ids
from submissions.models import Entry

State = AssignmentWorkflow.State
READABLE, COUNTED = AssignmentWorkflow.READABLE, AssignmentWorkflow.COUNTED
ACCESS_AFTER_RELEASE = timedelta(days=30)


class PanelQuerySet(QuerySet):
    """Panels."""

    def going_on(self) -> Self:
        """Those whose decisions are not released: what comes to light now still matters."""
        return self.exclude(state=PanelWorkflow.State.RELEASED)

    def managed_by(self, user: Anyone) -> Self:
        """Panels of competitions that the user coordinates."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(competition__office_id__in=organisation_ids(user, "coordinator"))

    def visible_to(self, user: Anyone) -> Self:
        """Coordinators see the panels of their office, jurors those on which they sit."""
        if not user.is_authenticated:
            return self.none()
        seats = Q(pk__in=user.juror_seats.filter(left_at=None).values("panel"))
        return self.filter(Q(competition__office_id__in=organisation_ids(user, "coordinator")) | seats)

    def with_progress(self) -> Self:
        """Each panel with the number of its places and of those that are scored."""
        jurors = related(self.model, "jurors").filter(panel=OuterRef("pk"))
        places = jurors.order_by().values("panel")
        asked = places.values(n=Count("assignments", filter=~Q(assignments__state=State.RECUSED)))
        finished = places.values(n=Count("assignments", filter=Q(assignments__state__in=COUNTED)))
        return self.annotate(
            asked=Coalesce(Subquery(asked), 0),
            finished=Coalesce(Subquery(finished), 0),
        )


class AssignmentQuerySet(QuerySet):
    """Assignments of entries to jurors."""

    def of(self, user: Anyone) -> Self:
        """The user's own, once the panel has asked for declarations."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(juror__user=user, juror__left_at=None).exclude(
            Q(juror__panel__state=PanelWorkflow.State.SETUP) | Q(entry__state="withdrawn")
        )

    def visible_to(self, user: Anyone) -> Self:
        """The user's own, until thirty days after the release."""
        since = timezone.now() - ACCESS_AFTER_RELEASE
        return self.of(user).exclude(juror__panel__released_at__lt=since)

    def readable_by(self, user: Anyone) -> Self:
        """Those whose entry is open to the user: declared free, not recused, no conflict that stands."""
        conflicts = related(Entry, "conflicts").standing()
        barred = Exists(conflicts.filter(juror=OuterRef("juror"), entry=OuterRef("entry")))
        return self.visible_to(user).filter(~barred, state__in=READABLE)

    def held(self) -> Self:
        """Those that take a place: not recused, and neither the entry nor its challenge was withdrawn."""
        gone = Q(entry__state="withdrawn") | Q(entry__challenge__state="withdrawn")
        return self.exclude(Q(state=State.RECUSED) | gone)

    def counted(self) -> Self:
        """Those whose scorecard enters the aggregate."""
        return self.filter(state__in=COUNTED)


class ConflictQuerySet(QuerySet):
    """Conflicts of jurors with entries."""

    def standing(self) -> Self:
        """Those that nobody waived."""
        return self.exclude(verdict="waived")

    def open(self) -> Self:
        """Those that wait for a verdict."""
        return self.filter(verdict="open")


class DecisionQuerySet(QuerySet):
    """Decisions on entries."""

    def due(self) -> Self:
        """Those that a release sends: neither the entry nor its challenge was withdrawn meanwhile."""
        return self.exclude(Q(entry__state="withdrawn") | Q(entry__challenge__state="withdrawn"))

    def with_final_outcome(self) -> Self:
        """Each with `final`: the city's decision where it has taken one, else the jury's advice."""
        return self.annotate(final=Case(When(city_outcome="", then=F("outcome")), default=F("city_outcome")))

    def count_by_final_outcome(self) -> dict[str, int]:
        """How many there are of each outcome that will be released."""
        counted = self.with_final_outcome().order_by("final").values("final").annotate(n=Count("pk"))
        return dict(counted.values_list("final", "n"))

    def with_stale_letters(self) -> Self:
        """Those whose edited letter was written for another outcome than the final one."""
        return self.with_final_outcome().filter(letter_edited=True).exclude(letter_outcome=F("final"))

    def signed_by_jury(self) -> Self:
        """Those that the jury has signed."""
        return self.filter(panel__state__in=[PanelWorkflow.State.SIGNED, PanelWorkflow.State.RELEASED])

    def told_to(self, user: Anyone) -> Self:
        """Released decisions on the entries of the user's teams: a team reads its own and no other."""
        return self.filter(released_at__isnull=False, entry__in=Entry.objects.of_person(user))

    def awaiting_city(self) -> Self:
        """Signed advice on which the city has not yet decided."""
        return self.filter(panel__state=PanelWorkflow.State.SIGNED, city_signed_at=None)


class AwardQuerySet(QuerySet):
    """Awards."""

    def public(self) -> Self:
        """Those that were announced, of challenges that are on the site."""
        return self.announced().filter(entry__challenge__in=Challenge.objects.on_the_site())

    def announced(self) -> Self:
        """Those that were announced."""
        return self.filter(announced_at__isnull=False, announced_at__lte=timezone.now())

    def visible_to(self, user: Anyone) -> Self:
        """Announced ones of challenges that the user may see."""
        return self.announced().filter(entry__challenge__in=Challenge.objects.visible_to(user))

    def gone_to(self, user: Anyone) -> Self:
        """Announced ones of challenges that were taken off the site."""
        return self.announced().filter(entry__challenge__in=Challenge.objects.gone_to(user))

    def for_lists(self) -> Self:
        """With what a card shows."""
        return self.select_related(
            "entry__organisation", "entry__challenge__organisation", "entry__challenge__competition", "area"
        ).order_by(F("announced_at").desc(nulls_last=True), "area__order", by_letters("title"), "pk")
