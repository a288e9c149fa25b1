"""Pages of a city: its challenges and their editor."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges import sections
from challenges.actions.challenges import (
    add_indicator,
    create_challenge,
    edit_indicator,
    remove_indicator,
    save_challenge_section,
)
from challenges.filters import OwnChallengeFilter
from challenges.forms.challenges import ChallengeForm, IndicatorForm, section_form
from challenges.models import Challenge, ChallengeIndicator, Competition
from challenges.permissions import is_challenge_editor
from challenges.views.public import seen_challenge
from core import lists
from core.autosave import autosave
from core.forms import VersionedForm, answer, status_of
from core.models import User
from core.requests import SignedIn
from network.models import Organisation
from network.permissions import is_editor


@login_required
def my_challenge_list(request: SignedIn) -> HttpResponse:
    """The challenges of the organisations that the person belongs to."""
    rows = Challenge.objects.of_members(request.user).for_list().order_by("-created_at", "-id")
    found = lists.page(request, OwnChallengeFilter, rows)
    context = found.context | {"may_create": is_editor(request.user)}
    return render(request, "challenges/my_challenge_list.html", context)


@login_required
def challenge_create(request: SignedIn) -> HttpResponse:
    """Begin a challenge: whose, for which competition, under which title."""
    own = Organisation.objects.acted_for_by(request.user)
    if not own:
        raise PermissionDenied
    competitions = Competition.objects.taking_challenges()
    form = ChallengeForm(request.POST or None, organisations=own, competitions=competitions)
    if challenge := answer(
        form, lambda: create_challenge(by=request.user, **form.cleaned_data), once=request
    ):
        return redirect("challenges:challenge_edit", code=challenge.code)
    return render(request, "challenges/challenge_create.html", {"form": form, "competitions": competitions})


def own_challenge(request: HttpRequest, code: str) -> Challenge:
    """A challenge that the person writes on; who may only see it is refused, for others it does not exist."""
    challenge = seen_challenge(request, code)
    if not is_challenge_editor(challenge, request.user):
        raise PermissionDenied
    return challenge


def section_url(challenge: Challenge, identifier: str) -> str:
    """The page of the editor on which that section is written."""
    return reverse("challenges:challenge_section", args=[challenge.code, identifier])


@login_required
def challenge_edit(request: SignedIn, code: str) -> HttpResponse:
    """The task list of the editor."""
    challenge = own_challenge(request, code)
    tasks = sections.tasks(challenge, lambda identifier: section_url(challenge, identifier))
    context = {
        "challenge": challenge,
        "tasks": tasks,
        "done": sum(1 for task in tasks if not task["missing"]),
        "total": len(tasks),
    }
    return render(request, "challenges/challenge_edit.html", context)


@login_required
def challenge_section(request: SignedIn, code: str, section: str) -> HttpResponse:
    """One section of the editor, saved by itself and by the button."""
    challenge = own_challenge(request, code)
    part = _section_of(section)
    form = section_form(challenge, part, request.POST or None)
    if answer(form, lambda: _save(request, challenge, part, form)):
        messages.success(request, _("Saved."))
        back = "challenge_check" if request.GET.get("back") == "check" else "challenge_edit"
        return redirect(f"challenges:{back}", code=challenge.code)
    context = {
        "challenge": challenge,
        "section": part,
        "form": form,
        "is_done": section in challenge.sections_done,
        "indicators": challenge.indicators.all() if section == "outcome" else [],
        "editable": challenge.is_editable(),
    }
    return render(request, "challenges/challenge_section.html", context, status=status_of(form))


def _section_of(identifier: str) -> sections.Section:
    if identifier not in sections.BY_IDENTIFIER:
        raise Http404
    return sections.BY_IDENTIFIER[identifier]


def _save(request: SignedIn, challenge: Challenge, part: sections.Section, form: VersionedForm) -> Any:
    return save_challenge_section(
        challenge,
        by=request.user,
        version=form.version_read(),
        fields=form.values(),
        done={part.identifier: "done" in request.POST},
    )


@login_required
@require_POST
def challenge_autosave(request: SignedIn, code: str, section: str) -> HttpResponse:
    """Save the changed fields of a section; the wire format is that of docs/autosave.md."""
    challenge, part = own_challenge(request, code), _section_of(section)

    def save(version: int, sent: dict[str, Any]) -> Any:
        done = {section: bool(sent.pop("done"))} if "done" in sent else {}
        fields = _cleaned(challenge, part, sent)
        return save_challenge_section(challenge, by=request.user, version=version, fields=fields, done=done)

    return autosave(request, save, show=section_form(challenge, part).sent)


def _cleaned(challenge: Challenge, part: sections.Section, sent: dict[str, Any]) -> dict[str, Any]:
    """The values of the fields that were sent, checked by the section's own form; the rest is left alone."""
    if unknown := sorted(set(sent) - set(part.fields)):
        raise ValidationError({name: [_("This field does not exist.")] for name in unknown})
    form = section_form(challenge, part, _as_form_data(sent))
    form.full_clean()
    errors = {name: messages for name, messages in form.errors.items() if name in sent}
    if errors:
        raise ValidationError(errors)
    return {name: form.cleaned_data[name] for name in sent}


def _as_form_data(sent: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in sent.items():
        data.setlist(name, [str(one) for one in value] if isinstance(value, list) else [str(value)])
    return data


@login_required
def indicator_edit(request: SignedIn, code: str, pk: int | None = None) -> HttpResponse:
    """A new indicator, or one that exists."""
    challenge = own_challenge(request, code)
    indicator = get_object_or_404(challenge.indicators, pk=pk) if pk else ChallengeIndicator()
    form = IndicatorForm(request.POST or None, instance=indicator)
    new = None if pk else request
    if answer(form, lambda: _save_indicator(challenge, form, request.user), once=new):
        messages.success(request, _("Saved."))
        return redirect(section_url(challenge, "outcome"))
    context = {"challenge": challenge, "indicator": indicator, "form": form}
    return render(request, "challenges/indicator_form.html", context, status=status_of(form))


def _save_indicator(challenge: Challenge, form: IndicatorForm, by: User) -> ChallengeIndicator:
    indicator, values = form.instance, form.values()
    if indicator.pk is None:
        return add_indicator(challenge, by=by, **values)
    return edit_indicator(challenge, indicator, by=by, version=form.version_read(), **values)


@login_required
@require_POST
def indicator_remove(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Delete an indicator."""
    challenge = own_challenge(request, code)
    remove_indicator(challenge, get_object_or_404(challenge.indicators, pk=pk), by=request.user)
    messages.success(request, _("The indicator is removed."))
    return redirect(section_url(challenge, "outcome"))
