"""Two coordinators give one member two roles."""

import pytest
from django.urls import reverse

from network.models import Membership
from tests.editing.windows import Window
from tests.factories import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_two_coordinators_give_one_member_two_roles():
    office = OrganisationFactory(office=True)
    coordinator = MembershipFactory(organisation=office, role="coordinator").user
    member = MembershipFactory(organisation=office)
    page = reverse("network:member_list", args=[office.code])
    one, two = Window(coordinator, page, "as_read"), Window(coordinator, page, "as_read")
    give = reverse("network:member_role", args=[office.code, member.pk])
    for window in (one, two):
        window.take(give)

    assert one.send(role="editor") == 302
    assert two.send(role="coordinator") == 409

    assert Membership.objects.get(pk=member.pk).role == "editor"
    assert "Somebody else" in two.page.find(role="alert").get_text()
    two.take(give)
    assert two.fields["role"] == "coordinator"
    assert two.send() == 302
    assert Membership.objects.get(pk=member.pk).role == "coordinator"
