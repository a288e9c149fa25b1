"""Filters of lists of entries, for pages and API alike."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from challenges.models import Challenge, Competition
from core.choosing import NamedFilter
from core.search.find import matching
from submissions.models import Entry
from submissions.queries import EntryQuerySet


class EntryFilter(django_filters.FilterSet):
    """One's own entries."""

    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=100)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Entry.State.choices, empty_label=_("All states")
    )

    class Meta:
        model = Entry
        fields = ["q", "state"]

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Entries whose title or challenge holds the words, or with this code."""
        found = matching(queryset, value, beside=("challenge",))
        return found | queryset.filter(code=value.lower())


class EntryApiFilter(EntryFilter):
    """The same, and by the code of a challenge."""

    challenge = django_filters.CharFilter(field_name="challenge__code")

    class Meta(EntryFilter.Meta):
        fields = ["q", "state", "challenge"]


def challenges_to_choose(request: HttpRequest) -> QuerySet[Challenge]:
    """Those of the chosen competition; before one is chosen, of those under way, and one that is named.

    Where these are too many for a list, one of them all is written.
    """
    found = Challenge.objects.coordinated_by(request.user).ever_published()
    if competition := request.GET.get("competition"):
        return found.filter(competition__code=competition)
    named = Q(code=request.GET.get("challenge", ""))
    under_way = Q(competition__state__in=[Competition.State.RUNNING, Competition.State.JUDGING])
    return found.filter(under_way | named)


class InOrder(django_filters.OrderingFilter):
    """An order in which no two rows are equal: a page never shows one twice, and each has a place."""

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        """The rows in that order, by their keys where it leaves a doubt."""
        found = super().filter(qs, value)
        return found if found is qs else found.order_by(*found.query.order_by, "id")


class ScreeningFilter(django_filters.FilterSet):
    """What was handed in, for the office."""

    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=100)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Entry.State.choices[1:], empty_label=_("All states")
    )
    verdict = django_filters.ChoiceFilter(
        label=_("Verdict"),
        method="by_verdict",
        choices=[("proposed", _("Waits for a second person"))],
        empty_label=_("All entries"),
    )
    competition = NamedFilter(
        label=_("Competition"),
        field_name="challenge__competition",
        to_field_name="code",
        name="title",
        queryset=lambda request: Competition.objects.coordinated_by(request.user),
        empty_label=_("All competitions"),
    )
    challenge = NamedFilter(
        label=_("Challenge"),
        to_field_name="code",
        name="title",
        queryset=lambda request: challenges_to_choose(request),
        empty_label=_("All challenges"),
    )
    sort = InOrder(
        label=_("Order"),
        fields=[("submitted_at", "handed_in"), ("title", "title"), ("organisation__name", "team")],
        choices=[
            ("handed_in", _("First handed in")),
            ("-handed_in", _("Last handed in")),
            ("title", _("Title")),
            ("team", _("Team")),
        ],
        empty_label=_("To be checked first"),
        null_label=None,
    )

    class Meta:
        model = Entry
        fields = ["q", "state", "verdict", "competition", "challenge", "sort"]

    def by_verdict(self, queryset: EntryQuerySet, name: str, value: str) -> QuerySet:
        """Entries that wait for a second person of the office to confirm the verdict of the first."""
        return queryset.with_proposals().filter(state=Entry.State.SUBMITTED, waits_for_second=True)

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Entries whose title, team or challenge holds the words, or with this code."""
        found = matching(queryset, value, beside=("organisation", "challenge"))
        return found | queryset.filter(code=value.lower())
