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


SEATS = "reads every juror of the panel, 500 at most, to know who presides"
SHOWN = "shows all that belongs to one item on one page"
TOLD = "names or counts everybody who is told"
OFFERS = "offers everything to choose from in one list"
PAGE = "a page that the smaller network does not fill"
# Whoever mends one strikes it out: a test asks for that.
GROWS = {
    "challenges:challenge_withdraw": May(TOLD, objects=600),
    "challenges:competition_cancel": May(TOLD, objects=700),
    "cocreation:indicator_detail": May(SHOWN, objects=400, calls=100_000, bytes=65_000),
    "cocreation:indicator_list": May(SHOWN, objects=850, calls=300_000, bytes=230_000),
    "cocreation:project_board": May(SHOWN, objects=950, calls=390_000, bytes=295_000),
    "cocreation:project_detail": May(SHOWN, objects=850, calls=340_000, bytes=235_000),
    "cocreation:reading_correct": May(SHOWN, objects=200),
    "cocreation:reading_create": May(SHOWN, objects=200),
    "home": May(SHOWN, objects=750, bytes=60_000),
    "juries:assignment_add": May(SEATS, objects=250, calls=50_000),
    "juries:conflict_decide": May(SEATS, objects=250),
    "juries:conflict_list": May(SEATS, objects=250),
    "juries:decision_edit": May(SEATS, objects=250),
    "juries:juror_edit": May(OFFERS, objects=800, calls=200_000, bytes=50_000),
    "juries:juror_invite": May(OFFERS, objects=800, calls=200_000, bytes=50_000),
    "juries:letter_edit": May(SEATS, objects=250),
    "juries:meeting_create": May(OFFERS, objects=450, calls=70_000, bytes=35_000, fields=120),
    "juries:motion_create": May(SEATS, objects=250),
    "juries:panel_decisions": May(SEATS, objects=400),
    "juries:panel_deliberation": May(SEATS, objects=950, calls=120_000),
    "juries:panel_detail": May(SEATS, objects=250),
    "juries:panel_overview": May(SEATS, objects=750),
    "juries:panel_protocol": May(SEATS, objects=650, calls=130_000),
    "juries:panel_ranking": May(SEATS, objects=950, calls=150_000, bytes=100_000),
    "juries:protocol_paper": May(SEATS, objects=250),
    "juries:tie_declare": May(OFFERS, objects=300, calls=120_000, bytes=70_000, fields=280),
    "network:event_cancel": May(TOLD, objects=300),
    "network:event_detail": May(SHOWN, objects=700, calls=120_000, bytes=165_000, fields=220),
    "project-list": May(PAGE, objects=150, bytes=25_000),
    "submissions:extension_create": May(OFFERS, objects=300, calls=80_000, bytes=25_000),
    "transfer:my_package_list": May(SHOWN, objects=350, calls=50_000, bytes=25_000),
    "transfer:network_map": May("draws up to 400 journeys", calls=390_000, bytes=110_000),
    "transfer:package_adoption_list": May(PAGE, objects=150),
    "transfer:package_detail": May(SHOWN, objects=650, calls=170_000, bytes=90_000),
    "transfer:package_section": May(OFFERS, objects=1400, calls=280_000, bytes=75_000),
}
