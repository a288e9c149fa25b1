"""Buttons for transitions, asked of the same arrows that perform() takes."""

from typing import Any

from django import template

from core import workflow

register = template.Library()


@register.simple_tag
def transitions(item: Any, user: Any) -> list[dict[str, Any]]:
    """The transitions that the user may take: name, label, reasons (why not now), custom settings.

    Use: {% transitions entry request.user as steps %}. A step with reasons is shown disabled with them.
    """
    return [
        {
            "name": arrow.name,
            "label": arrow.custom.get("label", arrow.name),
            "reasons": workflow.unmet(arrow, item),
            "custom": arrow.custom,
        }
        for arrow in workflow.arrows(item)
        if arrow.custom.get("button", True) and arrow.has_perm(item, user)
    ]


@register.simple_tag
def can(item: Any, name: str, user: Any) -> bool:
    """Whether the user may take the transition now. Use: {% can entry "submit" request.user as ok %}."""
    return workflow.may(item, name, user)
