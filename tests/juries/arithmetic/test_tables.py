"""CSV files row by row: what is read, and how a bad row is told."""

import json

import pytest

from juries.arithmetic.files.tables import MOST_TOLD, BadFiles, Fault, Table, write_json
from juries.arithmetic.ranking.totals import known

COLUMNS = ("entry", "juror")


def read(tmp_path, content):
    """The rows of a file, and its faults as (line, reason)."""
    path = tmp_path / "SCORES.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    faults = []
    rows = list(Table(path, COLUMNS, faults).rows())
    return rows, [(fault.line, fault.reason) for fault in faults]


@pytest.mark.parametrize(
    "content",
    [
        "entry,juror\na,b\nc,d\n",
        "\ufeffentry,juror\na,b\nc,d\n",
        "entry,juror\r\na,b\r\nc,d\r\n",
        "entry,juror\n\na,b\n,\n  \nc,d\n\n",
        " Entry , JUROR\n a ,b \nc,  d",
        "juror,note,entry\nb,x,a\nd,,c\n",
        '"entry","juror"\n"a","b"\n"c","d"\n',
        'entry, "juror"\n "a", "b"\nc, d\n',
    ],
    ids=[
        "plain",
        "BOM",
        "CRLF",
        "blank lines",
        "blanks and capitals",
        "extra column",
        "quotes",
        "blanks before quotes",
    ],
)
def test_the_same_rows_are_read_from_every_usual_kind_of_file(tmp_path, content):
    assert read(tmp_path, content) == ([["a", "b"], ["c", "d"]], [])


def test_a_quoted_name_may_hold_commas_quotes_and_line_ends(tmp_path):
    rows, faults = read(tmp_path, 'entry,juror\n"Ahmad, Sons ""& Co""","two\nlines"\n')

    assert rows == [['Ahmad, Sons "& Co"', "two\nlines"]]
    assert faults == []


def test_a_row_with_another_number_of_cells_is_told_and_the_others_are_read(tmp_path):
    rows, faults = read(tmp_path, "entry,juror\na\nb,c\n\nd,e,f\n")

    assert rows == [["b", "c"]]
    assert faults == [(2, "1 cells instead of 2"), (5, "3 cells instead of 2")]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path):
    _rows, faults = read(tmp_path, 'entry,juror\n"a\nb",c\nd\n')

    assert faults == [(4, "1 cells instead of 2")]


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("", 1, "the header lacks entry, juror"),
        ("entry,name\na,b\n", 1, "the header lacks juror"),
        ("entry;juror\na;b\n", 1, "the header lacks entry, juror; separate the columns by commas"),
        ("entry,juror,entry\na,b,c\n", 1, "the header has entry twice"),
        ("entry,juror\n", 1, "there is no row below the header"),
        ("entry,juror\n\n,\n", 3, "there is no row below the header"),
        (b"entry,juror\nM\xfcnchen,b\n", 1, "the file is not in UTF-8; save it as “CSV UTF-8”"),
        ("entry,juror\n".encode("utf-16"), 1, "the file is not in UTF-8; save it as “CSV UTF-8”"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path, content, line, reason):
    assert read(tmp_path, content) == ([], [(line, reason)])


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('entry,"juror"x\na,b\n', 1),
        ('entry,juror\na,"b"x\n', 2),
        ('entry,juror\na,b\n\nc,"d"x\n', 4),
        ('entry,juror\na,b\n"c,d\ne,f\n', 3),
    ],
    ids=["header", "first row", "row", "quote that never ends"],
)
def test_broken_quotes_are_told_with_the_line_where_they_begin(tmp_path, content, line):
    _rows, faults = read(tmp_path, content)

    assert [(at, reason[:32]) for at, reason in faults] == [(line, "the file cannot be read on from ")]


def test_a_file_that_is_not_there_is_told(tmp_path):
    faults = []

    assert list(Table(tmp_path / "no.csv", COLUMNS, faults).rows()) == []
    assert faults == [Fault("no.csv", 1, "the file cannot be opened (No such file or directory)")]


@pytest.mark.parametrize(
    ("value", "number", "reason"),
    [
        ("3.5", 3.5, None),
        ("-1e1", -10.0, None),
        ("", None, "the score is empty"),
        ("abc", None, "score “abc” is not a number"),
        ("3,5", None, "score “3,5” is not a number: use a point for decimals"),
        ("nan", None, "score “nan” is not a number"),
        ("inf", None, "score “inf” is not a number"),
        ("1_0", None, "score “1_0” is not a number"),
        ("10.01", None, "score 10.01 is not between -10 and 10"),
    ],
)
def test_a_number_is_finite_and_within_its_bounds(tmp_path, value, number, reason):
    faults = []

    assert Table(tmp_path / "x.csv", COLUMNS, faults).number(value, "score", -10, 10) == number
    assert [fault.reason for fault in faults] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("value", "number", "reason"),
    [
        ("3", 3, None),
        ("3.0", 3, None),
        ("0", 0, None),
        ("2.5", None, "places 2.5 is not a whole number"),
        ("-1", None, "places -1 is not between 0 and 1000000"),
        ("x", None, "places “x” is not a number"),
    ],
)
def test_a_count_is_a_whole_number_from_nought(tmp_path, value, number, reason):
    faults = []

    assert Table(tmp_path / "x.csv", COLUMNS, faults).count(value, "places") == number
    assert [fault.reason for fault in faults] == ([reason] if reason else [])


def test_bad_files_list_every_fault_with_file_line_and_reason():
    error = BadFiles([Fault("A.csv", 2, "one"), Fault("B.csv", 9, "two")])

    assert str(error).splitlines() == [
        "A.csv, line 2: one",
        "B.csv, line 9: two",
        "Nothing was computed: 2 rows are not usable.",
    ]


def test_a_very_long_list_of_faults_is_cut_and_says_how_many_more_there_are():
    told = str(BadFiles([Fault("A.csv", 2, "one")] * (MOST_TOLD + 5))).splitlines()

    assert len(told) == MOST_TOLD + 2
    assert told[-2] == "and 5 more"


def test_a_file_is_replaced_whole_and_nothing_else_is_left(tmp_path):
    out = tmp_path / "OUT.json"
    out.write_text("old")

    write_json(out, {"name": "Zoë", "figure": 0.1})

    assert json.loads(out.read_text(encoding="utf-8")) == {"name": "Zoë", "figure": 0.1}
    assert "Zoë" in out.read_text(encoding="utf-8")
    assert [one.name for one in tmp_path.iterdir()] == ["OUT.json"]


def test_a_figure_that_is_no_json_leaves_the_old_file_as_it_was(tmp_path):
    out = tmp_path / "OUT.json"
    out.write_text("old")

    with pytest.raises(ValueError, match="JSON"):
        write_json(out, {"figure": float("nan")})

    assert out.read_text() == "old"


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    (tmp_path / "folder").mkdir()

    with pytest.raises(OSError, match="directory"):
        write_json(tmp_path / "folder", {})

    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


def test_nan_becomes_none():
    assert known(float("nan")) is None
    assert known(None) is None
    assert known(2) == 2.0
