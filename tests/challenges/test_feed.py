import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from challenges.feed.dates import Unreadable, read_moment
from challenges.feed.judging import read_criteria
from challenges.feed.reader import BrokenFeed, read_feed
from challenges.feed.texts import complete_address, to_markdown

FEEDS = Path(__file__).parent / "feeds"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("03/18/2019 12:00 AM", datetime(2019, 3, 18, 4, tzinfo=UTC)),
        ("12/31/2019 11:59 pm", datetime(2020, 1, 1, 4, 59, tzinfo=UTC)),
        ("9/16/2019 12:00 PM", datetime(2019, 9, 16, 16, tzinfo=UTC)),
        ("2020/03/19 12 p.m.", datetime(2020, 3, 19, 16, tzinfo=UTC)),
        ("01/16/2020 9 AM", datetime(2020, 1, 16, 14, tzinfo=UTC)),
        ("2022/3/27 11:59 PM", datetime(2022, 3, 28, 3, 59, tzinfo=UTC)),
        ("09/30/2020 11:59PM", datetime(2020, 10, 1, 3, 59, tzinfo=UTC)),
        ("10/08/2020 5:59:59 PM", datetime(2020, 10, 8, 21, 59, 59, tzinfo=UTC)),
        ("08/05/2019  12:59 AM ", datetime(2019, 8, 5, 4, 59, tzinfo=UTC)),
        ("09/23/2021 04:59 PM ET", datetime(2021, 9, 23, 20, 59, tzinfo=UTC)),
    ],
)
def test_date_is_read_in_every_known_form(text, expected):
    assert read_moment(text, end=False) == (expected, "")


@pytest.mark.parametrize(
    "text",
    [
        "03/02/20202 05:00 PM",
        "04/23/ 10:00 AM",
        "02/30/2021 9:00 AM",
        "13/01/2021 9:00 AM",
        "03/14/2021 2:30 AM",
        "01/01/2021 9:75 AM",
        "01/01/2021 14:00 AM",
        "01/01/0001 1:00 AM",
        "01/01/9999 1:00 AM",
        "spring 2021",
    ],
)
def test_impossible_date_is_not_guessed(text):
    with pytest.raises(Unreadable):
        read_moment(text, end=False)


def test_day_without_time_ends_at_23_59():
    start, remark = read_moment("10/19/2019", end=False)
    end, _remark = read_moment("10/19/2019", end=True)

    assert (start.hour, end.hour, end.minute) == (4, 3, 59)
    assert "No time of day" in remark


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- **Impact (25%):** Broad.\n- **Cost (75%)**", [("Impact", 25), ("Cost", 75)]),
        ("- 20%:  Innovation – Is it new?\n- 80%: Impact", [("Innovation", 20), ("Impact", 80)]),
        ("#### Savings - **50%**\n\nText\n\n#### Lead - **50%**", [("Savings", 50), ("Lead", 50)]),
        ("- Innovation (30 percent)\n- Relevance (70 percent)", [("Innovation", 30), ("Relevance", 70)]),
        ("| Fit | 0 to 5 | 40% |\n| Cost | 0 to 5 | 60% |", [("Fit", 40), ("Cost", 60)]),
        ("- (40%) Impact\n- (60%) Fit", [("Impact", 40), ("Fit", 60)]),
        ("- Clarity (40pts)\n- Cost (60 points): Low.", [("Clarity", 40), ("Cost", 60)]),
        ("| Fit | 40 points |\n| Cost | 60 points |", [("Fit", 40), ("Cost", 60)]),
        ("*A (50%)*\n\n*B (50%)*\n\nStage 2\n\n*A (50%)*\n\n*B (50%)*", [("A", 50), ("B", 50)]),
    ],
)
def test_criteria_are_read_from_lists_that_add_up(text, expected):
    criteria, remark = read_criteria(text)

    assert [(criterion.title, criterion.weight) for criterion in criteria] == expected
    assert remark == ""


@pytest.mark.parametrize(
    "text",
    [
        "- A (50%)\n- B (60%)",
        "- A (20 points)\n- B (30 points)",
        "| A | 50% |\n| B | 50% |\n| C | \\*100% |",
        "A formula: 30% of one score and 70% of another.",
    ],
)
def test_percentages_that_do_not_make_criteria_are_reported(text):
    criteria, remark = read_criteria(text)

    assert criteria == []
    assert "kept as it is" in remark


def test_text_with_a_single_percentage_is_no_problem():
    assert read_criteria("Must destroy 99 percent of it.") == ([], "")


def test_text_keeps_structure_and_links_and_nothing_active():
    html = '<h1>A</h1><p onclick="x()">B <a href="/c.pdf">c</a> <script>x()</script>10<sup>2</sup></p>'

    text, lost = to_markdown(html)

    assert text == "### A\n\nB [c](https://www.challenge.gov/c.pdf) 10²"
    assert lost == [("<script>", "Active content is not imported.")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("{{site.baseurl}}/a b.pdf", "https://www.challenge.gov/a%20b.pdf"),
        ("%7B%7Bsite.baseurl%7D%7D/a.pdf", "https://www.challenge.gov/a.pdf"),
        ("www.example.org/x", "https://www.example.org/x"),
        ("1. https://example.org/x", "https://example.org/x"),
        ("emailto:a@example.org", "mailto:a@example.org"),
        ("a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
    ],
)
def test_address_is_completed_or_refused(given, expected):
    assert complete_address(given) == expected


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ((FEEDS / "broken.json").read_bytes(), "Line 3"),
        ((FEEDS / "other.json").read_bytes(), "_challenge"),
        (b'{"_challenge": [\n"\xff"]}', "Line 2: the file is not text"),
        (b"[" * 100_000, "Line 1"),
        (b"", "Line 1"),
        (b"[]", "_challenge"),
    ],
)
def test_broken_file_is_refused_with_the_line_of_the_fault(content, reason):
    with pytest.raises(BrokenFeed, match=reason):
        read_feed(content)


def test_every_field_of_an_item_is_kept_somewhere():
    items, _problems, read = read_feed((FEEDS / "small.json").read_bytes())
    by_id = {item.external_id: item for item in items}

    assert read == 10
    assert set(by_id) >= {"1", "2", "3", "3#2", "7", "8", "10"}
    first = by_id["1"]
    assert first.title == "Clean rivers & lakes"
    for words in ("**water**", "rules.pdf", "15 U.S.C. 3719", "FY21", "Ideas; Scientific", "a.png"):
        assert words in first.problem
    assert "### Who" in first.data_constraints
    assert "kept too" in by_id["8"].problem
    assert "T" * 250 in by_id["8"].problem


def test_problems_name_item_field_value_and_reason():
    _items, problems, _read = read_feed((FEEDS / "small.json").read_bytes())
    found = {(problem.item, problem.field) for problem in problems}

    assert found >= {
        ("2", "submission-start"),
        ("2", "submission-end"),
        ("2", "judging"),
        ("3", "description"),
        ("3", "challenge-id"),
        ("1", "challenge-id"),
        ("#6", "challenge-id"),
        ("7", "challenge-title"),
        ("7", "submission-end"),
        ("8", "challenge-title"),
        ("8", "tagline"),
        ("#9", ""),
        ("10", "prizes"),
    }
    assert all(problem.reason for problem in problems)


def test_what_is_too_long_is_shortened_and_reported():
    rows = [{"challenge-id": number * 30, "challenge-title": "Shade"} for number in ("12", "13")]
    rows[0]["total-prize-offered-cash"] = "one hundred dollars " * 20
    items, problems, _read = read_feed(json.dumps({"_challenge": rows}).encode())

    assert len({item.external_id for item in items}) == 2
    assert {"challenge-id", "total-prize-offered-cash"} <= {problem.field for problem in problems}
    assert items[0].prize_note.endswith("…")
    assert ("one hundred dollars " * 20).strip() in items[0].problem
