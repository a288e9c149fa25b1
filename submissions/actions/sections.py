"""Writing the sections of an entry, several people at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.models.form import BASICS, FILES
from core import journal
from core.editing import lock, merge
from core.models import User
from core.workflow import Refused
from submissions import completeness, editing
from submissions.answers import as_text
from submissions.completeness import Part, parts_of
from submissions.models import Answer, Entry

BASIC_FIELDS = ("title", "summary", "language")


LONGEST = {"title": 160, "language": 10}


LONGEST_TEXT = 50_000


@transaction.atomic
def save_fields(
    entry: Entry, section: str, fields: dict[str, Any], *, by: User, version: int
) -> tuple[Entry, dict[str, Any]]:
    """Save fields of one section: all of them or none.

    `version` is the entry's version that the person started from. Gives the entry as it stands now and the
    other fields of the section that somebody changed since. Raises Clash when one of the sent fields was
    changed to something else meanwhile, ValidationError for what can never be stored.
    """
    fresh = lock(entry)
    editing.check(fresh, section, by=by)
    stored, versions = _stored(fresh, section)
    fields = {name: as_text(value) for name, value in fields.items()}
    _check_values(fields, stored)
    _check_fixed(fresh, section, fields, stored)
    merged = merge(
        fresh, by=by, version=version, fields=fields, stored=stored, versions=versions, part=section
    )
    if merged.changed:
        _write(fresh, section, merged.changed, by=by)
        journal.note(fresh, by=by, before=stored, after=merged.changed, part=section)
    return fresh, merged.others


def _stored(entry: Entry, section: str) -> tuple[dict[str, str], dict[str, int]]:
    """The texts of a section by field name, and the entry's version when each last changed."""
    if section == BASICS:
        return {name: getattr(entry, name) for name in BASIC_FIELDS}, entry.field_versions
    part = part_of(entry, section)
    texts = {one.identifier: part.text(one) for one in part.known()}
    return texts, {one.identifier: part.version(one) for one in part.known()}


def part_of(entry: Entry, section: str) -> Part:
    """One section of the form; raises ValidationError if there is none with that identifier."""
    found = next((part for part in parts_of(entry) if part.identifier == section), None)
    if found is None:
        raise ValidationError(_("The form has no such section."))
    return found


def _check_values(fields: dict[str, Any], known: dict[str, str]) -> None:
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


def _check_fixed(entry: Entry, section: str, fields: dict[str, Any], stored: dict[str, str]) -> None:
    """Raise ValidationError for a changed answer that is fixed by now, unless the office asks about it."""
    if section == BASICS or entry.open_clarification():
        return
    part = part_of(entry, section)
    by_name = {one.identifier: one for one in part.questions}
    late = [name for name in fields if fields[name] != stored[name] and name in by_name]
    text = _("This answer is fixed by now: it stays as it was written.")
    if errors := {name: text for name in late if part.is_fixed(by_name[name])}:
        raise ValidationError(errors)


def _write(entry: Entry, section: str, changed: dict[str, str], *, by: User) -> None:
    if section == BASICS:
        for name, value in changed.items():
            setattr(entry, name, value)
        entry.stamp(changed)
    else:
        entry.stamp([])
        _write_answers(entry, part_of(entry, section), changed, by=by)
    entry.sections_done = _still_done(entry, section)
    entry.save()


def _write_answers(entry: Entry, part: Part, changed: dict[str, str], *, by: User) -> None:
    for question in part.known():
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
    fresh = lock(entry)
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
