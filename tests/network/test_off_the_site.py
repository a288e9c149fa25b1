"""The office's list of all that is off the site, and the kinds of what can be."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.workflow import Refused
from network.actions.membership import suspend_organisation
from network.actions.withholding import restore, withhold
from network.models import Organisation, Withholdable
from network.off_the_site import model_of
from tests.factories import EventFactory, MembershipFactory, OrganisationFactory, PackageFactory
from tests.network import withholding
from tests.network.withholding import REASON

pytestmark = pytest.mark.django_db
LIST = "network:withheld_list"


@pytest.fixture
def office():
    return MembershipFactory(coordinator=True)


def one_of_each(office):
    made = [withholding.withheld(kind, office) for kind in withholding.MAKERS]
    city = OrganisationFactory(admitted_by=office.organisation)
    return [*made, suspend_organisation(city, by=office.user, reason=REASON)]


def test_each_kind_stands_in_the_table_under_the_name_of_its_model_and_has_an_example():
    kinds = {model for model in apps.get_models() if issubclass(model, Withholdable)}

    assert {model_of(kind) for kind in settings.WITHHOLDABLE} == kinds
    assert all(model_of(kind)._meta.model_name == kind for kind in settings.WITHHOLDABLE)
    assert set(withholding.MAKERS) == set(settings.WITHHOLDABLE)
    assert all(str(kind.noun) for kind in kinds)


def test_the_office_has_one_list_of_what_it_took_off_and_shows_it_again_there(client, office):
    taken = one_of_each(office)
    other = MembershipFactory(coordinator=True)
    client.force_login(office.user)

    page = client.get(reverse(LIST)).text
    assert page.count(REASON) == len(taken)
    for item in taken:
        assert item.get_absolute_url() in page
    assert str(office.user) in page
    assert reverse(LIST) in client.get(reverse("home")).text
    assert 'name="step" value="lift"' in page
    for item in taken[:-1]:
        back = client.post(f"{item.get_restore_url()}?list")
        assert back.headers["Location"] == reverse(LIST)
    client.post(reverse("network:organisation_step", args=[taken[-1].code]), {"step": "lift"})
    assert REASON not in client.get(reverse(LIST)).text
    assert Organisation.objects.get(pk=taken[-1].pk).is_approved()
    client.force_login(other.user)
    assert client.get(reverse(LIST)).status_code == 200
    client.force_login(MembershipFactory(editor=True).user)
    assert client.get(reverse(LIST)).status_code == 403


def test_no_office_finds_what_another_took_off(client, office):
    item = one_of_each(office)[0]

    client.force_login(MembershipFactory(coordinator=True).user)

    assert REASON not in client.get(reverse(LIST)).text
    assert client.post(item.get_restore_url()).status_code == 404


def test_the_list_costs_the_same_whatever_its_length(client, office):
    one_of_each(office)
    client.force_login(office.user)
    costs = []
    for more in (0, 2):
        for _again in range(more):
            one_of_each(office)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(reverse(LIST)).status_code == 200
        costs.append(len(found))

    assert costs[0] == costs[1]


def test_the_list_has_pages(client, office):
    for _one in range(26):
        withhold(EventFactory(host=office.organisation), by=office.user, reason=REASON)
    client.force_login(office.user)

    assert client.get(reverse(LIST)).text.count(REASON) == 25
    assert client.get(reverse(LIST), {"page": 2}).text.count(REASON) == 1


def test_what_is_not_on_the_site_is_not_taken_off(office):
    draft = PackageFactory(publisher__admitted_by=office.organisation)

    with pytest.raises(Refused, match="not on the site"):
        withhold(draft, by=office.user, reason=REASON)


def test_an_office_takes_its_own_event_off_and_is_not_told_to_write_to_itself(client, office):
    colleague = MembershipFactory(organisation=office.organisation, role="coordinator").user
    event = withhold(EventFactory(host=office.organisation, is_public=True), by=office.user, reason=REASON)

    for user in (office.user, colleague):
        client.force_login(user)
        page = client.get(event.get_absolute_url()).text
        assert REASON in page
        assert "Write to" not in page
    assert not restore(event, by=colleague).is_withheld()


def test_an_office_that_suspended_a_member_is_not_told_to_write_to_itself(client, office):
    city = OrganisationFactory(admitted_by=office.organisation)
    suspend_organisation(city, by=office.user, reason=REASON)
    editor = MembershipFactory(organisation=city, editor=True).user

    for user, told in ((office.user, False), (editor, True)):
        client.force_login(user)
        page = client.get(city.get_absolute_url()).text
        assert REASON in page
        assert ("Write to the network office" in page) == told


def test_the_page_says_who_took_it_off_and_when_to_the_office_alone(client, office):
    event = withholding.withheld("event", office)
    host = MembershipFactory(organisation=event.host, editor=True).user

    client.force_login(office.user)
    assert str(office.user) in client.get(event.get_absolute_url()).text.split("notice bad")[1]
    client.force_login(host)
    page = client.get(event.get_absolute_url()).text
    assert f"Write to {office.organisation}" in page
    assert str(office.user) not in page
