"""Every kind of item with a journal: what its form overwrote is read, and written again by its own rules."""

import pytest
from django.conf import settings
from django.urls import reverse

from challenges.actions.competitions import edit_competition
from challenges.models import Competition
from core import journal
from core.editing import same
from core.models import Writing
from tests.editing import challenges, cocreation, juries, network, submissions, transfer
from tests.factories import CompetitionFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
KINDS = {
    "challenges.challenges.SectionForm": "challenges.challenge",
    "challenges.competitions.PoliciesForm": "challenges.competition",
    "cocreation.gates.GateForm": "cocreation.gate",
    "cocreation.milestones.MilestoneForm": "cocreation.milestone",
    "cocreation.notes.RiskEditForm": "cocreation.risk",
    "cocreation.projects.ProjectForm": "cocreation.project",
    "cocreation.updates.UpdateForm": "cocreation.update",
    "juries.release.LetterForm": "juries.decision",
    "juries.scoring.ScoreForm": "juries.scorecard",
    "network.events.EventForm": "network.event",
    "network.organisations.OrganisationForm": "network.organisation",
    "submissions.sections.BasicsForm": "submissions.entry",
    "transfer.adoption.AdoptionEditForm": "transfer.adoption",
    "transfer.adoption.FollowUpForm": "transfer.followup",
    "transfer.package.BasicsForm": "transfer.package",
    "transfer.parts.ManualForm": "transfer.manual",
    "transfer.release.ReleaseForm": "transfer.release",
}
FORMS = [
    pytest.param(form, id=form.name)
    for app in (network, challenges, submissions, juries, cocreation, transfer)
    for form in app.FORMS
    if form.name in KINDS
]


def test_every_journal_is_tried():
    assert set(KINDS.values()) == set(settings.JOURNALS)
    assert {form.values[0].name for form in FORMS} == set(KINDS)


@pytest.fixture(params=FORMS)
def written(request, client):
    """A form in which somebody has overwritten a text, the person, its address, the row of the journal."""
    form = request.param
    user, address = form.build()
    client.force_login(user)
    name, text = next(iter(form.first.items()))
    for value in (text, form.other):
        assert form.open(user, address).send(**{name: value}, **form.also) == 302
    # One spell of one person: what stood before it is the text that can be restored.
    row = Writing.objects.get(field__in=[name, f"_basics.{name}"])
    assert row.item_kind == KINDS[form.name]
    return form, user, address, row


def page_of(row):
    return reverse("journal_list", args=[row.item_kind, row.item_id])


def restore(client, row, **sent):
    address = reverse("journal_restore", args=[row.item_kind, row.item_id, row.pk])
    return client.post(address, {"which": "before", "version": "99"} | sent)


def test_what_was_overwritten_is_restored_from_the_page_of_earlier_texts(written, client):
    form, user, address, row = written
    assert page_of(row) in client.get(address).text
    assert "words" in client.get(page_of(row)).text

    answer = restore(client, row, version=client.get(page_of(row)).context["item"].version)

    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200
    assert same(form.open(user, address).fields[next(iter(form.first))], row.before)


def test_nobody_else_reads_or_restores_it(written, client):
    form, user, address, row = written
    client.force_login(UserFactory())

    assert client.get(page_of(row)).status_code == 404
    assert restore(client, row).status_code == 404
    assert same(form.open(user, address).fields[next(iter(form.first))], row.after)


def test_it_is_deleted_with_the_item(written):
    _form, _user, _address, row = written
    assert journal.purge() == 0

    Writing.objects.filter(pk=row.pk).update(item_id=0)
    assert journal.purge() == 1


def test_what_others_rely_on_is_read_and_not_brought_back_without_a_reason(client):
    call = CompetitionFactory(policies="Be kind.", running=True)
    user = MembershipFactory(organisation=call.office, role="coordinator").user
    edit_competition(call, by=user, version=99, reason="In short.", policies="Be fair.")
    row = Writing.objects.get(field="policies")
    client.force_login(user)

    assert "kind" in client.get(page_of(row)).text
    assert "Bring back" not in client.get(page_of(row)).text
    assert restore(client, row).status_code == 404
    assert Competition.objects.get().policies == "Be fair."
