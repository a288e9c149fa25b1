"""What members and host put into an event: topics and material."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.files import file_response, store_upload
from core.forms import answer
from core.models import User
from core.requests import SignedIn
from network.actions.agenda import (
    add_material,
    place_agenda_item,
    propose_agenda_item,
    remove_material,
    support_agenda_item,
)
from network.forms.agenda import AgendaItemForm, MaterialForm
from network.models import AgendaItem, Event, Material
from network.permissions import is_network_member
from network.views.events import own_event, seen_event


def _item(request: SignedIn, code: str, pk: int) -> AgendaItem:
    items = seen_event(request, code).agenda_items.select_related("event__host")
    return get_object_or_404(items, pk=pk)


@login_required
def agenda_item_create(request: SignedIn, code: str) -> HttpResponse:
    """Put a topic forward."""
    event = seen_event(request, code)
    if not is_network_member(request.user):
        raise PermissionDenied
    form = AgendaItemForm(request.POST or None, user=request.user)
    if answer(form, lambda: propose_agenda_item(event, by=request.user, **form.cleaned_data), once=request):
        messages.success(request, _("Your topic is proposed. Others can support it now."))
        return redirect(event)
    return render(request, "network/agenda_item_form.html", {"form": form, "event": event})


@login_required
@require_POST
def agenda_item_support(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Support a topic, or stop: the field "support" is "yes" or "no"."""
    item = _item(request, code, pk)
    support_agenda_item(item, by=request.user, support=request.POST.get("support") != "no")
    return redirect(item.event)


@login_required
@require_POST
def agenda_item_place(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """The host takes a topic on the agenda, or off: the field "on" is "yes" or "no"."""
    item = _item(request, code, pk)
    place_agenda_item(item, by=request.user, on_agenda=request.POST.get("on") != "no")
    return redirect(item.event)


@login_required
def material_create(request: SignedIn, code: str) -> HttpResponse:
    """Add slides, minutes or a link."""
    event = own_event(request, code)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if answer(form, lambda: _add(event, request.user, **form.cleaned_data), at="file", once=request):
        messages.success(request, _("The material is added."))
        return redirect(event)
    return render(request, "network/material_form.html", {"form": form, "event": event})


def _add(event: Event, by: User, *, title: str, file: UploadedFile | None, url: str) -> Material:
    stored = store_upload(file, by=by) if file else None
    return add_material(event, by=by, title=title, file=stored, url=url)


@login_required
@require_POST
def material_remove(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Take material off the page."""
    event = seen_event(request, code)
    remove_material(get_object_or_404(event.materials.select_related("event__host"), pk=pk), by=request.user)
    messages.success(request, _("The material is removed."))
    return redirect(event)


def material_file(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """The file, for everybody who sees the event."""
    files = Material.objects.filter(pk=pk, file__isnull=False)
    event = seen_event(request, code, part=lambda gone: files.filter(event=gone).exists())
    material: Material = get_object_or_404(event.materials.select_related("file"), pk=pk)
    if material.file is None:
        raise Http404
    return file_response(material.file, user=request.user)
