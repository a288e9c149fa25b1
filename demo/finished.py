"""The competition of 2020, from its call to its awards."""

from datetime import datetime, timedelta
from typing import Any

from demo import calls, entries, juries
from demo.texts import at, read
from juries.models import Award

COMPETITION_FIELDS = (
    "title", "summary", "description", "languages", "time_zone", "retention_until", "results_on", "blind",
    "reviews_per_entry", "tie_rule",
)  # fmt: skip


def build_2020(organisations: dict, accounts: dict, leads: dict) -> dict[str, Award]:
    """The competition with its 40 entries and six awards; the awards by the title of their entry."""
    texts = read("competition_2020")
    zone = texts["time_zone"]
    moments = {name: calls.in_zone(texts[name], zone) for name in ("opens_at", "closes_at", "judging_until")}
    facts = {name: texts[name] for name in COMPETITION_FIELDS} | moments
    competition = calls.build_competition(
        organisations["office"], facts | {"state": "closed", "announced_at": moments["opens_at"]}, texts
    )
    awarded = at(texts["results_on"], 12)
    when = [moments["opens_at"], moments["opens_at"], moments["closes_at"], awarded, awarded]
    calls.tell_history(competition, when, accounts["coordinator@demo.example"])
    areas = {area["key"]: area["title"] for area in texts["area"]}
    challenges = {
        row["key"]: calls.build_challenge(
            competition, row, areas=areas, organisations=organisations, state="decided", editor=None
        )
        for row in texts["challenge"]
    }
    pairs = _entries(texts, challenges, organisations, leads, awarded)
    panel = _panel(competition, texts, list(challenges.values()), accounts, awarded)
    return juries.finish_2020(panel, pairs, when=awarded)


def _entries(texts: dict, challenges: dict, organisations: dict, leads: dict, awarded: datetime) -> list:
    """Each entry with its row of the text file."""
    best = _best_of_each_area(texts)
    closed = calls.in_zone(texts["closes_at"], texts["time_zone"])
    moments = {"accept": closed + timedelta(days=2), "award": awarded, "decline": awarded}
    pairs = []
    for number, row in enumerate(texts["entry"]):
        team = organisations[row["team"]]
        entry = entries.build_entry(
            challenges[row["challenge"]],
            row,
            team=team,
            lead=leads[team.pk],
            state="awarded" if row["title"] in best else "not_awarded",
            moments=moments | {"submit": closed - timedelta(hours=6 * (number + 1))},
        )
        pairs.append((entry, row))
    return pairs


def _panel(competition: Any, texts: dict, challenges: list, accounts: dict, awarded: datetime) -> Any:
    """The commission, which has released its decisions."""
    seat = {"languages": texts["languages"], "ties_declared_at": competition.closes_at}
    return juries.build_panel(
        competition,
        challenges,
        title="Award commission (demo)",
        jurors=[(accounts[f"juror{number}@demo.example"], seat) for number in (4, 2, 3)],
        blind=False,
        state="released",
        signed_at=awarded,
        released_at=awarded,
        scoring_until=competition.judging_until,
    )


def _best_of_each_area(texts: dict[str, Any]) -> set[str]:
    """The titles that score highest in their area."""
    area_of = {row["key"]: row["area"] for row in texts["challenge"]}
    weights = [row["weight"] for row in texts["criterion"]]
    best: dict[str, tuple[int, str]] = {}
    for row in texts["entry"]:
        points = sum(
            mark * weight for marks in row["scores"] for mark, weight in zip(marks, weights, strict=True)
        )
        area = area_of[row["challenge"]]
        best[area] = max(best.get(area, (0, "")), (points, row["title"]))
    return {title for _points, title in best.values()}
