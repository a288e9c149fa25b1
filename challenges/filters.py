"""Filters of the lists of the call, for pages and API alike."""

from datetime import date, datetime, time, timedelta

import django_filters
from django import forms
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from challenges.models import AreaOfAction, Challenge, Competition, Criterion, PartnerNotice
from core.asking import ask
from core.goals import goal_choices
from core.languages import language_choices
from core.letters import by_letters, letters_key
from core.queries import lists
from core.search.find import best_first, matching
from network.countries import country_choices, country_name
from network.models import Organisation

SOON = timedelta(days=7)
STATUS = [
    ("open", _("Open")),
    ("closing", _("Closing soon")),
    ("coming", _("Not open yet")),
    ("judging", _("Entries closed, in selection")),
    ("decided", _("Decided")),
    ("withdrawn", _("Withdrawn")),
]
CLOSES = [("14", _("Within 14 days")), ("30", _("Within 30 days")), ("90", _("Within 90 days"))]
AWARD = [("announced", _("Award announced"))]
SORT = [("closing", _("Closing soonest")), ("newest", _("Newest")), ("title", _("Title"))]


def status_condition(status: str) -> Q:
    """The challenges of that status, for rows with the calendar annotated."""
    now = timezone.now()
    states = Challenge.State
    published = Q(state=states.PUBLISHED)
    running = published & Q(competition__state=Competition.State.RUNNING)
    is_open = running & Q(opening_at__lte=now, deadline_at__gte=now)
    return {
        "open": is_open,
        "closing": is_open & Q(deadline_at__lte=now + SOON),
        "coming": published & Q(deadline_at__gte=now) & ~is_open,
        "judging": Q(state=states.IN_SELECTION) | (published & Q(deadline_at__lt=now)),
        "decided": Q(state=states.DECIDED),
        "withdrawn": Q(state=states.WITHDRAWN),
    }[status]


def closes_within(days: str) -> Q:
    """The challenges whose deadline lies ahead, by so many days at most; for rows with the calendar."""
    now = timezone.now()
    return _taking() & Q(deadline_at__range=(now, now + timedelta(days=int(days))))


def _taking() -> Q:
    states = Competition.State
    going_on = Q(competition__state__in=[states.ANNOUNCED, states.RUNNING])
    return going_on & Q(state=Challenge.State.PUBLISHED)


def awarded() -> Q:
    """Those of which an award was announced."""
    found = Q()
    for keys in ask("awarded_challenges"):
        found |= Q(pk__in=keys)
    return found


def countries() -> list[tuple[str, str]]:
    """The countries that have a public challenge, by name."""
    public = Challenge.objects.published().filter(organisation=OuterRef("pk"))
    cities = Organisation.objects.filter(Exists(public)).order_by()
    codes = cities.values_list("country", flat=True).distinct()
    return sorted(((code, country_name(code)) for code in codes), key=lambda pair: letters_key(pair[1]))


def areas() -> list[tuple[str, str]]:
    """The areas of action that have a public challenge; one title stands for all competitions."""
    public = Challenge.objects.published().filter(area=OuterRef("pk"))
    titles = AreaOfAction.objects.filter(Exists(public)).order_by().values_list("title", flat=True)
    return [(title, title) for title in sorted(set(titles), key=letters_key)]


class ChallengeFilter(django_filters.FilterSet):
    """By words and what a team chooses by; what fits best or closes first leads unless told."""

    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=100)
    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=STATUS, method="by_status", widget=forms.CheckboxSelectMultiple
    )
    country = django_filters.MultipleChoiceFilter(
        label=_("Country"),
        choices=countries,
        field_name="organisation__country",
        widget=forms.CheckboxSelectMultiple,
    )
    area = django_filters.MultipleChoiceFilter(
        label=_("Area of action"),
        choices=areas,
        field_name="area__title",
        widget=forms.CheckboxSelectMultiple,
    )
    language = django_filters.MultipleChoiceFilter(
        label=_("Language of entries"),
        choices=language_choices,
        method="by_language",
        widget=forms.CheckboxSelectMultiple,
    )
    closes = django_filters.ChoiceFilter(
        label=_("Closes"), choices=CLOSES, method="by_closing_soon", empty_label=_("At any time")
    )
    closes_by = django_filters.DateFilter(
        label=_("Closes on or before"),
        method="by_closing_day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    sdg = django_filters.MultipleChoiceFilter(
        label=_("Sustainable Development Goal"),
        choices=goal_choices,
        method="by_goal",
        widget=forms.CheckboxSelectMultiple,
    )
    award = django_filters.ChoiceFilter(
        label=_("Award"), choices=AWARD, method="by_award", empty_label=_("With or without")
    )
    competition = django_filters.CharFilter(
        label=_("Competition"), field_name="competition__code", max_length=10, widget=forms.HiddenInput
    )
    sort = django_filters.ChoiceFilter(
        label=_("Sort by"), choices=SORT, method="by_nothing", empty_label=_("What fits best")
    )

    class Meta:
        model = Challenge
        fields = ["q", "status", "closes", "closes_by", "area", "country", "language", "sdg", "award"]
        fields += ["competition", "sort"]

    @property
    def qs(self) -> QuerySet:
        """The rows found, all in order while nothing is filtered; none where a value is no choice."""
        if not self.is_bound:
            return by_closing(self.queryset.all())
        return super().qs if self.is_valid() else self.queryset.none()

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those whose page holds all the words, in any order."""
        return matching(queryset, value)

    def by_status(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Those of any of the chosen statuses."""
        chosen = Q()
        for status in value:
            chosen |= status_condition(status)
        return queryset.filter(chosen)

    def by_language(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Those that can be answered in any of the languages."""
        chosen = Q()
        for language in value:
            chosen |= lists("languages", language)
        return queryset.filter(chosen)

    def by_closing_soon(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those whose deadline lies ahead, by so many days at most."""
        return queryset.filter(closes_within(value))

    def by_closing_day(self, queryset: QuerySet, name: str, value: date) -> QuerySet:
        """Those whose deadline lies ahead, on that day of the reader or before."""
        over = timezone.make_aware(datetime.combine(value + timedelta(days=1), time.min))
        return queryset.filter(_taking(), deadline_at__gte=timezone.now(), deadline_at__lt=over)

    def by_goal(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Those that serve any of the goals."""
        chosen = Q()
        for number in value:
            chosen |= lists("sdgs", number)
        return queryset.filter(chosen)

    def by_award(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those of which an award was announced."""
        return queryset.filter(awarded())

    def by_nothing(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Sorting happens last, in filter_queryset()."""
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """The filtered rows in the chosen order; unless told what fits best, or closes first, leads."""
        rows = super().filter_queryset(queryset)
        chosen, query = (self.form.cleaned_data.get(name) for name in ("sort", "q"))
        if query and not chosen:
            return best_first(rows, query)
        if chosen == "newest":
            return rows.order_by("-published_at", "-id")
        if chosen == "title":
            return rows.order_by(by_letters("title"), "id")
        return by_closing(rows)


def by_closing(rows: QuerySet) -> QuerySet:
    """Open ones by their deadline, then those to come, then closed ones with the newest first."""
    group = Case(
        When(status_condition("open"), then=Value(0)),
        When(status_condition("coming"), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    ahead = Case(When(status_condition("open") | status_condition("coming"), then=F("deadline_at")))
    return rows.annotate(group=group, ahead=ahead).order_by("group", "ahead", "-deadline_at", "id")


class CompetitionFilter(django_filters.FilterSet):
    """By words and state."""

    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=100)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Competition.State.choices, empty_label=_("All states")
    )

    class Meta:
        model = Competition
        fields = ["q", "state"]

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those whose texts hold all the words, the best first."""
        return best_first(matching(queryset, value), value)


class OwnChallengeFilter(django_filters.FilterSet):
    """A city's or an office's own challenges: by words, state and competition."""

    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=100)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Challenge.State.choices, empty_label=_("All states")
    )

    class Meta:
        model = Challenge
        fields = ["q", "state"]

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those whose page holds all the words, in any order, or with this code."""
        return matching(queryset, value) | queryset.filter(code=value.lower())


class PartnerFilter(django_filters.FilterSet):
    """Searches for a partner: by words, who looks, country and language."""

    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=100)
    kind = django_filters.ChoiceFilter(
        field_name="organisation__kind",
        label=_("Who looks"),
        choices=Organisation.Kind.choices,
        empty_label=_("All kinds"),
    )
    country = django_filters.ChoiceFilter(
        field_name="organisation__country",
        label=_("Country"),
        choices=country_choices,
        empty_label=_("All countries"),
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=language_choices, method="speaks", empty_label=_("All languages")
    )

    class Meta:
        model = PartnerNotice
        fields = ["q", "kind", "country", "language"]

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those with the words in title, text or name."""
        return matching(queryset, value, beside=("organisation",))

    def speaks(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those in which one works in the language."""
        return queryset.filter(lists("languages", value))


class CriterionFilter(django_filters.FilterSet):
    """Criteria of one competition or one challenge, by its code."""

    competition = django_filters.CharFilter(field_name="competition__code", max_length=10)
    challenge = django_filters.CharFilter(field_name="challenge__code", max_length=10)

    class Meta:
        model = Criterion
        fields = ["competition", "challenge"]
