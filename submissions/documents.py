"""The entry as a PDF."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from core.models import User
from core.pdf import render_pdf
from submissions.models import Entry, EntryVersion
from submissions.permissions import is_contributor, is_office_coordinator
from submissions.queries import jury_content
from submissions.versions import working_content


def entry_dossier(code: str, user: User) -> tuple[str, bytes]:
    """Title and PDF of an entry, for its team, the office and, after the deadline, the city.

    It shows the version in force; a team that has handed in nothing yet gets its draft. Where the team must
    stay unknown, the city's copy names neither team nor people.
    """
    entry = Entry.objects.visible_to(user).with_context().filter(code=code).first()
    if entry is None:
        raise Http404
    inside = is_contributor(entry, user) or is_office_coordinator(entry, user)
    named = inside or not entry.hides_team()
    version = entry.version_in_force()
    title, content = _content(entry, version, named=inside)
    context = {
        "entry": entry,
        "content": content,
        "version": version,
        "named": named,
        "inside": inside,
        "is_demo": entry.is_demo,
        "people": [seat.user.name for seat in entry.contributors.select_related("user")] if inside else [],
        "zone": entry.challenge.zone(),
    }
    pdf = render_pdf(
        "submissions/documents/entry_dossier.html", context, title=title, language=entry.language
    )
    return title, pdf


def _content(entry: Entry, version: EntryVersion | None, *, named: bool) -> tuple[str, dict[str, Any]]:
    content = version.content if version else working_content(entry)
    shown = content if named else jury_content(version or EntryVersion(entry=entry, content=content))
    return content["title"] or _("Entry without a title"), shown
