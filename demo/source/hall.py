"""A market's day in one page: reads stalls.csv and orders.csv, writes one delivery round per cyclist.

A small working program for the demo of CityRelay; it is not the code of the real package of 2022.
Use: python3 hall.py stalls.csv orders.csv > rounds.txt
"""

import csv
import sys
from collections import defaultdict

ORDERS_PER_ROUND = 6


def read(path: str) -> list[dict[str, str]]:
    """The rows of a CSV file with a header line."""
    with open(path, newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def rounds(stalls: list[dict[str, str]], orders: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    """Orders grouped by district, at most six to a round; unknown stalls are refused by name."""
    known = {stall["stall"]: stall for stall in stalls}
    if missing := sorted({order["stall"] for order in orders} - set(known)):
        raise SystemExit(f"Not in the list of stalls: {', '.join(missing)}")
    by_district = defaultdict(list)
    for order in orders:
        by_district[order["district"]].append(order | {"aisle": known[order["stall"]]["aisle"]})
    return [
        sorted(group[start : start + ORDERS_PER_ROUND], key=lambda order: order["aisle"])
        for _district, group in sorted(by_district.items())
        for start in range(0, len(group), ORDERS_PER_ROUND)
    ]


def main(stalls: str, orders: str) -> None:
    """Print each round: what to fetch where, and where to bring it."""
    for number, group in enumerate(rounds(read(stalls), read(orders)), 1):
        print(f"Round {number}: {group[0]['district']}")  # noqa: T201 a command's output
        for order in group:
            print(f"  aisle {order['aisle']}, stall {order['stall']}: {order['goods']} → {order['address']}")  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:3])
