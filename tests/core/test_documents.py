"""Documents on request: written down, made by the worker as the person who asked, told when it fails."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation

from core import documents, outbox
from core.models import OutboxItem, RenderedDocument
from core.pdf import PdfFailed
from core.workflow import Refused
from tests.factories import RenderedDocumentFactory, UserFactory

State = RenderedDocument.State
pytestmark = pytest.mark.django_db
ASKED = []


def paper(code, user):
    """A document as the apps make them."""
    ASKED.append((code, user, translation.get_language()))
    if code in TROUBLE:
        raise TROUBLE[code]
    return f"Brief of {code}", b"%PDF-1.7 made"


TROUBLE = {
    "gone": Http404(),
    "forbidden": PermissionDenied(),
    "early": Refused("The jury has not signed yet."),
    "broken": PdfFailed("took longer"),
}


@pytest.fixture(autouse=True)
def _table(settings):
    settings.DOCUMENTS = {"paper": "tests.core.test_documents.paper"}
    ASKED.clear()


@pytest.fixture
def user():
    return UserFactory()


def asked(user, code="abc"):
    document = documents.request_document("paper", code, by=user, back_url="/home/")
    outbox.sweep()
    return RenderedDocument.objects.get(pk=document.pk)


def test_document_is_made_by_the_worker_as_the_person_who_asked(user):
    with translation.override("de"):
        document = documents.request_document("paper", "abc", by=user)
    assert document.state == State.WAITING
    assert ASKED == []

    outbox.sweep()

    document = RenderedDocument.objects.get()
    assert [("abc", user, "de")] == ASKED
    assert (document.state, document.title) == (State.READY, "Brief of abc")
    assert document.file.read() == b"%PDF-1.7 made"


def test_document_is_downloaded_by_its_owner_alone(client, user):
    document = asked(user)
    address = reverse("document_file", args=[document.public_id])

    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    client.force_login(user)
    response = client.get(address)
    assert response["Content-Disposition"] == 'attachment; filename="brief-of-abc.pdf"'
    assert response["Content-Type"] == "application/pdf"


def test_asking_twice_while_it_is_made_is_once(user):
    first = documents.request_document("paper", "abc", by=user)

    assert documents.request_document("paper", "abc", by=user) == first
    assert documents.request_document("paper", "abc", by=UserFactory()) != first
    assert OutboxItem.objects.filter(kind="document").count() == 2


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("gone", "nothing here"),
        ("forbidden", "nothing here"),
        ("early", "The jury has not signed yet."),
        ("broken", "Something went wrong"),
    ],
)
def test_failure_is_told_with_a_way_to_try_again(client, user, code, told):
    document = asked(user, code)
    client.force_login(user)

    page = client.get(document.get_absolute_url()).text

    assert document.state == State.FAILED
    assert told in document.error
    assert told in page
    assert "Try again" in page
    assert OutboxItem.objects.get(kind="document").state == "done"


def test_deactivated_people_get_no_document(user):
    document = documents.request_document("paper", "abc", by=user)
    type(user).objects.update(is_active=False)

    outbox.sweep()

    assert RenderedDocument.objects.get(pk=document.pk).state == State.FAILED
    assert ASKED == []


def test_document_of_a_killed_worker_is_made_by_the_next(user):
    document = documents.request_document("paper", "abc", by=user)
    OutboxItem.objects.update(state="sending", lease_until=timezone.now())
    RenderedDocument.objects.update(state=State.RENDERING)

    outbox.sweep()

    assert RenderedDocument.objects.get(pk=document.pk).state == State.READY


def test_page_without_script_asks_again_until_ready(client, user):
    client.force_login(user)
    waiting = documents.request_document("paper", "abc", by=user)

    assert 'http-equiv="refresh"' in client.get(waiting.get_absolute_url()).text
    outbox.sweep()
    assert 'http-equiv="refresh"' not in client.get(waiting.get_absolute_url()).text


def test_week_old_documents_are_deleted_with_their_files(user):
    old = RenderedDocumentFactory(requested_at=timezone.now() - timedelta(days=8), state=State.READY)
    old.file.save("documents/test/old", ContentFile(b"%PDF"))
    kept = asked(user)

    documents.purge()

    assert RenderedDocument.objects.get() == kept
    assert not old.file.storage.exists(old.file.name)
