"""What waits for a person: each app lists its own, the home page shows them together."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Waiting:
    """One thing to do: `what` and `why` in plain words, where to do it, and by when."""

    role: str  # "Juror", "Team lead", ... as the person knows it
    what: str  # "Score “ShadeWays”"
    url: str
    why: str = ""
    due_at: datetime | None = None
    zone: str = "UTC"
