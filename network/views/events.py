"""Events: list, page, set-up, registration."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.actions.events import cancel_event, create_event, edit_event, register, sign_off
from network.filters import EventFilter
from network.forms.events import CancelForm, EventForm
from network.models import Event, Organisation
from network.permissions import can_host_event, is_network_member, organisation_ids
from network.roles import Role


def _event(request: HttpRequest, code: str) -> Event:
    visible = Event.objects.visible_to(request.user).select_related("host")
    return get_object_or_404(visible, code=code)


def _hosts(request: HttpRequest):
    mine = organisation_ids(request.user, Role.EDITOR, Role.COORDINATOR)
    return Organisation.objects.filter(pk__in=mine)


def event_list(request: HttpRequest) -> HttpResponse:
    """Coming and past events."""
    events = Event.objects.visible_to(request.user).select_related("host")
    filterset = EventFilter(request.GET or {"when": "coming"}, queryset=events)
    context = {
        "filter": filterset,
        "page_obj": Paginator(filterset.qs, 20).get_page(request.GET.get("page")),
        "can_create": bool(organisation_ids(request.user, Role.EDITOR, Role.COORDINATOR)),
    }
    return render(request, "network/event_list.html", context)


def event_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One event with its agenda, material and, for those who come, the link."""
    event = _event(request, code)
    items = event.agenda_items.select_related("organisation").annotate(support=Count("supporters"))
    guests = event.registrations.filter(cancelled_at=None)
    hosts = can_host_event(event.host, request.user)
    context = {
        "event": event,
        "agenda": items.exclude(on_agenda_at=None).order_by("order", "pk")[:100],
        "proposals": items.filter(on_agenda_at=None).order_by("-support", "pk")[:100],
        "supported": _supported(event, request.user),
        "materials": event.materials.select_related("file")[:100],
        "guests": guests.count(),
        "is_registered": request.user.is_authenticated and guests.filter(user=request.user).exists(),
        "is_member": is_network_member(request.user),
        "hosts": hosts,
        "guest_list": guests.select_related("user")[:200] if hosts else [],
    }
    return render(request, "network/event_detail.html", context)


def _supported(event: Event, user: Any) -> set[int]:
    if not user.is_authenticated:
        return set()
    return set(user.supported_agenda_items.filter(event=event).values_list("pk", flat=True))


@login_required
def event_create(request: HttpRequest) -> HttpResponse:
    """Set an event up, in the name of one of one's organisations."""
    hosts = _hosts(request)
    if not hosts:
        raise PermissionDenied
    form = EventForm(request.POST or None, hosts=hosts, initial={"time_zone": request.user.time_zone})
    if request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("version")
        return redirect(create_event(by=request.user, **form.cleaned_data))
    return render(request, "network/event_form.html", {"form": form})


@login_required
def event_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change an event of one's own."""
    event = _event(request, code)
    if not can_host_event(event.host, request.user):
        raise PermissionDenied
    form = EventForm(request.POST or None, instance=event, hosts=_hosts(request))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data.pop("version") or 0
        edit_event(event, by=request.user, version=version, **form.cleaned_data)
        messages.success(request, _("The event is saved."))
        return redirect("network:event_detail", code=code)
    return render(request, "network/event_form.html", {"form": form, "event": event})


@login_required
def event_cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Call an event off, with a reason."""
    event = _event(request, code)
    if not can_host_event(event.host, request.user):
        raise PermissionDenied
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_event(event, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The event is called off. Everybody who wanted to come gets a mail."))
        return redirect(event)
    return render(request, "network/event_cancel.html", {"form": form, "event": event})


@login_required
@require_POST
def event_register(request: HttpRequest, code: str) -> HttpResponse:
    """Take a place."""
    event = _event(request, code)
    register(event, by=request.user)
    messages.success(request, _("You are registered."))
    return redirect(event)


@login_required
@require_POST
def event_sign_off(request: HttpRequest, code: str) -> HttpResponse:
    """Give the place back."""
    event = _event(request, code)
    sign_off(event, by=request.user)
    messages.success(request, _("You have signed off."))
    return redirect(event)
