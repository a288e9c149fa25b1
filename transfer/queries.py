"""Who sees which package, release and adoption, and what lists need to know about each."""

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from core.models import Anyone
from core.queries import related
from core.search.find import matching
from network.permissions import answered_for_by, organisation_ids
from network.queries import WithholdableQuerySet
from network.roles import Standing
from transfer.workflow import AdoptionWorkflow, ReleaseWorkflow

PUBLIC = ReleaseWorkflow.PUBLIC
PUBLISHED = ReleaseWorkflow.State.PUBLISHED


class PackageQuerySet(WithholdableQuerySet):
    """Packages."""

    owner = "publisher"

    def published(self) -> "PackageQuerySet":
        """Those with a release on the shelf."""
        return self.filter(self._with(related(self.model, "releases").on_the_shelf()), withheld_at=None)

    def once_published(self) -> "PackageQuerySet":
        """Those that have or had a public release."""
        return self.filter(self._with(related(self.model, "releases").ever_public()), withheld_at=None)

    def of(self, user: Anyone) -> "PackageQuerySet":
        """Those of the organisations that the user belongs to, drafts included."""
        mine = organisation_ids(user)
        return self.filter(Q(publisher__in=mine) | Q(project__team__in=mine))

    def visible_to(self, user: Anyone) -> "PackageQuerySet":
        """Everybody sees what was published; drafts are for their makers and the publisher's office."""
        mine = organisation_ids(user)
        public = Q(self._with(related(self.model, "releases").ever_public()), withheld_at=None)
        own = Q(publisher__in=mine) | Q(project__team__in=mine) | answered_for_by(user, "publisher")
        return self.filter(public | own)

    @staticmethod
    def _with(releases: "ReleaseQuerySet") -> Exists:
        """Whether one of these releases is of the package: a join would list it once for each."""
        return Exists(releases.filter(package=OuterRef("pk")))

    def with_current_release(self) -> "PackageQuerySet":
        """Adds the release on the shelf: current_number, current_code, current_on."""
        published = related(self.model, "releases").on_the_shelf().filter(package=OuterRef("pk"))
        newest = published.order_by("-published_at")
        return self.annotate(
            current_number=Subquery(newest.values("number")[:1]),
            current_code=Subquery(newest.values("code")[:1]),
            current_on=Subquery(newest.values("published_at")[:1]),
        )

    def with_standing_releases(self) -> "PackageQuerySet":
        """Adds `standing_releases`: all but those that a later one has replaced."""
        releases = related(self.model, "releases").exclude(state=ReleaseWorkflow.State.SUPERSEDED)
        return self.prefetch_related(Prefetch("releases", releases, to_attr="standing_releases"))

    def for_cards(self) -> "PackageQuerySet":
        """All that a card shows: publisher, manuals of the release on the shelf, number of adoptions."""
        adoptions = related(self.model, "adoptions").filter(public=True, withheld_at=None).not_dropped()
        counted = adoptions.filter(package=OuterRef("pk")).order_by().values("package").values(n=Count("pk"))
        releases = related(self.model, "releases").on_the_shelf()
        manuals = related(releases.model, "manuals").filter(release__in=releases.values("pk")).defer("text")
        return (
            self.with_current_release()
            .select_related("publisher")
            .prefetch_related(
                Prefetch("releases", releases, to_attr="current_releases"),
                Prefetch("current_releases__manuals", manuals, to_attr="listed_manuals"),
            )
            .annotate(adoption_count=Coalesce(Subquery(counted), 0))
        )

    def search(self, words: str) -> "PackageQuerySet":
        """Those in whose title, summary, description or publisher's name each of the words occurs."""
        return matching(self, words, beside=("publisher",))


class ReleaseQuerySet(WithholdableQuerySet):
    """Releases of packages."""

    owner = "package__publisher"

    def being_made(self) -> "ReleaseQuerySet":
        """Those that are written or reviewed."""
        return self.filter(state__in=ReleaseWorkflow.OPEN)

    def in_review(self) -> "ReleaseQuerySet":
        """Those that the network office has before it, approved ones whose file is being built included."""
        return self.filter(state=ReleaseWorkflow.State.IN_REVIEW)

    def on_the_shelf(self) -> "ReleaseQuerySet":
        """Those that the library shows."""
        return self.filter(state=PUBLISHED, withheld_at=None)

    def public(self) -> "ReleaseQuerySet":
        """Those that were published and are on the site, withdrawn ones with their reason included."""
        return self.ever_public().filter(withheld_at=None)

    def ever_public(self) -> "ReleaseQuerySet":
        """Those that were published."""
        return self.filter(state__in=PUBLIC)

    def visible_to(self, user: Anyone) -> "ReleaseQuerySet":
        """Everybody sees what was published; the rest is for its makers and the publisher's office."""
        mine = organisation_ids(user)
        return self.filter(
            Q(state__in=PUBLIC, package__withheld_at=None, withheld_at=None)
            | Q(package__publisher__in=mine)
            | Q(package__project__team__in=mine)
            | answered_for_by(user, "package__publisher")
        )

    def gone_to(self, user: Anyone) -> "ReleaseQuerySet":
        """Those that were public when they or their package were taken off the site."""
        with_package = Q(package__withheld_public=True, published_at__lte=F("package__withheld_at"))
        return self.filter(Q(withheld_public=True) | with_package)

    def for_review_by(self, user: Anyone) -> "ReleaseQuerySet":
        """Those that wait for a coordinator of the publisher's office; nobody else has any."""
        return self.in_review().filter(answered_for_by(user, "package__publisher"))


# What a city shows to everybody, as long as it is a member of the network and all of it is on the site.
SHOWN = Q(public=True, withheld_at=None, organisation__state=Standing.APPROVED, package__withheld_at=None)


class AdoptionQuerySet(WithholdableQuerySet):
    """Adoptions of packages by cities."""

    owner = "organisation"

    def public(self) -> "AdoptionQuerySet":
        """Those that the adopting city shows to everybody."""
        return self.filter(SHOWN)

    def of(self, user: Anyone) -> "AdoptionQuerySet":
        """Those of the user's own organisations."""
        return self.filter(organisation__in=organisation_ids(user))

    def not_dropped(self) -> "AdoptionQuerySet":
        """Those that the city did not give up before operation."""
        return self.exclude(state=AdoptionWorkflow.State.DROPPED)

    def under_way(self) -> "AdoptionQuerySet":
        """Those neither dropped nor ended."""
        return self.exclude(state__in=AdoptionWorkflow.OVER)

    def visible_to(self, user: Anyone) -> "AdoptionQuerySet":
        """Public ones for everybody; the rest for the adopting city, the publisher and their offices."""
        mine = organisation_ids(user)
        own = Q(organisation__in=mine) | Q(package__publisher__in=mine)
        offices = answered_for_by(user, "organisation") | answered_for_by(user, "package__publisher")
        return self.filter(SHOWN | own | offices)

    def gone_to(self, user: Anyone) -> "AdoptionQuerySet":
        """Public ones that were taken off the site, with their packages, or whose cities are suspended."""
        with_others = Q(package__withheld_public=True) | Q(organisation__state=Standing.SUSPENDED)
        return self.filter(Q(withheld_public=True) | Q(with_others, public=True))

    def with_owner(self) -> "AdoptionQuerySet":
        """With both names that make its own."""
        return self.select_related("package", "organisation")

    def with_places(self) -> "AdoptionQuerySet":
        """With both ends of the journey, for lists and the map."""
        return self.select_related("package__publisher", "organisation", "release")
