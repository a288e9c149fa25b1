"""Entries through the API, for the people who write them."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from core.requests import SignedInCall
from submissions.actions import files
from submissions.actions.drafting import start_entry
from submissions.actions.hand_in import reopen_entry, submit_entry, withdraw_entry
from submissions.actions.sections import save_fields
from submissions.filters import EntryApiFilter
from submissions.models import Entry
from submissions.serializers import (
    AttachmentSerializer,
    EntryDetailSerializer,
    EntrySerializer,
    FieldsInput,
    ReceiptSerializer,
    StartInput,
    SubmitInput,
    UploadSerializer,
    WithdrawInput,
)

KEY = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, description="The same key again gives the same answer."
)


class EntryViewSet(viewsets.ReadOnlyModelViewSet):
    """One's own entries: read, write, hand in, take back."""

    queryset = Entry.objects.none()
    serializer_class = EntrySerializer
    permission_classes = [IsAuthenticated]
    filterset_class = EntryApiFilter
    lookup_field = "code"

    def get_queryset(self) -> Any:
        """Entries in whose team the caller is."""
        return Entry.objects.of_person(self.request.user).with_context()

    def get_serializer_class(self) -> Any:
        """Rows are short, one entry is told in full."""
        return EntryDetailSerializer if self.action == "retrieve" else EntrySerializer

    def _input(self, serializer_class: Any) -> dict[str, Any]:
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def _entry(self, entry: Entry, status_code: int = 200) -> Response:
        fresh = self.get_queryset().get(pk=entry.pk)
        serializer = EntryDetailSerializer(fresh, context=self.get_serializer_context())
        return Response(serializer.data, status=status_code)

    @extend_schema(request=StartInput, responses={201: EntryDetailSerializer}, parameters=[KEY])
    def create(self, request: SignedInCall) -> Response:
        """Begin a draft for a challenge, in the name of an organisation of one's own."""
        data = self._input(StartInput)
        key = request.headers.get("Idempotency-Key", "")
        entry = start_entry(data.pop("challenge"), data.pop("organisation"), by=request.user, key=key, **data)
        return self._entry(entry, status.HTTP_201_CREATED)

    @extend_schema(request=FieldsInput, responses=EntryDetailSerializer)
    @action(detail=True, methods=["post"], url_path="fields", url_name="fields")
    def write_fields(self, request: SignedInCall, code: str) -> Response:
        """Save fields of one section; 409 with the server's texts if somebody changed the same fields."""
        data = self._input(FieldsInput)
        entry, _others = save_fields(
            self.get_object(), data["section"], data["fields"], by=request.user, version=data["version"]
        )
        return self._entry(entry)

    @extend_schema(request={"multipart/form-data": UploadSerializer}, responses={201: AttachmentSerializer})
    @action(detail=True, methods=["post"], url_path="attachments", url_name="attachments")
    def add_attachment(self, request: SignedInCall, code: str) -> Response:
        """Add a file."""
        data = self._input(UploadSerializer)
        attachment = files.add_attachment(
            self.get_object(),
            by=request.user,
            upload=data["file"],
            title=data["title"],
            alternative_text=data["alternative_text"],
        )
        return Response(AttachmentSerializer(attachment).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None}, parameters=[OpenApiParameter("file", str, OpenApiParameter.PATH)])
    @action(
        detail=True,
        methods=["delete"],
        url_path="attachments/(?P<file>[0-9a-f-]{36})",
        url_name="attachment",
    )
    def remove_attachment(self, request: SignedInCall, code: str, file: str) -> Response:
        """Take a file out of the working copy."""
        attachments = self.get_object().attachments.select_related("file", "entry")
        attachment = get_object_or_404(attachments, file__public_id=file)
        files.remove_attachment(attachment, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=SubmitInput, responses={201: ReceiptSerializer}, parameters=[KEY])
    @action(detail=True, methods=["post"])
    def submit(self, request: SignedInCall, code: str) -> Response:
        """Hand in; the answer is the receipt. What counts is when the whole request had arrived."""
        data = self._input(SubmitInput)  # reads the body to its end
        version = submit_entry(
            self.get_object(),
            by=request.user,
            idempotency_key=request.headers.get("Idempotency-Key"),
            digest=data["digest"],
            arrived_at=timezone.now(),
        )
        return Response(ReceiptSerializer(version).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=EntryDetailSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: SignedInCall, code: str) -> Response:
        """Write again; what was handed in stays valid."""
        return self._entry(reopen_entry(self.get_object(), by=request.user))

    @extend_schema(request=WithdrawInput, responses=EntryDetailSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: SignedInCall, code: str) -> Response:
        """Take the entry back, with a reason."""
        data = self._input(WithdrawInput)
        return self._entry(withdraw_entry(self.get_object(), by=request.user, reason=data["reason"]))
