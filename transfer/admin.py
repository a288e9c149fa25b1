"""Read-mostly admin."""

from django.contrib import admin

from transfer.models import Adoption, Package, Release


@admin.register(Package)
class PackageAdmin(admin.ModelAdmin):
    """Packages."""

    list_display = ["title", "publisher", "is_demo"]
    search_fields = ["title", "code"]
    raw_id_fields = ["project", "publisher", "partners", "based_on"]


@admin.register(Release)
class ReleaseAdmin(admin.ModelAdmin):
    """Releases; their states and files are read only."""

    list_display = ["package", "number", "state", "published_at"]
    list_filter = ["state"]
    readonly_fields = ["state", "bag", "bag_size", "bag_sha256", "bag_sha512", "approved_at", "published_at"]
    raw_id_fields = ["package", "approved_by"]


@admin.register(Adoption)
class AdoptionAdmin(admin.ModelAdmin):
    """Adoptions; their states are read only."""

    list_display = ["package", "organisation", "kind", "state"]
    list_filter = ["state", "kind"]
    readonly_fields = ["state"]
    raw_id_fields = ["package", "release", "organisation", "contact"]
