"""Indicators and readings."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cocreation.actions.indicators import add_indicator, edit_indicator, record_reading, retire_indicator
from cocreation.actions.rules import must_be_member
from cocreation.forms.indicators import CorrectionForm, IndicatorForm, ReadingForm
from cocreation.models import Indicator, Reading
from cocreation.queries import with_readings
from cocreation.views.board import item_on_board, project_with_board, roles
from core import lists
from core.forms import answer, status_of
from core.requests import SignedIn


@login_required
def indicator_list(request: SignedIn, code: str) -> HttpResponse:
    """All indicators of a project with their charts."""
    project = project_with_board(request, code)
    found = lists.page(request, None, with_readings(project.indicators.all()), per_page=6)
    context = found.context | roles(project, request.user)
    return render(request, "cocreation/indicator_list.html", context)


@login_required
def indicator_create(request: SignedIn, code: str) -> HttpResponse:
    """Something more to measure."""
    project = project_with_board(request, code)
    must_be_member(project, request.user)
    form = IndicatorForm(request.POST or None)
    indicator = answer(form, lambda: add_indicator(project, by=request.user, **form.values()), once=request)
    if indicator:
        messages.success(request, _("The indicator is on the board."))
        return redirect(indicator)
    context = {"form": form, "heading": _("New indicator"), **roles(project, request.user)}
    return render(request, "cocreation/board_form.html", context, status=status_of(form))


@login_required
def indicator_detail(request: SignedIn, code: str) -> HttpResponse:
    """The chart and every reading, corrected ones included."""
    indicator = item_on_board(Indicator, request, code)
    readings = indicator.readings.select_related("by", "replaced_by", "replaces")
    found = lists.page(request, None, readings.order_by("-measured_on", "-id"))
    context = found.context | {"indicator": indicator, **roles(indicator.project, request.user)}
    return render(request, "cocreation/indicator_detail.html", context)


@login_required
def indicator_edit(request: SignedIn, code: str) -> HttpResponse:
    """Change how something is measured."""
    indicator = item_on_board(Indicator, request, code)
    must_be_member(indicator.project, request.user)
    form = IndicatorForm(request.POST or None, instance=indicator)
    if answer(form, lambda: _edit(form, indicator, request.user)):
        messages.success(request, _("Saved."))
        return redirect(indicator)
    context = {"form": form, "heading": _("Change the indicator"), **roles(indicator.project, request.user)}
    return render(request, "cocreation/board_form.html", context, status=status_of(form))


def _edit(form: Any, indicator: Indicator, user: Any) -> Indicator:
    return edit_indicator(indicator, by=user, version=form.version_read(), **form.values())


@login_required
@require_POST
def indicator_retire(request: SignedIn, code: str) -> HttpResponse:
    """Measure it no longer."""
    indicator = item_on_board(Indicator, request, code)
    retire_indicator(indicator, by=request.user)
    messages.success(request, _("The indicator is retired; its readings stay."))
    return redirect(indicator)


@login_required
def reading_create(request: SignedIn, code: str) -> HttpResponse:
    """Write down a measured value."""
    indicator = item_on_board(Indicator, request, code)
    must_be_member(indicator.project, request.user)
    initial = {"measured_on": indicator.project.today()}
    form = ReadingForm(request.POST or None, indicator=indicator, initial=initial)
    return _answer_reading(request, form, indicator, None)


@login_required
def reading_correct(request: SignedIn, code: str) -> HttpResponse:
    """Put a reading right; the old one stays on file."""
    readings = Reading.objects.visible_to(request.user).select_related("indicator__project__city")
    reading = get_object_or_404(readings, code=code)
    indicator = item_on_board(Indicator, request, reading.indicator.code)
    must_be_member(indicator.project, request.user)
    start = {"value": reading.value.normalize(), "measured_on": reading.measured_on}
    form = CorrectionForm(request.POST or None, indicator=indicator, initial=start)
    return _answer_reading(request, form, indicator, reading)


def _answer_reading(
    request: SignedIn, form: ReadingForm, indicator: Indicator, replaces: Reading | None
) -> HttpResponse:
    user = request.user
    reading = answer(
        form,
        lambda: record_reading(indicator, by=user, replaces=replaces, **form.cleaned_data),
    )
    if reading:
        messages.success(request, _("The reading is in."))
        return redirect(indicator)
    context = {
        "form": form,
        "indicator": indicator,
        "replaces": replaces,
        "last": indicator.latest(),
        **roles(indicator.project, user),
    }
    return render(request, "cocreation/reading_form.html", context)
