"""One table: path → viewset."""

from rest_framework.routers import DefaultRouter

router = DefaultRouter()
router.include_root_view = False
