"""What an act decides on is a row that it holds: a row joined with it may be another by the time of writing.

See the order of locks at the top of `core/workflow.py`. Races between acts are tried in test_races.py, and
in test_pairs.py of the jury; here a reader of the source finds the places where one could begin.
"""

import ast

from tests.source import MODULES, ROOT, nodes

ASKS = ("is_", "may_be_", "has_", "was_", "takes_")

CLOSING = "closing the scoring locks every assignment, and that row is held"
CONFLICT = "a new conflict closes the assignment, and that row is held"
# Joined rows on which an act may decide all the same, and why.
FINE = {
    "_check_open: assignment.juror.panel": CLOSING,
    "scoring_is_open: assignment.juror.panel": CLOSING,
    "_check_open: assignment.juror": CONFLICT,
    "declare_free: assignment.juror": CONFLICT,
    "has_no_standing_conflict: assignment.juror": CONFLICT,
    "panel_takes_declarations: assignment.juror.panel": "whoever declares holds the panel first",
    "protocol_is_not_signed: assignment.juror.panel": "whoever recuses holds the panel first",
    "decide_conflict: fresh.juror.panel": "held as conflict.juror.panel, and read after that",
    "_check_open: assignment.entry.challenge": "a withdrawn challenge is not counted, whatever was saved",
    "remove_contributor: seat.user": "no rule, but the addresses of a person",
    "remind_of_follow_up: follow_up.adoption": "a mail at worst, and the page that it leads to looks again",
}


def decided_on():
    """Each question to the state of a joined row, in actions and in rules: function and row."""
    for path in MODULES:
        if not {"actions", "workflow"} & set(path.relative_to(ROOT).parts):
            continue
        for act in nodes(path):
            if isinstance(act, ast.FunctionDef):
                yield from (f"{act.name}: {row}" for row in rows_asked(act) - rows_held(act))


def rows_asked(act):
    return {
        ast.unparse(node.value)
        for node in ast.walk(act)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and (node.attr == "state" or node.attr.startswith(ASKS) or node.attr.endswith("_is_open"))
        and not ast.unparse(node.value).endswith(("State", "Verdict", "objects"))
        and not ast.unparse(node.value).startswith("self.")
    }


def rows_held(act):
    calls = [node for node in ast.walk(act) if isinstance(node, ast.Call) and node.args]
    return {ast.unparse(call.args[0]) for call in calls if ast.unparse(call.func) == "lock"}


def test_no_act_decides_on_a_joined_row_that_is_not_held():
    found = set(decided_on())

    assert found - set(FINE) == set()
    assert set(FINE) - found == set(), "no longer in the source"
