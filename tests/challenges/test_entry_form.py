"""The entry form before anybody fills it in: public, on paper, and in the order that the office gives it."""

import io
import zipfile
from datetime import UTC, datetime
from xml.etree.ElementTree import fromstring

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pypdf import PdfReader

from challenges.actions.parts import move_part
from challenges.blank_form import blank_form
from challenges.documents import entry_form
from challenges.forms.parts import PARTS, part_form
from tests.factories import (
    CompetitionFactory,
    FormQuestionFactory,
    FormSectionFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    competition = CompetitionFactory(announced=True)
    section = FormSectionFactory(competition=competition, title="Costs & plan", help="In *short*.")
    rows = [
        {"label": "What do you build?", "kind": "long", "word_limit": 300},
        {"label": "What does it cost?", "kind": "money", "unit": "EUR", "maximum": 50000},
        {"label": "By which means?", "kind": "several", "choices": ["Shade", "Water"], "required": False},
    ]
    for row in rows:
        FormQuestionFactory(section=section, **row)
    return section


@pytest.fixture
def office(section):
    return MembershipFactory(organisation=section.competition.office, role="coordinator").user


def labels(section):
    return [one.label for one in blank_form(section.competition)[0].questions]


def parsed(archive, name):
    return fromstring(archive.read(name))  # noqa: S314 (our own)


def test_everybody_reads_all_questions_with_their_limits(client, section):
    FormQuestionFactory(section=section, label="Old one", retired_at="2026-01-01T00:00Z")

    page = client.get(reverse("challenges:competition_form", args=[section.competition.code])).text

    assert "at most 300 words" in page
    assert "In EUR. Not above 50,000." in page
    assert "<li>Shade</li>" in page
    assert "optional" in page
    assert "Old one" not in page


def test_nobody_reads_the_form_of_a_draft(client):
    competition = CompetitionFactory()

    for name in ("competition_form", "competition_form_odt"):
        assert client.get(reverse(f"challenges:{name}", args=[competition.code])).status_code == 404


def test_the_text_to_draft_in_is_an_open_document(client, section):
    address = reverse("challenges:competition_form_odt", args=[section.competition.code])

    first, second = client.get(address).content, client.get(address).content

    archive = zipfile.ZipFile(io.BytesIO(first))
    assert first == second
    assert archive.infolist()[0].filename == "mimetype"
    assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
    listed = parsed(archive, "META-INF/manifest.xml")
    assert len(listed) == len(archive.namelist()) - 1
    for name in ("styles.xml", "meta.xml"):
        parsed(archive, name)
    words = "\n".join(parsed(archive, "content.xml").itertext())
    for text in ("Costs & plan", "What does it cost?", "Water"):
        assert text in words


def test_the_pdf_has_every_question(section):
    title, pdf = entry_form(section.competition.code, UserFactory())

    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert section.competition.title in title
    assert all(one in text for one in [*labels(section), "Shade"])


def test_a_question_moves_among_those_in_force_and_stops_at_the_ends(section, office):
    first, second, third = section.questions.all()

    move_part(section.competition, third, by=office, up=True)
    assert labels(section) == [first.label, third.label, second.label]
    move_part(section.competition, first, by=office, up=True)
    move_part(section.competition, third, by=office, up=False)
    assert labels(section) == [first.label, second.label, third.label]
    with pytest.raises(PermissionDenied):
        move_part(section.competition, first, by=UserFactory(), up=False)


def test_moments_of_a_question_are_those_of_the_competition(client, section, office):
    office.time_zone, section.competition.time_zone = "Asia/Kolkata", "America/Mexico_City"
    office.save()
    section.competition.save()
    question = section.questions.first()
    question.frozen_from = datetime(2026, 12, 2, 18, tzinfo=UTC)
    question.save()
    form = part_form(PARTS["questions"], section.competition, question)
    assert 'value="2026-12-02T12:00"' in str(form["frozen_from"])

    data = form.as_shown() | {"frozen_from": "2026-12-03T12:00"}
    form = part_form(PARTS["questions"], section.competition, question, data)

    assert form.is_valid(), form.errors
    assert form.values() == {"frozen_from": datetime(2026, 12, 3, 18, tzinfo=UTC)}


def test_the_list_offers_both_ways_by_keyboard(client, section, office):
    client.force_login(office)
    code = section.competition.code

    page = client.get(reverse("challenges:part_list", args=[code, "questions"])).text

    assert "Move “What does it cost?” up" in page
    pk = section.questions.last().pk
    answer = client.post(reverse("challenges:part_up", args=[code, "questions", pk]))
    assert answer.url.endswith(f"#part-{pk}")
    assert labels(section)[1] == "By which means?"
