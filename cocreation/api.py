"""Projects through the API: read what the caller may see, post updates and readings."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets

from cocreation.actions.indicators import record_reading
from cocreation.actions.updates import write_update
from cocreation.filters import IndicatorFilter, ProjectFilter, ReadingFilter, UpdateFilter
from cocreation.models import Indicator, Project, Reading, Update
from core.api import MayBeGone, StrictSerializer


class ProjectSerializer(serializers.ModelSerializer):
    """What the public page says."""

    city: serializers.SlugRelatedField = serializers.SlugRelatedField(slug_field="code", read_only=True)
    team: serializers.SlugRelatedField = serializers.SlugRelatedField(slug_field="code", read_only=True)
    award: serializers.SlugRelatedField = serializers.SlugRelatedField(slug_field="code", read_only=True)
    phase = serializers.CharField(read_only=True, help_text="The phase it is in, or was paused or ended in.")
    milestone_count = serializers.IntegerField(read_only=True)
    done_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Project
        fields = [
            "code",
            "title",
            "summary",
            "description",
            "city",
            "team",
            "award",
            "state",
            "phase",
            "starts_on",
            "ended_at",
            "lessons_learned",
            "milestone_count",
            "done_count",
            "public",
            "is_demo",
        ]


class IndicatorSerializer(serializers.ModelSerializer):
    """What is measured."""

    project: serializers.SlugRelatedField = serializers.SlugRelatedField(slug_field="code", read_only=True)

    class Meta:
        model = Indicator
        fields = [
            "code",
            "project",
            "name",
            "unit",
            "direction",
            "baseline",
            "target",
            "lowest",
            "highest",
            "source",
            "rhythm",
        ]


class ReadingSerializer(StrictSerializer):
    """A measured value; `sure` confirms one outside of the plausible range, `replaces` corrects another."""

    indicator: serializers.SlugRelatedField = serializers.SlugRelatedField(
        slug_field="code", queryset=Indicator.objects.none()
    )
    replaces: serializers.SlugRelatedField = serializers.SlugRelatedField(
        slug_field="code", queryset=Reading.objects.none(), required=False, allow_null=True
    )
    sure = serializers.BooleanField(write_only=True, required=False, default=False)

    class Meta:
        model = Reading
        fields = ["code", "indicator", "measured_on", "value", "note", "replaces", "sure", "at"]
        read_only_fields = ["code", "at"]

    def get_fields(self) -> dict[str, Any]:
        """With what the caller may see to choose from."""
        fields: dict[str, Any] = super().get_fields()
        if "request" in self.context:
            user = self.context["request"].user
            fields["indicator"].queryset = Indicator.objects.visible_to(user).with_project()
            fields["replaces"].queryset = Reading.objects.visible_to(user)
        return fields

    def create(self, validated_data: dict[str, Any]) -> Reading:
        """The action does it."""
        return record_reading(by=self.context["request"].user, **validated_data)


class UpdateSerializer(StrictSerializer):
    """News; with `publish` it goes out at once, without it stays a draft."""

    project: serializers.SlugRelatedField = serializers.SlugRelatedField(
        slug_field="code", queryset=Project.objects.none()
    )
    publish = serializers.BooleanField(write_only=True, required=False, default=False)

    class Meta:
        model = Update
        fields = ["code", "project", "title", "text", "language", "public", "published_at", "publish"]
        read_only_fields = ["code", "published_at"]

    def get_fields(self) -> dict[str, Any]:
        """With the projects that the caller may see to choose from."""
        fields: dict[str, Any] = super().get_fields()
        if "request" in self.context:
            user = self.context["request"].user
            fields["project"].queryset = Project.objects.visible_to(user).with_people()
        return fields

    def create(self, validated_data: dict[str, Any]) -> Update:
        """The action does it."""
        return write_update(by=self.context["request"].user, **validated_data)


class ProjectViewSet(MayBeGone, viewsets.ReadOnlyModelViewSet):
    """Projects that the caller may see."""

    queryset = Project.objects.none()
    serializer_class = ProjectSerializer
    filterset_class = ProjectFilter
    lookup_field = "code"

    def get_queryset(self) -> QuerySet:
        """Public ones, and those whose board the caller may read."""
        projects = Project.objects.visible_to(self.request.user).with_progress()
        return projects.select_related("city", "team", "award")


class IndicatorViewSet(MayBeGone, viewsets.ReadOnlyModelViewSet):
    """Indicators that the caller may see."""

    queryset = Indicator.objects.none()
    serializer_class = IndicatorSerializer
    filterset_class = IndicatorFilter
    lookup_field = "code"

    def get_queryset(self) -> QuerySet:
        """Public ones, and those on boards that the caller may read."""
        return Indicator.objects.visible_to(self.request.user).in_use().select_related("project")


class ReadingViewSet(MayBeGone, mixins.CreateModelMixin, viewsets.ReadOnlyModelViewSet):
    """Readings in force that the caller may see; members enter and correct them."""

    queryset = Reading.objects.none()
    serializer_class = ReadingSerializer
    filterset_class = ReadingFilter
    lookup_field = "code"

    def get_queryset(self) -> QuerySet:
        """Those of visible indicators, without corrected ones."""
        readings = Reading.objects.visible_to(self.request.user).in_force()
        return readings.select_related("indicator", "replaces")


@extend_schema(description="News of projects that the caller may read; members write it.")
class UpdateViewSet(MayBeGone, mixins.CreateModelMixin, viewsets.ReadOnlyModelViewSet):
    """News that the caller may read; members of a project write it."""

    queryset = Update.objects.none()
    serializer_class = UpdateSerializer
    filterset_class = UpdateFilter
    lookup_field = "code"

    def get_queryset(self) -> QuerySet:
        """Public news, and what is on boards that the caller may read."""
        return Update.objects.visible_to(self.request.user).select_related("project")
