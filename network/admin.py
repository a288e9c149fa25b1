"""The plain admin of the network: to look things up, not to work with."""

from django.contrib import admin

from network.models import Event, Membership, Organisation


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    """Organisations."""

    list_display = ["name", "kind", "country", "place", "is_demo"]
    list_filter = ["kind", "is_demo"]
    search_fields = ["name", "place"]


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    """Who belongs where: the way to make the first coordinator of an installation."""

    list_display = ["organisation", "user", "role", "since"]
    list_filter = ["role"]
    search_fields = ["organisation__name", "user__email"]
    autocomplete_fields = ["organisation"]
    raw_id_fields = ["user"]


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """Events."""

    list_display = ["title", "host", "starts_at"]
