"""Read-only admin: entries that were handed in and what the office did; drafts belong to the team."""

from typing import Any

from django.contrib import admin

from submissions.models import Clarification, EligibilityCheck, Entry, EntryVersion, Extension


class ReadOnlyAdmin(admin.ModelAdmin):
    """To look things up; changes go through the pages, so that they are checked and recorded."""

    def has_add_permission(self, request: Any) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """Never."""
        return False


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    """Entries with a receipt. What the team writes meanwhile stays its own, so no text is shown here."""

    list_display = ["code", "challenge", "organisation", "state", "submitted_at", "is_demo"]
    list_filter = ["state", "is_demo"]
    list_select_related = ["challenge", "organisation"]
    search_fields = ["code", "organisation__name"]
    fields = ["code", "challenge", "organisation", "state", "submitted_at", "withdrawal_reason", "is_demo"]

    def get_queryset(self, request: Any) -> Any:
        """Without drafts."""
        return super().get_queryset(request).filter(submitted_at__isnull=False)


@admin.register(EntryVersion)
class EntryVersionAdmin(ReadOnlyAdmin):
    """Receipts, without the text."""

    list_display = ["receipt_number", "entry", "number", "submitted_at"]
    list_select_related = ["entry"]
    search_fields = ["receipt_number", "entry__code"]
    fields = ["receipt_number", "entry", "number", "submitted_at", "submitted_by", "sha256"]


@admin.register(Extension)
class ExtensionAdmin(ReadOnlyAdmin):
    """More time that was given."""

    list_display = ["challenge", "organisation", "until", "granted_by", "granted_at"]
    list_select_related = ["challenge", "organisation", "granted_by"]


@admin.register(EligibilityCheck)
class EligibilityCheckAdmin(ReadOnlyAdmin):
    """Verdicts on rules."""

    list_display = ["entry", "rule", "verdict", "by", "at"]
    list_filter = ["verdict"]
    list_select_related = ["entry", "rule", "by"]


@admin.register(Clarification)
class ClarificationAdmin(ReadOnlyAdmin):
    """Questions to teams."""

    list_display = ["entry", "due_at", "asked_by", "asked_at", "answered_at"]
    list_select_related = ["entry", "asked_by"]
