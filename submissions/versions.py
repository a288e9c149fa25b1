"""Turns the working copy of an entry into the content of a version, and a content into what a page shows."""

from typing import Any

from challenges.answers import frozen
from challenges.models.form import BASICS, FILES
from submissions.completeness import Part, parts_of


def working_content(entry: Any, parts: list[Part] | None = None) -> dict[str, Any]:
    """What would be handed in now.

    While the office has reopened named sections, everything else stays as it was handed in, whatever
    stands in the working copy.
    """
    content = {
        "title": entry.title,
        "summary": entry.summary,
        "language": entry.language,
        "sections": [_section(part) for part in (parts_of(entry) if parts is None else parts)],
        "attachments": [
            _file(one)
            for one in sorted(entry.attachments.all(), key=lambda one: (one.order, one.pk))
            if one.removed_at is None
        ],
    }
    asked = entry.open_clarification()
    return _only_reopened(content, entry.version_in_force().content, asked.sections) if asked else content


def _section(part: Part) -> dict[str, Any]:
    return {
        "identifier": part.identifier,
        "title": part.title,
        "answers": [frozen(one, part.text(one), part.files) for one in part.questions],
    }


def _file(attachment: Any) -> dict[str, Any]:
    stored = attachment.file
    return {
        "file": str(stored.public_id),
        "name": stored.original_name,
        "sha256": stored.sha256,
        "size": stored.size,
        "title": attachment.title,
        "alternative_text": attachment.alternative_text,
    }


def _only_reopened(new: dict[str, Any], old: dict[str, Any], sections: list[str]) -> dict[str, Any]:
    merged = dict(old)
    if BASICS in sections:
        merged |= {name: new[name] for name in ("title", "summary", "language")}
    if FILES in sections:
        merged["attachments"] = new["attachments"]
    fresh = {section["identifier"]: section for section in new["sections"]}
    merged["sections"] = [
        fresh.get(section["identifier"], section) if section["identifier"] in sections else section
        for section in old["sections"]
    ]
    return merged
