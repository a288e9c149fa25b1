"""Answers of all kinds: asked where they apply, checked where typed, read by whom they are for."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from challenges.actions.parts import Why, edit_part
from submissions.actions.sections import save_fields
from submissions.completeness import gaps, parts_of
from submissions.models import Entry
from submissions.queries import jury_content, office_content
from submissions.versions import working_content
from tests.factories import (
    AnswerFactory,
    AttachmentFactory,
    ChallengeFactory,
    EntryFactory,
    EntryVersionFactory,
    FormQuestionFactory,
    FormSectionFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    challenge = ChallengeFactory(published=True)
    return FormSectionFactory(competition=challenge.competition, identifier="plan")


@pytest.fixture
def lead():
    return UserFactory()


@pytest.fixture
def entry(section, lead):
    return EntryFactory(challenge=section.competition.challenges.get(), lead=lead)


def ask(section, name, **fields):
    return FormQuestionFactory(section=section, identifier=name, **fields)


def save(entry, lead, **fields):
    fresh = Entry.objects.get(pk=entry.pk)
    return save_fields(fresh, "plan", fields, by=lead, version=fresh.version)


def missing(entry):
    return {gap.field for gap in gaps(Entry.objects.get(pk=entry.pk)) if gap.section == "plan"}


def test_a_question_is_asked_only_after_its_answer_and_what_was_written_is_kept(section, entry, lead):
    data = ask(section, "data", kind="yes_no")
    ask(section, "which", shown_if=data, shown_value="yes")

    assert missing(entry) == {"data"}
    save(entry, lead, data="yes")
    assert missing(entry) == {"which"}
    save(entry, lead, which="Noise of streets")
    save(entry, lead, data="no")
    assert missing(entry) == set()
    (part,) = parts_of(Entry.objects.get(pk=entry.pk))
    assert [one.identifier for one in part.questions] == ["data"]
    save(entry, lead, data="yes")
    assert "Noise of streets" in str(working_content(Entry.objects.get(pk=entry.pk)))


def test_an_answer_is_needed_from_its_date_on(section, entry):
    question = ask(section, "budget", required_from=timezone.now() + timedelta(days=1))
    assert missing(entry) == set()
    question.required_from = timezone.now() - timedelta(days=1)
    question.save()
    assert missing(entry) == {"budget"}


def test_an_answer_is_fixed_from_its_date_on_and_a_missing_one_is_not(section, entry, lead):
    before = timezone.now() - timedelta(hours=1)
    for name in ("title", "site"):
        ask(section, name, frozen_from=before)
    AnswerFactory(
        entry=entry,
        question=section.questions.get(identifier="site"),
        text="Mitte",
        saved_at=before - timedelta(1),
    )

    with pytest.raises(ValidationError, match="fixed"):
        save(entry, lead, site="Nord")
    save(entry, lead, title="ShadeWays")
    save(entry, lead, title="ShadeWays 2")


def test_what_cannot_be_read_is_said_at_its_field_and_kept(client, section, entry, lead):
    ask(section, "cost", kind="money", unit="EUR")
    means = ask(section, "means", kind="several", choices=["Shade", "Water"])
    AnswerFactory(entry=entry, question=means, text="Shade\nWater")
    client.force_login(lead)
    address = reverse("submissions:entry_section", args=[entry.code, "plan"])

    both = {"means": ["Shade", "Water"], "later": "1"}
    page = client.post(address, both | {"cost": "48,000", "version": 1}, follow=True)

    assert page.redirect_chain == [(address, 302)]
    assert "Write 48000 or 48." in page.text
    assert 'value="48,000"' in page.text
    assert page.text.count(" checked") == 2
    again = both | {"cost": "48000", "version": Entry.objects.get().version}
    assert client.post(address, again).url == entry.get_absolute_url()


def test_several_are_saved_by_button_and_by_themselves_alike(client, section, entry, lead):
    ask(section, "means", kind="several", choices=["Shade", "Water", "Trees"])
    client.force_login(lead)
    client.post(
        reverse("submissions:entry_section", args=[entry.code, "plan"]),
        {"means": ["Shade", "Trees"], "later": 1},
    )
    assert entry.answers.get().text == "Shade\nTrees"

    body = {"version": Entry.objects.get().version, "fields": {"means": ["Water"]}}
    client.post(
        reverse("submissions:entry_autosave", args=[entry.code, "plan"]),
        body,
        content_type="application/json",
    )

    assert entry.answers.get().text == "Water"


def test_a_file_of_the_entry_is_named_by_its_title(section, entry, lead):
    ask(section, "drawing", kind="file")
    added = AttachmentFactory(entry=entry, title="Site plan")

    save(entry, lead, drawing=str(added.file.public_id))

    assert missing(entry) == set()
    content = working_content(Entry.objects.get(pk=entry.pk))
    assert content["sections"][0]["answers"][0]["text"] == "Site plan"


@pytest.mark.parametrize("when", ["before", "after"])
def test_jury_and_office_read_what_is_for_them(section, entry, when):
    competition = section.competition
    competition.blind = True
    competition.save()
    questions = [ask(section, name, kind="text") for name in ("both", "office", "jury", "people")]
    for question in questions:
        AnswerFactory(entry=entry, question=question, text=f"words for {question.identifier}")
    limits = {"office": {"seen_by": "office"}, "jury": {"seen_by": "jury"}, "people": {"names_people": True}}
    version = EntryVersionFactory(entry=entry) if when == "after" else None
    for name, values in limits.items():
        section.questions.filter(identifier=name).update(**values)
    version = version or EntryVersionFactory(entry=Entry.objects.get(pk=entry.pk))
    if when == "before":
        section.questions.update(seen_by="both", names_people=False)

    jury, office = str(jury_content(version)), str(office_content(version))

    assert [name for name in ("both", "office", "jury", "people") if f"for {name}" in jury] == [
        "both",
        "jury",
    ]
    assert [name for name in ("both", "office", "jury", "people") if f"for {name}" in office] == [
        "both",
        "office",
        "people",
    ]


def test_the_kind_of_an_answered_question_stays(section, entry):
    office = MembershipFactory(organisation=section.competition.office, role="coordinator").user
    line, number = ask(section, "line", kind="text"), ask(section, "count", kind="number")
    for question in (line, number):
        AnswerFactory(entry=entry, question=question, text="5")

    with pytest.raises(ValidationError, match="kind stays"):
        edit_part(section.competition, number, by=office, version=number.version, kind="text")
    why = Why("Teams need more room.")
    longer = edit_part(section.competition, line, by=office, version=line.version, why=why, kind="long")
    assert longer.kind == "long"


def test_the_office_sees_the_form_as_a_team_does(client, section, entry, lead):
    data = ask(section, "data", kind="yes_no", label="Do you use data?")
    ask(section, "which", label="Which data?", shown_if=data, shown_value="yes")
    office = MembershipFactory(organisation=section.competition.office, role="coordinator").user
    address = reverse("submissions:form_preview", args=[section.competition.code])

    client.force_login(office)
    page = client.get(address).text
    assert "only if the answer to “Do you use data?” is Yes" in page
    assert page.count("disabled") == 3
    client.force_login(lead)
    assert client.get(address).status_code == 403


def test_api_gives_typed_values(client, section, entry, lead):
    cost = ask(section, "cost", kind="money", unit="EUR")
    AnswerFactory(entry=entry, question=cost, text="48 000 €")
    client.force_login(lead)

    found = client.get(reverse("entry-detail", args=[entry.code])).json()

    field = found["sections"][0]["fields"][0]
    assert (field["value"], field["unit"], field["text"]) == (48000, "EUR", "48 000 €")
