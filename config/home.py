"""What the home page of a signed-in person holds: what waits, where to go, what is new."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from challenges import waiting as challenges
from cocreation import waiting as cocreation
from core import postroom
from core.models import User
from core.permissions import looks_after_mail
from core.waiting import Waiting
from juries import waiting as juries
from network import waiting as network
from network.permissions import is_coordinator, is_network_member, organisation_ids
from network.roles import Role
from submissions import waiting as submissions
from transfer import waiting as transfer

# Each app lists what waits for a person; the order is the relay's, but that mail does not leave comes first.
WAITING: list[Callable[[User], Iterable[Waiting]]] = [
    postroom.waiting_for,
    network.waiting_for,
    challenges.waiting_for,
    submissions.waiting_for,
    juries.waiting_for,
    cocreation.waiting_for,
    transfer.waiting_for,
]


def waiting_by_role(user: User) -> list[tuple[str, list[Waiting]]]:
    """What waits for the user, by role: the most urgent role first, in it the soonest first."""
    tasks = [task for waiting_for in WAITING for task in waiting_for(user)]
    tasks.sort(key=lambda task: (task.due_at is None, task.due_at.timestamp() if task.due_at else 0))
    groups: dict[str, list[Waiting]] = defaultdict(list)
    for task in tasks:
        groups[str(task.role)].append(task)
    return list(groups.items())


def places(user: User) -> list[tuple[str, str]]:
    """The lists that the user works with, as (label, address)."""
    wanted = []
    if is_coordinator(user):
        wanted += [
            (_("Competitions"), "challenges:office_competition_list"),
            (_("Challenges to review"), "challenges:review_list"),
            (_("Entries to screen"), "submissions:screening_list"),
            (_("Panels"), "juries:panel_list"),
            (_("Import of challenges"), "challenges:import_list"),
            (_("Applications to the network"), "network:application_list"),
            (_("Taken off the site"), "network:withheld_list"),
        ]
    if looks_after_mail(user):
        wanted += [(_("Outgoing mail"), "mail_list")]
    if organisation_ids(user, Role.EDITOR):
        wanted += [(_("My challenges"), "challenges:my_challenge_list")]
    wanted += [
        (_("My entries"), "submissions:my_entry_list"),
        (_("My scoring"), "juries:my_scoring"),
        (_("My projects"), "cocreation:my_project_list"),
    ]
    if organisation_ids(user, Role.EDITOR):
        wanted += [(_("My adoptions"), "transfer:my_adoption_list")]
    wanted += [(_("My organisations"), "network:my_organisation_list")]
    if is_network_member(user):
        wanted += [(_("Events"), "network:event_list")]
    return [(label, reverse(name)) for label, name in wanted]
