"""manage.py rank_scores: SCORES.csv and RUBRIC.csv in, RANKING.json out."""

import json
import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from juries.arithmetic.ranking.methods import METHODS

RUBRIC = "criterion,weight,min,max,best\nidea,60,1,5,high\nrisk,40,0,10,low\n"
HEADER = "entry,juror,criterion,score\n"
ROWS = [
    *("park,Ann,idea,5", "park,Ann,risk,0", "park,Ben,idea,4", "park,Ben,risk,2"),
    *("tram,Ann,idea,4", "tram,Ann,risk,5", "tram,Cem,idea,2", "tram,Cem,risk,7"),
    *("well,Ben,idea,3", "well,Ben,risk,5", "well,Cem,idea,2", "well,Cem,risk,9"),
    *("pool,Ann,idea,3", "pool,Ann,risk,6", "pool,Ben,idea,2", "pool,Ben,risk,8", "pool,Cem,idea,1"),
]


def table(*rows):
    return HEADER + "\n".join(rows) + "\n"


class Desk:
    """A folder with the files of one run."""

    def __init__(self, folder):
        self.folder, self.out, self.told = folder, folder / "RANKING.json", StringIO()

    def run(self, scores, rubric=RUBRIC, *options):
        for name, content in (("SCORES.csv", scores), ("RUBRIC.csv", rubric)):
            text = content if isinstance(content, bytes) else content.encode()
            (self.folder / name).write_bytes(text)
        files = (str(self.folder / "SCORES.csv"), "--rubric", str(self.folder / "RUBRIC.csv"))
        few = () if "--draws" in options else ("--draws", "200")
        call_command("rank_scores", *files, "--out", str(self.out), *few, *options, stderr=self.told)
        return json.loads(self.out.read_text(encoding="utf-8"), parse_constant=pytest.fail)

    def refused(self, *arguments):
        """The lines of the refusal; nothing is written."""
        with pytest.raises(CommandError) as error:
            self.run(*arguments)
        assert not self.out.exists()
        return str(error.value).splitlines()


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def by_name(items, key="entry"):
    return {item[key]: item for item in items}


def test_the_file_has_exactly_the_keys_of_the_specification(desk):
    found = desk.run(table(*ROWS), RUBRIC, "--top", "2", "--seed", "7")

    assert set(found) == {
        *("method", "seed", "lambda", "error_variance", "juror_variance", "corrected", "parts"),
        *("entries", "jurors", "agreement", "stability", "methods"),
    }
    for entry in found["entries"]:
        assert set(entry) == {
            *("entry", "rank", "score", "mean", "reviews", "spread", "p_first", "p_top"),
            *("rank_low", "rank_high", "band"),
        }
    for juror in found["jurors"]:
        assert set(juror) == {"juror", "reviews", "correction", "standard_error", "misfit"}
    assert set(found["agreement"]) == {"alpha", "icc1"}
    assert list(found["agreement"]["alpha"]) == ["total", "idea", "risk"]
    assert set(found["stability"]) == {"runs", "winner_kept"}
    assert list(found["methods"]) == list(METHODS)
    assert (found["method"], found["seed"], found["parts"]) == ("leniency", 7, 1)


def test_figures_are_those_of_the_rules_and_not_rounded(desk):
    found = desk.run(table(*ROWS), RUBRIC, "--method", "mean")
    entries = by_name(found["entries"])

    assert entries["park"]["mean"] == pytest.approx((100 + 77) / 2)
    assert entries["pool"]["mean"] == pytest.approx((46 + 23 + 0) / 3, rel=1e-14)
    assert entries["pool"]["spread"] == pytest.approx(46)
    assert [entry["rank"] for entry in found["entries"]] == [1, 2, 3, 4]
    assert [entry["entry"] for entry in found["entries"]] == ["park", "tram", "well", "pool"]
    assert sum(entry["p_first"] for entry in found["entries"]) == pytest.approx(1)
    assert sum(entry["p_top"] for entry in found["entries"]) == pytest.approx(3)
    assert not found["corrected"]


def test_a_missing_row_is_an_abstention_and_never_a_nought(desk):
    all_rows = desk.run(table("a,Ann,idea,5", "a,Ann,risk,10", "b,Ann,idea,3", "b,Ann,risk,5"))
    fewer = desk.run(table("a,Ann,idea,5", "b,Ann,idea,3", "b,Ann,risk,5"))

    assert by_name(all_rows["entries"])["a"]["mean"] == pytest.approx(60)
    assert by_name(fewer["entries"])["a"]["mean"] == pytest.approx(100)


def test_a_juror_who_wrote_nothing_of_an_entry_has_no_review_of_it(desk):
    found = desk.run(table(*ROWS))

    assert {one["entry"]: one["reviews"] for one in found["entries"]} == {
        "park": 2,
        "tram": 2,
        "well": 2,
        "pool": 3,
    }
    assert [(one["juror"], one["reviews"]) for one in found["jurors"]] == [("Ann", 3), ("Ben", 3), ("Cem", 3)]


def test_scores_are_the_mean_of_totals_less_corrections(desk):
    found = desk.run(table(*ROWS))
    corrections = {one["juror"]: one["correction"] for one in found["jurors"]}

    assert found["corrected"]
    assert found["juror_variance"] == pytest.approx(found["error_variance"] / found["lambda"])
    for name, jurors in (("park", "Ann Ben"), ("tram", "Ann Cem"), ("pool", "Ann Ben Cem")):
        taken = [corrections[juror] for juror in jurors.split()]
        entry = by_name(found["entries"])[name]
        assert entry["score"] == pytest.approx(entry["mean"] - sum(taken) / len(taken))


def test_an_entry_that_nobody_gave_a_total_is_listed_last_without_a_rank(desk):
    rubric = RUBRIC + "eligible,0,0,1,high\n"

    found = desk.run(table("odd,Ann,eligible,1", *ROWS), rubric)

    last = found["entries"][-1]
    assert (last["entry"], last["rank"], last["score"], last["reviews"]) == ("odd", None, None, 0)
    assert (last["p_first"], last["rank_low"], last["band"]) == (None, None, None)
    assert all("odd" not in order for order in found["methods"].values())


def test_one_juror_alone_gives_ranks_and_nothing_that_needs_two(desk):
    found = desk.run(table("a,Ann,idea,5", "b,Ann,idea,3"))

    assert [one["rank"] for one in found["entries"]] == [1, 2]
    assert [one["p_first"] for one in found["entries"]] == [None, None]
    assert found["agreement"] == {"alpha": {"total": None, "idea": None, "risk": None}, "icc1": None}
    assert found["stability"] == {"runs": 1, "winner_kept": 0}
    assert (found["lambda"], found["error_variance"]) == (None, None)


def test_agreement_below_chance_is_told_as_it_is(desk):
    found = desk.run(table("a,Ann,idea,5", "a,Ben,idea,1", "b,Ann,idea,1", "b,Ben,idea,5"))

    assert found["agreement"]["alpha"]["total"] == pytest.approx(-0.5)
    assert found["agreement"]["alpha"]["risk"] is None


def test_a_tie_is_put_in_order_by_the_first_criterion_and_shares_its_rank(desk):
    rows = ("a,Ann,idea,3", "a,Ann,risk,5", "b,Ann,idea,5", "b,Ann,risk,10", "c,Ann,idea,1", "c,Ann,risk,10")
    rubric = RUBRIC.replace("60,1,5", "50,1,5").replace("40,0,10", "50,0,10")

    found = desk.run(table(*rows), rubric, "--method", "mean")

    assert [(one["entry"], one["rank"]) for one in found["entries"]] == [("b", 1), ("a", 1), ("c", 3)]
    assert found["methods"]["mean"] == ["b", "a", "c"]


def test_the_order_of_the_rows_does_not_change_one_byte(desk):
    lots, seen = random.Random(5), set()
    rows = [
        f"e{entry},j{juror},{name},{lots.choice([1, 1.5, 2, 3, 4.5])}"
        for entry in range(10)
        for juror in lots.sample(range(5), 3)
        for name in ("idea", "risk")
        if lots.random() > 0.1
    ]
    for _ in range(6):
        lots.shuffle(rows)
        desk.run(table(*rows))
        seen.add(desk.out.read_bytes())

    assert len(seen) == 1


def test_a_file_from_a_spreadsheet_gives_the_same_file(desk):
    plain = desk.run(table(*ROWS))
    lines = ["\ufeffEntry,note,Juror,Criterion,Score", ""]
    lines += ['"{}",x,{},{}, {} '.format(*row.split(",")) for row in ROWS]

    assert desk.run("\r\n".join([*lines, "", ""])) == plain


def test_names_may_hold_commas(desk):
    found = desk.run(table('"Green, City",Ann,idea,5', 'b,"Ann, Dr",idea,4', "b,Ann,idea,3"))

    assert found["entries"][0]["entry"] == "Green, City"
    assert [one["juror"] for one in found["jurors"]] == ["Ann", "Ann, Dr"]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_gives_its_own_order_in_the_table_of_methods(desk, method):
    found = desk.run(table(*ROWS), RUBRIC, "--method", method)

    assert found["method"] == method
    assert found["methods"][method] == [one["entry"] for one in found["entries"]]


BAD_ROWS = [
    (",Ann,idea,3", "the entry is empty"),
    ("park,,idea,3", "the juror is empty"),
    ("park,Dee,,3", "the criterion is empty"),
    ("park,Dee,beauty,3", "the rubric has no criterion “beauty”"),
    ("park,Dee,idea,", "the score is empty; leave the row out for an abstention"),
    ("park,Dee,idea,good", "score “good” is not a number"),
    ("park,Dee,idea,6", "score 6 is not between 1 and 5"),
    ("park,Dee,idea", "3 cells instead of 4"),
    ("park,Ann,idea,5", "juror “Ann” has scored entry “park” for “idea” already"),
]


@pytest.mark.parametrize(("row", "reason"), BAD_ROWS)
def test_a_bad_row_is_told_with_file_line_and_reason_and_nothing_is_written(desk, row, reason):
    assert desk.refused(table(*ROWS[:4], row)) == [
        f"SCORES.csv, line 6: {reason}",
        "Nothing was computed: 1 row is not usable.",
    ]


BAD_CRITERIA = [
    ("idea,10,1,5,high", "the criterion “idea” is there twice"),
    (",10,1,5,high", "the criterion is empty"),
    ("total,10,1,5,high", "“total” is the name of the sum; give this criterion another one"),
    ("cost,-1,1,5,high", "weight -1 is below 0"),
    ("cost,10,x,5,high", "min “x” is not a number"),
    ("cost,10,1,,high", "the max is empty"),
    ("cost,10,5,5,high", "min 5 is not below max 5"),
    ("cost,10,1,5,both", "best is “both”, neither high nor low"),
]


@pytest.mark.parametrize(("row", "reason"), BAD_CRITERIA)
def test_a_bad_criterion_is_told_with_file_line_and_reason(desk, row, reason):
    assert desk.refused(table(*ROWS), RUBRIC + row + "\n")[0] == f"RUBRIC.csv, line 4: {reason}"


def test_the_only_criterion_may_be_called_total(desk):
    rows = [row.replace(",idea,", ",total,") for row in ROWS if ",idea," in row]

    found = desk.run(table(*rows), "criterion,weight,min,max,best\ntotal,1,1,5,high\n")

    assert list(found["agreement"]["alpha"]) == ["total"]


def test_scores_of_a_bad_criterion_are_not_blamed_on_the_scores(desk):
    rubric = RUBRIC.replace("40,0,10,low", "40,10,0,low")

    assert desk.refused(table(*ROWS), rubric) == [
        "RUBRIC.csv, line 3: min 10 is not below max 0",
        "Nothing was computed: 1 row is not usable.",
    ]


def test_a_rubric_without_any_weight_is_refused(desk):
    rubric = RUBRIC.replace(",60,", ",0,").replace(",40,", ",0,")

    assert desk.refused(table(*ROWS), rubric)[0] == "RUBRIC.csv, line 3: no criterion has a weight"


def test_all_bad_rows_of_both_files_are_told_at_once_and_the_old_file_stays(desk):
    desk.out.write_text("old")
    scores = table(*(row for row, _reason in BAD_ROWS[:-1]), *ROWS)

    with pytest.raises(CommandError) as error:
        desk.run(scores, RUBRIC + "cost,ten,1,5,high\n")

    lines = str(error.value).splitlines()
    assert lines[0] == "RUBRIC.csv, line 4: weight “ten” is not a number"
    assert lines[1:-1] == [
        f"SCORES.csv, line {n}: {reason}" for n, (_row, reason) in enumerate(BAD_ROWS[:-1], 2)
    ]
    assert lines[-1] == f"Nothing was computed: {len(BAD_ROWS)} rows are not usable."
    assert desk.out.read_text() == "old"


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        (table(*ROWS).replace(",", ";"), "the header lacks entry, juror, criterion, score; separate the"),
        (table("Caf\xe9,Ann,idea,5").encode("latin-1"), "the file is not in UTF-8"),
        (HEADER, "there is no row below the header"),
        ("", "the header lacks entry, juror, criterion, score"),
    ],
    ids=["semicolons", "Latin-1", "header only", "empty"],
)
def test_a_file_of_another_kind_is_refused_with_its_reason(desk, scores, reason):
    assert desk.refused(scores)[0].startswith(f"SCORES.csv, line 1: {reason}")


@pytest.mark.parametrize(
    "options",
    [("--top", "0"), ("--draws", "0"), ("--seed", "-1"), ("--method", "best"), ("--draws", "many")],
)
def test_options_out_of_bounds_are_refused(desk, options):
    assert f"{options[0]}" in desk.refused(table(*ROWS), RUBRIC, *options)[0]


def test_a_place_that_cannot_be_written_is_told(desk):
    desk.out = desk.folder / "nowhere" / "RANKING.json"

    assert "the folder does not exist" in desk.refused(table(*ROWS))[0]


def test_what_to_be_careful_about_is_told(desk):
    apart = ["x,Dee,idea,3", "x,Eva,idea,4", "y,Dee,idea,2"]

    parts = desk.run(table(*ROWS, *apart), RUBRIC, "--method", "borda")["parts"]
    desk.run(table(*ROWS), RUBRIC, "--method", "zscore")

    told = desk.told.getvalue()
    assert parts == 2
    assert "falls into 2 groups that share no juror (4 entries, 2 entries)" in told
    assert "Borda compares places in complete lists" in told
    assert "Standardised scores need ten reviews of each juror" in told
