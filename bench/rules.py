"""Which tests notice when a rule of a workflow is switched off: python -m bench.rules [--only WORD]

Every permission of an arrow is set to always and to never, every guard to always, one at a time, and the
tests that ask that rule are run until one fails. A change that no test notices is listed, and the command
ends with 1: such a rule decides nothing as far as the suite can tell. Takes about half an hour on two cores
with all tests without a browser; `--only entry` restricts it to rules whose name holds the word.
"""

import argparse
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import update_wrapper
from pathlib import Path
from typing import Any

import pytest
from django_fsm import Transition

NOT_ASKED = ["tests/pages", "tests/surface", "tests/juries/arithmetic", "tests/test_scripts.py"]


@dataclass(frozen=True)
class Rule:
    """One permission or one guard of a transition, whatever states the transition leads out of."""

    model: str
    transition: str
    guard: str  # "" is the permission
    arrows: tuple[Transition, ...] = field(compare=False)

    def __str__(self) -> str:
        return f"{self.model}.{self.transition} {self.guard or 'permission'}"


@dataclass(frozen=True)
class Change:
    """A rule that answers always the same."""

    rule: Rule
    answer: bool

    def __str__(self) -> str:
        return f"{self.rule} = {'always' if self.answer else 'never'}"


def rules() -> list[Rule]:
    """Every permission and guard of every workflow."""
    from core.machines import machines  # needs the apps loaded

    found: list[Rule] = []
    for model in machines():
        by_name: dict[str, list[Transition]] = defaultdict(list)
        for arrow in model().get_all_state_transitions():  # type: ignore[attr-defined]
            by_name[arrow.name].append(arrow)
        for name, arrows in by_name.items():
            if arrows[0].permission:
                found.append(Rule(model.__name__, name, "", tuple(arrows)))
            guards = dict.fromkeys(check.__name__ for arrow in arrows for check in arrow.conditions)
            found += [Rule(model.__name__, name, guard, tuple(arrows)) for guard in guards]
    return found


def changes(only: str) -> list[Change]:
    """What is tried: permissions always and never, guards always."""
    wanted = [rule for rule in rules() if only.lower() in str(rule).lower()]
    return [Change(rule, answer) for rule in wanted for answer in ((True,) if rule.guard else (True, False))]


@contextmanager
def replaced(rule: Rule, check: Callable[[Callable], Callable]) -> Iterator[None]:
    """The rule as `check(original)` while the block runs."""
    before = [(arrow, arrow.permission, arrow.conditions) for arrow in rule.arrows]
    for arrow in rule.arrows:
        if rule.guard:
            arrow.conditions = [check(one) if one.__name__ == rule.guard else one for one in arrow.conditions]
        else:
            arrow.permission = check(arrow.permission)
    try:
        yield
    finally:
        for arrow, permission, conditions in before:
            arrow.permission, arrow.conditions = permission, conditions


def constant(answer: bool) -> Callable[[Callable], Callable]:
    """A rule that always says the same, with the name and the reason of the one it stands for."""

    def make(original: Callable) -> Callable:
        def check(*_: Any) -> bool:
            return answer

        return update_wrapper(check, original)

    return make


class Trial:
    """A pytest plugin: runs the suite once to learn who asks what, then each change against those who ask."""

    def __init__(self, only: str) -> None:
        self.only = only
        self.askers: dict[Rule, set[str]] = defaultdict(set)
        self.seconds: dict[str, float] = defaultdict(float)
        self.failed = False
        self.broken_before: set[str] = set()
        self.unnoticed: list[Change] = []
        self.tried = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how long a test takes and whether it failed."""
        self.seconds[report.nodeid] += report.duration
        self.failed = self.failed or report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Everything once as it is, then change by change."""
        everything = {item.nodeid: item for item in session.items}
        self._learn(everything)
        todo = changes(self.only)
        for number, change in enumerate(todo, 1):
            started = time.perf_counter()
            catcher = self._catcher(change, everything)
            self.tried += 1
            if catcher is None:
                self.unnoticed.append(change)
            seconds = time.perf_counter() - started
            say(f"{number}/{len(todo)} {seconds:5.1f} s  {change}: {catcher or 'UNNOTICED'}")
        return True

    def _learn(self, everything: dict[str, pytest.Item]) -> None:
        asked: set[Rule] = set()
        known = rules()

        def listen(rule: Rule) -> Callable[[Callable], Callable]:
            def make(original: Callable) -> Callable:
                def check(*arguments: Any) -> bool:
                    asked.add(rule)
                    return original(*arguments)

                return update_wrapper(check, original)

            return make

        with _all([replaced(rule, listen(rule)) for rule in known]):
            for nodeid, item in everything.items():
                asked.clear()
                if self._fails(item):
                    self.broken_before.add(nodeid)
                for rule in asked:
                    self.askers[rule].add(nodeid)
        say(
            f"{len(everything)} tests, {len(self.broken_before)} fail before any change: {self.broken_before}"
        )

    def _catcher(self, change: Change, everything: dict[str, pytest.Item]) -> str | None:
        """The first test that fails under the change, or None."""
        askers = sorted(self.askers[change.rule] - self.broken_before, key=lambda one: self.seconds[one])
        with replaced(change.rule, constant(change.answer)):
            return next((nodeid for nodeid in askers if self._fails(everything[nodeid])), None)

    def _fails(self, item: pytest.Item) -> bool:
        self.failed = False
        if hasattr(item, "_initrequest"):
            item._initrequest()
        # The session as the next item: what belongs to one test ends, the database stays.
        item.ihook.pytest_runtest_protocol(item=item, nextitem=item.session)
        return self.failed


@contextmanager
def _all(contexts: list[Any]) -> Iterator[None]:
    if not contexts:
        yield
        return
    with contexts[0], _all(contexts[1:]):
        yield


def say(text: str) -> None:
    """A line on the terminal, past pytest's capture."""
    print(text, file=sys.__stderr__, flush=True)


def main() -> int:
    """1 when a change was not noticed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="only rules whose name holds this word")
    parser.add_argument("tests", nargs="*", default=["tests"])
    arguments = parser.parse_args()
    trial = Trial(arguments.only)
    ignored = [f"--ignore={place}" for place in NOT_ASKED]
    quiet = ["--quiet", "--capture=no", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not browser"]
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        pytest.main([*quiet, *ignored, *arguments.tests], plugins=[trial])
    for change in trial.unnoticed:
        print(f"not noticed: {change}")
    print(f"{trial.tried - len(trial.unnoticed)} of {trial.tried} changes noticed")
    return 1 if trial.unnoticed or not trial.tried else 0


if __name__ == "__main__":
    sys.exit(main())
