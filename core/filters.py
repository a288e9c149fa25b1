"""Filters of the lists of outgoing mails and of long acts."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.models import Job, OutboxItem


class MailFilter(django_filters.FilterSet):
    """By words of address or subject, and by state."""

    q = django_filters.CharFilter(label=_("Address or subject"), method="search", max_length=100)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=OutboxItem.State.choices, empty_label=_("All states")
    )

    class Meta:
        model = OutboxItem
        fields = ["q", "state"]

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Mails whose address or subject holds the words."""
        return queryset.filter(Q(payload__to__icontains=value) | Q(payload__subject__icontains=value))


class JobFilter(django_filters.FilterSet):
    """By kind and state."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=Job.State.choices)

    class Meta:
        model = Job
        fields = ["kind", "state"]
