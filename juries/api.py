"""The jury through the API: one's own assignments and scorecards, and public results."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, permissions, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import MayBeGone
from core.requests import SignedInCall
from juries.actions.conflicts import declare_conflict, declare_free
from juries.actions.scoring import field_values, finish_scorecard, save_scorecard
from juries.arithmetic.ranking.totals import shown
from juries.filters import AssignmentFilter, AwardFilter
from juries.models import Assignment, Award
from submissions.queries import jury_content


class AssignmentSerializer(serializers.ModelSerializer):
    """An assignment before its entry opens: title, challenge, and the team unless the panel is blind."""

    panel = serializers.CharField(source="juror.panel.code")
    entry = serializers.CharField(source="entry.code")
    title = serializers.SerializerMethodField()
    challenge = serializers.CharField(source="entry.challenge.title")
    team = serializers.SerializerMethodField()
    due_at = serializers.DateTimeField(source="juror.panel.scoring_until", allow_null=True)

    class Meta:
        model = Assignment
        fields = ["code", "panel", "entry", "title", "challenge", "team", "state", "due_at"]

    @extend_schema_field(str)
    def get_title(self, assignment: Assignment) -> str:
        """Hidden while a tie with organisations is still to be declared, and for entries in conflict."""
        closed = assignment.juror.needs_ties() or assignment.is_in_conflict() or assignment.was_recused()
        return "" if closed and assignment.juror.panel.blind else assignment.title()

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_team(self, assignment: Assignment) -> str | None:
        """Never in a blind panel."""
        return None if assignment.juror.panel.blind else assignment.entry.organisation.name


class OpenAssignmentSerializer(AssignmentSerializer):
    """An assignment whose entry is open: with what was handed in."""

    content = serializers.SerializerMethodField()
    criteria = serializers.SerializerMethodField()

    class Meta(AssignmentSerializer.Meta):
        fields = [*AssignmentSerializer.Meta.fields, "content", "criteria"]

    @extend_schema_field(serializers.DictField(allow_null=True))
    def get_content(self, assignment: Assignment) -> dict[str, Any] | None:
        """Nothing before the declaration."""
        if not self.context["readable"]:
            return None
        content = jury_content(assignment.entry_version)
        for one in content["attachments"]:
            one.pop("file")
        return content

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_criteria(self, assignment: Assignment) -> list[dict[str, Any]]:
        """What to score by; `score_<id>` and `why_<id>` are the fields of the scorecard."""
        return [
            {"id": one.pk, "title": one.title, "weight": one.weight, "anchors": one.anchors}
            for one in assignment.criteria()
        ]


class ScorecardSerializer(serializers.Serializer):
    """A scorecard: fields by name, as in the form."""

    version = serializers.IntegerField()
    fields_ = serializers.DictField(child=serializers.CharField(allow_blank=True))

    def get_fields(self) -> dict[str, Any]:
        """`fields` is a name that serializers keep for themselves."""
        return {"version": serializers.IntegerField(), "fields": super().get_fields()["fields_"]}


class DeclarationSerializer(serializers.Serializer):
    """Free, or a conflict with its reason."""

    answer = serializers.ChoiceField(choices=["free", "conflict"])
    detail = serializers.CharField(required=False, allow_blank=True, min_length=10)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        """A conflict is explained."""
        if data["answer"] == "conflict" and not data.get("detail"):
            raise serializers.ValidationError({"detail": ["Say in a few words what the conflict is."]})
        return data


class AssignmentViewSet(viewsets.ReadOnlyModelViewSet):
    """The caller's own assignments."""

    queryset = Assignment.objects.none()
    permission_classes = [permissions.IsAuthenticated]
    filterset_class = AssignmentFilter
    lookup_field = "code"

    def get_queryset(self) -> Any:
        """Only one's own."""
        return Assignment.objects.visible_to(self.request.user).select_related(
            "juror__panel__competition",
            "entry__organisation",
            "entry__challenge__competition",
            "entry_version__entry",
        )

    def get_serializer_class(self) -> Any:
        """Content only one by one."""
        return AssignmentSerializer if self.action == "list" else OpenAssignmentSerializer

    def get_serializer_context(self) -> dict[str, Any]:
        """Whether the entry of this address is open to the caller."""
        context = super().get_serializer_context()
        code = self.kwargs.get("code")
        readable = Assignment.objects.readable_by(self.request.user) if code else None
        return {**context, "readable": readable is not None and readable.filter(code=code).exists()}

    @extend_schema(request=DeclarationSerializer, responses=OpenAssignmentSerializer)
    @action(detail=True, methods=["post"])
    def declare(self, request: SignedInCall, code: str) -> Response:
        """Declare to be free of conflicts, or a conflict."""
        assignment = self.get_object()
        sent = DeclarationSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        if sent.validated_data["answer"] == "free":
            declare_free(assignment, by=request.user)
        else:
            declare_conflict(assignment, by=request.user, detail=sent.validated_data["detail"])
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=ScorecardSerializer, responses=ScorecardSerializer)
    @action(detail=True, methods=["get", "patch"])
    def scorecard(self, request: SignedInCall, code: str) -> Response:
        """Read the own scorecard, or save some of its fields; versions are compared field by field."""
        assignment = self._open_one()
        if request.method == "PATCH":
            sent = ScorecardSerializer(data=request.data)
            sent.is_valid(raise_exception=True)
            data = sent.validated_data
            save_scorecard(assignment, by=request.user, fields=data["fields"], version=data["version"])
        return Response(_card(assignment))

    @extend_schema(request=None, responses=ScorecardSerializer)
    @action(detail=True, methods=["post"])
    def finish(self, request: SignedInCall, code: str) -> Response:
        """Count the scorecard; 409 with what is lacking if it is not complete."""
        assignment = self._open_one()
        finish_scorecard(assignment, by=request.user)
        return Response(_card(assignment))

    def _open_one(self) -> Assignment:
        """The assignment if its entry is open to the caller, else 404 as if it did not exist."""
        assignment = self.get_object()
        if not self.get_serializer_context()["readable"]:
            raise Http404
        return assignment


def _card(assignment: Assignment) -> dict[str, Any]:
    card, criteria = assignment.card(), assignment.criteria()
    total = shown(card.total(criteria)) if card else None
    return {
        "version": card.version if card else 1,
        "state": assignment.state,
        "total": float(total) if total is not None else None,
        "fields": field_values(card, criteria),
    }


class AwardSerializer(serializers.ModelSerializer):
    """A public result."""

    entry_title = serializers.CharField(source="entry.title")
    team = serializers.CharField(source="entry.organisation.name")
    challenge = serializers.CharField(source="entry.challenge.title")
    challenge_code = serializers.CharField(source="entry.challenge.code")
    city = serializers.CharField(source="entry.challenge.organisation.name")
    competition = serializers.CharField(source="entry.challenge.competition.title")
    area = serializers.CharField(source="area.title", default=None, allow_null=True)
    is_demo = serializers.BooleanField(source="entry.is_demo")

    class Meta:
        model = Award
        fields = [
            "code",
            "title",
            "entry_title",
            "team",
            "challenge",
            "challenge_code",
            "city",
            "competition",
            "area",
            "citation",
            "announced_at",
            "is_demo",
        ]


class ResultViewSet(MayBeGone, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """What was awarded, for everybody."""

    queryset = Award.objects.none()
    serializer_class = AwardSerializer
    filterset_class = AwardFilter
    lookup_field = "code"

    def get_queryset(self) -> Any:
        """Announced awards."""
        return Award.objects.visible_to(self.request.user).for_lists()
