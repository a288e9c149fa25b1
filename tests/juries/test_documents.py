"""Papers of the jury: what they say, and to whom."""

import io

import pypdf
import pytest
from django.http import Http404

from juries.actions.release import release_decisions
from juries.documents import award_certificate, jury_protocol
from juries.models import Award
from tests.factories import AwardFactory, UserFactory
from tests.juries.conftest import ADVICE
from tests.juries.test_deciding import advise, sign_all

pytestmark = pytest.mark.django_db


def text_of(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_protocol_and_certificate_say_what_was_decided(decided):
    advise(decided)
    sign_all(decided)
    release_decisions(decided.panel, by=decided.coordinator)

    title, protocol = jury_protocol(decided.panel.code, decided.coordinator)
    certificate = award_certificate(Award.objects.get().code, UserFactory())[1]

    assert decided.panel.title in title
    for words in (ADVICE["reason"], "72.00", "lenient or strict", decided.chair.user.name, "Online"):
        assert words in text_of(protocol)
    for words in (decided.entries[0].title, decided.entries[0].organisation.name, ADVICE["citation"]):
        assert words in text_of(certificate)


def test_the_protocol_is_for_those_who_may_see_scores(scene, decided):
    for panel, user in [
        (scene.panel, scene.coordinator),
        (decided.panel, decided.editor),
        (decided.panel, UserFactory()),
    ]:
        with pytest.raises(Http404):
            jury_protocol(panel.code, user)


def test_a_certificate_exists_for_announced_awards_only():
    with pytest.raises(Http404):
        award_certificate(AwardFactory(pending=True).code, UserFactory())
