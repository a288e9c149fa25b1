"""Competitions, challenges and criteria over the API: the pages' querysets, filters and actions."""

from typing import Any

from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from challenges.actions.challenges import create_challenge, save_challenge_section
from challenges.actions.reviews import send_challenge_to_review
from challenges.filters import ChallengeFilter, CompetitionFilter, CriterionFilter
from challenges.models import (
    AreaOfAction,
    Challenge,
    ChallengeIndicator,
    Competition,
    Criterion,
    Resource,
)
from core.api import MayBeGone, StrictSerializer
from core.requests import SignedInCall
from network.models import Organisation


class ChallengeOrganisationSerializer(serializers.ModelSerializer):
    """Which organisation, in short."""

    class Meta:
        model = Organisation
        fields = ["code", "name", "country"]


class CriterionSerializer(serializers.ModelSerializer):
    """A criterion with its weight in percent and its anchors."""

    class Meta:
        model = Criterion
        fields = ["id", "title", "description", "weight", "anchors", "order"]


class ChallengeIndicatorSerializer(serializers.ModelSerializer):
    """A figure of a challenge."""

    class Meta:
        model = ChallengeIndicator
        fields = ["name", "unit", "baseline", "target", "source"]


class CompetitionSerializer(serializers.ModelSerializer):
    """A competition in a list."""

    office = ChallengeOrganisationSerializer(read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Competition
        fields = [
            "code",
            "title",
            "summary",
            "state",
            "office",
            "languages",
            "time_zone",
            "opens_at",
            "closes_at",
            "judging_until",
            "results_on",
            "retention_until",
            "blind",
            "is_demo",
            "url",
        ]


class CompetitionDetailSerializer(CompetitionSerializer):
    """One competition, with its texts, areas and criteria."""

    areas: Any = serializers.SlugRelatedField(slug_field="title", many=True, read_only=True)
    criteria = CriterionSerializer(source="criteria_in_force", many=True, read_only=True)

    class Meta(CompetitionSerializer.Meta):
        fields = [
            *CompetitionSerializer.Meta.fields,
            "description",
            "policies",
            "tie_rule",
            "areas",
            "criteria",
        ]


class ChallengeSerializer(serializers.ModelSerializer):
    """A challenge in a list."""

    competition: Any = serializers.SlugRelatedField(slug_field="code", read_only=True)
    organisation = ChallengeOrganisationSerializer(read_only=True)
    area: Any = serializers.SlugRelatedField(slug_field="title", read_only=True)
    opening = serializers.DateTimeField(read_only=True)
    deadline = serializers.DateTimeField(read_only=True)
    time_zone = serializers.CharField(source="zone", read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Challenge
        fields = [
            "code",
            "title",
            "summary",
            "state",
            "competition",
            "organisation",
            "area",
            "language",
            "languages",
            "sdgs",
            "opening",
            "deadline",
            "time_zone",
            "prize_note",
            "source_url",
            "is_demo",
            "url",
        ]


class ResourceSerializer(serializers.ModelSerializer):
    """A file or data set of a challenge, with its terms of use."""

    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Resource
        fields = ["title", "description", "terms", "url"]


class ChallengeDetailSerializer(ChallengeSerializer):
    """One challenge with its brief, indicators and criteria."""

    indicators = ChallengeIndicatorSerializer(many=True, read_only=True)
    resources = ResourceSerializer(source="resources_in_use", many=True, read_only=True)
    criteria = CriterionSerializer(source="criteria_in_force", many=True, read_only=True)
    is_open = serializers.BooleanField(read_only=True)

    class Meta(ChallengeSerializer.Meta):
        fields = [
            *ChallengeSerializer.Meta.fields,
            "problem",
            "people_affected",
            "tried",
            "outcome",
            "data_constraints",
            "withdrawal_reason",
            "version",
            "is_open",
            "indicators",
            "resources",
            "criteria",
        ]


TEXTS = ["summary", "problem", "people_affected", "tried", "outcome", "data_constraints", "prize_note"]


class ChallengeEditSerializer(StrictSerializer):
    """What an editor may write in a draft; `version` is the version that the writing started from."""

    version = serializers.IntegerField(min_value=0)
    area: Any = serializers.PrimaryKeyRelatedField(queryset=AreaOfAction.objects.none(), allow_null=True)

    class Meta:
        model = Challenge
        fields = ["version", "title", "language", "languages", "sdgs", "area", *TEXTS]

    def get_fields(self) -> dict[str, Any]:
        """Areas are those of the challenge's own competition."""
        fields: dict[str, Any] = super().get_fields()
        if isinstance(self.instance, Challenge):
            fields["area"].queryset = self.instance.competition.areas.all()
        return fields


class ChallengeCreateSerializer(StrictSerializer):
    """A new draft: whose, for which competition, and the texts that are there already."""

    organisation: Any = serializers.SlugRelatedField(slug_field="code", queryset=Organisation.objects.all())
    competition: Any = serializers.SlugRelatedField(slug_field="code", queryset=Competition.objects.none())

    class Meta:
        model = Challenge
        fields = ["organisation", "competition", "title", "language", "languages", "sdgs", *TEXTS]

    def get_fields(self) -> dict[str, Any]:
        """Competitions are those that take challenges at this moment."""
        fields: dict[str, Any] = super().get_fields()
        fields["competition"].queryset = Competition.objects.taking_challenges()
        return fields


class CompetitionViewSet(MayBeGone, viewsets.ReadOnlyModelViewSet):
    """Competitions that the caller may see."""

    queryset = Competition.objects.none()
    lookup_field = "code"
    filterset_class = CompetitionFilter

    def get_queryset(self) -> QuerySet:
        """Those visible to the caller."""
        return Competition.objects.visible_to(self.request.user).select_related("office")

    def get_serializer_class(self) -> Any:
        """Texts and criteria on the single competition only."""
        return CompetitionSerializer if self.action == "list" else CompetitionDetailSerializer


class ChallengeViewSet(MayBeGone, viewsets.ReadOnlyModelViewSet):
    """Challenges that the caller may see; editors write drafts."""

    queryset = Challenge.objects.none()
    lookup_field = "code"
    filterset_class = ChallengeFilter

    def get_queryset(self) -> QuerySet:
        """Those visible to the caller, with their calendar."""
        rows = Challenge.objects.visible_to(self.request.user).for_list()
        return rows.select_related("competition__office", "organisation", "area")

    def get_serializer_class(self) -> Any:
        """The brief on the single challenge only; other shapes for writing."""
        shapes = {
            "list": ChallengeSerializer,
            "create": ChallengeCreateSerializer,
            "partial_update": ChallengeEditSerializer,
        }
        return shapes.get(self.action, ChallengeDetailSerializer)

    @extend_schema(responses={201: ChallengeDetailSerializer})
    def create(self, request: SignedInCall, *args: Any, **kwargs: Any) -> Response:
        """Begin a draft of an organisation in which the caller is an editor."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        challenge = create_challenge(by=request.user, **serializer.validated_data)
        return Response(self._shown(challenge), status=201)

    @extend_schema(responses=ChallengeDetailSerializer)
    def partial_update(self, request: SignedInCall, *args: Any, **kwargs: Any) -> Response:
        """Write fields of a draft; 409 when somebody else changed one of them since `version`."""
        challenge = self.get_object()
        serializer = self.get_serializer(challenge, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        fields = dict(serializer.validated_data)
        if "version" not in fields:
            raise serializers.ValidationError({"version": ["This field is required."]})
        version = fields.pop("version")
        saved, _others = save_challenge_section(challenge, by=request.user, version=version, fields=fields)
        return Response(self._shown(saved))

    @extend_schema(request=None, responses=ChallengeDetailSerializer)
    @action(detail=True, methods=["post"])
    def send_to_review(self, request: SignedInCall, *args: Any, **kwargs: Any) -> Response:
        """Hand a complete draft to the network office; 409 with what is missing."""
        challenge = send_challenge_to_review(self.get_object(), by=request.user)
        return Response(self._shown(challenge))

    def _shown(self, challenge: Challenge) -> dict[str, Any]:
        return ChallengeDetailSerializer(challenge, context=self.get_serializer_context()).data


class CriterionViewSet(viewsets.ReadOnlyModelViewSet):
    """Criteria in force of what the caller may see."""

    queryset = Criterion.objects.none()
    serializer_class = CriterionSerializer
    filterset_class = CriterionFilter

    def get_queryset(self) -> QuerySet:
        """Those of visible competitions and challenges."""
        competitions = Competition.objects.visible_to(self.request.user)
        challenges = Challenge.objects.visible_to(self.request.user)
        return Criterion.objects.in_force().filter(
            Q(competition__in=competitions) | Q(challenge__in=challenges)
        )
