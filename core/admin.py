"""The plain admin of core: people can be deactivated here, logs only read."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from knox.models import AuthToken

from core.fresh import fresh_password
from core.models import AuditEvent, OutboxItem, User


def own_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """The site's own page: it ends tokens, and tells the owner."""
    return redirect("account_change_password")


# One way in, with one set of limits.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.password_change = own_password  # type: ignore[assignment,method-assign]
admin.site.unregister(AuthToken)


@method_decorator(fresh_password, name="changeform_view")
@method_decorator(fresh_password, name="delete_view")
@method_decorator(fresh_password, name="changelist_view")
@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """People. Passwords are set by their owners, through the site."""

    list_display = ["email", "name", "is_active", "is_staff", "date_joined"]
    list_filter = ["is_active", "is_staff", "is_demo"]
    search_fields = ["email", "name"]
    fields = ["email", "name", "language", "time_zone", "is_active", "is_staff", "is_superuser"]


class ReadOnlyAdmin(admin.ModelAdmin):
    """Looked at, never changed by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """Who did what."""

    list_display = ["at", "verb", "item_kind", "item_id", "by"]
    list_filter = ["verb", "item_kind"]


@admin.register(OutboxItem)
class OutboxItemAdmin(ReadOnlyAdmin):
    """Work of the worker, without its content: mails hold links that sign people in."""

    list_display = ["created_at", "kind", "state", "attempts", "last_error"]
    list_filter = ["kind", "state"]
    fields = ["kind", "state", "attempts", "not_before", "done_at", "last_error", "created_at"]


@admin.register(AuthToken)
class AuthTokenAdmin(ReadOnlyAdmin):
    """Tokens of programs; people make and end their own."""

    list_display = ["token_key", "user", "created", "expiry"]
    search_fields = ["user__email"]
    fields = ["user", "created", "expiry"]
