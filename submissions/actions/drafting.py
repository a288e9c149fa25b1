"""Starting an entry."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from challenges.models import Challenge
from core import audit
from core.asking import tell
from core.models import User
from core.texts import fitting_key
from core.workflow import Refused
from network.actions.organisations import create_organisation
from network.models import Membership, Organisation
from network.permissions import is_member_of
from submissions import editing
from submissions.models import Contributor, Entry


def start_entry(
    challenge: Challenge,
    organisation: Organisation,
    *,
    by: User,
    title: str,
    language: str = "en",
    key: str = "",
) -> Entry:
    """A new draft with `by` as its lead. The same `key` again gives the same entry."""
    if not is_member_of(organisation, by):
        raise PermissionDenied
    if known := started_with(key, by=by):
        return _same_start(known, challenge, organisation)
    if challenge.is_off_the_site():
        raise Refused(_("The network office has taken this off the site. Enter when it is shown again."))
    if reason := editing.closed_sentence(challenge, organisation):
        raise Refused(reason)
    if organisation.pk in (challenge.organisation_id, challenge.competition.office_id):
        raise Refused(_("Who runs a challenge cannot enter it. Choose another organisation."))
    try:
        with transaction.atomic():
            entry = Entry.objects.create(
                challenge=challenge,
                organisation=organisation,
                title=title,
                language=language,
                idempotency_key=_stored_key(key, by),
            )
            Contributor.objects.create(entry=entry, user=by, role=Contributor.Role.LEAD)
            audit.record(entry, "started", by=by)
    except IntegrityError:
        if known := started_with(key, by=by):
            return _same_start(known, challenge, organisation)
        raise Refused(
            _("%(team)s already has an entry for this challenge. Ask its lead to invite you.")
            % {"team": organisation.name}
        ) from None
    return entry


@transaction.atomic
def start_with_new_team(
    challenge: Challenge, *, by: User, team_name: str, country: str, place: str = "", **values: Any
) -> Entry:
    """Found a team with `by` as its editor, and start its entry; `values` as start_entry takes them."""
    if Organisation.objects.filter(name__iexact=team_name.strip()).exists():
        raise Refused(_("This name is taken. Choose another one."))
    organisation = create_organisation(
        by=by, kind=Organisation.Kind.TEAM, name=team_name.strip(), country=country, place=place
    )
    editor = {"role": Membership.Role.EDITOR}  # a coordinator who founds a team is not its editor by itself
    _seat, joined = Membership.objects.get_or_create(organisation=organisation, user=by, defaults=editor)
    if joined:
        tell("ties_changed", by, None)
    return start_entry(challenge, organisation, by=by, **values)


def started_with(key: str, *, by: User) -> Entry | None:
    """The entry that the person began with this key, or None."""
    return Entry.objects.filter(idempotency_key=_stored_key(key, by)).first() if key else None


def _stored_key(key: str, by: User) -> str | None:
    """Keys of different people never meet."""
    return f"{by.public_id}:{fitting_key(key, 80)}" if key else None


def _same_start(known: Entry, challenge: Challenge, organisation: Organisation) -> Entry:
    if (known.challenge_id, known.organisation_id) != (challenge.pk, organisation.pk):
        raise Refused(_("This key was used for another entry. Send a new one."))
    return known
