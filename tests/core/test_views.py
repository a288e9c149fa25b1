"""Pages of core: settings, tokens, mail, documents, barriers, health."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from core import health, outbox, postroom
from core.models import Notice, OutboxItem, RenderedDocument
from tests.factories import (
    MembershipFactory,
    NoticeFactory,
    OutboxItemFactory,
    RenderedDocumentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def coordinator(client):
    person = MembershipFactory(coordinator=True).user
    client.force_login(person)
    return person


@pytest.mark.parametrize("name", ["home", "settings_edit", "token_list", "mail_list"])
def test_own_pages_ask_to_sign_in(client, name):
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_home_of_a_new_person_says_that_nothing_waits(client, user):
    response = client.get(reverse("home"))

    assert response.status_code == 200
    assert "Nothing is waiting for you" in response.text
    assert response["Cache-Control"] == "private, no-store"


def test_notices_are_put_away_by_their_owner_only(client, user):
    mine, other = NoticeFactory(user=user), NoticeFactory()

    assert mine.text in client.get(reverse("home")).text
    assert client.post(reverse("notice_read", args=[mine.pk])).status_code == 302
    assert client.post(reverse("notice_read", args=[other.pk])).status_code == 404
    assert Notice.objects.filter(read_at=None).get() == other


def test_settings_are_saved(client, user):
    data = {"name": "Asha", "language": "hi", "time_zone": "Asia/Kolkata"}

    assert client.post(reverse("settings_edit"), data).status_code == 302

    user = type(user).objects.get()
    assert (user.name, user.language, user.time_zone) == ("Asha", "hi", "Asia/Kolkata")


def test_settings_refuse_an_unknown_zone(client, user):
    response = client.post(
        reverse("settings_edit"), {"name": "Asha", "language": "en", "time_zone": "Mars/Base"}
    )

    assert response.status_code == 200
    assert response.context["form"].errors["time_zone"]


def test_token_is_shown_once_and_can_be_revoked(client, user):
    client.post(reverse("token_create"))
    first, second = client.get(reverse("token_list")).text, client.get(reverse("token_list")).text

    token = AuthToken.objects.get()
    assert "shown this once" in first
    assert "shown this once" not in second
    assert token.token_key in second
    assert client.post(reverse("token_revoke", args=[token.token_key])).status_code == 302
    assert not AuthToken.objects.exists()


def test_token_of_somebody_else_is_not_there(client, user):
    AuthToken.objects.create(user=UserFactory())

    response = client.post(reverse("token_revoke", args=[AuthToken.objects.get().token_key]))

    assert response.status_code == 404
    assert AuthToken.objects.exists()


def test_eleventh_token_is_refused_with_a_reason(client, user):
    for _ in range(10):
        AuthToken.objects.create(user=user)

    response = client.post(reverse("token_create"))

    assert response.status_code == 409
    assert "Revoke one first" in response.text


def test_mails_are_shown_to_staff_only_and_how_they_stand_to_offices(client, user, settings):
    settings.DEMO = False
    mail = OutboxItemFactory(state="dead")
    listed, shown = reverse("mail_list"), reverse("mail_detail", args=[mail.pk])
    assert client.get(listed).status_code == client.get(shown).status_code == 403
    assert client.post(reverse("mail_all_again"), {"state": "dead"}).status_code == 403
    assert listed not in client.get(reverse("home")).text

    # An office would see the mails of other offices.
    client.force_login(MembershipFactory(coordinator=True).user)
    assert client.get(shown).status_code == 403
    page = client.get(listed).text
    assert "1 mail was given up" in page
    assert mail.payload["to"] not in page
    assert mail.payload["subject"] not in page
    assert "1 mail was given up" in client.get(reverse("home")).text
    assert client.post(reverse("mail_all_again"), {"state": "dead"}).status_code == 302
    assert OutboxItem.objects.get().state == "pending"

    client.force_login(UserFactory(is_staff=True))
    assert client.get(shown).status_code == 200
    assert mail.payload["to"] in client.get(listed).text


def test_home_tells_the_office_what_mail_needs_and_nothing_while_all_is_well(client, coordinator):
    OutboxItemFactory(state="done", done_at=timezone.now())
    OutboxItemFactory(attempts=2)
    assert "Look after the outgoing mail" not in client.get(reverse("home")).text

    OutboxItemFactory(state="uncertain")
    left = OutboxItemFactory(state="bounced")
    outbox.leave(left, by=coordinator)
    page = client.get(reverse("home")).text
    assert "Look after the outgoing mail" in page
    assert "nobody knows whether it arrived" in page
    assert "refused" not in page


def test_all_that_were_given_up_are_sent_again_from_the_page(client, coordinator):
    OutboxItemFactory.create_batch(3, state="dead")
    OutboxItemFactory(state="uncertain")

    page = client.post(reverse("mail_all_again"), {"state": "dead"}, follow=True).text

    assert "3 mails will be sent at once" in page
    assert OutboxItem.objects.filter(state="pending").count() == 3
    assert client.post(reverse("mail_all_again"), {"state": "uncertain"}).status_code == 404


def test_in_the_demo_everybody_reads_what_was_written_to_them_alone(client, user):
    own = OutboxItemFactory(payload={"to": user.email, "subject": "For you", "text": "https://x.example/a"})
    other = OutboxItemFactory(payload={"to": "b@example.org", "subject": "Other", "text": "x"})

    page = client.get(reverse("mail_list")).text

    assert "For you" in page
    assert "Other" not in page
    assert "https://x.example/a" in client.get(reverse("mail_detail", args=[own.pk])).text
    assert client.get(reverse("mail_detail", args=[other.pk])).status_code == 404
    assert client.post(reverse("mail_again", args=[own.pk])).status_code == 403


def test_who_registers_in_the_demo_reads_the_mail_that_confirms(client, db):
    words = {"email": "nina@example.org", "name": "Nina New", "password1": "a long horse battery 9"}
    words |= {"password2": words["password1"], "next": "/challenges/"}
    sent = client.post(reverse("account_signup"), words, follow=True)

    assert reverse("mail_list") in sent.text
    mail = OutboxItem.objects.get(kind="mail")
    text = client.get(reverse("mail_detail", args=[mail.pk])).text
    confirm = re.search(r'href="https?://[^/"]+(/[^"]*confirm-email/[^"]+)"', text)[1]
    assert client.post(confirm).url == "/challenges/"  # signed in, and where one wanted to go
    client.cookies.clear()
    assert client.get(reverse("mail_detail", args=[mail.pk])).status_code == 302


def test_mail_list_finds_by_address_and_state(client, coordinator):
    OutboxItemFactory(payload={"to": "asha@example.org", "subject": "Your receipt", "text": "x"})
    OutboxItemFactory(payload={"to": "b@example.org", "subject": "Other", "text": "x"}, state="dead")

    assert "Your receipt" in client.get(reverse("mail_list")).text
    by_address = client.get(reverse("mail_list"), {"q": "asha@"}).text
    assert "Your receipt" in by_address
    assert "Other" not in by_address
    assert "Other" in client.get(reverse("mail_list"), {"state": "dead"}).text


def test_mail_text_is_shown_in_the_demo_only(client, coordinator, settings):
    mail = OutboxItemFactory(
        payload={"to": "a@example.org", "subject": "S", "text": "https://x.example/secret"}
    )

    assert "secret" in client.get(reverse("mail_detail", args=[mail.pk])).text
    settings.DEMO = False
    client.force_login(UserFactory(is_staff=True))
    assert "secret" not in client.get(reverse("mail_detail", args=[mail.pk])).text


def test_uncertain_mail_is_sent_again_once(client, coordinator):
    mail = OutboxItemFactory(state="uncertain")

    assert client.post(reverse("mail_again", args=[mail.pk])).status_code == 302
    assert OutboxItem.objects.get().state == "pending"
    assert client.post(reverse("mail_again", args=[mail.pk])).status_code == 409


@pytest.mark.parametrize(
    ("state", "button", "after"),
    [
        ("uncertain", "mail_arrived", "done"),
        ("bounced", "mail_leave", "bounced"),
        ("dead", "mail_leave", "dead"),
    ],
)
def test_office_decides_on_a_mail_and_is_asked_no_more(client, coordinator, state, button, after):
    mail = OutboxItemFactory(state=state)
    page = reverse("mail_detail", args=[mail.pk])
    buttons = {name: reverse(name, args=[mail.pk]) for name in ("mail_again", "mail_arrived", "mail_leave")}
    shown = client.get(page).text
    assert {name for name, address in buttons.items() if address in shown} == {"mail_again", button}

    assert client.post(buttons[button], follow=True).status_code == 200

    assert OutboxItem.objects.get().state == after
    assert buttons["mail_again"] not in client.get(page).text


def test_other_outbox_rows_are_not_mail(client, coordinator):
    assert client.get(reverse("mail_detail", args=[OutboxItemFactory(kind="scan").pk])).status_code == 404


def test_mail_list_keeps_its_query_count(client, coordinator, django_assert_max_num_queries):
    counts = []
    for rows in (1, 29):
        OutboxItemFactory.create_batch(rows)
        with django_assert_max_num_queries(20) as queries:
            client.get(reverse("mail_list"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_barrier_is_reported_without_an_account(client):
    response = client.post(
        reverse("barrier_report"), {"text": "Cannot tab", "page": "/x/", "email": "a@b.example"}
    )

    assert response.status_code == 302
    assert client.get(response.url).status_code == 200
    payload = OutboxItem.objects.get().payload
    assert payload["to"] == "office@cityrelay.example"
    assert "Cannot tab" in payload["text"]
    assert "a@b.example" in payload["text"]


def test_barrier_on_a_page_with_a_long_address_is_reported_as_it_is(client):
    page = "/challenges/?q=" + "x" * 1500
    form = client.get(reverse("barrier_report"), {"page": page}).context["form"]

    response = client.post(reverse("barrier_report"), {"text": "Cannot tab", "page": form["page"].value()})

    assert response.status_code == 302
    assert page in OutboxItem.objects.get().payload["text"]


def test_sixth_report_within_the_hour_is_held_back_and_keeps_the_text(client):
    answers = [client.post(reverse("barrier_report"), {"text": f"Barrier {n}"}) for n in range(6)]

    assert [a.status_code for a in answers] == [302] * 5 + [429]
    assert "Barrier 5" in answers[-1].text
    assert OutboxItem.objects.count() == 5


def test_document_page_is_for_the_person_who_asked(client, user):
    mine, other = RenderedDocumentFactory(requested_by=user), RenderedDocumentFactory()

    assert "waits for its turn" in client.get(mine.get_absolute_url()).text
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(reverse("document_file", args=[mine.public_id])).status_code == 404


def test_document_request_refuses_unknown_kinds_and_foreign_ways_back(client, user):
    data = {"kind": "nothing", "code": "x"}
    assert client.post(reverse("document_request"), data).status_code == 404

    data = {"kind": "challenge_brief", "code": "x", "next": "https://evil.example/"}
    assert client.post(reverse("document_request"), data).status_code == 302

    assert RenderedDocument.objects.get().back_url == ""


def test_livez_answers(client):
    assert client.get("/livez").status_code == 200


def test_readyz_is_green_while_the_worker_ticks_and_red_without(client):
    assert client.get("/readyz").json()["problems"] == ["worker"]

    health.note_sweep()
    assert client.get("/readyz").json() == {"ready": True, "problems": [], "reasons": []}

    cache.set(health.SWEPT, timezone.now() - health.SILENCE)
    assert client.get("/readyz").status_code == 503


def test_readyz_is_red_when_the_outbox_stands_still(client):
    health.note_sweep()
    OutboxItemFactory(kind="scan", not_before=timezone.now() - 2 * health.OLDEST_WAIT)

    assert client.get("/readyz").json()["problems"] == ["outbox"]


def test_readyz_is_red_and_home_tells_while_mail_waits_and_none_leaves(client, coordinator):
    health.note_sweep()
    long_ago = timezone.now() - postroom.STANDSTILL
    sent = OutboxItemFactory(state="done", done_at=long_ago)
    OutboxItemFactory(attempts=4, created_at=long_ago, not_before=timezone.now() + postroom.STANDSTILL)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["problems"]) == (503, ["mail"])
    assert answer.json()["reasons"] == ["Mail waits and none has left for a quarter of an hour."]
    for page in ("home", "mail_list"):
        assert "a quarter of an hour" in client.get(reverse(page)).text

    OutboxItem.objects.filter(pk=sent.pk).update(done_at=timezone.now())
    assert client.get("/readyz").status_code == 200
    assert "Look after the outgoing mail" not in client.get(reverse("home")).text


@pytest.mark.django_db(transaction=True)
def test_pages_never_touch_the_broker(client, monkeypatch):
    """A broker that is refused, silent or gone delays no page: only the clock of the worker talks to it."""

    def refuse(*args, **kwargs):
        raise OSError("the broker must not be asked")

    monkeypatch.setattr("kombu.connection.Connection._establish_connection", refuse)
    monkeypatch.setattr("celery.app.base.Celery.send_task", refuse)
    monkeypatch.setattr("celery.app.task.Task.apply_async", refuse)
    client.force_login(UserFactory())

    assert client.post(reverse("barrier_report"), {"text": "t"}).status_code == 302
    assert (
        client.post(reverse("document_request"), {"kind": "challenge_brief", "code": "x"}).status_code == 302
    )
    assert OutboxItem.objects.filter(state="pending").count() == 2
    assert outbox.sweep() == 2
