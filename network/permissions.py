"""Who may do what in an organisation, from memberships that are read once per user object."""

from typing import NamedTuple, Protocol

from django.db.models import Q

from core.models import Anyone, User
from network.roles import PUBLIC_BODIES, Kind, Role, Standing

_CACHE = "_network_memberships"


class Place(Protocol):
    """What the rules read of an organisation."""

    pk: int
    kind: str
    admitted_by_id: int | None


class Answered(Protocol):
    """Something for which an organisation answers."""

    def answers_for_it(self) -> Place: ...


class Tie(NamedTuple):
    """What the rules read of a membership."""

    organisation: int
    role: str
    kind: str
    standing: str


def memberships(user: Anyone | None) -> list[Tie]:
    """The user's memberships, the first joined first: one query, then remembered on the object."""
    if user is None or not user.is_authenticated or not user.is_active:
        return []
    if _CACHE not in user.__dict__:
        fields = ("organisation_id", "role", "organisation__kind", "organisation__state")
        rows = user.memberships.order_by("since", "pk").values_list(*fields)
        user.__dict__[_CACHE] = [Tie(*row) for row in rows]
    return user.__dict__[_CACHE]


def forget(user: User) -> None:
    """Read the user's memberships again next time: called by what changes them."""
    user.__dict__.pop(_CACHE, None)


def organisation_ids(user: Anyone, *roles: str) -> set[int]:
    """The organisations in which the user has one of the roles, or any role if none is given."""
    return {tie.organisation for tie in memberships(user) if not roles or tie.role in roles}


def adopting_bodies_of(user: Anyone) -> set[int]:
    """The public bodies that are members of the network and in whose name the user may act."""
    return {
        tie.organisation
        for tie in memberships(user)
        if tie.role == Role.EDITOR and tie.kind in PUBLIC_BODIES and tie.standing == Standing.APPROVED
    }


def is_coordinator(user: Anyone) -> bool:
    """Whether the user is a coordinator of some network office."""
    return bool(offices_of(user))


def is_editor(user: Anyone) -> bool:
    """Whether the user may act in the name of some organisation."""
    return bool(organisation_ids(user, Role.EDITOR, Role.COORDINATOR))


def is_coordinator_of(organisation: Place, user: Anyone) -> bool:
    """Whether the user is a coordinator of this office."""
    return organisation.pk in offices_of(user)


def is_editor_of(organisation: Place, user: Anyone) -> bool:
    """Whether the user may act in the organisation's name."""
    return organisation.pk in organisation_ids(user, Role.EDITOR, Role.COORDINATOR)


def is_member_of(organisation: Place, user: Anyone) -> bool:
    """Whether the user belongs to the organisation, in whatever role."""
    return organisation.pk in organisation_ids(user)


def is_network_member(user: Anyone) -> bool:
    """Whether the user belongs to an organisation that the network has admitted and not suspended."""
    return any(tie.standing == Standing.APPROVED for tie in memberships(user))


def waits_for_admission(user: Anyone) -> bool:
    """Whether the user belongs to organisations, but to none that is a member of the network."""
    return bool(memberships(user)) and not is_network_member(user)


def can_manage(organisation: Place, user: Anyone) -> bool:
    """Whether the user may change the organisation's page and members: its editors and its own office."""
    return is_editor_of(organisation, user) or is_of_its_office(organisation, user)


def is_of_its_office(organisation: Place, user: Anyone) -> bool:
    """Whether the user is a coordinator of the office that admitted the organisation; no other has a say."""
    return organisation.admitted_by_id in offices_of(user)


def offices_of(user: Anyone) -> list[int]:
    """The offices that the user coordinates, the first joined first."""
    return [
        tie.organisation
        for tie in memberships(user)
        if (tie.role, tie.kind, tie.standing) == (Role.COORDINATOR, Kind.OFFICE, Standing.APPROVED)
    ]


def decides_on(organisation: Place, user: Anyone) -> bool:
    """Whether the user admits, refuses or suspends it: its office, and any office while it has none."""
    if organisation.admitted_by_id is None:
        return organisation.kind != Kind.OFFICE and is_coordinator(user)
    return is_of_its_office(organisation, user)


def office_answers_for(organisation: Place, user: Anyone) -> bool:
    """Whether the user coordinates the office that answers for what the organisation does, or that is it."""
    return is_coordinator_of(organisation, user) or decides_on(organisation, user)


def can_withhold(item: Answered, user: Anyone) -> bool:
    """Whether the user takes the item off the site and shows it again: for the office that answers for it."""
    return office_answers_for(item.answers_for_it(), user)


def answered_for_by(user: Anyone, path: str) -> Q:
    """For filters: the same of the organisation at that path."""
    offices = offices_of(user)
    if not offices:
        return Q(pk__in=[])
    nobodys = Q(**{f"{path}__admitted_by": None}) & ~Q(**{f"{path}__kind": Kind.OFFICE})
    return Q(**{f"{path}__in": offices}) | Q(**{f"{path}__admitted_by__in": offices}) | nobodys


def can_host_event(organisation: Place, user: Anyone) -> bool:
    """Whether the user may set up and run events of this organisation."""
    return is_editor_of(organisation, user)


def can_make_kind(kind: str, user: Anyone) -> bool:
    """Whether the user may make an organisation of that kind: public bodies are added by the office."""
    if kind in (*PUBLIC_BODIES, Kind.OFFICE):
        return is_coordinator(user)
    return user.is_authenticated


def can_give_role(organisation: Place, role: str, user: Anyone) -> bool:
    """Whether the user may give or take that role; coordinators are made by coordinators of the office."""
    if role == Role.COORDINATOR:
        return organisation.kind == Kind.OFFICE and is_coordinator_of(organisation, user)
    return can_manage(organisation, user)
