"""Filters of lists, for pages and API alike."""

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cocreation.models import Indicator, Milestone, Project, Reading, Update
from core.languages import language_choices
from core.search.find import matching
from network.countries import country_choices


class ProjectFilter(filters.FilterSet):
    """Projects by words, phase, country and whether they are over."""

    q = filters.CharFilter(
        label=_("Search"),
        method="search",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = filters.MultipleChoiceFilter(
        label=_("Phase"), choices=Project.State.choices, widget=forms.CheckboxSelectMultiple
    )
    country = filters.ChoiceFilter(
        label=_("Country"),
        field_name="city__country",
        choices=country_choices,
        empty_label=_("All countries"),
    )
    sort = filters.OrderingFilter(
        label=_("Order"),
        fields={"created_at": "begun", "title": "title"},
        choices=[("-begun", _("Newest first")), ("begun", _("Oldest first")), ("title", _("By title"))],
        empty_label=None,
        null_label=None,
    )

    class Meta:
        model = Project
        fields = ["q", "state", "country", "sort"]

    def search(self, projects: QuerySet, name: str, words: str) -> QuerySet:
        """Those with every word in title, summary, city or team."""
        return matching(projects, words, beside=("city", "team"))


class MilestoneFilter(filters.FilterSet):
    """Milestones of one project by state."""

    state = filters.MultipleChoiceFilter(
        label=_("State"), choices=Milestone.State.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Milestone
        fields = ["state"]


class UpdateFilter(filters.FilterSet):
    """News by project and language."""

    project = filters.CharFilter(label=_("Code of the project"), field_name="project__code", max_length=10)
    language = filters.ChoiceFilter(label=_("Language"), choices=language_choices)

    class Meta:
        model = Update
        fields = ["project", "language"]


class IndicatorFilter(filters.FilterSet):
    """Indicators by project."""

    project = filters.CharFilter(label=_("Code of the project"), field_name="project__code", max_length=10)

    class Meta:
        model = Indicator
        fields = ["project"]


class ReadingFilter(filters.FilterSet):
    """Readings by indicator and days."""

    indicator = filters.CharFilter(
        label=_("Code of the indicator"), field_name="indicator__code", max_length=10
    )
    since = filters.DateFilter(label=_("Measured on or after"), field_name="measured_on", lookup_expr="gte")
    until = filters.DateFilter(label=_("Measured on or before"), field_name="measured_on", lookup_expr="lte")

    class Meta:
        model = Reading
        fields = ["indicator", "since", "until"]
