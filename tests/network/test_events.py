"""Events: who sees them, who shapes them, who is told."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import Change, OutboxItem
from core.workflow import Refused, Stale
from core.zones import from_local
from network.actions.agenda import place_agenda_item, propose_agenda_item, support_agenda_item
from network.actions.events import cancel_event, edit_event, register, sign_off
from network.models import Event, Material, Registration
from network.waiting import waiting_for
from tests.factories import (
    AgendaItemFactory,
    EventFactory,
    MembershipFactory,
    RegistrationFactory,
    StoredFileFactory,
    UserFactory,
)
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(is_public=True)


@pytest.fixture
def host(event):
    return MembershipFactory(organisation=event.host, editor=True).user


@pytest.fixture
def member():
    return MembershipFactory().user


def test_internal_events_are_for_members(client, member):
    inner = EventFactory()
    address = inner.get_absolute_url()

    assert client.get(address).status_code == 404
    assert inner.title not in client.get(reverse("network:event_list")).text
    assert client.get("/api/v1/events/").json()["count"] == 0
    client.force_login(member)
    assert client.get(address).status_code == 200
    assert inner.title in client.get(reverse("network:event_list")).text


def test_link_to_take_part_is_for_those_who_registered(client, event, member):
    Event.objects.update(online_url="https://meet.example/secret")
    client.force_login(member)

    assert "meet.example" not in client.get(event.get_absolute_url()).text
    client.post(reverse("network:event_register", args=[event.code]))
    assert "meet.example" in client.get(event.get_absolute_url()).text
    client.post(reverse("network:event_sign_off", args=[event.code]))
    assert "meet.example" not in client.get(event.get_absolute_url()).text
    assert "meet.example" not in client.get("/api/v1/events/").text


def test_registering_twice_is_once_and_a_full_event_refuses(event, member):
    Event.objects.update(capacity=1)

    register(event, by=member)
    register(event, by=member)
    with pytest.raises(Refused, match="taken"):
        register(event, by=UserFactory())

    sign_off(event, by=member)
    register(event, by=UserFactory())
    assert Registration.objects.filter(cancelled_at=None).count() == 1


@pytest.mark.parametrize("moment", ["over", "cancelled"])
def test_past_and_cancelled_events_take_nobody(moment, member):
    event = EventFactory(over=True) if moment == "over" else EventFactory(cancelled_at=timezone.now())

    with pytest.raises(Refused):
        register(event, by=member)
    with pytest.raises(Refused):
        propose_agenda_item(event, by=member, title="x")


def test_members_propose_and_support_topics_and_the_host_places_them(event, host, member):
    mine = member.memberships.get().organisation

    item = propose_agenda_item(event, by=member, title="Costs", organisation=mine)
    support_agenda_item(item, by=host)
    support_agenda_item(item, by=host)
    assert item.supporters.count() == 2
    support_agenda_item(item, by=host, support=False)
    assert item.supporters.count() == 1

    other = propose_agenda_item(event, by=member, title="Staff")
    place_agenda_item(item, by=host, on_agenda=True)
    place_agenda_item(other, by=host, on_agenda=True)
    assert [i.title for i in event.agenda_items.exclude(on_agenda_at=None)] == ["Costs", "Staff"]


def test_strangers_cannot_shape_the_agenda_nor_speak_for_others(event, member):
    item = AgendaItemFactory(event=event)

    for attempt in (
        lambda: propose_agenda_item(event, by=UserFactory(), title="x"),
        lambda: propose_agenda_item(event, by=member, title="x", organisation=event.host),
        lambda: support_agenda_item(item, by=UserFactory()),
        lambda: place_agenda_item(item, by=member, on_agenda=True),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_the_host_sees_who_comes_page_by_page_and_nobody_else_does(client, event, host, member):
    for n in range(51):
        RegistrationFactory(event=event, user=UserFactory(name=f"Guest {n:02}"))
    guests = reverse("network:event_guest_list", args=[event.code])
    client.force_login(host)

    first, second = (client.get(guests + page).content.decode() for page in ("", "?page=2"))

    assert "Guest 49" in first
    assert "Guest 50" not in first
    assert "Guest 50" in second
    assert guests in client.get(event.get_absolute_url()).content.decode()
    client.force_login(member)
    assert client.get(guests).status_code == 403
    assert guests not in client.get(event.get_absolute_url()).content.decode()


def test_topics_are_shown_page_by_page_those_with_most_support_first(client, event, member):
    topics = [AgendaItemFactory(event=event, title=f"Topic {n:02}") for n in range(21)]
    topics[20].supporters.add(member)

    first, second = (client.get(event.get_absolute_url() + page).content.decode() for page in ("", "?page=2"))

    assert first.index("Topic 20") < first.index("Topic 00")
    assert "Topic 19" not in first
    assert "Topic 19" in second


def test_moving_an_event_tells_those_who_come(event, host):
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, cancelled_at=timezone.now())

    edit_event(event, by=host, version=1, title="New title")
    assert not OutboxItem.objects.exists()
    with pytest.raises(Refused, match="reason"):
        edit_event(event, by=host, version=2, place="Another hall")
    edit_event(event, by=host, version=2, place="Another hall", reason="Rain.")

    assert OutboxItem.objects.count() == 1
    assert "Place: nothing → Another hall" in OutboxItem.objects.get().payload["text"]
    with pytest.raises(Stale):
        edit_event(event, by=host, version=2, place="Third hall", reason="Rain.")
    with pytest.raises(ValidationError, match="into the past"):
        edit_event(event, by=host, version=3, starts_at=timezone.now(), reason="Rain.")


def test_a_new_link_is_told_to_those_who_come_without_the_link(client, event, host):
    RegistrationFactory(event=event)
    pages = [
        reverse(f"network:event_{page}", args=[event.code]) for page in ("detail", "changes", "calendar")
    ]

    edit_event(event, by=host, version=1, online_url="https://meet.example/secret", reason="A better room.")

    texts = [OutboxItem.objects.get().payload["text"], *(client.get(page).text for page in pages)]
    assert all("A better room." in text for text in texts[:3])
    assert "Link to take part online: changed" in texts[0]
    assert "SEQUENCE:1" in texts[3]
    assert not any("meet.example" in text for text in texts)
    assert "meet.example" not in str(Change.objects.get().facts)
    cancel_event(event, by=host, reason="Storm.")
    assert "STATUS:CANCELLED" in client.get(pages[2]).text


def test_calling_off_needs_a_reason_and_tells_those_who_come(client, event, host):
    RegistrationFactory(event=event)
    client.force_login(host)
    address = reverse("network:event_cancel", args=[event.code])

    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "The hall is flooded."}).status_code == 302
    assert client.post(address, {"reason": "Again."}).status_code == 409
    assert "flooded" in OutboxItem.objects.get().payload["text"]
    assert "flooded" in client.get(event.get_absolute_url()).text


def test_form_reads_the_clock_of_the_zone(client, host, event):
    client.force_login(host)
    data = {
        "host": event.host_id,
        "title": "Visit",
        "summary": "We look at it.",
        "language": "en",
        "time_zone": "America/Mexico_City",
        "starts_at": "2027-03-01T09:00",
        "ends_at": "2027-03-01T17:00",
    }

    assert client.post(reverse("network:event_create"), data).status_code == 302
    made = Event.objects.get(title="Visit")
    assert made.starts_at.isoformat() == "2027-03-01T15:00:00+00:00"
    page = client.get(reverse("network:event_edit", args=[made.code])).text
    assert "2027-03-01T09:00" in page


def test_form_refuses_an_hour_that_the_clocks_skip(client, host, event):
    client.force_login(host)
    data = {"time_zone": "Europe/Berlin", "starts_at": "2027-03-28T02:30", "ends_at": "2027-03-28T02:00"}

    errors = client.post(reverse("network:event_create"), data).context["form"].errors

    assert "put forward" in errors["starts_at"][0]


def test_from_local_takes_the_first_of_an_hour_that_comes_twice():
    assert from_local(datetime(2026, 10, 25, 2, 30), "Europe/Berlin").utcoffset() == timedelta(hours=2)
    with pytest.raises(ValidationError):
        from_local(datetime(2026, 3, 29, 2, 30), "Europe/Berlin")


@pytest.mark.parametrize("name", ["event_edit", "event_cancel", "material_create"])
def test_pages_of_the_host_are_forbidden_to_others(client, event, member, name):
    client.force_login(member)

    assert client.get(reverse(f"network:{name}", args=[event.code])).status_code == 403


def test_material_is_a_checked_file_or_a_link(client, event, host):
    client.force_login(host)
    address = reverse("network:material_create", args=[event.code])

    wrong = client.post(address, {"title": "x", "file": SimpleUploadedFile("a.pdf", b"no pdf")})
    assert wrong.context["form"].errors["file"]
    assert client.post(address, {"title": "x"}).context["form"].errors["file"]
    assert client.post(address, {"title": "Slides", "url": "example.org/s"}).status_code == 302

    material = Material.objects.get()
    assert client.get(reverse("network:material_file", args=[event.code, material.pk])).status_code == 404
    assert client.post(reverse("network:material_remove", args=[event.code, material.pk])).status_code == 302
    assert not Material.objects.exists()


def test_file_over_the_limit_is_told_at_its_field_and_nothing_typed_is_lost(event, host, settings):
    settings.MAX_UPLOAD_BYTES = 2048
    client, address = Client(enforce_csrf_checks=True), reverse("network:material_create", args=[event.code])
    client.force_login(host)
    assert "PDF, PNG, JPEG, up to 2 kB." in client.get(address).text
    large = SimpleUploadedFile("a.pdf", b"%PDF-" + b"x" * 3000)
    sent = {"file": large, "title": "Slides", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}

    form = client.post(address, sent).context["form"]

    assert form.errors["file"] == ["The file is larger than 2 kB. Make it smaller."]
    assert form["title"].value() == "Slides"


def test_material_that_was_refused_says_why_to_its_host_and_leads_nobody_astray(client, event, host, member):
    file = StoredFileFactory(scan="rejected", verdict="pdf_locked", uploaded_by=host)
    Material.objects.create(event=event, title="Slides", file=file)
    seen = {}
    for person in (host, member):
        client.force_login(person)
        seen[person] = client.get(event.get_absolute_url()).text

    assert "protected by a password" in seen[host]
    assert "Slides" in seen[member]
    assert "/material/" not in seen[member]


def test_home_reminds_of_events_and_of_proposals(event, host, member):
    register(event, by=member)
    AgendaItemFactory(event=event)

    assert [task.url for task in waiting_for(member)] == [event.get_absolute_url()]
    assert "1 topic" in waiting_for(host)[0].why
    assert waiting_for(UserFactory()) == []


def test_event_pages_keep_their_query_count(client, event, host, django_assert_max_num_queries):
    client.force_login(host)
    counts = []
    for rows in (1, 29):
        EventFactory.create_batch(rows)
        AgendaItemFactory.create_batch(rows, event=event)
        RegistrationFactory.create_batch(rows, event=event)
        for address in (event.get_absolute_url(), reverse("network:event_list")):
            with django_assert_max_num_queries(20) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))

    assert counts[:2] == counts[2:]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_last_place_is_taken_once(event):
    Event.objects.update(capacity=1)
    people = UserFactory.create_batch(8)

    outcome = race(lambda number: register(Event.objects.get(), by=people[number]))

    assert len(outcome.won) == 1
    assert {type(error) for error in outcome.lost} == {Refused}
    assert Registration.objects.count() == 1
