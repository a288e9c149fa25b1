"""Entries as the API gives and takes them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from challenges.answers import value_of
from challenges.models import Challenge
from core.languages import language_choices
from network.models import Organisation
from submissions import completeness
from submissions.models import Attachment, Entry, EntryVersion


class EntrySerializer(serializers.ModelSerializer):
    """A row of one's own entries."""

    challenge: Any = serializers.SlugRelatedField(slug_field="code", read_only=True)
    organisation: Any = serializers.SlugRelatedField(slug_field="code", read_only=True)
    plain_state = serializers.SerializerMethodField()
    closes_at = serializers.DateTimeField(read_only=True)

    class Meta:
        model = Entry
        fields = [
            "code",
            "challenge",
            "organisation",
            "title",
            "summary",
            "language",
            "state",
            "plain_state",
            "reopened",
            "submitted_at",
            "closes_at",
            "version",
            "saved_at",
            "is_demo",
        ]
        read_only_fields = fields

    def get_plain_state(self, entry: Entry) -> str:
        """The state in the words that the team reads on its pages."""
        return entry.plain_state(self.context["request"].user)


class ReceiptSerializer(serializers.ModelSerializer):
    """What a hand-in is acknowledged with."""

    files = serializers.SerializerMethodField()

    class Meta:
        model = EntryVersion
        fields = ["receipt_number", "number", "submitted_at", "sha256", "files"]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_files(self, version: EntryVersion) -> list[dict[str, Any]]:
        """Name, size and SHA-256 of each file."""
        return [
            {key: one[key] for key in ("name", "size", "sha256")} for one in version.content["attachments"]
        ]


class AttachmentSerializer(serializers.ModelSerializer):
    """A file of the working copy."""

    file = serializers.UUIDField(source="file.public_id", read_only=True)
    name = serializers.CharField(source="file.original_name", read_only=True)
    size = serializers.IntegerField(source="file.size", read_only=True)
    sha256 = serializers.CharField(source="file.sha256", read_only=True)
    scan = serializers.CharField(source="file.scan", read_only=True)
    reason = serializers.CharField(source="file.reason", read_only=True)

    class Meta:
        model = Attachment
        fields = ["file", "name", "size", "sha256", "scan", "reason", "title", "alternative_text", "order"]
        read_only_fields = ["order"]


class UploadSerializer(serializers.Serializer):
    """A new file, as multipart form data."""

    file = serializers.FileField(allow_empty_file=True)
    title = serializers.CharField(max_length=160, required=False, default="")
    alternative_text = serializers.CharField(max_length=4000, required=False, default="", allow_blank=True)


class EntryDetailSerializer(EntrySerializer):
    """One entry with its form, files, receipts, and what is missing."""

    sections = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()
    attachments = serializers.SerializerMethodField()
    receipts = ReceiptSerializer(source="versions", many=True, read_only=True)

    class Meta(EntrySerializer.Meta):
        fields = [*EntrySerializer.Meta.fields, "sections", "missing", "attachments", "receipts"]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_sections(self, entry: Entry) -> list[dict[str, Any]]:
        """Each section with its fields: name, label, kind, word limit, text and version of the text."""
        return [
            {
                "section": part.identifier,
                "title": part.title,
                "fields": [_field(part, question) for question in part.questions],
            }
            for part in completeness.parts_of(entry)
        ]

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_missing(self, entry: Entry) -> list[dict[str, str]]:
        """What keeps the entry from being handed in."""
        return [
            {"section": one.section, "field": one.field, "reason": one.reason}
            for one in completeness.gaps(entry)
        ]

    @extend_schema_field(AttachmentSerializer(many=True))
    def get_attachments(self, entry: Entry) -> Any:
        """The files of the working copy."""
        files = entry.attachments.filter(removed_at=None).select_related("file")
        return AttachmentSerializer(files, many=True).data


def _field(part: completeness.Part, question: Any) -> dict[str, Any]:
    return {
        "name": question.identifier,
        "label": question.label,
        "kind": question.kind,
        "choices": question.choices,
        "word_limit": question.word_limit,
        "letter_limit": question.letter_limit,
        "unit": question.unit,
        "minimum": question.minimum,
        "maximum": question.maximum,
        "decimals": question.decimals,
        "fixed": part.is_fixed(question),
        "required": part.needs(question),
        "text": part.text(question),
        "value": value_of(question, part.text(question)),
        "version": part.version(question),
    }


class StrictInput(serializers.Serializer):
    """Input that refuses keys it does not know."""

    def to_internal_value(self, data: Any) -> Any:
        """Validated data; raises ValidationError for unknown keys."""
        if unknown := sorted(set(data) - set(self.fields)):
            raise serializers.ValidationError({name: ["This field cannot be written."] for name in unknown})
        return super().to_internal_value(data)


class StartInput(StrictInput):
    """What a new draft needs."""

    challenge: Any = serializers.SlugRelatedField(slug_field="code", queryset=Challenge.objects.published())
    organisation: Any = serializers.SlugRelatedField(slug_field="code", queryset=Organisation.objects.all())
    title = serializers.CharField(max_length=160)
    language = serializers.ChoiceField(choices=language_choices(), default="en")


class FieldsInput(StrictInput):
    """Fields of one section and the entry's version that they were written from."""

    section = serializers.CharField(max_length=60, help_text="“_basics” holds title, summary and language.")
    version = serializers.IntegerField(min_value=0)
    fields_ = serializers.DictField(child=serializers.CharField(allow_blank=True, trim_whitespace=False))

    def get_fields(self) -> dict[str, Any]:
        """The wire name is “fields”, which the framework keeps for itself as an attribute."""
        fields = super().get_fields()
        fields["fields"] = fields.pop("fields_")
        return fields


class SubmitInput(StrictInput):
    """Optionally the SHA-256 of the content that was checked."""

    digest = serializers.CharField(max_length=64, required=False, default="")


class WithdrawInput(StrictInput):
    """Why."""

    reason = serializers.CharField(max_length=2000)
