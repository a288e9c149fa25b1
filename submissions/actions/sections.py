"""Writing the sections of an entry, several people at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import User
from core.workflow import Refused, Stale
from submissions import completeness, editing
from submissions.completeness import BASICS, FILES, Part, parts_of
from submissions.models import Answer, Entry

BASIC_FIELDS = ("title", "summary", "language")


LONGEST = {"title": 160, "language": 10}


LONGEST_TEXT = 50_000


class Conflict(Stale):
    """Somebody else wrote in the same fields: `fields` is what the server has, at version `version`."""

    def __init__(self, version: int, fields: dict[str, str]) -> None:
        super().__init__(_("Somebody else changed the same answer meanwhile. Compare the two texts."))
        self.version, self.fields = version, fields


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
