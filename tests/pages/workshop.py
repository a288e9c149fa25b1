"""Addresses that only the browser tests have: the style guide, and a form that saves itself into memory."""

import json
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from config.styleguide import SampleRubric, styleguide
from config.urls import urlpatterns as real

FIELDS = {"title": "", "summary": "", "kind": "", "langs": []}
stored: dict[str, Any] = {}


class Draft(forms.Form):
    """A text, a long text, a choice and several choices."""

    title = forms.CharField(required=False)
    summary = forms.CharField(widget=forms.Textarea(attrs={"data-words": 5}), required=False)
    kind = forms.ChoiceField(choices=[("a", "First"), ("b", "Second")], widget=forms.RadioSelect)
    langs = forms.MultipleChoiceField(
        choices=[("en", "English"), ("hi", "Hindi")], widget=forms.CheckboxSelectMultiple
    )


def forget() -> None:
    """Begin again: an empty draft at version 1."""
    stored.clear()
    stored.update(version=1, values=dict(FIELDS), since=dict.fromkeys(FIELDS, 1), requests=[])


@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """The form; its button saves as well."""
    if request.method == "POST":
        stored["values"] = {name: request.POST.get(name, "") for name in FIELDS}
    context = {
        "form": Draft(initial=stored["values"]),
        "version": stored["version"],
        "rubric": SampleRubric(),
    }
    return render(request, "pages/workshop.html", context)


def autosave(request: HttpRequest) -> HttpResponse:
    """The protocol of docs/autosave.md over a dictionary."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    sent = json.loads(request.body)
    stored["requests"].append(sent)
    clashes = {
        name: stored["values"][name]
        for name, value in sent["fields"].items()
        if stored["since"].get(name, 1) > sent["version"] and stored["values"][name] != value
    }
    if clashes:
        answer = {"detail": "Changed elsewhere.", "version": stored["version"], "fields": clashes}
        return JsonResponse(answer, status=409)
    if "impossible" in str(sent["fields"]):
        return JsonResponse({"errors": {"title": ["That cannot be stored."]}}, status=400)
    write(sent["fields"])
    return JsonResponse({"version": stored["version"], "saved_at": timezone.now().isoformat()})


def write(fields: dict[str, Any]) -> None:
    """Store values as a new version."""
    stored["version"] += 1
    stored["values"].update(fields)
    stored["since"].update(dict.fromkeys(fields, stored["version"]))


urlpatterns = [
    path("styleguide/", styleguide),
    path("workshop/", draft),
    path("workshop/save/", autosave),
    *real,
]
