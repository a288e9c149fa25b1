"""A proposal of assignments as plain values, kept with the job that worked it out, and read again."""

from collections.abc import Iterable
from typing import Any

from juries.models import Juror, Panel
from juries.places.dealing import Proposal
from submissions.models import Entry

MOST_NAMED = 7  # entries of a shortage that a page names, and one to say that there are more


def as_values(proposal: Proposal) -> dict[str, Any]:
    """The proposal without rows: entries by their code, jurors by their number."""
    return {
        "pairs": [[entry.code, juror.pk, round(match, 4)] for entry, juror, match in proposal.pairs],
        "unfilled": sum(lack for _entry, lack in proposal.unfilled),
        "shortages": [_shortage(one) for one in proposal.shortages],
        "by_caps": proposal.by_caps,
        "worst": [[entry.code, match] for entry, match in proposal.worst[:1]],
        "loads": list(proposal.loads),
        "parts": proposal.parts,
    }


def _shortage(one: dict[str, Any]) -> dict[str, Any]:
    entries, jurors = one["entries"], one["jurors"]
    named = [entry.code for entry in entries[:MOST_NAMED]]
    return one | {"entries": named, "more": max(len(entries) - len(named), 0), "jurors": len(jurors)}


def read_again(panel: Panel, values: dict[str, Any], most: int) -> tuple[Proposal, int, int]:
    """The proposal with the first `most` pairs that are not assigned by now, how many more, empty places.

    Entries and jurors that are not on the panel any more are left out.
    """
    held = set(panel.assignments().values_list("entry__code", "juror"))
    left = [pair for pair in values["pairs"] if (pair[0], pair[1]) not in held]
    codes = {code for code, *_rest in left[:most]} | {code for code, _match in values["worst"]}
    codes |= {code for one in values["shortages"] for code in one["entries"]}
    entries = _entries(panel, codes)
    wanted = {juror for _code, juror, _match in left[:most]}
    jurors: dict[int, Juror] = panel.active_jurors().select_related("user").in_bulk(wanted)
    proposal = Proposal(
        pairs=[
            (entries[code], jurors[juror], match)
            for code, juror, match in left[:most]
            if code in entries and juror in jurors
        ],
        shortages=[_named(one, entries) for one in values["shortages"]],
        by_caps=values["by_caps"],
        worst=[(entries[code], match) for code, match in values["worst"] if code in entries],
        loads=(values["loads"][0], values["loads"][1]),
        parts=values["parts"],
    )
    return proposal, max(len(left) - most, 0), values["unfilled"]


def _entries(panel: Panel, codes: Iterable[str]) -> dict[str, Entry]:
    return {one.code: one for one in panel.entries().filter(code__in=codes).only("code", "title", "state")}


def _named(one: dict[str, Any], entries: dict[str, Entry]) -> dict[str, Any]:
    named = [entries[code] for code in one["entries"] if code in entries]
    return one | {"entries": named + [None] * one["more"], "jurors": [None] * one["jurors"]}
