"""Finds ties between a juror and a team from plain facts. Pure."""

from dataclasses import dataclass, field
from typing import Any

from core.domains import COMMON_DOMAINS


@dataclass(frozen=True)
class Side:
    """What is known of a juror, or of a team."""

    people: frozenset[int] = frozenset()
    organisation: int | None = None
    place: tuple[str, str] = ("", "")  # country, city
    domains: frozenset[str] = frozenset()
    memberships: frozenset[int] = field(default_factory=frozenset)  # organisations of its people


def marks(side: Side) -> set[tuple[str, Any]]:
    """What may tie a side to another: two sides without a mark in common have no tie."""
    found: set[tuple[str, Any]] = {("person", one) for one in side.people}
    found |= {("organisation", one) for one in {side.organisation, *side.memberships} - {None}}
    found |= {("domain", one) for one in side.domains - {""} - COMMON_DOMAINS}
    if all(side.place):
        found.add(("place", tuple(map(_folded, side.place))))
    return found


def ties(juror: Side, team: Side) -> list[str]:
    """The codes of the ties between them, the strongest first."""
    juror_home = {juror.organisation} - {None}
    found = []
    if juror.people & team.people:
        found.append("contributor")
    if team.organisation is not None and team.organisation in (juror_home | juror.memberships):
        found.append("same_org")
    elif (juror.memberships | juror_home) & team.memberships:
        found.append("co_member")
    if all(juror.place) and tuple(map(_folded, juror.place)) == tuple(map(_folded, team.place)):
        found.append("same_city")
    if (juror.domains & team.domains) - {""} - COMMON_DOMAINS:
        found.append("mail_domain")
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
