"""Finds what would give a team away to a blind jury: names, mail domains, people, in texts and file names."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.domains import domain_of


@dataclass(frozen=True)
class Trace:
    """One telling word, and where it stands."""

    word: str
    place: str


def telling_words(entry: Any) -> list[str]:
    """What names the team: its organisation, the people who write, their mail domains."""
    organisation = entry.organisation
    words = {organisation.name, organisation.mail_domain}
    if organisation.website:
        words.add(re.sub(r"^(https?://)?(www\.)?", "", organisation.website).split("/")[0])
    for seat in entry.contributors.select_related("user"):
        words |= {seat.user.name, seat.user.email, domain_of(seat.user.email)}
        words |= {part for part in seat.user.name.split() if len(part) > 3}
    return sorted(word for word in words if len(word) > 2)


def traces(content: dict[str, Any], words: list[str]) -> list[Trace]:
    """Every telling word in the content of a version, once per place."""
    found = []
    for place, text in _places(content):
        # File names join words by other signs than blanks.
        plain = re.sub(r"[\s_\-]+", " ", text).casefold()
        for word in words:
            pattern = r"(?<!\w)" + re.escape(re.sub(r"[\s_\-]+", " ", word).casefold()) + r"(?!\w)"
            if re.search(pattern, plain):
                found.append(Trace(word, place))
    return found


def _places(content: dict[str, Any]) -> list[tuple[str, str]]:
    places = [(_("Title"), content["title"]), (_("Summary"), content["summary"])]
    for section in content["sections"]:
        # Jurors of a blind call do not read what the form itself says names people.
        read = (one for one in section["answers"] if not one.get("names_people"))
        places += [(one["label"], one["text"]) for one in read]
    for one in content["attachments"]:
        places += [(one["name"], f"{one['name']} {one['title']} {one.get('alternative_text', '')}")]
    return places
