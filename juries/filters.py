"""Filters of lists, for pages and API alike."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from challenges.models import AreaOfAction, Competition
from core.search.find import matching
from juries.models import Assignment, Award, Panel
from network.countries import country_choices


class PanelFilter(django_filters.FilterSet):
    """Panels of one's office."""

    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=100)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Panel.State.choices, empty_label=_("All states")
    )

    class Meta:
        model = Panel
        fields = ["q", "state"]

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Panels whose title or competition holds the words."""
        return matching(queryset, value, beside=("competition",))


class AssignmentFilter(django_filters.FilterSet):
    """One's own assignments."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=Assignment.State.choices)
    panel = django_filters.CharFilter(label=_("Panel"), field_name="juror__panel__code", max_length=10)

    class Meta:
        model = Assignment
        fields = ["state", "panel"]


class AwardFilter(django_filters.FilterSet):
    """Results."""

    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=100)
    competition = django_filters.ModelChoiceFilter(
        label=_("Competition"),
        field_name="entry__challenge__competition",
        queryset=lambda request: Competition.objects.public(),
        to_field_name="code",
        empty_label=_("All competitions"),
    )
    area = django_filters.ModelChoiceFilter(
        label=_("Area of action"),
        queryset=lambda request: AreaOfAction.objects.filter(awards__in=Award.objects.public()).distinct(),
        empty_label=_("All areas"),
    )
    country = django_filters.ChoiceFilter(
        label=_("Country of the city"),
        field_name="entry__challenge__organisation__country",
        choices=country_choices,
        empty_label=_("All countries"),
    )

    class Meta:
        model = Award
        fields = ["q", "competition", "area", "country"]

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Awards whose title, entry, team, challenge or city holds the words."""
        places = ("entry", "entry__organisation", "entry__challenge", "entry__challenge__organisation")
        return matching(queryset, value, beside=places)
