"""Projects: begun, changed, moved, ended; members and followers."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cocreation.actions import people
from cocreation.actions.people import add_member, remove_member, unfollow
from cocreation.actions.projects import discontinue_project, edit_project, move_project, start_project
from cocreation.models import Project
from core.models import AuditEvent, Notice, OutboxItem
from core.workflow import Refused, Stale
from tests.cocreation.roles import member_of, owner_of, reader_of, stranger
from tests.factories import (
    AwardFactory,
    ChallengeIndicatorFactory,
    ContributorFactory,
    FollowFactory,
    GateFactory,
    MembershipFactory,
    ProjectFactory,
    ProjectMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def mails():
    return sorted(OutboxItem.objects.filter(kind="mail").values_list("payload__to", flat=True))


@pytest.fixture
def award():
    return AwardFactory()


@pytest.fixture
def editor(award):
    return MembershipFactory(organisation=award.entry.challenge.organisation, editor=True).user


def test_starting_keeps_every_word_of_a_long_summary(award, editor):
    summary = "Children learn in the shade of trees that the school itself planted. " * 8
    version = award.entry.version_in_force()
    content = version.content | {"summary": summary}
    type(version).objects.filter(pk=version.pk).update(content=content)

    project = start_project(award, by=editor)

    assert project.summary.endswith("…")
    assert len(project.summary) <= 400
    assert project.description == summary


def test_starting_takes_over_people_and_indicators(award, editor):
    lead = award.entry.contributors.get(role="lead").user
    ContributorFactory(entry=award.entry, role="viewer")
    ChallengeIndicatorFactory(challenge=award.entry.challenge, name="Absences", baseline=10, target=7)

    project = start_project(award, by=editor)

    roles = {member.user: member.role for member in project.members.all()}
    assert roles == {editor: "owner", lead: "team"}
    assert (project.city, project.team) == (award.entry.challenge.organisation, award.entry.organisation)
    indicator = project.indicators.get()
    assert (indicator.name, indicator.direction, indicator.is_fixed()) == ("Absences", "down", True)
    assert not project.public
    assert mails() == [lead.email]
    assert Notice.objects.get().url == project.get_board_url()


def test_an_award_has_one_project(award, editor):
    start_project(award, by=editor)

    with pytest.raises(Refused, match="already"):
        start_project(award, by=editor)

    assert Project.objects.count() == 1


def test_the_office_may_start_a_project_too(award):
    office = award.entry.challenge.competition.office
    coordinator = MembershipFactory(organisation=office, role="coordinator").user

    project = start_project(award, by=coordinator)

    assert not project.members.filter(user=coordinator).exists()
    assert Project.objects.boards_of(coordinator).get() == project


def test_others_start_nothing(award):
    lead = award.entry.contributors.get(role="lead").user

    for user in (lead, stranger(), MembershipFactory(coordinator=True).user):
        with pytest.raises(PermissionDenied):
            start_project(award, by=user)

    assert not Project.objects.exists()
    assert mails() == []


def test_an_award_that_is_not_announced_starts_nothing():
    award = AwardFactory(pending=True)
    editor = MembershipFactory(organisation=award.entry.challenge.organisation, editor=True).user

    with pytest.raises(Refused, match="not announced"):
        start_project(award, by=editor)


def test_editing_is_the_owners_and_needs_the_version_read():
    project = ProjectFactory()
    owner = owner_of(project)

    changed = edit_project(project, by=owner, version=1, title="ShadeWays", public=True)
    with pytest.raises(Stale):
        edit_project(project, by=owner, version=1, title="Lost")
    with pytest.raises(PermissionDenied):
        edit_project(project, by=member_of(project), version=2, title="No")

    assert (changed.title, changed.version) == ("ShadeWays", 2)
    assert AuditEvent.objects.get().verb == "project_edited"


def test_an_ended_project_only_mends_its_lessons():
    project = ProjectFactory(discontinued=True)
    owner = owner_of(project)

    with pytest.raises(Refused):
        edit_project(project, by=owner, version=1, public=False)
    mended = edit_project(project, by=owner, version=1, lessons_learned="Ask the vendors first.")

    assert mended.lessons_learned == "Ask the vendors first."


def test_moving_tells_the_members_once():
    project = ProjectFactory()
    GateFactory(project=project, proceed=True)
    owner, member = owner_of(project), member_of(project)

    move_project(project, "begin_prototype", by=owner, note="Council agreed.")
    with pytest.raises(Refused):
        move_project(project, "begin_prototype", by=owner)

    assert mails() == [member.email]
    assert "Council agreed." in OutboxItem.objects.get(kind="mail").payload["text"]
    assert project.history.get().note == "Council agreed."


def test_discontinuing_publishes_the_lessons():
    project = ProjectFactory(pilot=True)
    owner = owner_of(project)

    with pytest.raises(ValidationError):
        discontinue_project(project, by=owner, version=1, lessons=" ")
    ended = discontinue_project(project, by=owner, version=1, lessons="Too hot.", note="Money ended.")

    assert (ended.state, ended.public, ended.lessons_learned) == ("discontinued", True, "Too hot.")
    assert Project.objects.public().get() == ended
    assert ended.history.get().note == "Money ended."


def test_members_join_with_a_role_that_fits_them():
    project = ProjectFactory()
    by = member_of(project)
    of_team, outsider = reader_of(project), stranger()

    add_member(project, by=by, email=of_team.email.upper(), role="team")
    add_member(project, by=by, email=outsider.email, role="mentor")
    for email, role in [
        (UserFactory().email, "expert"),
        ("none@example.org", "mentor"),
        (stranger().email, "owner"),
    ]:
        with pytest.raises(ValidationError, match="Nobody with this address"):
            add_member(project, by=by, email=email, role=role)
    with pytest.raises(ValidationError, match="already"):
        add_member(project, by=by, email=outsider.email, role="mentor")

    assert project.members.count() == 3
    assert mails() == sorted([of_team.email, outsider.email])


def test_members_leave_but_the_last_owner_stays():
    project = ProjectFactory()
    owner = owner_of(project)
    last = ProjectMemberFactory(project=project, user=owner, role="owner")
    seat = ProjectMemberFactory(project=project)

    with pytest.raises(PermissionDenied):
        remove_member(last, by=seat.user)
    with pytest.raises(Refused, match="product owner"):
        remove_member(last, by=owner)
    remove_member(seat, by=seat.user)

    assert [member.user for member in project.members.all()] == [owner]


def test_following_is_asked_once():
    follow = FollowFactory()

    people.follow(follow.project, by=follow.user)
    unfollow(follow.project, by=follow.user)

    assert not follow.project.follows.exists()


def test_an_award_leads_to_its_project(client, award, editor):
    page, start = award.get_absolute_url(), f"/results/{award.code}/project/"
    assert start not in client.get(page).content.decode()
    client.force_login(editor)
    assert start in client.get(page).content.decode()

    project = start_project(award, by=editor)

    text = client.get(page).content.decode()
    assert start not in text
    assert project.get_absolute_url() in text
    client.logout()  # it is not public yet
    assert project.get_absolute_url() not in client.get(page).content.decode()
