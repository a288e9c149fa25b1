"""Organisations and their people."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.urls import reverse

from core.models import AuditEvent
from core.workflow import Refused, Stale
from network import permissions
from network.actions.members import change_role, remove_member
from network.actions.organisations import create_organisation, edit_organisation
from network.countries import country_choices, country_name
from network.models import Membership, Organisation
from network.projection import to_map
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.races import race

pytestmark = pytest.mark.django_db
FIELDS = {"name": "Sahyog Lab", "kind": "team", "country": "IN", "place": "Pune"}


@pytest.fixture
def editor():
    return MembershipFactory(editor=True)


def test_whoever_adds_a_team_is_its_editor():
    user = UserFactory()

    team = create_organisation(by=user, **FIELDS)

    assert permissions.is_editor_of(team, user)
    assert AuditEvent.objects.get().verb == "created"


@pytest.mark.parametrize("kind", ["city", "ministry", "office"])
def test_public_bodies_are_added_by_the_office(kind):
    fields = FIELDS | {"kind": kind}

    with pytest.raises(PermissionDenied):
        create_organisation(by=UserFactory(), **fields)

    assert not Organisation.objects.exists()
    coordinator = MembershipFactory(coordinator=True).user
    assert create_organisation(by=coordinator, **fields).memberships.count() == 0


def test_a_mail_domain_is_claimed_by_who_has_an_address_there_or_by_the_own_office(editor):
    team, user = editor.organisation, editor.user
    office, other = MembershipFactory(coordinator=True), MembershipFactory(coordinator=True)
    user.emailaddress_set.create(email="me@unproven.gob.mx", verified=False)
    user.emailaddress_set.create(email="me@Own.example.mx", verified=True)

    for domain in ("sedeco.gob.mx", "unproven.gob.mx", "example.mx", "Gmail.com", "example.org"):
        with pytest.raises(ValidationError) as caught:
            edit_organisation(team, by=user, version=team.version, mail_domain=domain)
        assert domain in str(caught.value.message_dict["mail_domain"])
        with pytest.raises(ValidationError):
            create_organisation(by=user, **FIELDS, mail_domain=domain)
    assert not Organisation.objects.exclude(mail_domain="").exists()
    team = edit_organisation(team, by=user, version=team.version, mail_domain="own.example.mx")
    made = create_organisation(by=office.user, **FIELDS, mail_domain="sedeco.gob.mx")
    with pytest.raises(PermissionDenied):
        edit_organisation(made, by=other.user, version=made.version, place="Delhi")
    made = edit_organisation(made, by=office.user, version=made.version, mail_domain="pune.gov.in")
    with pytest.raises(ValidationError):
        edit_organisation(made, by=office.user, version=made.version, mail_domain="gmail.com")

    assert (team.mail_domain, made.mail_domain) == ("own.example.mx", "pune.gov.in")
    assert made.admitted_by == office.organisation


def test_unknown_country_and_language_are_refused():
    with pytest.raises(ValidationError) as caught:
        create_organisation(by=UserFactory(), **FIELDS | {"country": "XX", "languages": ["tlh"]})

    assert set(caught.value.message_dict) == {"country", "languages"}


def test_database_refuses_half_a_place_and_unknown_kinds():
    with pytest.raises(IntegrityError):
        OrganisationFactory(latitude=1.0)


def test_edit_with_an_old_version_is_stale_and_changes_nothing(editor):
    city = editor.organisation
    edit_organisation(city, by=editor.user, version=1, place="Lima")

    with pytest.raises(Stale):
        edit_organisation(city, by=editor.user, version=1, place="Quito")

    assert Organisation.objects.get(pk=city.pk).place == "Lima"


def test_editors_cannot_turn_their_team_into_a_city():
    editor = MembershipFactory(editor=True, organisation=OrganisationFactory(team=True))

    with pytest.raises(PermissionDenied):
        edit_organisation(editor.organisation, by=editor.user, version=1, kind="city")


def test_predicates_of_roles():
    office, city = MembershipFactory(coordinator=True), MembershipFactory(editor=True)
    member = MembershipFactory(organisation=city.organisation)

    assert permissions.is_coordinator(office.user)
    assert permissions.is_coordinator_of(office.organisation, office.user)
    assert not permissions.is_coordinator_of(city.organisation, office.user)
    assert permissions.is_editor_of(city.organisation, city.user)
    assert not permissions.is_editor_of(city.organisation, member.user)
    assert permissions.is_member_of(city.organisation, member.user)
    assert permissions.organisation_ids(member.user, "editor") == set()
    assert permissions.organisation_ids(member.user) == {city.organisation_id}


def test_nobody_and_deactivated_people_have_no_role():
    from django.contrib.auth.models import AnonymousUser

    gone = MembershipFactory(coordinator=True, user__is_active=False).user

    assert not permissions.is_network_member(AnonymousUser())
    assert not permissions.is_coordinator(gone)


def test_role_coordinator_outside_of_an_office_gives_no_power():
    fake = MembershipFactory(role="coordinator", organisation=OrganisationFactory())

    assert not permissions.is_coordinator(fake.user)
    assert not permissions.is_coordinator_of(fake.organisation, fake.user)


def test_memberships_are_read_once(django_assert_num_queries):
    user = MembershipFactory().user
    permissions.forget(user)

    with django_assert_num_queries(1):
        permissions.is_coordinator(user)
        permissions.is_network_member(user)
        permissions.organisation_ids(user, "editor")


def test_last_editor_stays(editor):
    for attempt in (
        lambda: remove_member(editor, by=editor.user),
        lambda: change_role(editor, by=editor.user, role="member"),
    ):
        with pytest.raises(Refused):
            attempt()

    assert Membership.objects.get().role == "editor"


def test_members_may_leave_and_editors_may_remove_them(editor):
    leaving, removed = MembershipFactory.create_batch(2, organisation=editor.organisation)

    remove_member(leaving, by=leaving.user)
    remove_member(removed, by=editor.user)

    assert Membership.objects.get() == editor
    assert not permissions.is_network_member(leaving.user)


def test_members_cannot_remove_or_promote_others(editor):
    member = MembershipFactory(organisation=editor.organisation)

    with pytest.raises(PermissionDenied):
        remove_member(editor, by=member.user)
    with pytest.raises(PermissionDenied):
        change_role(member, by=member.user, role="editor")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_last_editors_who_leave_at_once_one_stays(editor):
    other = MembershipFactory(editor=True, organisation=editor.organisation)
    pks = [editor.pk, other.pk]

    def leave(number):
        membership = Membership.objects.select_related("user", "organisation").get(pk=pks[number])
        remove_member(membership, by=membership.user)

    outcome = race(leave, threads=2)

    assert len(outcome.won) == 1
    assert Membership.objects.count() == 1


def test_list_filters_by_words_kind_country_and_language(client):
    OrganisationFactory(name="Sahyog Lab", team=True, country="IN", languages=["hi", "en"])
    OrganisationFactory(name="Recife", country="BR", languages=["pt-br"])

    for query, found in [
        ({"q": "sahyog"}, 1),
        ({"kind": "team"}, 1),
        ({"country": "BR"}, 1),
        ({"language": "en"}, 1),
        ({"language": "pt-br"}, 1),
        ({"kind": "office"}, 0),
        ({}, 2),
    ]:
        page = client.get(reverse("network:organisation_list"), query).context["page_obj"]
        assert page.paginator.count == found, query


def test_people_are_shown_to_their_own_and_to_their_office_only(client, editor):
    address = editor.organisation.get_absolute_url()

    assert editor.user.name not in client.get(address).text
    client.force_login(UserFactory())
    assert editor.user.name not in client.get(address).text
    client.force_login(MembershipFactory().user)
    assert editor.user.name not in client.get(address).text
    client.force_login(MembershipFactory(organisation=editor.organisation).user)
    assert editor.user.name in client.get(address).text
    office = MembershipFactory(coordinator=True)
    client.force_login(office.user)
    assert editor.user.name not in client.get(address).text
    Organisation.objects.filter(pk=editor.organisation_id).update(admitted_by=office.organisation)
    assert editor.user.name in client.get(address).text


@pytest.mark.parametrize("name", ["organisation_edit", "member_list", "invitation_create"])
def test_pages_of_managers_are_forbidden_to_others(client, editor, name):
    address = reverse(f"network:{name}", args=[editor.organisation.code])

    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403
    client.force_login(editor.user)
    assert client.get(address).status_code == 200


def test_forms_make_and_change_an_organisation(client):
    client.force_login(UserFactory())
    client.post(reverse("network:organisation_create"), FIELDS | {"website": "example.org"})

    team = Organisation.objects.get()
    assert team.website == "https://example.org"
    address = reverse("network:organisation_edit", args=[team.code])
    assert client.post(address, FIELDS | {"place": "Goa", "version": "1"}).status_code == 302
    assert client.post(address, FIELDS | {"place": "Agra", "version": "1"}).status_code == 409
    assert Organisation.objects.get().place == "Goa"


def test_form_offers_only_the_kinds_that_the_person_may_make(client):
    client.force_login(UserFactory())

    response = client.post(reverse("network:organisation_create"), FIELDS | {"kind": "city"})

    assert response.context["form"].errors["kind"]
    assert not Organisation.objects.exists()


def test_lists_keep_their_query_count(client, editor):
    client.force_login(editor.user)
    for address in (
        reverse("network:organisation_list"),
        reverse("network:member_list", args=[editor.organisation.code]),
        reverse("network:my_organisation_list"),
        editor.organisation.get_absolute_url(),
        "/api/v1/organisations/",
    ):
        before = _queries(client, address)
        OrganisationFactory.create_batch(15)
        MembershipFactory.create_batch(15, organisation=editor.organisation)
        MembershipFactory.create_batch(5, user=editor.user)
        assert _queries(client, address) <= before <= 20, address


def _queries(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_api_lists_what_the_page_lists_and_refuses_unknown_filters(client):
    city = OrganisationFactory(located=True, mail_domain="city.example")

    answer = client.get("/api/v1/organisations/", {"kind": "city"}).json()

    assert [row["code"] for row in answer["results"]] == [city.code]
    assert "mail_domain" not in answer["results"][0]
    assert client.get(f"/api/v1/organisations/{city.code}/").json()["name"] == city.name
    assert client.get("/api/v1/organisations/", {"mail_domain": "city.example"}).status_code == 400
    assert client.post("/api/v1/organisations/", {}).status_code in (401, 403, 405)


def test_countries_have_names_and_no_test_codes():
    codes = {code for code, _name in country_choices()}

    assert country_name("MX") == "Mexico"
    assert {"DE", "IN", "BR", "PE"} <= codes
    assert not {"XA", "ZZ", "EU", "UN"} & codes


def test_projection_puts_guadalajara_where_the_prototype_drew_it():
    x, y = to_map(-103.35, 20.67)

    assert 0 < x < 240
    assert 150 < y < 260
    assert to_map(0, 30)[0] < to_map(10, 30)[0]
