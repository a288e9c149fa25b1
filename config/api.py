"""One table: path → viewset."""

from rest_framework.routers import DefaultRouter

from challenges.api import ChallengeViewSet, CompetitionViewSet, CriterionViewSet
from cocreation.api import IndicatorViewSet, ProjectViewSet, ReadingViewSet, UpdateViewSet
from core.job_api import JobViewSet
from juries.api import AssignmentViewSet, ResultViewSet
from network.api import EventViewSet, OrganisationViewSet
from submissions.api import EntryViewSet
from transfer.api import AdoptionViewSet, PackageViewSet, ReleaseViewSet

router = DefaultRouter()
router.include_root_view = False
router.register("organisations", OrganisationViewSet, basename="organisation")
router.register("events", EventViewSet, basename="event")
router.register("competitions", CompetitionViewSet, basename="competition")
router.register("challenges", ChallengeViewSet, basename="challenge")
router.register("criteria", CriterionViewSet, basename="criterion")
router.register("entries", EntryViewSet, basename="entry")
router.register("projects", ProjectViewSet, basename="project")
router.register("indicators", IndicatorViewSet, basename="indicator")
router.register("readings", ReadingViewSet, basename="reading")
router.register("updates", UpdateViewSet, basename="update")
router.register("assignments", AssignmentViewSet, basename="assignment")
router.register("results", ResultViewSet, basename="result")
router.register("packages", PackageViewSet, basename="package")
router.register("releases", ReleaseViewSet, basename="release")
router.register("adoptions", AdoptionViewSet, basename="adoption")
router.register("jobs", JobViewSet, basename="job")
