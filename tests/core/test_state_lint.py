"""Ways around perform() and the outbox that a reader of the source can see."""

import ast

from tests.source import MODULES, ROOT, nodes

# The table of rows to be done is no workflow of people; it is claimed by conditional updates.
NO_WORKFLOW = {"core/outbox.py", "core/documents.py"}


def places(finds):
    """Where `finds(node)` is true, as path:line."""
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        if str(path.relative_to(ROOT)) not in NO_WORKFLOW
        for node in nodes(path)
        if finds(node)
    ]


def is_call(node, *names):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names


def words(node):
    return {word.arg for word in node.keywords} | {
        item.value for argument in node.args for item in ast.walk(argument) if isinstance(item, ast.Constant)
    }


def test_nobody_assigns_a_state():
    def assigns(node):
        targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
        assignment = isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign)
        plain = assignment and any(isinstance(t, ast.Attribute) and t.attr == "state" for t in targets)
        by_name = (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", "") == "setattr"
            and any(isinstance(a, ast.Constant) and a.value == "state" for a in node.args)
        )
        return plain or by_name

    assert places(assigns) == []


def test_nobody_updates_states_in_bulk():
    def updates(node):
        if not is_call(node, "update", "bulk_update") or "state" not in words(node):
            return False
        return not ast.unparse(node.func).startswith("OutboxItem.")  # rows to be done are no workflow

    assert places(updates) == []


def test_nobody_rings_the_broker_or_counts_on_it_to_wait():
    assert places(lambda node: is_call(node, "delay", "apply_async", "send_task")) == []
    assert places(lambda node: isinstance(node, ast.Call) and {"eta", "countdown"} & words(node)) == []


def test_nobody_reads_a_row_into_an_old_copy():
    assert places(lambda node: is_call(node, "refresh_from_db")) == []


def test_nobody_calls_a_transition_past_perform():
    """`entry.submit` is handed to perform(); calling it would check no permission."""
    names = set()
    for path in MODULES:
        if path.name == "workflow.py" or "workflow" in path.parts:
            for node in nodes(path):
                if isinstance(node, ast.FunctionDef) and any(
                    getattr(getattr(d, "func", None), "id", "") == "transition" for d in node.decorator_list
                ):
                    names.add(node.name)

    # Names that plain objects have as well; their uses are told apart by having arguments.
    def calls(node):
        return (
            is_call(node, *names)
            and not node.args
            and not node.keywords
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id not in ("self", "actions", "messages")
        )

    assert places(calls) == []
