"""The bench says what a page costs more in a larger network, and which pages failed there."""

from dataclasses import asdict

from bench.measure import Cost
from bench.pages import compare, failed, show

SMALL = {
    "list [team]": asdict(Cost(status=200, queries=5, objects=20, calls=100, bytes=1000, web=10)),
    "list [juror]": asdict(Cost(status=200, queries=5, objects=20, calls=100, bytes=1000, web=10)),
    "map [anonymous]": asdict(Cost(status=200, queries=5, objects=20, calls=100, bytes=1000, web=10)),
    "gone [team]": asdict(Cost(status=404)),
    "broken [team]": asdict(Cost(status=200)),
}
LARGE = {
    "list [team]": asdict(Cost(status=200, queries=5, objects=80, calls=100, bytes=1000, web=15, database=5)),
    "list [juror]": asdict(Cost(status=200, queries=5, objects=40, calls=100, bytes=1000, web=30)),
    "map [anonymous]": asdict(Cost(status=200, queries=9, objects=20, calls=100, bytes=1000, web=10)),
    "gone [team]": asdict(Cost(status=404)),
    "broken [team]": asdict(Cost(status=500)),
}


def test_pages_are_compared_by_what_grew_most():
    rows = compare(SMALL, LARGE)

    assert [(row["page"], row["growth"], row["more"]) for row in rows] == [
        ("list [team]", 4, 10),
        ("list [juror]", 2, 20),
        ("map [anonymous]", 1.8, 0),
    ]


def test_pages_that_broke_in_the_large_network_are_named():
    assert failed(SMALL, LARGE) == ["500 broken [team]"]


def test_of_each_page_the_worst_case_alone_is_among_the_worst(capsys):
    show(compare(SMALL, LARGE), 2)

    by_cpu = capsys.readouterr().out.split("by CPU of web and database\n")[1].split("\n\n")[0]
    assert [line.split("x  ")[1].split(" [")[0] for line in by_cpu.splitlines()] == ["list", "map"]
