"""Every form of the product says how two people who have it open get along, and is built that way."""

import ast
import importlib
import re
from pathlib import Path

import pytest
from django.forms import BaseForm, BaseFormSet, ModelForm

from core.forms import ReadForm, VersionedForm
from core.versioned import FieldVersioned, Versioned
from tests.editing import (
    challenges,
    cocreation,
    core,
    juries,
    network,
    submissions,
    test_entries,
    test_lists,
    test_members,
    test_steps,
    transfer,
)

ROOT = Path(__file__).resolve().parents[2]
APPS = ["core", "network", "challenges", "submissions", "juries", "cocreation", "transfer"]
ROW = re.compile(r"^\| `([\w.]+)` \| [^|]* \| ([\w ]+) \|", re.MULTILINE)
TABLE = ROW.findall((ROOT / "docs/editing.md").read_text())
EDITED = {name for name, kind in TABLE if kind in ("by field", "as one")}
# What other forms are made of.
BASES = {"core.forms.ReadForm", "core.forms.VersionedForm", "cocreation.base.BoardForm"}
# Opened in two windows by a test of its own, beside those of the tables.
ELSEWHERE = {
    "network.members.RoleForm": test_members.test_two_coordinators_give_one_member_two_roles,
    "submissions.team.RoleForm": test_entries.test_two_leads_give_one_person_two_roles,
    "submissions.screening.ChecksForm": test_entries.test_two_colleagues_on_two_rules_keep_both_verdicts,
    "juries.panels.PanelChallengesForm": test_lists.test_two_people_choose_the_challenges_of_a_panel,
    "juries.city_decision.CityDecisionForm": test_lists.test_two_editors_of_a_city_see_what_the_other_decided,
    "cocreation.gates.VerdictForm": test_steps.test_a_verdict_is_given_on_the_texts_that_were_read,
    "cocreation.milestones.EvidenceForm": (
        test_steps.test_evidence_that_somebody_wrote_meanwhile_is_shown_before_the_milestone_is_done
    ),
    "cocreation.projects.DiscontinueForm": (
        test_steps.test_lessons_that_somebody_wrote_meanwhile_are_shown_before_the_project_ends
    ),
    "transfer.package.Steps": test_lists.test_steps_of_a_package_are_written_by_one_at_a_time,
    "transfer.parts.ReadinessForm": test_lists.test_two_people_answer_two_criteria_of_a_release,
}


def module_of(path):
    return importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def is_form(one):
    return isinstance(one, type) and issubclass(one, BaseForm | BaseFormSet)


def forms():
    """The forms of the product, by app, module and name."""
    return {
        f"{app}.{path.stem}.{one.__name__}": one
        for app in APPS
        for path in [*(ROOT / app / "forms").glob("*.py"), *(ROOT / app).glob("*.py")]
        if re.search(r"^class \w+\(.*Form", path.read_text(), re.MULTILINE)
        for one in vars(module_of(path)).values()
        if is_form(one) and one.__module__ == module_of(path).__name__
    }


FOUND = forms()


def test_every_form_stands_in_the_paper_once():
    named = [name for name, _kind in TABLE]

    assert sorted(named) == sorted(set(FOUND) - BASES)


def test_kinds_are_those_that_the_paper_explains():
    assert {kind for _name, kind in TABLE} == {"by field", "as one", "new", "step", "alone"}


@pytest.mark.parametrize(("name", "kind"), TABLE)
def test_each_form_is_built_as_the_paper_says(name, kind):
    form = FOUND[name]

    if kind in ("by field", "as one"):
        assert issubclass(form, ReadForm | BaseFormSet)
        assert hasattr(form, "show_clash")
    if issubclass(form, VersionedForm) and form._meta.model and kind != "new":
        assert issubclass(form._meta.model, Versioned)
        assert issubclass(form._meta.model, FieldVersioned) == (kind == "by field")


def test_no_view_gives_an_item_to_a_form_that_does_not_know_what_was_read():
    """Whoever opens a form on something that exists may not be alone with it."""
    given = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and any(keyword.arg == "instance" for keyword in node.keywords)
        for form in [getattr(module_of(path), getattr(node.func, "id", ""), None)]
        if is_form(form) and not issubclass(form, VersionedForm)
    ]

    assert given == []


def test_plain_model_forms_only_make_new_things():
    plain = {
        name
        for name, one in FOUND.items()
        if issubclass(one, ModelForm) and not issubclass(one, VersionedForm)
    }

    assert {kind for name, kind in TABLE if name in plain} <= {"new", "alone"}


def test_each_of_them_is_opened_in_two_windows():
    tables = (core, network, challenges, submissions, juries, cocreation, transfer)
    opened = {row.name.split()[0] for app in tables for row in app.FORMS}

    assert EDITED - opened - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) <= EDITED
