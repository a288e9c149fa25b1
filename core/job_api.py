"""Long acts through the API: how far one's own are, and how to stop them."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import permissions, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from core import jobs
from core.filters import JobFilter
from core.models import Job
from core.requests import SignedInCall


class JobSerializer(serializers.ModelSerializer):
    """A long act, and how far it is."""

    class Meta:
        model = Job
        fields = [
            "code",
            "kind",
            "title",
            "state",
            "done",
            "total",
            "number_of_problems",
            "error",
            "asked_at",
            "began_at",
            "ended_at",
            "cancel_asked_at",
        ]

    number_of_problems = serializers.SerializerMethodField(help_text="Of single items.")

    @extend_schema_field(int)
    def get_number_of_problems(self, job: Job) -> int:
        """They stand in the answer for a single act."""
        return len(job.problems)


class ProblemSerializer(serializers.Serializer):
    """What is wrong with a single item."""

    item = serializers.CharField()
    field = serializers.CharField()
    value = serializers.CharField()
    reason = serializers.CharField()


class JobDetailSerializer(JobSerializer):
    """With what was wrong with single items, and what came of it."""

    problems = ProblemSerializer(many=True)
    result = serializers.DictField()

    class Meta(JobSerializer.Meta):
        fields = [*JobSerializer.Meta.fields, "problems", "result"]


class JobViewSet(viewsets.ReadOnlyModelViewSet):
    """Long acts that the caller has asked for; by code, also those about what the caller answers for."""

    queryset = Job.objects.all()
    serializer_class = JobSerializer
    filterset_class = JobFilter
    permission_classes = [permissions.IsAuthenticated]
    lookup_field = "code"

    def get_queryset(self) -> Any:
        """The caller's own."""
        return Job.objects.filter(asked_by=self.request.user.pk)

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        """Problems and result for a single one."""
        return JobSerializer if self.action == "list" else JobDetailSerializer

    def get_object(self) -> Job:
        """Who may see its page may see it here."""
        job = get_object_or_404(Job, code=self.kwargs["code"])
        if not jobs.may_be_seen(job, self.request.user):
            raise Http404
        return job

    @extend_schema(request=None, responses=JobDetailSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: SignedInCall, code: str) -> Response:
        """Stop it before its next step; 409 where it has ended, or is done all at once."""
        jobs.cancel(self.get_object(), by=request.user)
        return Response(self.get_serializer(self.get_object()).data)
