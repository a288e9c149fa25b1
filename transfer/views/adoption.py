"""Adoptions: registered and moved on by a city, listed, shown on the map."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import ListView
from django_filters.views import FilterView

from core import audit
from core.workflow import Refused
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
from transfer.journeys import Journey, Place, draw
from transfer.models import Adoption, AdoptionTask, FollowUp, Package
from transfer.permissions import is_adopter, is_adopting_member
from transfer.steps import adoption_steps

MAP_LIMIT = 400


class NetworkMap(FilterView):
    """Where solutions travel: a map, and the same as a table."""

    filterset_class = AdoptionFilter
    paginate_by = 25
    template_name = "transfer/network_map.html"

    def get_queryset(self) -> Any:
        """Public adoptions, newest first; given up ones only when asked for."""
        shown = Adoption.objects.public().with_places().order_by("-created_at", "-pk")
        asked = self.request.GET.get("state") == Adoption.State.DROPPED
        return shown if asked else shown.exclude(state=Adoption.State.DROPPED)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The drawing of all that is filtered, not only of this page."""
        journeys = [_journey(adoption) for adoption in self.object_list[:MAP_LIMIT]]
        return super().get_context_data(map=draw(journeys), **kwargs)


def _journey(adoption: Adoption) -> Journey:
    origin, target = adoption.package.publisher, adoption.organisation
    return Journey(
        Place(origin.place or origin.name, origin.longitude, origin.latitude),
        Place(target.place or target.name, target.longitude, target.latitude),
    )


class PackageAdoptionList(ListView):
    """Who uses a package."""

    paginate_by = 25
    template_name = "transfer/package_adoption_list.html"

    def get_queryset(self) -> Any:
        """The package's adoptions that the reader may see."""
        packages = Package.objects.visible_to(self.request.user)
        self.package = get_object_or_404(packages, code=self.kwargs["code"])
        return self.package.adoptions.visible_to(self.request.user).with_places()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the package."""
        return super().get_context_data(package=self.package, **kwargs)


class MyAdoptionList(LoginRequiredMixin, FilterView):
    """What my city has taken up."""

    filterset_class = MyAdoptionFilter
    paginate_by = 25
    template_name = "transfer/my_adoption_list.html"

    def get_queryset(self) -> Any:
        """Those of my organisations."""
        return Adoption.objects.of(self.request.user).with_places()


@login_required
def adoption_create(request, code):
    packages = Package.objects.visible_to(request.user).select_related("publisher")
    package = get_object_or_404(packages, code=code)
    form = AdoptionForm(request.POST or None, user=request.user, package=package)
    if not form.fields["organisation"].queryset.exists():
        raise PermissionDenied
    release = package.current_release()
    if release is None:
        raise Refused(_("This package has no version on the shelf that could be adopted."))
    if request.method == "POST" and form.is_valid():
        adoption = register_adoption(package, by=request.user, release=release, **form.cleaned_data)
        messages.success(request, _("Registered. This page is your workspace, with a checklist of your own."))
        return redirect(adoption)
    context = {"form": form, "package": package, "release": release}
    return render(request, "transfer/adoption_create.html", context)


def adoption_detail(request, code):
    adoption = _visible(request, code)
    member = is_adopting_member(adoption, request.user)
    tasks = list(adoption.tasks.select_related("done_by")) if member else []
    done = sum(task.done_at is not None for task in tasks)
    context = {
        "adoption": adoption,
        "package": adoption.package,
        "member": member,
        "adopter": is_adopter(adoption, request.user),
        "steps": adoption_steps(adoption),
        "tasks": tasks,
        "done": done,
        "follow_ups": adoption.follow_ups.all() if member else adoption.follow_ups.exclude(answered_at=None),
        "newer": adoption.release.state != "published" and adoption.package.current_release(),
    }
    return render(request, "transfer/adoption_detail.html", context)


@login_required
@require_POST
def adoption_transition(request, code):
    adoption = _visible(request, code)
    form = StepNoteForm(request.POST)
    if not form.is_valid():
        raise Refused(_("The note is too long. Write at most 2,000 characters."))
    advance_adoption(adoption, form.cleaned_data["name"], by=request.user, note=form.cleaned_data["note"])
    messages.success(request, _("Thank you for the news. The package's contact has been told."))
    return redirect(adoption)


@login_required
def adoption_drop(request, code):
    adoption = _of_my_city(request, code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        drop_adoption(adoption, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Noted. Your reason helps others."))
        return redirect(adoption)
    return render(request, "transfer/adoption_drop.html", {"form": form, "adoption": adoption})


@login_required
def adoption_edit(request, code):
    adoption = _of_my_city(request, code)
    initial = {"version": adoption.version}
    form = AdoptionEditForm(request.POST or None, instance=adoption, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        edit_adoption(adoption, by=request.user, version=version, **form.values())
        messages.success(request, _("Saved."))
        return redirect(adoption)
    return render(request, "transfer/adoption_form.html", {"form": form, "adoption": adoption})


@login_required
@require_POST
def task_tick(request, code, pk):
    adoption = _visible(request, code)
    if not is_adopting_member(adoption, request.user):
        raise PermissionDenied
    task = get_object_or_404(AdoptionTask, adoption=adoption, pk=pk)
    task.adoption = adoption
    form = TaskForm(request.POST)
    if not form.is_valid():
        raise Refused(_("The note is too long. Write at most 500 characters."))
    tick_task(task, by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect(f"{adoption.get_absolute_url()}#task-{task.pk}")


@login_required
def follow_up_answer(request, code, months):
    adoption = _visible(request, code)
    if not is_adopting_member(adoption, request.user):
        raise PermissionDenied
    follow_up = get_object_or_404(FollowUp, adoption=adoption, months=months)
    follow_up.adoption = adoption
    form = FollowUpForm(request.POST or None, instance=follow_up)
    if request.method == "POST" and form.is_valid():
        answer_follow_up(follow_up, by=request.user, answer=form.cleaned_data["answer"])
        messages.success(request, _("Thank you. The package's contact can read it now."))
        return redirect(adoption)
    context = {"form": form, "adoption": adoption, "follow_up": follow_up}
    return render(request, "transfer/follow_up_form.html", context)


@login_required
def adoption_history(request, code):
    adoption = _visible(request, code)
    context = {
        "adoption": adoption,
        "records": adoption.history.select_related("by"),
        "events": audit.events_of(adoption),
        "names": is_adopting_member(adoption, request.user),
    }
    return render(request, "transfer/adoption_history.html", context)


def _visible(request: Any, code: str) -> Adoption:
    adoptions = Adoption.objects.visible_to(request.user).with_places().select_related("contact")
    return get_object_or_404(adoptions, code=code)


def _of_my_city(request: Any, code: str) -> Adoption:
    adoption = _visible(request, code)
    if not is_adopter(adoption, request.user):
        raise PermissionDenied
    return adoption
