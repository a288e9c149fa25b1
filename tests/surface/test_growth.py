"""No page costs more because of rows that it does not show.

The same network is sown twice: with more on every list than a page holds, and with four times as much. What a
page costs in model objects, Python calls, bytes and form fields must stay the same but for a small margin.
"""

import logging
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.db import transaction

from bench.measure import Cost, measure, signed_in
from bench.seed import seed
from bench.seeding.plan import Call, Plan
from bench.subjects import Subjects, targets, who_sees

pytestmark = [pytest.mark.thorough, pytest.mark.postgresql]
SMALL, LARGE = 240, 1000  # entries of the largest competition, in four challenges
MARGIN = 1.25
ROOM = {"objects": 25, "calls": 10_000, "bytes": 6000, "fields": 5}

# What a page that may grow costs in the larger network at most: a thousand entries with three cards each, all
# read for one page, would be far above it.
MOST_OBJECTS = 1000
# But for the map, with up to 400 journeys of five rows each, and a list that offers every package.
HEAVY = {"transfer:network_map": 2500, "transfer:package_section": 1500}
# What may grow, and why. Whoever mends one strikes it out: the second test asks for that.
SEATS = "reads every juror of the panel, 500 at most, to know who presides"
SHOWN = "shows all that belongs to one item on one page"
TOLD = "names or counts everybody who is told"
OFFERS = "offers everything to choose from in one list"
NOT_FULL = "a page that the small network does not fill"
GROWS = {
    **dict.fromkeys(
        [
            "juries:panel_detail",
            "juries:panel_decisions",
            "juries:panel_deliberation",
            "juries:panel_protocol",
            "juries:panel_ranking",
            "juries:protocol_paper",
            "juries:conflict_list",
            "juries:conflict_decide",
            "juries:letter_edit",
            "juries:decision_edit",
            "juries:assignment_add",
            "juries:motion_create",
        ],
        SEATS,
    ),
    **dict.fromkeys(
        [
            "network:event_detail",
            "network:member_list",
            "cocreation:project_detail",
            "cocreation:project_board",
            "cocreation:indicator_list",
            "cocreation:indicator_detail",
            "cocreation:reading_create",
            "cocreation:reading_correct",
            "home",
        ],
        SHOWN,
    ),
    **dict.fromkeys(
        ["network:event_cancel", "challenges:competition_cancel", "challenges:challenge_withdraw"], TOLD
    ),
    **dict.fromkeys(
        [
            "juries:juror_edit",
            "juries:juror_invite",
            "juries:meeting_create",
            "juries:tie_declare",
            "submissions:extension_create",
            "transfer:package_section",
        ],
        OFFERS,
    ),
    **dict.fromkeys(["event-list", "transfer:package_adoption_list"], NOT_FULL),
    "transfer:network_map": "draws up to 400 journeys",
}


@dataclass(frozen=True)
class Sizes(Plan):
    """A few competitions, one for each state of a panel."""

    size: int = SMALL

    def of(self, name: str, least: int = 1) -> int:
        """Enough teams for the entries: each enters a challenge once."""
        return self.size * 7 // 10 if name == "organisations" else super().of(name, least)

    def calls(self) -> list[Call]:
        """The largest deliberates."""
        rows = [
            (self.size, "judging", "deliberating"),
            (self.size // 2, "judging", "scoring"),
            (self.size // 2, "running", ""),
            (self.size // 4, "judging", "setup"),
            (self.size // 4, "judging", "declaring"),
            (self.size // 4, "closed", "released"),
            (0, "draft", ""),
        ]
        return [Call(number, 4, state, panel) for number, state, panel in rows]


def costs(size: int) -> dict[str, Cost]:
    """Sow the network of that size, open every page of its largest items, and empty the database again.

    Of each page one item is enough: the largest in whose state the role may open it.
    """
    seed(Sizes(size / 8000, size=size))
    subjects, found, seen = Subjects(), {}, set()
    for target in targets(subjects):
        if (target.route, target.role) in seen:
            continue
        with transaction.atomic():
            cost = measure(signed_in(who_sees(target, subjects)), target.url, timed=False)
            transaction.set_rollback(True)
        if cost.status == 200:
            found[target.name] = cost
            seen.add((target.route, target.role))
    call_command("flush", interactive=False, verbosity=0)
    return found


def excess(small: Cost, large: Cost) -> list[str]:
    """What of the cost grew beyond the margin."""
    pairs = [(name, getattr(small, name), getattr(large, name), room) for name, room in ROOM.items()]
    return [
        f"{name} {before:,} > {after:,}"
        for name, before, after, room in pairs
        if after > before * MARGIN + room
    ]


@pytest.fixture(scope="module")
def grown(world):
    """By page what grew, of those that opened at both sizes; what each costs in the larger network."""
    logging.disable(logging.CRITICAL)  # of thousands of visits many are refused
    small, large = costs(SMALL), costs(LARGE)
    logging.disable(logging.NOTSET)
    both = small.keys() & large.keys()
    return {name: more for name in both if (more := excess(small[name], large[name]))}, {
        name: large[name] for name in both
    }


def test_no_page_grows_with_rows_that_it_does_not_show(grown):
    found, opened = grown
    faults = [f"{name}: {'; '.join(more)}" for name, more in found.items() if name.split()[0] not in GROWS]

    assert len(opened) > 250
    assert not faults, f"{len(faults)} pages grow:\n" + "\n".join(faults)


def test_what_may_grow_does(grown):
    found, _opened = grown

    assert GROWS.keys() - {name.split()[0] for name in found} == set()


def test_a_page_that_may_grow_stays_far_below_all_that_there_is(grown):
    _found, opened = grown
    heavy = {
        name: cost.objects
        for name, cost in opened.items()
        if cost.objects > HEAVY.get(name.split()[0], MOST_OBJECTS)
    }

    assert heavy == {}
