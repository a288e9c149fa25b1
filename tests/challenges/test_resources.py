"""Files and data sets of a challenge: with terms, open once checked, changes told."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from challenges.actions.resources import MOST, add_resource, edit_resource, remove_resource
from challenges.models import Challenge, Resource
from core.changes.publish import changes_of
from core.editing import Clash
from core.models import OutboxItem
from core.workflow import Refused
from network.actions.withholding import withhold
from tests.factories import ChallengeFactory, EntryFactory, MembershipFactory, ResourceFactory
from tests.journeys.visitor import Visitor, pdf

pytestmark = pytest.mark.django_db
SAID = {"title": "Trees", "terms": "CC BY 4.0"}
LINK = {**SAID, "url": "https://data.example/trees"}


@pytest.fixture
def challenge():
    return ChallengeFactory(published=True)


@pytest.fixture
def city(challenge):
    return MembershipFactory(organisation=challenge.organisation, editor=True).user


def mailed():
    return {row.payload["to"] for row in OutboxItem.objects.filter(kind="mail")}


def test_a_file_of_a_public_challenge_is_told_and_open_once_it_was_checked(challenge, city, client):
    lead = EntryFactory(challenge=challenge).contributors.get().user
    desk = Visitor()
    desk.client.force_login(city)
    desk.open(reverse("challenges:resource_create", args=[challenge.code]))
    desk.press(
        "Save",
        **{"upload": pdf("trees.pdf"), "names_nobody": "on", **SAID},
        **{"change-reason": "Teams asked.", "change-weight": "mail"},
    )

    made = Resource.objects.get()
    address = made.get_absolute_url()
    assert "CC BY 4.0" in client.get(challenge.get_absolute_url()).text
    assert client.get(address).status_code == 404
    made.file.scan = "clean"
    made.file.save()
    assert client.get(address).status_code == 200
    assert lead.email in mailed()
    assert changes_of(challenge).get().reason == "Teams asked."


def test_while_it_is_written_nobody_is_told_and_nobody_else_sees_it(client):
    draft = ChallengeFactory()
    city = MembershipFactory(organisation=draft.organisation, editor=True).user
    made = add_resource(draft, by=city, upload=pdf("plan.pdf"), **SAID)

    assert not changes_of(draft).exists()
    assert client.get(made.get_absolute_url()).status_code == 404
    office = MembershipFactory(organisation=draft.competition.office, role="coordinator").user
    with pytest.raises(PermissionDenied):
        add_resource(draft, by=office, **LINK)


@pytest.mark.parametrize("data", [SAID, {**LINK, "upload": True}], ids=["neither", "both"])
def test_one_of_file_and_address_is_given(challenge, city, client, data):
    client.force_login(city)
    data = {**data, "names_nobody": "on", "change-reason": "Asked.", "change-weight": "mail"}
    if data.pop("upload", False):
        data["upload"] = pdf("trees.pdf")

    page = client.post(reverse("challenges:resource_create", args=[challenge.code]), data)

    assert "one of the two" in page.text
    assert not Resource.objects.exists()


def test_what_is_no_plan_is_refused_and_the_words_stay(challenge, city, client):
    client.force_login(city)
    data = {"upload": SimpleUploadedFile("trees.exe", b"MZ"), **SAID, "names_nobody": "on"}
    data |= {"change-reason": "Asked.", "change-weight": "mail"}

    page = client.post(reverse("challenges:resource_create", args=[challenge.code]), data)

    assert "not accepted" in page.text
    assert 'value="Trees"' in page.text
    assert "Asked." in page.text


def test_other_terms_are_told_at_once_and_other_words_need_not_be(challenge, city):
    lead = EntryFactory(challenge=challenge).contributors.get().user
    made = ResourceFactory(challenge=challenge)
    edit_resource(made, by=city, version=made.version, reason="Clearer.", weight="listed", title="Plan")
    assert lead.email not in mailed()

    made.refresh_from_db()
    edit_resource(made, by=city, version=made.version, reason="Law.", weight="listed", terms="For this call")

    assert lead.email in mailed()
    with pytest.raises(Clash):
        edit_resource(made, by=city, version=0, reason="Again.", terms="Free")


def test_what_is_taken_away_is_no_longer_there_and_stays_on_record(challenge, city, client):
    made = ResourceFactory(challenge=challenge)
    with pytest.raises(Refused, match="reason"):
        remove_resource(made, by=city)

    remove_resource(made, by=city, reason="It named people.")

    assert client.get(made.get_absolute_url()).status_code == 404
    assert made.title not in client.get(challenge.get_absolute_url()).text.split('id="changes"')[0]
    assert Resource.objects.get().file.file
    with pytest.raises(Refused, match="meanwhile"):
        edit_resource(made, by=city, version=made.version, reason="Late.", title="Late")


def test_files_of_a_decided_challenge_stay_as_they_are(city, challenge):
    made = ResourceFactory(challenge=challenge)
    Challenge.objects.update(state="decided")
    made.refresh_from_db()

    with pytest.raises(Refused, match="stay as they are"):
        remove_resource(made, by=city, reason="Late.")


def test_there_is_an_end_of_files(challenge, city):
    Resource.objects.bulk_create(
        Resource(challenge=challenge, order=number, **LINK) for number in range(MOST)
    )
    with pytest.raises(ValidationError, match="at most"):
        add_resource(challenge, by=city, reason="One more.", **LINK)


def test_a_file_goes_off_the_site_with_its_challenge(challenge, client):
    made = ResourceFactory(challenge=challenge)
    office = MembershipFactory(organisation=challenge.competition.office, role="coordinator").user
    withhold(challenge, by=office, reason="Checked again.")

    assert client.get(made.get_absolute_url()).status_code == 410
