"""The pages for files and data sets of a challenge."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.actions.resources import (
    add_resource,
    can_change_resources,
    edit_resource,
    plan_resource,
    remove_resource,
)
from challenges.forms.resources import NewResourceForm, ResourceForm
from challenges.models import Challenge, Resource
from challenges.permissions import is_challenge_editor_or_coordinator
from challenges.views.public import seen_challenge
from core.changes.page import ask_first
from core.changes.publish import Plan, plan_of
from core.files import file_response
from core.forms import ChangeForm, answer, status_of
from core.models import Change
from core.requests import SignedIn


def _own(request: SignedIn, code: str) -> Challenge:
    challenge = seen_challenge(request, code)
    if not is_challenge_editor_or_coordinator(challenge, request.user):
        raise PermissionDenied
    return challenge


@login_required
def resource_list(request: SignedIn, code: str) -> HttpResponse:
    """All that are in use, for those who may change them."""
    challenge = _own(request, code)
    context = {
        "challenge": challenge,
        "resources": challenge.resources.for_list(),
        "may_change": can_change_resources(challenge, request.user),
    }
    return render(request, "challenges/resource_list.html", context)


@login_required
def resource_create(request: SignedIn, code: str) -> HttpResponse:
    """Give a file or an address; of a public challenge with the reason, and with who is told."""
    challenge = _own(request, code)
    form = NewResourceForm(
        request.POST or None, request.FILES or None, instance=Resource(challenge=challenge)
    )
    plan = plan_of(challenge, [], at_once=False) if challenge.is_public() else None
    ask = ChangeForm(request.POST or None, weights=plan.weights) if plan else None
    is_explained = ask is None or not ask.is_bound or ask.is_valid()
    made = (
        answer(form, lambda: _add(challenge, form, ask, request.user), once=request) if is_explained else None
    )
    if made:
        messages.success(request, _("It is on the list. Files can be opened once they are checked."))
        return redirect("challenges:resource_list", code)
    context = {
        "challenge": challenge,
        "form": form,
        "ask": ask,
        "plan": plan,
        "here": _("Add a file or data set"),
    }
    return render(request, "challenges/resource_form.html", context, status=status_of(form))


def _add(challenge: Challenge, form: NewResourceForm, ask: ChangeForm | None, by: Any) -> Resource:
    values = {name: form.cleaned_data[name] for name in ("title", "description", "url", "terms", "upload")}
    return add_resource(challenge, by=by, **values, **(ask.cleaned_data if ask else {}))


@login_required
def resource_edit(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """What is said about one, and its address."""
    challenge = _own(request, code)
    resource = get_object_or_404(challenge.resources.for_list(), pk=pk)
    form = ResourceForm(request.POST or None, instance=resource)

    def read() -> dict[str, Any]:
        return {"by": request.user, "version": form.version_read(), **form.values()}

    def show() -> HttpResponse:
        context = {
            "challenge": challenge,
            "resource": resource,
            "form": form,
            "here": _("Change a file or data set"),
        }
        return render(request, "challenges/resource_form.html", context, status=status_of(form))

    def save(reason: str = "", weight: str = Change.Weight.MAIL) -> Resource:
        return edit_resource(resource, **read(), reason=reason, weight=weight)

    if challenge.is_public():

        def plan() -> Plan:
            return plan_resource(resource, **read())

        return ask_first(request, form, plan=plan, act=save, show=show, done=lambda: _saved(request, code))
    return _saved(request, code) if answer(form, save) else show()


@login_required
@require_POST
def resource_remove(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Take one away."""
    challenge = _own(request, code)
    resource = get_object_or_404(challenge.resources, pk=pk)

    def done() -> HttpResponse:
        messages.success(request, _("It is taken away."))
        return redirect("challenges:resource_list", code)

    if not challenge.is_public():
        remove_resource(resource, by=request.user)
        return done()
    return ask_first(
        request,
        forms.Form(request.POST),
        plan=lambda: plan_resource(resource, by=request.user, act="removed"),
        act=lambda reason="", weight="": remove_resource(resource, by=request.user, reason=reason),
        show=lambda: redirect("challenges:resource_edit", code, pk),
        done=done,
    )


def resource_file(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """The file, for everybody who sees the challenge."""
    challenge = seen_challenge(request, code)
    resource = get_object_or_404(challenge.resources.for_list(), pk=pk)
    if resource.file is None:
        raise Http404
    return file_response(resource.file, user=request.user)


def _saved(request: SignedIn, code: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("challenges:resource_list", code)
