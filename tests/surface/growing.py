"""Which pages may cost more in the larger network: in which measure, up to how much, and why."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class May:
    """Why a page may grow, and what it costs at most with a thousand rows; 0 is not at all."""

    why: str
    objects: int = 0
    calls: int = 0
    bytes: int = 0
    fields: int = 0

    def measures(self) -> Iterator[str]:
        """Those in which it may grow."""
        return (name for name, most in asdict(self).items() if name != "why" and most)


PAGE = "a page of the list, which the smaller network does not fill"
CHANGES = "shows the latest changes, fifty at most"
SCORES = "computes with every scorecard"
# Whoever mends one strikes it out: a test asks for that.
GROWS = {
    "challenges:challenge_changes": May(CHANGES, calls=20_000, bytes=9000),
    "challenges:challenge_detail": May(CHANGES, calls=55_000, bytes=38_000),
    "challenges:competition_changes": May(CHANGES, calls=15_000, bytes=8000),
    "challenges:competition_detail": May(CHANGES, calls=55_000, bytes=32_000),
    "challenges:competition_history": May(PAGE, calls=20_000, bytes=11_000),
    "challenges:review_list": May(PAGE, calls=25_000, bytes=11_000),
    "home": May("lists up to fifty of each kind that waits", objects=710, calls=195_000, bytes=60_000),
    "juries:assignment_add": May(
        "offers up to a hundred jurors in a list", objects=230, calls=45_000, bytes=13_000
    ),
    "juries:meeting_create": May(
        "asks of each juror whether that person was there",
        objects=230,
        calls=65_000,
        bytes=31_000,
        fields=115,
    ),
    "juries:panel_deliberation": May(
        "names who was at each meeting", objects=720, calls=115_000, bytes=46_000
    ),
    "juries:panel_jurors": May(PAGE, calls=50_000, bytes=32_000),
    "juries:panel_overview": May(SCORES, calls=120_000),
    "juries:panel_protocol": May(SCORES, calls=105_000),
    "juries:panel_ranking": May(
        "has a line for each juror who scored", objects=710, calls=150_000, bytes=99_000
    ),
    "juries:tie_declare": May(
        "asks about each organisation with an entry", objects=280, calls=120_000, bytes=71_000, fields=275
    ),
    "network:withheld_list": May(PAGE, calls=30_000),
    "project-list": May(PAGE, objects=120, calls=60_000, bytes=22_000),
    "transfer:my_package_list": May(PAGE, objects=70, calls=30_000, bytes=15_000),
    "transfer:network_map": May("draws up to 400 journeys", calls=385_000, bytes=108_000),
    "transfer:package_adoption_list": May(PAGE, objects=140, calls=45_000, bytes=15_000),
    "transfer:release_review_list": May(PAGE, calls=30_000, bytes=14_000),
}
