"""The network through the API."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets

from core.api import MayBeGone
from network.filters import EventFilter, OrganisationFilter
from network.models import Event, Organisation


class OrganisationSerializer(serializers.ModelSerializer):
    """An organisation's public page."""

    class Meta:
        model = Organisation
        fields = [
            "code",
            "name",
            "kind",
            "country",
            "place",
            "languages",
            "latitude",
            "longitude",
            "website",
            "description",
            "is_demo",
        ]
        extra_kwargs = {"languages": {"help_text": "Codes such as en or pt-br."}}

    languages = serializers.ListField(child=serializers.CharField())


class EventSerializer(serializers.ModelSerializer):
    """An event; the link to take part is for those who registered, on its page."""

    host: Any = serializers.SlugRelatedField(slug_field="code", read_only=True)
    cancelled = serializers.SerializerMethodField()

    class Meta:
        model = Event
        fields = [
            "code",
            "host",
            "title",
            "summary",
            "description",
            "language",
            "place",
            "starts_at",
            "ends_at",
            "time_zone",
            "capacity",
            "cancelled",
            "is_demo",
        ]

    @extend_schema_field(bool)
    def get_cancelled(self, event: Event) -> bool:
        """Whether it was called off."""
        return event.is_cancelled()


class OrganisationViewSet(MayBeGone, viewsets.ReadOnlyModelViewSet):
    """Organisations of the network."""

    queryset = Organisation.objects.all()
    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilter
    lookup_field = "code"

    def get_queryset(self) -> QuerySet:
        """What the caller may see."""
        return Organisation.objects.visible_to(self.request.user)


class EventViewSet(MayBeGone, viewsets.ReadOnlyModelViewSet):
    """Events of the network."""

    queryset = Event.objects.none()
    serializer_class = EventSerializer
    filterset_class = EventFilter
    lookup_field = "code"

    def get_queryset(self) -> QuerySet:
        """What the caller may see."""
        return Event.objects.visible_to(self.request.user).select_related("host")
