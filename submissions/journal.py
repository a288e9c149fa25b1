"""The journal of an entry: read and taken up again by those who write it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.models.form import BASICS
from core import journal
from core.models import User
from submissions.actions.sections import BASIC_FIELDS, save_fields
from submissions.completeness import parts_of
from submissions.models import Entry
from submissions.permissions import is_contributor


def entry() -> journal.Journal:
    """Title, summary, language and every answer in force; the whole team reads along."""
    return journal.Journal(
        open_to=is_contributor,
        fields=_fields,
        restore=_restore,
        page=lambda entry, field: reverse(
            "submissions:entry_section", args=[entry.code, journal.name_of(field)[0] or BASICS]
        ),
        over=lambda day: Entry.objects.filter(challenge__competition__retention_until__lt=day),
    )


def _fields(entry: Entry) -> dict[str, journal.Field]:
    basics = journal.fields_of(entry, BASIC_FIELDS)
    fields = {f"{BASICS}.{name}": field for name, field in basics.items()}
    for part in parts_of(entry):
        for question in part.known():
            label = _("%(section)s: %(question)s") % {"section": part.title, "question": question.label}
            fields[f"{part.identifier}.{question.identifier}"] = journal.Field(label, part.text(question))
    return fields


def _restore(entry: Entry, by: User, version: int, field: str, text: str) -> Any:
    section, name = journal.name_of(field)
    return save_fields(entry, section, {name: text}, by=by, version=version)
