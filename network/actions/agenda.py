"""The agenda of an event and its material, filled by the members."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.models import StoredFile, User
from core.workflow import Refused
from network.actions.events import must_be_open, must_host
from network.models import AgendaItem, Event, Material, Organisation
from network.permissions import is_member_of, is_network_member


@transaction.atomic
def propose_agenda_item(
    event: Event, *, by: User, title: str, description: str = "", organisation: Organisation | None = None
) -> AgendaItem:
    """Put a topic forward in the name of one's organisation; one supports one's own proposal."""
    if not is_network_member(by) or (organisation is not None and not is_member_of(organisation, by)):
        raise PermissionDenied
    must_be_open(event)
    item = AgendaItem.objects.create(
        event=event, title=title, description=description, organisation=organisation, proposed_by=by
    )
    item.supporters.add(by)
    return item


@transaction.atomic
def support_agenda_item(item: AgendaItem, *, by: User, support: bool = True) -> None:
    """Support a topic, or stop supporting it; twice is once."""
    if not is_network_member(by):
        raise PermissionDenied
    must_be_open(item.event)
    if support:
        item.supporters.add(by)
    else:
        item.supporters.remove(by)


@transaction.atomic
def place_agenda_item(item: AgendaItem, *, by: User, on_agenda: bool) -> AgendaItem:
    """The host puts a topic on the agenda, after those already there, or takes it off."""
    must_host(item.event, by)
    last = item.event.agenda_items.exclude(on_agenda_at=None).order_by("-order").first()
    item.on_agenda_at = timezone.now() if on_agenda else None
    item.order = last.order + 1 if on_agenda and last else 0
    item.save(update_fields=["on_agenda_at", "order"])
    return item


@transaction.atomic
def add_material(
    event: Event, *, by: User, title: str, file: StoredFile | None = None, url: str = ""
) -> Material:
    """Slides, minutes or a link, added by the host."""
    must_host(event, by)
    if file is None and not url:
        raise Refused(_("Add a file or an address."))
    return Material.objects.create(event=event, title=title, file=file, url=url, added_by=by)


@transaction.atomic
def remove_material(material: Material, *, by: User) -> None:
    """Take material off the event's page; the stored file stays on file."""
    must_host(material.event, by)
    audit.record(material.event, "material_removed", by=by, title=material.title)
    material.delete()
