"""manage.py assign_jurors: ENTRIES.csv, JURORS.csv, PAIRS.csv and GROUPS.csv in, ASSIGNMENT.json out."""

import json
import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from juries.arithmetic.assignment.problem import MOST_CODES
from juries.arithmetic.assignment.programme import SOLVER

ENTRIES = "entry,places\npark,2\ntram,2\n"
JURORS = "juror,least,most,done\nAnn,0,2,0\nBen,0,2,0\nCem,0,3,1\n"
PAIRS = "entry,juror,match,rules,state\n" + "".join(
    f"{entry},{juror},{match},,\n"
    for entry, juror, match in [
        *(("park", "Ann", 0.9), ("park", "Ben", 0.8), ("park", "Cem", 0.1)),
        *(("tram", "Ann", 0.2), ("tram", "Ben", 0.7), ("tram", "Cem", 0.6)),
    ]
)
GROUPS = "juror,group\nAnn,city\nBen,city\nCem,abroad\n"


class Desk:
    """A folder with the files of one run."""

    def __init__(self, folder):
        self.folder, self.out, self.told = folder, folder / "ASSIGNMENT.json", StringIO()

    def run(self, *options, entries=ENTRIES, jurors=JURORS, pairs=PAIRS, groups=None):
        files = {"entries": entries, "jurors": jurors, "pairs": pairs, "groups": groups}
        arguments = []
        for name, content in files.items():
            if content is not None:
                path = self.folder / f"{name.upper()}.csv"
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
                arguments += [f"--{name}", str(path)]
        call_command("assign_jurors", *arguments, "--out", str(self.out), *options, stderr=self.told)
        return json.loads(self.out.read_text(encoding="utf-8"), parse_constant=pytest.fail)

    def refused(self, *options, **files):
        """The lines of the refusal; nothing is written."""
        with pytest.raises(CommandError) as error:
            self.run(*options, **files)
        assert not self.out.exists()
        return str(error.value).splitlines()


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def given(found):
    return {(one["entry"], one["juror"]) for one in found["assignments"]}


def with_state(state, *pairs, rules=""):
    """PAIRS with that state and these rules for some pairs."""
    lines = PAIRS.splitlines()
    for number, line in enumerate(lines):
        entry, juror, match, *_rest = line.split(",")
        if f"{entry} {juror}" in pairs:
            lines[number] = f"{entry},{juror},{match},{rules},{state}"
    return "\n".join(lines) + "\n"


def test_the_file_has_exactly_the_keys_of_the_specification(desk):
    found = desk.run("--seed", "5", entries=ENTRIES.replace("park,2", "park,5"))

    assert set(found) == {
        *("assignments", "missing", "unfilled", "total_match", "seed", "solver", "shortages"),
    }
    for one in found["assignments"]:
        assert set(one) == {"entry", "juror", "match"}
    for one in found["shortages"]:
        assert set(one) == {"entries", "jurors", "needed", "room", "others", "missing", "waivers"}
    assert (found["seed"], found["solver"]) == (5, SOLVER)


def test_all_places_are_filled_by_the_best_matches(desk):
    found = desk.run()

    assert given(found) == {("park", "Ann"), ("park", "Ben"), ("tram", "Ben"), ("tram", "Cem")}
    assert found["total_match"] == pytest.approx(3.0)
    assert (found["missing"], found["unfilled"], found["shortages"]) == (0, {}, [])
    assert "All places are filled" in desk.told.getvalue()
    assert "Each juror reads 1 to 2 entries, done ones included" in desk.told.getvalue()


def test_what_stays_empty_is_counted_and_proved(desk):
    found = desk.run(entries=ENTRIES.replace("park,2", "park,3"), jurors=JURORS.replace("Cem,0,3", "Cem,0,1"))

    assert found["missing"] == 1
    assert sum(found["unfilled"].values()) == 1
    (one,) = found["shortages"]
    assert one["needed"] - one["room"] - one["others"] == one["missing"] == 1
    assert set(one["jurors"]) <= {"Ann", "Ben", "Cem"}


def test_a_pair_that_is_not_listed_is_forbidden_and_says_so(desk):
    pairs = "\n".join(line for line in PAIRS.splitlines() if not line.startswith(("park,Ben", "park,Cem")))

    found = desk.run(pairs=pairs)

    assert found["unfilled"] == {"park": 1}
    assert found["shortages"][0]["waivers"] == {"NOT_LISTED": 1}


def test_rules_are_codes_joined_by_a_bar_and_each_is_waived_alone(desk):
    pairs = with_state("", "park Ben", rules="LANGUAGE | SAME_CITY")
    pairs = pairs.replace("park,Cem,0.1,,", "park,Cem,0.1,LANGUAGE,")

    found = desk.run(pairs=pairs)

    assert found["unfilled"] == {"park": 1}
    assert found["shortages"][0]["waivers"] == {"LANGUAGE": 1, "SAME_CITY": 0}


def test_a_pair_may_be_listed_as_not_listed_beside_other_codes(desk):
    pairs = PAIRS.replace("park,Ben,0.8,,", "park,Ben,0.8,NOT_LISTED,")
    pairs = pairs.replace("park,Cem,0.1,,", "park,Cem,0.1,LANGUAGE|TRACK,")

    found = desk.run(pairs=pairs)

    assert found["shortages"][0]["waivers"] == {"NOT_LISTED": 1, "LANGUAGE": 0, "TRACK": 0}


def test_frozen_pairs_survive_rules_that_forbid_them_and_full_jurors(desk):
    pairs = with_state("frozen", "park Cem", "tram Cem", rules="SAME_ORG")

    found = desk.run(pairs=pairs, jurors=JURORS.replace("Cem,0,3,1", "Cem,0,1,1"))

    assert {("park", "Cem"), ("tram", "Cem")} <= given(found)
    assert found["missing"] == 0


def test_kept_pairs_stay_against_better_matches(desk):
    found = desk.run(pairs=with_state("kept", "park Cem", "tram Ann"))

    assert {("park", "Cem"), ("tram", "Ann")} <= given(found)


def test_a_kept_pair_that_a_rule_forbids_is_given_up(desk):
    found = desk.run(pairs=with_state("kept", "park Cem", rules="RECUSED"))

    assert ("park", "Cem") not in given(found)


def test_a_mix_asks_for_so_many_of_a_group_in_each_panel(desk):
    found = desk.run("--mix", "abroad:1", groups=GROUPS)

    assert {("park", "Cem"), ("tram", "Cem")} <= given(found)


def test_a_mix_that_cannot_be_met_is_told_and_fills_all_the_same(desk):
    found = desk.run("--mix", "abroad:2", groups=GROUPS)

    assert found["missing"] == 0
    assert "2 entries have fewer jurors of abroad than wished." in desk.told.getvalue()


def test_a_cap_lets_no_panel_have_more_of_a_group(desk):
    found = desk.run("--cap", "city:1", groups=GROUPS)

    for entry in ("park", "tram"):
        assert len({juror for own, juror in given(found) if own == entry} & {"Ann", "Ben"}) == 1


def test_a_cap_that_leaves_places_empty_is_told(desk):
    found = desk.run("--cap", "city:1", "--cap", "abroad:0", groups=GROUPS)

    assert found["unfilled"] == {"park": 1, "tram": 1}
    assert found["shortages"] == []
    assert "2 places are empty only because of a cap." in desk.told.getvalue()


def test_groups_that_share_no_entry_are_told(desk):
    desk.run(entries="entry,places\npark,1\ntram,1\n")

    assert "falls into 2 groups that share no entry" in desk.told.getvalue()


def test_lots_depend_on_the_seed_and_on_nothing_else(desk):
    entries = "entry,places\n" + "".join(f"e{n},1\n" for n in range(6))
    jurors = "juror,least,most,done\n" + "".join(f"j{n},0,1,0\n" for n in range(6))
    pairs = PAIRS.splitlines()[0] + "\n" + "".join(f"e{a},j{b},0.5,,\n" for a in range(6) for b in range(6))
    equal = {"entries": entries, "jurors": jurors, "pairs": pairs}

    plans = [frozenset(given(desk.run("--seed", seed, **equal))) for seed in ("1", "1", "2", "3", "4")]

    assert plans[0] == plans[1]
    assert len(set(plans)) > 1


def test_the_order_of_the_pairs_changes_nothing(desk):
    header, *rows = with_state("kept", "tram Ann", rules="").splitlines()
    seen = set()
    for seed in range(4):
        random.Random(seed).shuffle(rows)
        desk.run(pairs="\n".join([header, *rows]))
        seen.add(desk.out.read_bytes())

    assert len(seen) == 1


def test_files_from_a_spreadsheet_are_read_as_plain_ones(desk):
    plain = desk.run(groups=GROUPS)
    entries = "\ufeffplaces,note,Entry\r\n2,x,park\r\n\r\n2,,tram\r\n"
    pairs = PAIRS.replace("park,Ann,0.9,,", '"park", "Ann",0.90,"",""').replace("\n", "\r\n")

    assert desk.run(entries=entries, pairs=pairs, groups="\ufeff" + GROUPS) == plain


def test_names_may_hold_commas(desk):
    found = desk.run(
        entries='entry,places\n"Green, City",1\n',
        jurors='juror,least,most,done\n"Ann, Dr",0,1,0\n',
        pairs='entry,juror,match,rules,state\n"Green, City","Ann, Dr",1,,\n',
    )

    assert found["assignments"] == [{"entry": "Green, City", "juror": "Ann, Dr", "match": 1.0}]


BAD = [
    ("entries", ",2", "the entry is empty"),
    ("entries", "park,2", "the entry “park” is there twice"),
    ("entries", "pool,few", "places “few” is not a number"),
    ("entries", "pool,-1", "places -1 is not between 0 and 1000000"),
    ("entries", "pool,1.5", "places 1.5 is not a whole number"),
    ("jurors", ",0,1,0", "the juror is empty"),
    ("jurors", "Ann,0,1,0", "the juror “Ann” is there twice"),
    ("jurors", "Dee,3,2,0", "least 3 is more than most 2"),
    ("jurors", "Dee,0,,0", "the most is empty"),
    ("jurors", "Dee,0,2", "3 cells instead of 4"),
    ("pairs", "pool,Ann,0.5,,", "there is no entry “pool”"),
    ("pairs", "park,Dee,0.5,,", "there is no juror “Dee”"),
    ("pairs", "park,Ann,0.5,,", "the pair of entry “park” and juror “Ann” is there twice"),
    ("pairs", "park,Ann,1.5,,", "match 1.5 is not between 0 and 1"),
    ("pairs", "park,Ann,,,", "the match is empty"),
    ("pairs", "park,Ann,0.5,,done", "the state is “done”, not empty, kept or frozen"),
    ("groups", "Dee,city", "there is no juror “Dee”"),
    ("groups", "Ann,", "the group is empty"),
    ("groups", "Ann,city", "juror “Ann” is in group “city” already"),
]
FILES = {"entries": ENTRIES, "jurors": JURORS, "pairs": PAIRS, "groups": GROUPS}


@pytest.mark.parametrize(("file", "row", "reason"), BAD)
def test_a_bad_row_is_told_with_file_line_and_reason_and_nothing_is_written(desk, file, row, reason):
    line = FILES[file].count("\n") + 1

    lines = desk.refused(**(FILES | {file: FILES[file] + row + "\n"}))

    assert f"{file.upper()}.csv, line {line}: {reason}" in lines[:-1]
    assert lines[-1].startswith("Nothing was computed: ")


def test_rules_with_an_empty_code_are_refused(desk):
    assert desk.refused(pairs=with_state("", "tram Ben", rules="LANGUAGE||TRACK")) == [
        "PAIRS.csv, line 6: the rules “LANGUAGE||TRACK” have an empty code",
        "Nothing was computed: 1 row is not usable.",
    ]


def test_there_are_no_more_codes_than_bits(desk):
    most = "|".join(f"C{number}" for number in range(MOST_CODES - 1))

    assert desk.run(pairs=with_state("", "park Cem", rules=most))["missing"] == 0
    desk.out.unlink()
    assert desk.refused(pairs=with_state("", "park Cem", rules=most + "|ONE_MORE"))[0] == (
        f"PAIRS.csv, line 4: more than {MOST_CODES - 1} different codes"
    )


def test_all_bad_rows_of_all_files_are_told_at_once_and_the_old_file_stays(desk):
    desk.out.write_text("old")

    with pytest.raises(CommandError) as error:
        desk.run(
            entries=ENTRIES + "park,1\n",
            jurors=JURORS + "Dee,x,1,0\n",
            pairs=PAIRS + "park,Zoe,1,,\npark,Ann,2,,frosty\n",
            groups=GROUPS + "Zoe,city\n",
        )

    assert [line.split(":")[0] for line in str(error.value).splitlines()] == [
        "ENTRIES.csv, line 4",
        "JURORS.csv, line 5",
        "PAIRS.csv, line 8",
        "PAIRS.csv, line 9",
        "PAIRS.csv, line 9",
        "GROUPS.csv, line 5",
        "Nothing was computed",
    ]
    assert desk.out.read_text() == "old"


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda text: text.replace(",", ";"), "separate the columns by commas"),
        (lambda text: text.replace("\n", ",caf\xe9\n", 1).encode("latin-1"), "not in UTF-8"),
        (lambda text: text.splitlines()[0], "there is no row below the header"),
    ],
    ids=["semicolons", "Latin-1", "header only"],
)
def test_a_file_of_another_kind_is_refused_with_its_reason(desk, file, spoil, reason):
    first = [line for line in desk.refused(**(FILES | {file: spoil(FILES[file])})) if file.upper() in line]

    assert reason in first[0]


@pytest.mark.parametrize("option", ["--mix", "--cap"])
def test_a_rule_for_an_unknown_group_is_refused(desk, option):
    sentence = "GROUPS.csv, line 1: there is no group “women”, which a rule for panels names"

    assert desk.refused(option, "women:1", groups=GROUPS)[0] == sentence
    assert desk.refused(option, "women:1")[0] == sentence


@pytest.mark.parametrize("rule", ["city", "city:", ":1", "city:-1", "city:some"])
def test_a_rule_that_is_no_group_and_number_is_refused(desk, rule):
    assert desk.refused(f"--mix={rule}", groups=GROUPS)[0].startswith(f"--mix {rule}: write a group")


def test_a_group_may_have_a_colon_in_its_name(desk):
    found = desk.run("--cap", "team: A:1", groups=GROUPS.replace("city", "team: A"))

    assert all(not {(entry, "Ann"), (entry, "Ben")} <= given(found) for entry in ("park", "tram"))


def test_a_seed_below_nought_is_refused(desk):
    assert "--seed" in desk.refused("--seed", "-1")[0]


def test_a_place_that_cannot_be_written_is_told(desk):
    desk.out = desk.folder / "nowhere" / "ASSIGNMENT.json"

    assert "the folder does not exist" in desk.refused()[0]
