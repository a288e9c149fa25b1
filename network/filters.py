"""Filters of the network's lists, for pages and API alike."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.languages import language_choices
from core.queries import lists
from core.search.find import matching
from network.countries import country_choices
from network.models import Event, Organisation


class OrganisationFilter(django_filters.FilterSet):
    """Organisations by words, kind, country and language."""

    q = django_filters.CharFilter(label=_("Name or place"), method="search", max_length=100)
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Organisation.Kind.choices, empty_label=_("All kinds")
    )
    country = django_filters.ChoiceFilter(
        label=_("Country"), choices=country_choices, empty_label=_("All countries")
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=language_choices, method="speaks", empty_label=_("All languages")
    )

    class Meta:
        model = Organisation
        fields = ["q", "kind", "country", "language"]

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those whose name or place holds the words."""
        return matching(queryset, value)

    def speaks(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those that work in the language."""
        return queryset.filter(lists("languages", value))


class EventFilter(django_filters.FilterSet):
    """Events by words, and coming or past."""

    q = django_filters.CharFilter(label=_("Title or place"), method="search", max_length=100)
    when = django_filters.ChoiceFilter(
        label=_("When"),
        choices=[("coming", _("Coming")), ("past", _("Past"))],
        method="by_time",
        empty_label=_("All"),
    )

    class Meta:
        model = Event
        fields = ["q", "when"]

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those whose title, place or description holds the words."""
        return matching(queryset, value)

    def by_time(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those that have not ended yet, or that have."""
        ended = Q(ends_at__lte=timezone.now())
        return queryset.filter(ended).order_by("-starts_at") if value == "past" else queryset.exclude(ended)
