"""The state machines of the product as documents: a drawing and a table per model, made from the code."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model
from django_fsm import FSMFieldMixin, Transition

HEAD = "<!-- Made by `manage.py graph_transitions`; do not edit. -->\n\n"


def machines() -> list[type[Model]]:
    """Every model that has a state machine, in the order of the apps."""
    return [model for model in apps.get_models() if _field(model) is not None]


def _field(model: type[Model]) -> FSMFieldMixin | None:
    return next((field for field in model._meta.fields if isinstance(field, FSMFieldMixin)), None)


def file_name(model: type[Model]) -> str:
    """The document's name in docs/state-machines."""
    return f"{model._meta.app_label}-{model._meta.model_name}.md"


def _arrows(model: type[Model]) -> list[Transition]:
    order = list(model.State.values)  # type: ignore[attr-defined]
    found = model().get_all_state_transitions()  # type: ignore[attr-defined]
    return sorted(found, key=lambda arrow: (order.index(arrow.source), arrow.name))


def document(model: type[Model]) -> str:
    """Drawing (Mermaid, which code forges show as a picture) and table of one model's arrows."""
    title = f"# {str(model._meta.verbose_name).capitalize()}\n\n"
    about = " ".join((model.__doc__ or "").split("\n\n")[0].split())
    return HEAD + title + (f"{about}\n\n" if about else "") + _drawing(model) + "\n" + _table(model)


def _drawing(model: type[Model]) -> str:
    field, arrows = _field(model), _arrows(model)
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {value} : {_plain(label)}" for value, label in model.State.choices]  # type: ignore[attr-defined]
    lines.append(f"    [*] --> {field.default}")  # type: ignore[union-attr]
    lines += [f"    {arrow.source} --> {arrow.target} : {_plain(_label(arrow))}" for arrow in arrows]
    left = {arrow.source for arrow in arrows}
    lines += [f"    {value} --> [*]" for value in model.State.values if value not in left]  # type: ignore[attr-defined]
    return "\n".join([*lines, "```", ""])


def _table(model: type[Model]) -> str:
    rows = ["| step | from | to | who | where | only if |", "|---|---|---|---|---|---|"]
    for arrow in _arrows(model):
        cells = [f"`{arrow.name}`", arrow.source, arrow.target, _who(arrow), _where(arrow)]
        cells.append(" ".join(_reasons(arrow)) or "–")
        rows.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows) + "\n"


def _label(arrow: Transition) -> str:
    return str(arrow.custom.get("label", arrow.name))


def _plain(text: Any) -> str:
    return str(text).replace(":", " –")


def _who(arrow: Transition) -> str:
    if arrow.permission is None:
        return "the system"
    return f"`{getattr(arrow.permission, '__name__', arrow.permission)}`"


def _where(arrow: Transition) -> str:
    if "inside" in arrow.custom:
        return f"only inside `{arrow.custom['inside']}`"
    if "post" in arrow.custom:
        return f"button: `{arrow.custom['post']}`"
    return f"page: `{arrow.custom['page']}`"


def _reasons(arrow: Transition) -> Iterator[str]:
    return (str(getattr(check, "reason", check.__name__)) for check in arrow.conditions or [])


def index() -> str:
    """The list of all of them."""
    lines = [f"- [{model._meta.app_label}: {model.__name__}]({file_name(model)})" for model in machines()]
    text = "# State machines\n\n"
    text += (
        "Each step goes through `core.workflow.perform()`. The column *only if* holds the sentence that a\n"
        "person reads when the condition does not hold; *where* names the address of the page that asks for\n"
        "more before the step, or of the button that takes it. A step that is taken only inside another act\n"
        "is nowhere offered by itself.\n\n"
    )
    return HEAD + text + "\n".join(lines) + "\n"


def documents() -> dict[str, str]:
    """Every document by its file name."""
    return {"README.md": index()} | {file_name(model): document(model) for model in machines()}
