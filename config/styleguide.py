"""Every component on one page, for those who build pages; shown in debug mode only."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.uploads import UploadField
from core.waiting import Waiting
from core.workflow import Step

POINTS = [
    ("0", "0 – Absent"),
    ("1", "1 – Weak"),
    ("2", "2 – Partial"),
    ("3", "3 – Solid"),
    ("4", "4 – Strong"),
]
POINTS += [("5", "5 – Excellent")]
STATES = [("open", "Open"), ("closed", "Closed")]


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(help_text="As it will be shown in lists.")
    summary = forms.CharField(widget=forms.Textarea(attrs={"data-words": 20}))
    kind = forms.ChoiceField(choices=[("a", "First"), ("b", "Second")], widget=forms.RadioSelect)
    languages = forms.MultipleChoiceField(choices=STATES, widget=forms.CheckboxSelectMultiple, required=False)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    file = UploadField(kinds=("pdf",), required=False)
    agreed = forms.BooleanField(label="I may say this for my team", help_text="You are the team lead.")


class SampleRubric(forms.Form):
    """Two criteria with their reasons."""

    fit = forms.ChoiceField(
        label="Problem fit", choices=POINTS, widget=forms.RadioSelect, help_text="Does it answer?"
    )
    fit_reason = forms.CharField(label="Reason for Problem fit", widget=forms.Textarea)
    impact = forms.ChoiceField(label="Impact", choices=POINTS, widget=forms.RadioSelect)
    impact_reason = forms.CharField(label="Reason for Impact", widget=forms.Textarea)


class SampleFilter(django_filters.FilterSet):
    """A filter panel without a model."""

    q = django_filters.CharFilter(label="Search")
    state = django_filters.MultipleChoiceFilter(choices=STATES, widget=forms.CheckboxSelectMultiple)
    sort = django_filters.ChoiceFilter(
        label="Sort by", choices=[("soon", "Closing soonest")], empty_label=None
    )


def styleguide(request: HttpRequest) -> HttpResponse:
    """The page."""
    soon = timezone.now() + timedelta(hours=7)
    context: dict[str, Any] = {
        "filter": SampleFilter(request.GET or None, queryset=get_user_model().objects.none()),
        "form": SampleForm({"title": ""} if request.GET.get("wrong") else None),
        "rubric": SampleRubric({"fit": "4"} if request.GET.get("wrong") else None, prefix="r"),
        "page_obj": Paginator(range(200), 10).get_page(request.GET.get("page", 5)),
        "motifs": range(6),
        "soon": soon,
        "demo": SimpleNamespace(is_demo=True),
        "scores": [80, 82, 84, 84, 86, 71, 88],
        "markdown": "## Heading\n\nText with **weight** and [a link](https://example.org).\n\n- one\n- 2",
        **_lists(soon),
    }
    return render(request, "core/styleguide.html", context)


def _lists(soon: Any) -> dict[str, Any]:
    start = date(2026, 9, 1)
    return {
        "steps": [
            {"label": "Idea", "standing": "done"},
            {"label": "Prototype", "standing": "current"},
            {"label": "Pilot"},
        ],
        "tabs": [
            {"label": "Overview", "url": "#main", "current": True},
            {"label": "Entries", "url": "#main"},
        ],
        "waiting": [
            Waiting(
                "Juror", "Score “ShadeWays”", "#main", "Two of five criteria are done.", soon, "America/Lima"
            ),
            Waiting("Team lead", "Hand in “Cool streets”", "#main", "", soon + timedelta(days=12)),
        ],
        "tasks": [
            {"label": "Problem", "url": "#main", "done": True},
            {"label": "Data", "url": "#main", "hint": "What you can share"},
        ],
        "rows": [
            {"label": "Title", "value": "Cool streets", "url": "#main"},
            {"label": "Data", "missing": True},
        ],
        "files": [
            {"name": "plan.pdf", "url": "#main", "kind": "PDF", "size": 120000, "scan": "Being checked"}
        ],
        "acts": [
            Step("publish", "Publish", address="/"),
            Step("close", "Close", reasons=["Weights do not add up to 100."]),
        ],
        "readings": [
            (start + timedelta(days=30 * n), value) for n, value in enumerate([9.8, 9.6, 9.1, 9.3, 8.6])
        ],
        "today": start + timedelta(days=60),
        "plan": [
            ("Baseline survey", start, start + timedelta(days=28), "done"),
            ("Permit for tree pits", start + timedelta(days=35), start + timedelta(days=90), "late"),
            ("Open data set", start + timedelta(days=120), start + timedelta(days=200), "plan"),
        ],
    }
