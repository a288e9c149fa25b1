"""What the task list of an entry shows: its sections, how far each is, and where each leads."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from challenges.models.form import BASICS, FILES
from submissions import completeness, editing
from submissions.completeness import Gap, Part


@dataclass(frozen=True)
class Overview:
    """The rows of the task list and what is needed to go on."""

    tasks: list[dict[str, Any]]
    gaps: list[Gap]
    percent: int
    next_url: str  # the first section that is not ticked off, or nothing


def overview(entry: Any) -> Overview:
    """Every section as a row: label, address, state in words."""
    parts = completeness.parts_of(entry)
    gaps = completeness.gaps(entry, parts)
    rows = [_row(entry, BASICS, _("Title and summary"), gaps, started=bool(entry.title))]
    rows += [_row(entry, part.identifier, part.title, gaps, started=_is_started(part)) for part in parts]
    rows.append(_files_row(entry, gaps))
    open_rows = [row for row in rows if not row["done"] and row["section"] != FILES and not row["closed"]]
    return Overview(
        tasks=rows,
        gaps=gaps,
        percent=completeness.percent_done(entry, parts),
        next_url=open_rows[0]["url"] if open_rows else "",
    )


def _is_started(part: Part) -> bool:
    return any(part.text(question) for question in part.questions)


def _row(entry: Any, section: str, label: str, gaps: list[Gap], *, started: bool) -> dict[str, Any]:
    own = [gap for gap in gaps if gap.section == section]
    done = section in entry.sections_done and not own
    closed = bool(editing.obstacle(entry, section))
    if closed:
        done = bool(entry.submitted_at)
        status, tone = _("As handed in") if done else _("Cannot be changed now"), ""
    elif own:
        status = ngettext("%d answer to go", "%d answers to go", len(own)) % len(own)
        tone = "brand" if started else ""
    else:
        status, tone = _("Complete, not ticked off"), "brand"
    return {
        "section": section,
        "label": label,
        "url": reverse("submissions:entry_section", args=[entry.code, section]),
        "done": done,
        "closed": closed,
        "status": status if closed or not done else "",
        "tone": tone,
        "hint": "",
    }


def _files_row(entry: Any, gaps: list[Gap]) -> dict[str, Any]:
    row = _row(entry, FILES, _("Files"), gaps, started=False)
    count = len([one for one in entry.attachments.all() if one.removed_at is None])
    row["url"] = reverse("submissions:attachment_list", args=[entry.code])
    if not row["done"] and not editing.obstacle(entry, FILES):
        row["status"] = ngettext("%d file", "%d files", count) % count if count else _("Optional")
        row["tone"] = ""
    return row
