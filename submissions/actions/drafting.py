"""Starting an entry and writing it, several people at once."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models import Challenge
from core import audit
from core.models import User
from core.workflow import Refused, Stale
from network.actions.organisations import create_organisation
from network.models import Membership, Organisation
from network.permissions import is_member_of
from submissions import completeness, deadlines, editing
from submissions.completeness import BASICS, FILES, Part, parts_of
from submissions.models import Answer, Contributor, Entry
from submissions.permissions import is_lead

BASIC_FIELDS = ("title", "summary", "language")
LONGEST = {"title": 160, "language": 10}
LONGEST_TEXT = 50_000


class Conflict(Stale):
    """Somebody else wrote in the same fields: `fields` is what the server has, at version `version`."""

    def __init__(self, version: int, fields: dict[str, str]) -> None:
        super().__init__(_("Somebody else changed the same answer meanwhile. Compare the two texts."))
        self.version, self.fields = version, fields


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
    Membership.objects.get_or_create(organisation=organisation, user=by, defaults=editor)
    return start_entry(challenge, organisation, by=by, **values)


def started_with(key: str, *, by: User) -> Entry | None:
    """The entry that the person began with this key, or None."""
    return Entry.objects.filter(idempotency_key=_stored_key(key, by)).first() if key else None


def _stored_key(key: str, by: User) -> str | None:
    """Keys of different people never meet."""
    return f"{by.public_id}:{key}"[:120] if key else None


def _same_start(known: Entry, challenge: Challenge, organisation: Organisation) -> Entry:
    if (known.challenge_id, known.organisation_id) != (challenge.pk, organisation.pk):
        raise Refused(_("This key was used for another entry. Send a new one."))
    return known


def locked(entry: Entry) -> Entry:
    """The entry afresh, its row locked until the transaction ends."""
    return Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)


@transaction.atomic
def save_fields(
    entry: Entry, section: str, fields: dict[str, str], *, by: User, version: int
) -> tuple[Entry, dict[str, str]]:
    """Save fields of one section: all of them or none.

    `version` is the entry's version that the person started from. Gives the entry as it stands now and the
    other fields of the section that somebody changed since. Raises Conflict when one of the sent fields was
    changed to something else meanwhile, ValidationError for what can never be stored.
    """
    fresh = locked(entry)
    editing.check(fresh, section, by=by)
    known = _known_fields(fresh, section)
    _check_values(fields, known)
    changed = {name: value for name, value in fields.items() if value != known[name][0]}
    theirs = {name: known[name][0] for name in changed if known[name][1] > version}
    if theirs:
        raise Conflict(fresh.version, theirs)
    others = {name: value for name, (value, at) in known.items() if at > version and name not in fields}
    if changed:
        _write(fresh, section, changed, by=by)
    return fresh, others


def _known_fields(entry: Entry, section: str) -> dict[str, tuple[str, int]]:
    """The fields of a section: name → text and the entry's version when it last changed."""
    if section == BASICS:
        return {name: (getattr(entry, name), entry.field_versions.get(name, 0)) for name in BASIC_FIELDS}
    part = part_of(entry, section)
    return {one.identifier: (part.text(one), part.version(one)) for one in part.questions}


def part_of(entry: Entry, section: str) -> Part:
    """One section of the form; raises ValidationError if there is none with that identifier."""
    found = next((part for part in parts_of(entry) if part.identifier == section), None)
    if found is None:
        raise ValidationError(_("The form has no such section."))
    return found


def _check_values(fields: dict[str, str], known: dict[str, Any]) -> None:
    errors = {}
    for name, value in fields.items():
        if name not in known:
            errors[name] = _("The form has no such field.")
        elif not isinstance(value, str):
            errors[name] = _("Send a text.")
        elif "\0" in value or len(value) > LONGEST.get(name, LONGEST_TEXT):
            errors[name] = _("This text is too long to be saved.")
    if "language" in fields and "language" not in errors:
        choices = {str(code) for code, _name in Entry._meta.get_field("language").flatchoices}
        if fields["language"] not in choices:
            errors["language"] = _("Choose a language from the list.")
    if errors:
        raise ValidationError(errors)


def _write(entry: Entry, section: str, changed: dict[str, str], *, by: User) -> None:
    entry.version += 1
    entry.saved_at = timezone.now()
    if section == BASICS:
        for name, value in changed.items():
            setattr(entry, name, value)
        entry.field_versions = entry.field_versions | dict.fromkeys(changed, entry.version)
    else:
        _write_answers(entry, part_of(entry, section), changed, by=by)
    entry.sections_done = _still_done(entry, section)
    entry.save()


def _write_answers(entry: Entry, part: Part, changed: dict[str, str], *, by: User) -> None:
    for question in part.questions:
        if question.identifier in changed:
            values = {
                "text": changed[question.identifier],
                "version": entry.version,
                "saved_at": entry.saved_at,
                "saved_by": by,
            }
            Answer.objects.update_or_create(entry=entry, question=question, defaults=values)


def _still_done(entry: Entry, section: str) -> list[str]:
    """The sections marked as done, without this one if it has got a gap."""
    if section not in entry.sections_done or section == FILES:
        return entry.sections_done
    fresh = Entry.objects.get(pk=entry.pk)
    fresh.title, fresh.summary = entry.title, entry.summary
    gaps = [gap for gap in completeness.gaps(fresh) if gap.section == section]
    return [one for one in entry.sections_done if one != section or not gaps]


@transaction.atomic
def mark_section(entry: Entry, section: str, *, done: bool, by: User) -> Entry:
    """Tick a section off, or take the tick back. A section with a gap cannot be ticked off."""
    fresh = locked(entry)
    editing.check(fresh, section, by=by)
    if section not in (BASICS, FILES):
        part_of(fresh, section)
    gaps = [gap for gap in completeness.gaps(fresh) if gap.section == section]
    if done and gaps:
        sentences = [f"{gap.label}: {gap.reason}" for gap in gaps]
        raise Refused(_("This section is not complete yet.") + " " + " ".join(sentences))
    rest = [one for one in fresh.sections_done if one != section]
    fresh.sections_done = [*rest, section] if done else rest
    fresh.save()
    return fresh


@transaction.atomic
def reopen_entry(entry: Entry, *, by: User, arrived_at: datetime | None = None) -> Entry:
    """Let the team write again until the deadline; what was handed in stays valid meanwhile."""
    fresh = locked(entry)
    if not is_lead(fresh, by):
        raise PermissionDenied
    if fresh.state != Entry.State.SUBMITTED:
        raise Refused(_("Only an entry that is handed in and not yet decided on can be reopened."))
    with deadlines.arrived(arrived_at):
        if reason := editing.closed_sentence(fresh.challenge, fresh.organisation):
            raise Refused(reason)
    if not fresh.reopened:
        fresh.reopened = True
        fresh.save()
        audit.record(fresh, "reopened", by=by)
    return fresh
