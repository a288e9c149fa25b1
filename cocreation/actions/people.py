"""Members and followers of a project."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cocreation.actions.rules import must_be_member
from cocreation.models import Follow, Project, ProjectMember
from cocreation.people import readers
from cocreation.permissions import forget_roles, is_product_owner
from core import audit
from core.editing import lock
from core.mail import notify
from core.models import User
from core.workflow import Refused
from juries.models import Award
from network.models import Membership, Organisation
from network.people import editors_of
from network.permissions import is_editor_of, is_member_of, is_network_member
from submissions.models import Contributor

Role = ProjectMember.Role


def join_at_start(project: Project, award: Award, *, by: User) -> None:
    """The city's editors become product owners; the team's leads and contributors its team."""
    editors = Membership.objects.filter(organisation=project.city, role=Membership.Role.EDITOR)
    people = {one.user: Role.OWNER for one in editors.select_related("user")}
    writing = [Contributor.Role.LEAD, Contributor.Role.CONTRIBUTOR]
    seats = award.entry.contributors.filter(role__in=writing).select_related("user")
    for seat in seats:
        people.setdefault(seat.user, Role.TEAM)
    for user, role in people.items():
        ProjectMember.objects.create(project=project, user=user, role=role)
        forget_roles(user)
    forget_roles(by)


@transaction.atomic
def add_member(project: Project, *, by: User, email: str, role: str) -> ProjectMember:
    """Let a person with an account work on the board, and tell them."""
    must_be_member(project, by)
    user = User.objects.with_address(email).first()
    if user is None or not _belongs(project, user, role):
        # One sentence for both, so that the form does not tell who has an account.
        raise ValidationError(
            {"email": _("Nobody with this address can take that role. They need an account first.")}
        )
    lock(project)
    member, created = ProjectMember.objects.get_or_create(project=project, user=user, defaults={"role": role})
    if not created:
        raise ValidationError({"email": _("This person is a member already.")})
    forget_roles(user)
    audit.record(project, "member_added", by=by, role=role)
    notify(
        "cocreation/mail/member_added",
        to=[user],
        dedupe=f"project-member:{project.code}:{member.pk}",
        title=project.title,
        role=str(member.get_role_display()),
        url=project.get_board_url(),
    )
    return member


def _belongs(project: Project, user: User, role: str) -> bool:
    """Product owners edit for the city, team members belong to the team; mentors and experts to anyone."""
    if role == Role.OWNER:
        return is_editor_of(project.city, user)
    if role == Role.TEAM:
        return is_member_of(project.team, user)
    return is_network_member(user)


@transaction.atomic
def remove_member(member: ProjectMember, *, by: User) -> None:
    """End a membership: the product owner's act, or one's own."""
    project = member.project
    if member.user_id != by.pk and not is_product_owner(project, by):
        raise PermissionDenied
    if (
        member.role == Role.OWNER
        and project.members.filter(role=Role.OWNER).count() == 1
        and project.is_open()
    ):
        raise Refused(_("A project needs a product owner. Add another one first."))
    audit.record(project, "member_removed", by=by, role=member.role)
    user = member.user
    member.delete()
    forget_roles(user)


def follow_ties(user: User, left: Organisation | None) -> None:
    """The person's ties have changed: a seat ends with what it rested on, and city and team hear of it.

    A product owner edits for the city; somebody of the team belongs to it, or worked on the awarded entry
    without belonging to it. What the person wrote stays.
    """
    forget_roles(user)
    seats = user.project_memberships.select_related("project__city", "project__team", "project__award__entry")
    for seat in seats.filter(role__in=[Role.OWNER, Role.TEAM], project__in=Project.objects.open()):
        if not _still_rests(seat, left):
            _end(seat)


def _still_rests(seat: ProjectMember, left: Organisation | None) -> bool:
    project = seat.project
    if _belongs(project, seat.user, seat.role):
        return True
    if seat.role == Role.OWNER or project.team == left or project.award is None:
        return False
    return project.award.entry.contributors.filter(user=seat.user).exists()


def _end(seat: ProjectMember) -> None:
    project, user = seat.project, seat.user
    home = project.city if seat.role == Role.OWNER else project.team
    key = f"project-seat-ended:{project.code}:{seat.pk}"
    seat.delete()
    forget_roles(user)
    audit.record(project, "member_removed", by=None, role=seat.role)
    people = {one.pk: one for one in [*readers(project), *editors_of(project.city), user]}
    notify(
        "cocreation/mail/seat_ended",
        to=people.values(),
        dedupe=key,
        person=str(user),
        organisation=home.name if home else "",
        title=project.title,
        url=project.get_absolute_url(),
    )


def follow(project: Project, *, by: User) -> Follow:
    """Get the public news of the project by mail."""
    return Follow.objects.get_or_create(project=project, user=by)[0]


def unfollow(project: Project, *, by: User) -> None:
    """No more mail about the project's public news."""
    Follow.objects.filter(project=project, user=by).delete()
