"""The city takes its own decision on the jury's advice."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from challenges.models import Challenge
from core import lists
from core.editing import Clash
from core.fresh import fresh_login
from core.models import User
from core.requests import SignedIn
from juries.actions.city_decision import decide_for_city
from juries.actions.deliberation import allowed_outcomes
from juries.forms.city_decision import CityDecisionForm
from juries.models import Decision


@fresh_login
def city_decision(request: SignedIn, code: str) -> HttpResponse:
    """Every advice for one challenge: follow it, or decide otherwise with a reason; signed at once."""
    challenge = get_object_or_404(
        Challenge.objects.editable_by(request.user).select_related("competition"), code=code
    )
    decisions = (
        Decision.objects.signed_by_jury()
        .filter(entry__challenge=challenge)
        .select_related("panel__competition", "entry__organisation", "entry__challenge", "city_signed_by")
        .order_by("outcome", "entry__code")
    )
    pending = [one for one in decisions if one.panel.is_signed()]
    rows = [
        (
            one,
            CityDecisionForm(
                request.POST or None, prefix=f"d{one.pk}", decision=one, outcomes=allowed_outcomes(one.panel)
            ),
        )
        for one in pending
    ]
    checked = [form.is_valid() for _one, form in rows]  # every form, so that all errors show at once
    if request.method == "POST" and rows and all(checked) and _decide(challenge, rows, request.user):
        messages.success(request, _("Signed. The office releases all decisions at once."))
        return redirect("juries:city_decision", code=code)
    found = lists.page(request, None, [one for one in decisions if one not in pending], per_page=30)
    forms = [form for _one, form in rows]
    context = found.context | {"challenge": challenge, "rows": rows, "forms": forms}
    context |= {
        "has_errors": any(form.errors for form in forms),
        "signed": bool(pending) and all(one.city_signed_at for one in pending),
    }
    clashed = any(form.clash for form in forms)
    return render(request, "juries/city_decision.html", context, status=409 if clashed else 200)


def _decide(challenge: Challenge, rows: list[tuple[Decision, CityDecisionForm]], by: User) -> bool:
    """Whether the city's decision is signed; else the form in question shows what others wrote."""
    choices = {one.pk: (form.cleaned_data["outcome"], form.cleaned_data["reason"]) for one, form in rows}
    versions = {one.pk: form.version_read() for one, form in rows}
    try:
        decide_for_city(challenge, by=by, choices=choices, versions=versions)
    except Clash as clash:
        clash.note()
        next(form for one, form in rows if one == clash.item).show_clash(clash)
        return False
    return True
