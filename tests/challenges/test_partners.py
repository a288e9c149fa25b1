"""Looking for a partner: who may, what is shown, and a message that shows no address of who looks."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from challenges.actions.partners import A_DAY, MOST, answer_notice, edit_notice, end_notice, put_up_notice
from challenges.models import PartnerAnswer
from core.editing import Clash
from core.models import OutboxItem
from core.workflow import Refused
from network.actions.withholding import withhold
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PartnerNoticeFactory,
    UserFactory,
)
from tests.races import race

pytestmark = pytest.mark.django_db
LIST = reverse("challenges:partner_list")


@pytest.fixture
def editor():
    return MembershipFactory(editor=True).user


def put_up(by, **values):
    day = timezone.now().date() + timedelta(days=30)
    said = {"title": "A street", "text": "We bring shade.", "until": day} | values
    return put_up_notice(organisation=by.memberships.get().organisation, by=by, **said)


def mails():
    return list(OutboxItem.objects.filter(kind="mail").order_by("pk"))


def test_a_message_reaches_who_looks_and_shows_the_address_of_the_writer_alone(client, editor):
    notice = put_up(editor)
    writer = MembershipFactory(organisation__name="Shade Collective").user
    client.force_login(writer)
    page = client.get(notice.get_absolute_url()).text
    assert editor.email not in page

    address = reverse("challenges:partner_write", args=[notice.code])
    answered = client.post(address, {"text": "We have a street."})

    assert answered.url == notice.get_absolute_url()
    mail = mails()[-1].payload
    assert mail["to"] == editor.email
    for words in ("We have a street.", writer.name, "Shade Collective", writer.email):
        assert words in mail["text"]
    again = client.post(address, {"text": "Again, in more words."})
    assert "written to them already" in again.text
    assert "Again, in more words." in again.text
    assert len(mails()) == 1


def test_only_members_of_the_network_stand_on_the_list(client):
    waiting = MembershipFactory(organisation__state="applied", editor=True).user
    with pytest.raises(Refused, match="not a member"):
        put_up(waiting)
    notice = PartnerNoticeFactory(title="Shade wanted", organisation=OrganisationFactory(state="suspended"))

    assert "Shade wanted" not in client.get(LIST).text
    assert client.get(notice.get_absolute_url()).status_code == 410


def test_what_is_over_leaves_the_list_and_takes_no_message(client, editor):
    notice = put_up(editor)
    end_notice(notice, by=editor)
    past = PartnerNoticeFactory(until=timezone.now().date() - timedelta(days=1), title="Of yesterday")

    page = client.get(LIST).text
    assert notice.title not in page
    assert past.title not in page
    for one in (notice, past):
        assert "This search is over" in client.get(one.get_absolute_url()).text
        with pytest.raises(Refused, match="over"):
            answer_notice(one, by=UserFactory(), text="Late.")
    with pytest.raises(Refused, match="over"):
        edit_notice(notice, by=editor, version=notice.version, title="Again")


@pytest.mark.parametrize("days", [-1, 200])
def test_the_day_lies_within_half_a_year(editor, days):
    with pytest.raises(ValidationError, match="half a year"):
        put_up(editor, until=timezone.now().date() + timedelta(days=days))


def test_there_is_an_end_of_notices_and_of_messages(editor):
    for number in range(MOST):
        put_up(editor, title=f"Street {number}")
    with pytest.raises(Refused, match="End one"):
        put_up(editor)
    writer = UserFactory()
    for _number in range(A_DAY):
        answer_notice(PartnerNoticeFactory(), by=writer, text="Us too.")
    with pytest.raises(Refused, match="tomorrow"):
        answer_notice(PartnerNoticeFactory(), by=writer, text="Us too.")


def test_others_change_nothing_and_two_editors_clash(editor):
    notice = put_up(editor)
    with pytest.raises(PermissionDenied):
        edit_notice(notice, by=UserFactory(), version=1, title="Mine")
    with pytest.raises(PermissionDenied):
        end_notice(notice, by=UserFactory())
    edit_notice(notice, by=editor, version=notice.version, title="Two streets")
    with pytest.raises(Clash):
        edit_notice(notice, by=editor, version=notice.version, title="Three streets")
    with pytest.raises(Refused, match="own notice"):
        answer_notice(notice, by=editor, text="Hello.")


def test_the_office_takes_a_notice_off_the_site(client):
    office = MembershipFactory(coordinator=True)
    notice = PartnerNoticeFactory(organisation=OrganisationFactory(admitted_by=office.organisation))
    withhold(notice, by=office.user, reason="It sells something.")

    assert client.get(notice.get_absolute_url()).status_code == 410
    assert notice.title not in client.get(LIST).text


def test_the_filter_finds_by_word_country_and_language(client):
    PartnerNoticeFactory(title="Shade", organisation=OrganisationFactory(country="PE"), languages=["es"])
    PartnerNoticeFactory(
        title="Water", text="Rain.", organisation=OrganisationFactory(country="DE"), languages=["de"]
    )

    for query in ("q=shade", "country=PE", "language=es"):
        page = client.get(f"{LIST}?{query}").text
        assert "Shade" in page
        assert "Water" not in page


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_message():
    notice, writer = PartnerNoticeFactory(), UserFactory()

    outcome = race(lambda _n: answer_notice(notice, by=writer, text="We have a street."), threads=2)

    assert len(outcome.won) == 1
    assert PartnerAnswer.objects.count() == 1
