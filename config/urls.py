"""Includes, nothing else."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language
from drf_spectacular.views import SpectacularAPIView

from config import styleguide, views
from config.api import router
from core.views import tokens

handler400 = "core.views.refusals.bad_request"
urlpatterns = [
    path("", views.start, name="start"),
    path("home/", views.home, name="home"),
    path("about/<slug:page>/", views.about, name="about"),
    path("language/", set_language, name="set_language"),
    path("account/", include("allauth.account.urls")),
    path("", include("core.urls")),
    path("", include("network.urls")),
    path("", include("challenges.urls")),
    path("", include("submissions.urls")),
    path("", include("juries.urls")),
    path("", include("cocreation.urls")),
    path("", include("transfer.urls")),
    path("api/v1/", include(router.urls)),
    path("api/v1/token/", tokens.TokenView.as_view(), name="api_token"),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:
    urlpatterns.append(path("styleguide/", styleguide.styleguide, name="styleguide"))
