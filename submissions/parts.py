"""The parts of an entry by identifier: its basics, the sections of the competition's form, and its files."""

from typing import Any

from challenges.models.form import BASICS, FILES


def changed_parts(old: dict[str, Any], new: dict[str, Any]) -> set[str]:
    """Which parts differ between the contents of two versions."""
    before, after = _by_part(old), _by_part(new)
    return {part for part in before.keys() | after.keys() if before.get(part) != after.get(part)}


def _by_part(content: dict[str, Any]) -> dict[str, Any]:
    sections = {
        section["identifier"]: {one["identifier"]: one["text"] for one in section["answers"]}
        for section in content["sections"]
    }
    basics = [content[name] for name in ("title", "summary", "language")]
    files = [(one["sha256"], one["title"]) for one in content["attachments"]]
    return {BASICS: basics, FILES: files, **sections}
