"""The protocol is a paper that stays: the same facts give the same bytes, and people sign these bytes."""

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core import outbox, papers
from core.models import Paper
from core.pdf import pdf_of
from core.workflow import Refused
from juries.actions.deliberation import propose_decision, reopen_panel, sign_panel
from juries.models import Panel
from tests.factories import UserFactory
from tests.juries.conftest import ADVICE, REFUSAL
from tests.juries.signing import DIGEST, prepared
from tests.juries.test_deciding import advise

pytestmark = pytest.mark.django_db
NAME = Panel.PROTOCOL


def check(client, content):
    """What somebody is told who has this file."""
    upload = SimpleUploadedFile("given.pdf", content, "application/pdf")
    return client.post(reverse("paper_check"), {"file": upload}).content.decode()


def test_a_protocol_is_prepared_read_signed_and_checked_by_anybody(client, decided):
    advise(decided)
    panel, chair = decided.panel, decided.chair.user
    protocol = reverse("juries:protocol_paper", args=[panel.code])
    client.force_login(chair)
    client.post(reverse("juries:protocol_prepare", args=[panel.code]))
    waits = client.get(protocol).content.decode()
    outbox.sweep()
    paper = Paper.objects.get()
    content = paper.file.read()
    shown = client.get(protocol).content.decode()
    unsigned = check(client, content)
    client.post(reverse("juries:panel_sign", args=[panel.code]), {"sha256": paper.sha256})

    assert "is being made" in waits
    assert paper.sha256 in shown
    assert b"".join(client.get(reverse("paper_file", args=[paper.code])).streaming_content) == content
    assert "nobody has signed it" in unsigned
    client.logout()
    signed = check(client, content)
    assert "unchanged, and it stands" in signed
    assert chair.name in signed
    assert "We have no such paper" in check(client, content + b" ")
    reopen_panel(Panel.objects.get(), by=chair, reason="A count was wrong.")
    assert "A count was wrong." in check(client, content)


def test_the_same_facts_give_the_same_bytes(decided):
    advise(decided)
    subject = decided.panel
    with time_machine.travel(timezone.now(), tick=False):
        first = papers._html(NAME, subject, "en")
    with time_machine.travel(timezone.now().replace(year=2031), tick=False):
        second = papers._html(NAME, Panel.objects.get(), "en")

    assert first == second
    assert pdf_of(first) == pdf_of(second)


def test_a_paper_that_says_something_else_is_not_signed(decided):
    advise(decided)
    chair, entry = decided.chair.user, decided.entries[0]
    prepared(decided.panel, chair)
    decision = decided.panel.decisions.get(entry=entry)
    advice = ADVICE | {"reason": "Read again, and better told."}
    propose_decision(decided.panel, entry, by=chair, version=decision.version, **advice)

    with pytest.raises(Refused, match="changed since this paper"):
        sign_panel(decided.panel, by=chair, sha256=DIGEST)

    assert Panel.objects.get().state == "deliberating"
    assert papers.latest(NAME, decided.panel).signatures.count() == 0
    newer = papers.prepare(NAME, decided.panel, by=chair)
    assert newer.code != Paper.objects.last().code
    assert papers.prepare(NAME, decided.panel, by=chair) == newer


def test_the_page_of_a_long_protocol_leaves_the_comparing_to_the_signature(client, decided, monkeypatch):
    advise(decided)
    chair, entry = decided.chair.user, decided.entries[0]
    prepared(decided.panel, chair)
    decision = decided.panel.decisions.get(entry=entry)
    advice = ADVICE | {"reason": "Read again, and better told."}
    propose_decision(decided.panel, entry, by=chair, version=decision.version, **advice)
    page = reverse("juries:protocol_paper", args=[decided.panel.code])
    client.force_login(chair)
    short = client.get(page).content.decode()

    monkeypatch.setattr("juries.views.deliberation.READ_AT_ONCE", 0)
    monkeypatch.setattr("core.papers._html", None)
    long = client.get(page).content.decode()

    assert "has changed since this paper was made" in short
    assert "is looked at when it is signed" in long
    assert "Prepare the paper again" in long


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_another_digest_is_not_signed(decided, digest):
    advise(decided)
    prepared(decided.panel, decided.chair.user)

    with pytest.raises(Refused):
        sign_panel(decided.panel, by=decided.chair.user, sha256=digest)


def test_a_record_that_changes_while_the_paper_is_made_is_told(decided):
    advise(decided)
    chair, entry = decided.chair.user, decided.entries[1]
    papers.prepare(NAME, decided.panel, by=chair)
    decision = decided.panel.decisions.get(entry=entry)
    advice = REFUSAL | {"reason": "Others were nearer."}
    propose_decision(decided.panel, entry, by=chair, version=decision.version, **advice)
    outbox.sweep()

    paper = Paper.objects.get()
    assert paper.has_failed()
    assert "Prepare it again" in paper.error


def test_the_paper_is_for_chair_and_office(client, decided):
    advise(decided)
    prepared(decided.panel, decided.chair.user)
    paper = Paper.objects.get()
    paper.file.save("papers/x", io.BytesIO(b"%PDF"))

    people = [decided.chair.user, decided.coordinator, decided.jurors[1].user, decided.editor, UserFactory()]
    answers = []
    for user in people:
        client.force_login(user)
        answers.append(client.get(reverse("paper_file", args=[paper.code])).status_code)

    assert answers == [200, 200, 403, 403, 403]
