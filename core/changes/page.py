"""The page between a form and a change of something published: before and after, who is told, and why."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.changes.publish import Plan, mail_values
from core.forms import ChangeForm, answer
from core.mail import render_subject, render_text
from core.models import Change

OWN = ("csrfmiddlewaretoken", "confirm", "back")


def ask_first(
    request: HttpRequest,
    form: Any,
    *,
    plan: Callable[[], Plan],
    act: Callable[..., Any],
    show: Callable[[], HttpResponse],
    done: Callable[[], HttpResponse],
    once: HttpRequest | None = None,
    reason: str = "",
) -> HttpResponse:
    """The answer to a form that changes something published; the act gets `reason` and `weight`.

    Without the person's word nothing is written. Works without script: what was typed travels along in
    hidden fields, and "back" leads to the form as it was filled in. `once` is that of answer(), `reason` one
    that was given before.
    """
    planned = None if "back" in request.POST else answer(form, plan)
    if planned is None:
        return show()
    if not planned.facts:  # nothing that others can read
        return show() if answer(form, act) is None else done()
    asked = "confirm" in request.POST
    ask = ChangeForm(request.POST if asked else None, weights=planned.weights, initial={"reason": reason})
    if asked and ask.is_valid():
        made = answer(form, lambda: act(**ask.cleaned_data), once=once)
        return show() if made is None else done()
    words = ask.data.get("change-reason") or reason or "…"
    values = mail_values(planned.item, planned.facts, kind=Change.Kind.CHANGED, reason=words)
    context = {
        "plan": planned,
        "ask": ask,
        "at_once": len(planned.weights) == 1,
        "item_kind": planned.item._meta.label_lower,
        "sent": _sent(request),
        "subject": render_subject("core/mail/changed.subject.txt", values),
        "mail": render_text("core/mail/changed.txt", values | {"site_url": ""}),
    }
    return render(request, "core/change_confirm.html", context)


def _sent(request: HttpRequest) -> list[tuple[str, Any]]:
    """What the person typed, to be sent again."""
    kept = [name for name in request.POST if name not in OWN and not name.startswith("change-")]
    return [(name, value) for name in kept for value in request.POST.getlist(name)]
