"""Reporting a barrier, for everybody: no account, no picture puzzle."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.barriers import BarrierForm, report


def barrier_report(request: HttpRequest) -> HttpResponse:
    """The form; what it says is mailed to the office."""
    form = BarrierForm(request.POST or None, initial={"page": request.GET.get("page", "")})
    too_many = False
    if request.method == "POST" and form.is_valid():
        too_many = not ratelimit.consume(request, action="barrier_report")
        if not too_many:
            report(**form.cleaned_data)
            return redirect("barrier_thanks")
    context = {"form": form, "too_many": too_many}
    return render(request, "core/barrier_report.html", context, status=429 if too_many else 200)


def barrier_thanks(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "core/barrier_thanks.html")
