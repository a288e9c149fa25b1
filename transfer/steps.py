"""The way of an adoption as the phases of a bar."""

from typing import Any

from transfer.models import Adoption

PHASES = [
    Adoption.State.INTERESTED,
    Adoption.State.EVALUATING,
    Adoption.State.ADAPTING,
    Adoption.State.PILOTING,
    Adoption.State.IN_OPERATION,
]


def adoption_steps(adoption: Adoption) -> list[dict[str, Any]]:
    """The phases with what is behind the city and where it stands; nothing for one that was dropped."""
    if adoption.was_dropped():
        return []
    reached = PHASES.index(adoption.state) if adoption.state in PHASES else len(PHASES)
    return [
        {"label": phase.label, "standing": "done" if n < reached else "current" if n == reached else ""}
        for n, phase in enumerate(PHASES)
    ]
