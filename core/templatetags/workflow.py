"""What may be done next, asked of the same arrows that perform() takes, and how a state looks."""

from typing import Any

from django import template
from django.db.models import Model

from core import workflow
from core.models import Anyone
from core.workflow import Step

register = template.Library()


@register.inclusion_tag("components/step.html", takes_context=True)
def step(
    context: template.Context,
    item: Model,
    name: str,
    user: Anyone,
    *,
    label: str = "",
    css: str | None = None,
    wrap: str = "",
    bare: bool = False,
    hide_refused: bool = False,
) -> dict[str, Any]:
    """One step as a link or button, disabled with its reasons; nothing if the user may not take it.

    Use: {% step entry "withdraw" user %}. `label` and `css` (the whole class, "" for none) replace those of
    the arrow; `wrap` is an element around it ("li", "p"); `bare` leaves the form away where the button
    stands in one; `hide_refused` shows nothing instead of a disabled button.
    """
    offer = workflow.step(item, name, user)
    if offer and offer.reasons and hide_refused:
        offer = None
    if css is None:
        css = f"btn {offer.style}".strip() if offer else ""
    shown = {"step": offer, "label": label, "css": css, "wrap": wrap, "bare": bare}
    return shown | {"csrf_token": context.get("csrf_token")}


@register.inclusion_tag("components/step_buttons.html", takes_context=True)
def steps(
    context: template.Context,
    item: Model,
    user: Anyone,
    names: str = "",
    *,
    without: str = "",
    note: str = "",
    across: bool = False,
) -> dict[str, Any]:
    """All steps offered to the user; nothing if there are none.

    Use: {% steps panel user %}, {% steps challenge user "publish return_to_city" %} for some of them by name,
    or `without="withdraw"` for all but some. `note` is the label of a text field that is sent along;
    `across` sets them in a row.
    """
    shown = {"steps": steps_of(item, user, names, without=without), "note": note, "across": across}
    return shown | {"csrf_token": context.get("csrf_token")}


@register.simple_tag
def steps_of(item: Model, user: Anyone, names: str = "", *, without: str = "") -> list[Step]:
    """The steps offered to the user, for components/step_buttons.html or to ask if there are any."""
    return [
        one
        for one in workflow.steps(item, user)
        if (not names or one.name in names.split()) and one.name not in without.split()
    ]


@register.filter
def post_address(steps: list[Step]) -> str:
    """The address that the first button of these steps posts to, or nothing."""
    return next((one.address for one in steps if one.posts), "")


@register.simple_tag
def step_of(item: Model, name: str, user: Anyone) -> Step | None:
    """The step as it is offered to the user, or None: {% step_of entry "withdraw" user as withdraw %}."""
    return workflow.step(item, name, user)


@register.simple_tag
def can(item: Model, name: str, user: Anyone) -> bool:
    """Whether the user may take the transition now: {% can entry "submit" user as ok %}."""
    return workflow.may(item, name, user)


@register.filter
def tone(item: Any) -> str:
    """The class of the badge for the item's state: ok, warn, bad, brand or nothing."""
    return item.State(item.state).tone
