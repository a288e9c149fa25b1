"""Filters of lists, shared by pages and API."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.letters import by_letters
from core.search.find import matching
from network.countries import country_choices
from transfer import spdx
from transfer.audiences import USUAL
from transfer.models import Adoption, Manual, Package, Release
from transfer.queries import PackageQuerySet


def _languages() -> list[tuple[str, Any]]:
    return list(settings.CONTENT_LANGUAGES)


def _countries() -> list[tuple[str, str]]:
    packages = Package.objects.once_published().order_by()
    from_packages = set(packages.values_list("publisher__country", flat=True).distinct())
    return [(code, name) for code, name in country_choices() if code in from_packages]


def _audiences() -> list[tuple[str, Any]]:
    own = Manual.objects.filter(release__state=Release.State.PUBLISHED).exclude(audience_title="")
    titles = dict(own.order_by("audience").values_list("audience", "audience_title").distinct()[:50])
    return list((titles | dict(USUAL)).items())


class PackageFilter(django_filters.FilterSet):
    """The library: by words, audience, language, country and licence."""

    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=100)
    audience = django_filters.ChoiceFilter(
        label=_("Manuals for"), choices=_audiences, method="by_audience", empty_label=_("Anybody")
    )
    language = django_filters.ChoiceFilter(
        label=_("Manuals in"), choices=_languages, method="by_language", empty_label=_("Any language")
    )
    country = django_filters.ChoiceFilter(
        label=_("Country of origin"),
        choices=_countries,
        field_name="publisher__country",
        empty_label=_("Any country"),
    )
    licence = django_filters.ChoiceFilter(
        label=_("Licence of the code"),
        choices=spdx.CODE,
        field_name="licence_code",
        empty_label=_("Any licence"),
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        choices=[("new", _("Newest first")), ("title", _("By title")), ("used", _("Most used first"))],
        method="order",
        empty_label=None,
        null_label=None,
    )

    class Meta:
        model = Package
        fields = ["q", "audience", "language", "country", "licence", "sort"]

    def search(self, queryset: PackageQuerySet, name: str, value: str) -> QuerySet:
        """Packages that hold all the words."""
        return queryset.search(value)

    def by_audience(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Packages with a manual for the audience in a release on the shelf."""
        return queryset.filter(pk__in=_with_manual(audience=value))

    def by_language(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Packages with a manual in the language in a release on the shelf."""
        return queryset.filter(pk__in=_with_manual(language=value))

    def order(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """In the order asked for."""
        by_title = by_letters("title")
        orders: dict[str, list[Any]] = {
            "title": [by_title],
            "used": ["-adoption_count", by_title],
            "new": ["-current_on"],
        }
        return queryset.order_by(*orders[value], "pk")


def _with_manual(**wanted: str) -> QuerySet:
    manuals = Manual.objects.filter(release__state=Release.State.PUBLISHED, **wanted)
    return manuals.values("release__package")


class ReleaseFilter(django_filters.FilterSet):
    """Releases by the package's code and by state."""

    package = django_filters.CharFilter(label=_("Package"), field_name="package__code", max_length=10)
    state = django_filters.ChoiceFilter(label=_("State"), choices=Release.State.choices)

    class Meta:
        model = Release
        fields = ["package", "state"]


class AdoptionFilter(django_filters.FilterSet):
    """Adoptions by words, country of origin and of destination, plan and state."""

    q = django_filters.CharFilter(label=_("Package or city"), method="search", max_length=100)
    origin = django_filters.ChoiceFilter(
        label=_("From"),
        choices=_countries,
        field_name="package__publisher__country",
        empty_label=_("Any country"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Plan"), choices=Adoption.Kind.choices, empty_label=_("Any plan")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Adoption.State.choices, empty_label=_("Any state")
    )

    class Meta:
        model = Adoption
        fields = ["q", "origin", "kind", "state"]

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Adoptions whose package or one of whose cities holds the words."""
        return matching(queryset, value, beside=("package", "organisation", "package__publisher"))


class MyAdoptionFilter(django_filters.FilterSet):
    """My city's adoptions by state."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Adoption.State.choices, empty_label=_("Any state")
    )

    class Meta:
        model = Adoption
        fields = ["state"]
