"""Packages, releases and adoptions through the API."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from core.api import MayBeGone, StrictSerializer
from core.requests import SignedInCall
from network.models import Organisation
from transfer.actions.adoption import STEPS, advance_adoption, drop_adoption, register_adoption
from transfer.filters import AdoptionFilter, PackageFilter, ReleaseFilter
from transfer.models import Adoption, Manual, Package, Release


class ManualSerializer(serializers.ModelSerializer):
    """Which manuals there are; the page holds the text."""

    url = serializers.CharField(source="get_absolute_url", read_only=True)
    audience_name = serializers.CharField(read_only=True)

    class Meta:
        model = Manual
        fields = ["audience", "audience_name", "language", "title", "url"]


class ReleaseSerializer(serializers.ModelSerializer):
    """A release with its checksums."""

    package: serializers.SlugRelatedField = serializers.SlugRelatedField(slug_field="code", read_only=True)
    file_name = serializers.CharField(read_only=True)
    manuals = serializers.SerializerMethodField()

    class Meta:
        model = Release
        fields = [
            "code",
            "package",
            "number",
            "notes",
            "state",
            "published_at",
            "rechecked_on",
            "withdrawal_reason",
            "file_name",
            "bag_size",
            "bag_sha256",
            "bag_sha512",
            "manuals",
        ]

    def get_manuals(self, release: Release) -> list[dict[str, str]]:
        """The manuals, without a query per manual."""
        manuals = list(release.manuals.all())
        for manual in manuals:
            manual.release = release
        return list(ManualSerializer(manuals, many=True).data)


class PackageSerializer(serializers.ModelSerializer):
    """What the package's page opens with."""

    publisher: serializers.SlugRelatedField = serializers.SlugRelatedField(slug_field="code", read_only=True)
    publisher_name = serializers.CharField(source="publisher.name", read_only=True)
    country = serializers.CharField(source="publisher.country", read_only=True)
    current_release = serializers.CharField(source="current_code", read_only=True, allow_null=True)
    current_number = serializers.CharField(read_only=True, allow_null=True)
    adoption_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Package
        fields = [
            "code",
            "title",
            "summary",
            "description",
            "language",
            "publisher",
            "publisher_name",
            "country",
            *Package.NEEDS,
            *Package.FINDINGS,
            *Package.TERMS,
            "current_release",
            "current_number",
            "adoption_count",
            "is_demo",
        ]


class AdoptionSerializer(StrictSerializer):
    """An adoption; only the city itself registers one."""

    package = serializers.SlugRelatedField(slug_field="code", queryset=Package.objects.none())
    organisation = serializers.SlugRelatedField(slug_field="code", queryset=Organisation.objects.none())
    release: serializers.SlugRelatedField = serializers.SlugRelatedField(slug_field="code", read_only=True)

    class Meta:
        model = Adoption
        fields = [
            "code",
            "package",
            "release",
            "organisation",
            "kind",
            "state",
            "public",
            "story",
            "variant_url",
            "created_at",
            "in_operation_since",
            "is_demo",
        ]
        read_only_fields = ["code", "release", "state", "created_at", "in_operation_since", "is_demo"]

    def get_fields(self) -> dict[str, Any]:
        """With what the caller may see to choose from."""
        fields = super().get_fields()
        if request := self.context.get("request"):
            fields["package"].queryset = Package.objects.visible_to(request.user)  # type: ignore[attr-defined]
            fields["organisation"].queryset = Organisation.objects.of(request.user)  # type: ignore[attr-defined]
        return fields


class StepSerializer(serializers.Serializer):
    """The next step of an adoption, with a word on how it went."""

    step = serializers.ChoiceField(choices=STEPS)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class DropSerializer(serializers.Serializer):
    """Why the city stops."""

    reason = serializers.CharField(max_length=2000)


class PackageViewSet(MayBeGone, viewsets.ReadOnlyModelViewSet):
    """The library."""

    serializer_class = PackageSerializer
    filterset_class = PackageFilter
    lookup_field = "code"
    queryset = Package.objects.none()

    def get_queryset(self) -> QuerySet:
        """What the caller may see."""
        return Package.objects.visible_to(self.request.user).for_cards().order_by("-current_on", "pk")


class ReleaseViewSet(MayBeGone, viewsets.ReadOnlyModelViewSet):
    """Releases of packages."""

    serializer_class = ReleaseSerializer
    filterset_class = ReleaseFilter
    lookup_field = "code"
    queryset = Release.objects.none()

    def get_queryset(self) -> QuerySet:
        """What the caller may see."""
        releases = Release.objects.visible_to(self.request.user).select_related("package")
        return releases.prefetch_related("manuals").order_by("-published_at", "pk")


class AdoptionViewSet(
    MayBeGone,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.ListModelMixin,
    viewsets.GenericViewSet,
):
    """Adoptions by cities."""

    serializer_class = AdoptionSerializer
    filterset_class = AdoptionFilter
    lookup_field = "code"
    queryset = Adoption.objects.none()

    def get_queryset(self) -> QuerySet:
        """What the caller may see."""
        return Adoption.objects.visible_to(self.request.user).with_places()

    def perform_create(self, serializer: BaseSerializer) -> None:
        """Register it in the city's name."""
        values = dict(serializer.validated_data)
        package = values.pop("package")
        serializer.instance = register_adoption(package, by=serializer.context["request"].user, **values)

    @extend_schema(request=StepSerializer, responses=AdoptionSerializer)
    @action(detail=True, methods=["post"])
    def advance(self, request: SignedInCall, code: str = "") -> Response:
        """Confirm the next step."""
        asked = StepSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        step, note = asked.validated_data["step"], asked.validated_data["note"]
        adoption = advance_adoption(self.get_object(), step, by=request.user, note=note)
        return Response(self.get_serializer(adoption).data, status=status.HTTP_200_OK)

    @extend_schema(request=DropSerializer, responses=AdoptionSerializer)
    @action(detail=True, methods=["post"])
    def drop(self, request: SignedInCall, code: str = "") -> Response:
        """Stop before operation, and say why."""
        asked = DropSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        reason = asked.validated_data["reason"]
        adoption = drop_adoption(self.get_object(), by=request.user, reason=reason)
        return Response(self.get_serializer(adoption).data, status=status.HTTP_200_OK)
