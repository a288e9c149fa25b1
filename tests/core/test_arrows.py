"""Each arrow says where it is taken; what it says is true of addresses, acts and templates."""

import ast
import re

import pytest
from django.urls import get_resolver, reverse

from core.machines import machines
from tests.test_style import APPS, ROOT, TEMPLATES

ARROWS = [
    pytest.param(model, arrow, id=f"{model.__name__}.{arrow.name}")
    for model in machines()
    for arrow in {a.name: a for a in model().get_all_state_transitions()}.values()
]
ACTS = {
    node.name
    for app in APPS
    for path in (ROOT / app).glob("actions/*.py")
    for node in ast.parse(path.read_text()).body
    if isinstance(node, ast.FunctionDef)
}
TEXTS = {
    app: "\n".join(path.read_text() for path in TEMPLATES if app in path.parts)
    for app in ("network", "challenges", "submissions", "juries", "cocreation", "transfer")
}
ONE = r"\{% (?:step|step_of|can) \S+ \"NAME\""
SOME = r"\{% (?:steps|steps_of) \S+ \S+ \"(?:[\w ]* )?NAME(?: [\w ]*)?\""


def is_offered(model, arrow):
    """Whether a template of the app asks for the step by name, or for all steps of such an item."""
    name, item, texts = arrow.name, model._meta.model_name, TEXTS[model._meta.app_label]
    if re.search(ONE.replace("NAME", name), texts) or re.search(SOME.replace("NAME", name), texts):
        return True
    all_steps = re.findall(rf"\{{% (?:steps|steps_of|{item}_steps|{item}_moves) {item} [^%]*%", texts)
    return any(not re.search(rf'without="[^"]*\b{name}\b|user "', call) for call in all_steps)


@pytest.mark.parametrize(("model", "arrow"), ARROWS)
def test_arrow_says_where_it_is_taken(model, arrow):
    told = {"page", "post", "inside"} & set(arrow.custom)

    assert len(told) == 1, "one of page, post and inside"
    assert arrow.custom["label"]
    assert set(arrow.custom) <= {"label", "style", "args", "done"} | told


@pytest.mark.parametrize(("model", "arrow"), ARROWS)
def test_arrow_leads_to_an_address_or_belongs_to_an_act(model, arrow):
    if "inside" in arrow.custom:
        assert arrow.custom["inside"] in ACTS
        return
    name = arrow.custom.get("page") or arrow.custom["post"]
    assert reverse(name, args=["code"])
    namespace, _, view = name.partition(":")
    assert get_resolver().namespace_dict[namespace][1].reverse_dict.getlist(view)


@pytest.mark.parametrize(("model", "arrow"), ARROWS)
def test_arrow_is_offered_somewhere_unless_it_belongs_to_an_act(model, arrow):
    if "inside" in arrow.custom:
        return

    assert is_offered(model, arrow)
