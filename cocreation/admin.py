"""Read-mostly admin."""

from typing import Any

from django.contrib import admin

from cocreation.models import Gate, Indicator, Milestone, Project, Update


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


@admin.register(Project)
class ProjectAdmin(ReadOnlyAdmin):
    """Projects."""

    list_display = ["title", "city", "team", "state", "public"]
    list_filter = ["state", "public"]
    list_select_related = ["city", "team"]
    search_fields = ["title", "code"]


@admin.register(Milestone, Indicator, Update)
class BoardAdmin(ReadOnlyAdmin):
    """Things on boards."""

    list_display = ["__str__", "project"]
    list_select_related = ["project"]
    search_fields = ["code"]


@admin.register(Gate)
class GateAdmin(ReadOnlyAdmin):
    """Gates."""

    list_display = ["project", "phase", "verdict", "decided_at"]
    list_select_related = ["project"]
