"""Events: list, page, set-up, registration."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import lists
from core.changes.feed import atom_of
from core.changes.page import ask_first
from core.changes.publish import changes_of, plan_of
from core.forms import answer, status_of
from core.gone import seen
from core.models import Anyone
from core.requests import SignedIn
from network.actions.events import cancel_event, create_event, edit_event, plan_event, register, sign_off
from network.calendar import calendar_of
from network.filters import EventFilter
from network.forms.events import CancelForm, EventForm
from network.models import Event, Organisation
from network.permissions import (
    can_host_event,
    can_withhold,
    is_editor,
    is_network_member,
    waits_for_admission,
)

MOST_CHANGES = 50
TOPICS = 20  # proposed ones on one page of an event
GUESTS = 50  # on one page


def seen_event(request: HttpRequest, code: str, *, part: Callable[[Event], bool] | None = None) -> Event:
    """The event with that code, if the person may see it; `part` is as in core.gone."""
    return seen(Event.objects.select_related("host"), request.user, part=part, code=code)


def own_event(request: HttpRequest, code: str) -> Event:
    """An event that the person hosts; who may only see it is refused, for others it does not exist."""
    event = seen_event(request, code)
    if not can_host_event(event.host, request.user):
        raise PermissionDenied
    return event


def event_list(request: HttpRequest) -> HttpResponse:
    """Coming and past events."""
    events = Event.objects.visible_to(request.user).select_related("host")
    found = lists.page(request, EventFilter, events, chosen={"when": "coming"})
    context = found.context | {
        "can_create": is_editor(request.user),
        "waits": waits_for_admission(request.user),
    }
    return render(request, "network/event_list.html", context)


def event_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One event with its agenda, material and, for those who come, the link."""
    event = seen_event(request, code)
    items = event.agenda_items.select_related("organisation").annotate(support=Count("supporters"))
    guests = event.registrations.filter(cancelled_at=None)
    hosts = can_host_event(event.host, request.user)
    proposed = items.filter(on_agenda_at=None).order_by("-support", "pk")
    topics = lists.page(request, None, proposed, per_page=TOPICS)
    context = {
        "event": event,
        "agenda": items.exclude(on_agenda_at=None).order_by("order", "pk")[:100],
        "supported": _supported(event, request.user),
        "materials": event.materials.select_related("file")[:100],
        "guests": guests.count(),
        "is_registered": request.user.is_authenticated and guests.filter(user=request.user).exists(),
        "is_member": is_network_member(request.user),
        "hosts": hosts,
        "decides": can_withhold(event, request.user),
        "changes": changes_of(event)[:MOST_CHANGES],
    }
    return render(request, "network/event_detail.html", context | topics.context)


@login_required
def event_guest_list(request: SignedIn, code: str) -> HttpResponse:
    """Who comes, for those who host it."""
    event = own_event(request, code)
    guests = event.registrations.filter(cancelled_at=None).select_related("user")
    found = lists.page(request, None, guests, per_page=GUESTS)
    return render(request, "network/event_guest_list.html", found.context | {"event": event})


def _supported(event: Event, user: Anyone) -> set[int]:
    if not user.is_authenticated:
        return set()
    return set(user.supported_agenda_items.filter(event=event).values_list("pk", flat=True))


@login_required
def event_create(request: SignedIn) -> HttpResponse:
    """Set an event up, in the name of one of one's organisations."""
    hosts = Organisation.objects.acted_for_by(request.user)
    if not hosts:
        raise PermissionDenied
    form = EventForm(request.POST or None, hosts=hosts, initial={"time_zone": request.user.time_zone})
    if event := answer(form, lambda: create_event(by=request.user, **form.values()), once=request):
        return redirect(event)
    return render(request, "network/event_form.html", {"form": form})


@login_required
def event_edit(request: SignedIn, code: str) -> HttpResponse:
    """Change an event of one's own."""
    event = own_event(request, code)
    hosts = Organisation.objects.acted_for_by(request.user)
    form = EventForm(request.POST or None, instance=event, hosts=hosts)

    def show() -> HttpResponse:
        context = {"form": form, "event": event}
        return render(request, "network/event_form.html", context, status=status_of(form))

    def done() -> HttpResponse:
        messages.success(request, _("The event is saved."))
        return redirect("network:event_detail", code=code)

    def read() -> dict[str, Any]:
        return {"by": request.user, "version": form.version_read(), **form.values()}

    return ask_first(
        request,
        form,
        plan=lambda: plan_event(event, **read()),
        act=lambda reason="", **_weight: edit_event(event, reason=reason, **read()),
        show=show,
        done=done,
    )


def event_changes(request: HttpRequest, code: str) -> HttpResponse:
    """What changed of an event after it was announced, as a feed."""
    event = seen_event(request, code)
    return atom_of(request, event.title, event.get_absolute_url(), changes_of(event))


def event_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The event as a calendar file."""
    event = seen_event(request, code)
    page = request.build_absolute_uri(event.get_absolute_url())
    text = calendar_of(event, page, list(changes_of(event)))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="event-{event.code}.ics"'
    return response


@login_required
def event_cancel(request: SignedIn, code: str) -> HttpResponse:
    """Call an event off, with a reason."""
    event = own_event(request, code)
    form = CancelForm(request.POST or None)
    if answer(form, lambda: cancel_event(event, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The event is called off. Everybody who wanted to come gets a mail."))
        return redirect(event)
    plan = plan_of(event, [], at_once=True)
    return render(request, "network/event_cancel.html", {"form": form, "event": event, "plan": plan})


@login_required
@require_POST
def event_register(request: SignedIn, code: str) -> HttpResponse:
    """Take a place."""
    event = seen_event(request, code)
    register(event, by=request.user)
    messages.success(request, _("You are registered."))
    return redirect(event)


@login_required
@require_POST
def event_sign_off(request: SignedIn, code: str) -> HttpResponse:
    """Give the place back."""
    event = seen_event(request, code)
    sign_off(event, by=request.user)
    messages.success(request, _("You have signed off."))
    return redirect(event)
