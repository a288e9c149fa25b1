"""Which projects, milestones, readings and updates: filters with names."""

from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cocreation.workflow import MilestoneWorkflow, ProjectWorkflow
from core.models import Anyone
from core.queries import related
from core.zones import has_come
from juries.models import Award
from network.permissions import answered_for_by, is_coordinator, organisation_ids
from network.queries import WithholdableQuerySet
from network.roles import Role

SOON = timedelta(days=14)
RECENT = 60  # readings of an indicator that its chart shows
OPEN_MILESTONES = [MilestoneWorkflow.State.PLANNED, MilestoneWorkflow.State.IN_WORK]
ENDED = [ProjectWorkflow.State.COMPLETED, ProjectWorkflow.State.DISCONTINUED]


class ProjectQuerySet(WithholdableQuerySet):
    """Projects."""

    owner = "city"

    def public(self) -> "ProjectQuerySet":
        """Those with a public page."""
        return self.filter(public=True, withheld_at=None)

    def open(self) -> "ProjectQuerySet":
        """Neither completed nor discontinued."""
        return self.exclude(state__in=ENDED)

    def in_transfer(self) -> "ProjectQuerySet":
        """Those whose results are being, or have been, made ready for other cities."""
        return self.filter(state__in=[ProjectWorkflow.State.TRANSFER, ProjectWorkflow.State.COMPLETED])

    def boards_of(self, user: Anyone) -> "ProjectQuerySet":
        """Those whose board the user may read: members, both organisations, the office of the award."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(self._boards(user))

    def visible_to(self, user: Anyone) -> "ProjectQuerySet":
        """Public ones, and those whose board the user may read."""
        if not getattr(user, "is_authenticated", False):
            return self.public()
        shown = Q(public=True, withheld_at=None)
        return self.filter(shown | self._boards(user) | self._taken_off_by(user))

    def _boards(self, user: Anyone) -> Q:
        mine = organisation_ids(user)
        members = related(self.model, "members")
        works = Exists(members.filter(project=OuterRef("pk"), user=user))
        boards = Q(works) | Q(city__in=mine) | Q(team__in=mine)
        if is_coordinator(user):
            offices = organisation_ids(user, Role.COORDINATOR)
            boards |= Q(award__isnull=True) & answered_for_by(user, "city")
            boards |= Q(award__entry__challenge__competition__office__in=offices)
        return boards

    def of_member(self, user: Anyone) -> "ProjectQuerySet":
        """Those that the user works on: as a member, or as an editor of the city."""
        editing = organisation_ids(user, Role.EDITOR, Role.COORDINATOR)
        members = related(self.model, "members")
        return self.filter(Exists(members.filter(project=OuterRef("pk"), user=user)) | Q(city__in=editing))

    def with_people(self) -> "ProjectQuerySet":
        """With what a permission check asks for, in the same query."""
        return self.select_related("city", "team", "award__entry__challenge__competition__office")

    def for_cards(self) -> "ProjectQuerySet":
        """With all that a card in a list shows."""
        return self.select_related("city", "team").prefetch_related("areas").with_progress()

    def with_progress(self) -> "ProjectQuerySet":
        """With `milestone_count`, `done_count` and `late_count`."""
        milestones = related(self.model, "milestones")

        def count(found: QuerySet) -> Coalesce:
            rows = found.filter(project=OuterRef("pk")).order_by().values("project")
            return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)

        return self.annotate(
            milestone_count=count(milestones.exclude(state=MilestoneWorkflow.State.DROPPED)),
            done_count=count(milestones.filter(state=MilestoneWorkflow.State.DONE)),
            late_count=count(milestones.late()),
        )


class OfProject(QuerySet):
    """Anything that belongs to a project."""

    def on_boards_of(self, user: Anyone) -> "OfProject":
        """Those on boards that the user may read."""
        projects = related(self.model, "project").boards_of(user)
        return self.filter(project__in=projects.values("pk"))

    def with_project(self) -> "OfProject":
        """With the project and what a permission check asks of it."""
        return self.select_related(
            "project__city", "project__team", "project__award__entry__challenge__competition__office"
        )


class MilestoneQuerySet(OfProject):
    """Milestones."""

    def open(self) -> "MilestoneQuerySet":
        """Planned or in progress."""
        return self.filter(state__in=OPEN_MILESTONES)

    def late(self) -> "MilestoneQuerySet":
        """Open ones whose day is over."""
        return self.open().filter(has_come("due_on", "project__time_zone", ahead=-timedelta(days=1)))

    def for_board(self, most: int = 60, done: int = 6) -> "MilestoneQuerySet":
        """What fits on a board: open ones by day, and those that were finished or dropped last."""
        recent = self.exclude(state__in=OPEN_MILESTONES).order_by("-done_at", "-due_on").values("pk")[:done]
        shown = Q(pk__in=list(self.open().values_list("pk", flat=True)[:most])) | Q(
            pk__in=[row["pk"] for row in recent]
        )
        return self.filter(shown).select_related("responsible")

    def due_soon(self) -> "MilestoneQuerySet":
        """Open ones due within two weeks, late ones included, of projects that go on."""
        return self.open().filter(
            has_come("due_on", "project__time_zone", ahead=SOON), project__state__in=ProjectWorkflow.PHASES
        )

    def waiting_for(self, user: Anyone, roles: dict[int, str]) -> "MilestoneQuerySet":
        """Those that are the user's, and those of the user's projects for which nobody is named."""
        nobody = Q(
            responsible=None, project__in=[pk for pk, role in roles.items() if role in ("owner", "team")]
        )
        return self.filter(Q(responsible=user) | nobody)

    def to_remind(self) -> "MilestoneQuerySet":
        """Late ones of projects that go on, of which nobody was reminded since the day was set."""
        fresh = Q(reminded_for__isnull=True) | ~Q(reminded_for=F("due_on"))
        return self.late().filter(fresh, project__state__in=ProjectWorkflow.PHASES)


class IndicatorQuerySet(OfProject):
    """Indicators."""

    def in_use(self) -> "IndicatorQuerySet":
        """Not retired."""
        return self.filter(retired_at=None)

    def fixed(self) -> "IndicatorQuerySet":
        """Those in use that say where one started and what is wanted: success criteria."""
        return self.in_use().filter(baseline__isnull=False, target__isnull=False)

    def visible_to(self, user: Anyone) -> "IndicatorQuerySet":
        """Public ones of public projects, and all on boards that the user may read."""
        projects = related(self.model, "project")
        public = Q(public=True, project__public=True, project__withheld_at=None)
        return self.filter(public | Q(project__in=projects.boards_of(user).values("pk")))

    def gone_to(self, user: Anyone) -> "IndicatorQuerySet":
        """Public ones of projects that were taken off the site."""
        return self.filter(public=True, project__withheld_public=True)

    def with_last_day(self) -> "IndicatorQuerySet":
        """With `last_on`, the day of the latest reading in force."""
        readings = related(self.model, "readings").in_force()
        latest = readings.filter(indicator=OuterRef("pk")).order_by("-measured_on").values("measured_on")[:1]
        return self.annotate(last_on=Subquery(latest))


class ReadingQuerySet(QuerySet):
    """Readings of indicators."""

    def in_force(self) -> "ReadingQuerySet":
        """Those that no later one corrects."""
        return self.filter(replaced_by=None)

    def newest(self) -> "ReadingQuerySet":
        """Those in force, the latest first."""
        return self.in_force().order_by("-measured_on", "-pk")

    def visible_to(self, user: Anyone) -> "ReadingQuerySet":
        """Readings in force of indicators that the user may see."""
        indicators = related(self.model, "indicator").visible_to(user)
        return self.filter(indicator__in=indicators.values("pk"))

    def gone_to(self, user: Anyone) -> "ReadingQuerySet":
        """Readings in force of indicators that were taken off the site."""
        indicators = related(self.model, "indicator").gone_to(user)
        return self.in_force().filter(indicator__in=indicators.values("pk"))


class DocumentQuerySet(OfProject):
    """Files of projects."""

    def in_use(self) -> "DocumentQuerySet":
        """Not taken off the board."""
        return self.filter(removed_at=None)


class UpdateQuerySet(OfProject):
    """News of projects."""

    def published(self) -> "UpdateQuerySet":
        """No drafts."""
        return self.filter(published_at__isnull=False)

    def public(self) -> "UpdateQuerySet":
        """Published ones for everybody."""
        return self.published().filter(public=True, project__public=True, project__withheld_at=None)

    def visible_to(self, user: Anyone) -> "UpdateQuerySet":
        """Public ones, and everything on boards that the user may read; drafts for members of the project."""
        projects = related(self.model, "project")
        boards = Q(published_at__isnull=False, project__in=projects.boards_of(user).values("pk"))
        shown = Q(project__public=True, project__withheld_at=None)
        public = Q(published_at__isnull=False, public=True) & shown
        if not getattr(user, "is_authenticated", False):
            return self.filter(public)
        return self.filter(public | boards | Q(project__in=projects.of_member(user).values("pk")))

    def gone_to(self, user: Anyone) -> "UpdateQuerySet":
        """What everybody could read of projects that were taken off the site."""
        until_then = Q(project__withheld_public=True, published_at__lte=F("project__withheld_at"))
        return self.filter(until_then, public=True)


class GateQuerySet(OfProject):
    """Gates."""

    def decided(self) -> "GateQuerySet":
        """With a verdict."""
        return self.filter(decided_at__isnull=False)

    def that_wait(self) -> "GateQuerySet":
        """Of the present phase: undecided and due in two weeks, or the last verdict if it says proceed."""
        same = GateQuerySet(self.model).decided().filter(project=OuterRef("project"), phase=OuterRef("phase"))
        last = same.order_by("-decided_at", "-pk").values("pk")[:1]
        due = has_come("planned_on", "project__time_zone", ahead=SOON) & Q(decided_at=None)
        return self.filter(due | Q(verdict="proceed", pk=Subquery(last)), project__state=F("phase"))


def awards_to_begin(user: Anyone) -> QuerySet:
    """Announced awards without a project, of which the user may begin it."""
    cities = organisation_ids(user, Role.EDITOR, Role.COORDINATOR)
    if not cities:
        return Award.objects.none()
    mine = Q(entry__challenge__organisation__in=cities)
    if is_coordinator(user):
        mine |= Q(entry__challenge__competition__office__in=organisation_ids(user, Role.COORDINATOR))
    return Award.objects.announced().filter(mine, project=None).select_related("entry__organisation")


def with_readings(indicators: QuerySet) -> QuerySet:
    """The indicators, each with those of its readings that recent() and latest() show."""
    newest = related(indicators.model, "readings").newest()[: RECENT + 1]
    return indicators.prefetch_related(Prefetch("readings", queryset=newest, to_attr="newest_readings"))
