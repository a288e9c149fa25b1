"""Adoptions: registered and moved on by a city, listed, shown on the map."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import audit, lists
from core.forms import answer, status_of
from core.gone import seen
from core.models import User
from core.requests import SignedIn
from core.workflow import Refused, require_step
from network.permissions import can_withhold
from transfer.actions.adoption import (
    advance_adoption,
    answer_follow_up,
    drop_adoption,
    edit_adoption,
    register_adoption,
    tick_task,
)
from transfer.filters import AdoptionFilter, MyAdoptionFilter
from transfer.forms.adoption import AdoptionEditForm, AdoptionForm, FollowUpForm, StepNoteForm, TaskForm
from transfer.forms.release import ReasonForm
from transfer.forms.shared import checked
from transfer.journeys import Journey, Place, draw
from transfer.models import Adoption, AdoptionTask, FollowUp, Package
from transfer.permissions import is_adopter, is_adopting_member
from transfer.steps import adoption_steps

MAP_LIMIT = 400


def network_map(request: HttpRequest) -> HttpResponse:
    """Where solutions travel: a map of all that is filtered, and the same page by page as a table."""
    adoptions = Adoption.objects.public().with_places().order_by("-created_at", "-pk")
    if request.GET.get("state") != Adoption.State.DROPPED:  # given up ones only when asked for
        adoptions = adoptions.not_dropped()
    found = lists.page(request, AdoptionFilter, adoptions, per_page=25)
    drawing = draw([_journey(adoption) for adoption in found.all_rows[:MAP_LIMIT]])
    return render(request, "transfer/network_map.html", found.context | {"map": drawing})


def _journey(adoption: Adoption) -> Journey:
    origin, target = adoption.package.publisher, adoption.organisation
    return Journey(
        Place(origin.place or origin.name, origin.longitude, origin.latitude),
        Place(target.place or target.name, target.longitude, target.latitude),
    )


def package_adoption_list(request: HttpRequest, code: str) -> HttpResponse:
    """Who uses a package."""
    package = seen(Package.objects.all(), request.user, code=code)
    adoptions = package.adoptions.visible_to(request.user).with_places()
    found = lists.page(request, None, adoptions, per_page=25)
    return render(request, "transfer/package_adoption_list.html", found.context | {"package": package})


@login_required
def my_adoption_list(request: SignedIn) -> HttpResponse:
    """What my city has taken up."""
    mine = Adoption.objects.of(request.user).with_places()
    found = lists.page(request, MyAdoptionFilter, mine, per_page=25)
    return render(request, "transfer/my_adoption_list.html", found.context)


@login_required
def adoption_create(request: SignedIn, code: str) -> HttpResponse:
    """Register that a city takes a package up."""
    package = seen(Package.objects.select_related("publisher"), request.user, code=code)
    form = AdoptionForm(request.POST or None, user=request.user, package=package)
    if not form.cities.exists():
        raise PermissionDenied
    release = package.current_release()
    if release is None:
        raise Refused(_("This package has no version on the shelf that could be adopted."))
    if adoption := answer(
        form, lambda: register_adoption(package, by=request.user, release=release, **form.cleaned_data)
    ):
        messages.success(request, _("Registered. This page is your workspace, with a checklist of your own."))
        return redirect(adoption)
    context = {"form": form, "package": package, "release": release}
    return render(request, "transfer/adoption_create.html", context)


def adoption_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The city's story for readers; for its members also the checklist and the questions to answer."""
    return _workspace(request, _visible(request, code))


def _workspace(request: HttpRequest, adoption: Adoption, sent: TaskForm | None = None) -> HttpResponse:
    """The page of an adoption; `sent` is a line of its checklist that could not be saved."""
    member = is_adopting_member(adoption, request.user)
    tasks = list(adoption.tasks.select_related("done_by")) if member else []
    done = sum(task.done_at is not None for task in tasks)
    forms = [sent if sent and task == sent.task else TaskForm(task=task) for task in tasks]
    context = {
        "adoption": adoption,
        "package": adoption.package,
        "member": member,
        "decides": can_withhold(adoption, request.user),
        "adopter": is_adopter(adoption, request.user),
        "steps": adoption_steps(adoption),
        "forms": forms,
        "done": done,
        "follow_ups": adoption.follow_ups.all() if member else adoption.follow_ups.exclude(answered_at=None),
        "newer": not adoption.release.is_on_the_shelf() and adoption.package.current_release(),
    }
    return render(request, "transfer/adoption_detail.html", context, status=status_of(sent))


@login_required
@require_POST
def adoption_transition(request: SignedIn, code: str) -> HttpResponse:
    """Take the next step, with a word on how it went."""
    adoption = _visible(request, code)
    sent = checked(StepNoteForm(request.POST))
    advance_adoption(adoption, sent["step"], by=request.user, note=sent["note"])
    messages.success(request, _("Thank you for the news. The package's contact has been told."))
    return redirect(adoption)


@login_required
def adoption_drop(request: SignedIn, code: str) -> HttpResponse:
    """Say why the city does not go on."""
    adoption = _visible(request, code)
    require_step(adoption, "drop", request.user)
    form = ReasonForm(request.POST or None)
    if answer(form, lambda: drop_adoption(adoption, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Noted. Your reason helps others."))
        return redirect(adoption)
    return render(request, "transfer/adoption_drop.html", {"form": form, "adoption": adoption})


@login_required
def adoption_edit(request: SignedIn, code: str) -> HttpResponse:
    """What the city tells about its adoption."""
    adoption = _visible(request, code)
    if not is_adopter(adoption, request.user):
        raise PermissionDenied
    form = AdoptionEditForm(request.POST or None, instance=adoption)
    if answer(form, lambda: _save(form, adoption, request.user)):
        messages.success(request, _("Saved."))
        return redirect(adoption)
    context = {"form": form, "adoption": adoption}
    return render(request, "transfer/adoption_form.html", context, status=status_of(form))


def _save(form: AdoptionEditForm, adoption: Adoption, by: User) -> Adoption:
    return edit_adoption(adoption, by=by, version=form.version_read(), **form.values())


@login_required
@require_POST
def task_tick(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Mark a step of the city's checklist as done or open, with a note."""
    adoption = _visible_to_members(request, code)
    task = get_object_or_404(AdoptionTask, adoption=adoption, pk=pk)
    task.adoption = adoption
    form = TaskForm(request.POST, task=task)
    checked(form)
    if answer(form, lambda: tick_task(task, by=request.user, version=form.version_read(), **form.values())):
        messages.success(request, _("Saved."))
        return redirect(f"{adoption.get_absolute_url()}#task-{task.pk}")
    return _workspace(request, adoption, form)


@login_required
def follow_up_answer(request: SignedIn, code: str, months: int) -> HttpResponse:
    """Answer how it goes, half a year or a year on."""
    adoption = _visible_to_members(request, code)
    follow_up = get_object_or_404(FollowUp, adoption=adoption, months=months)
    follow_up.adoption = adoption
    form = FollowUpForm(request.POST or None, instance=follow_up)
    if answer(form, lambda: _answer(form, follow_up, request.user)):
        messages.success(request, _("Thank you. The package's contact can read it now."))
        return redirect(adoption)
    context = {"form": form, "adoption": adoption, "follow_up": follow_up}
    return render(request, "transfer/follow_up_form.html", context, status=status_of(form))


def _answer(form: FollowUpForm, follow_up: FollowUp, by: User) -> FollowUp:
    text = form.cleaned_data["answer"]
    return answer_follow_up(follow_up, by=by, answer=text, version=form.version_read())


@login_required
def adoption_history(request: SignedIn, code: str) -> HttpResponse:
    """How the city went on; with names for its own people."""
    adoption = _visible(request, code)
    context = {
        "adoption": adoption,
        "records": adoption.history.select_related("by"),
        "events": audit.events_of(adoption),
        "names": is_adopting_member(adoption, request.user),
    }
    return render(request, "transfer/adoption_history.html", context)


def _visible(request: HttpRequest, code: str) -> Adoption:
    return seen(Adoption.objects.with_places().select_related("contact"), request.user, code=code)


def _visible_to_members(request: HttpRequest, code: str) -> Adoption:
    adoption = _visible(request, code)
    if not is_adopting_member(adoption, request.user):
        raise PermissionDenied
    return adoption
