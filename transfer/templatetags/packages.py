"""What pages of other stages ask about packages."""

from typing import Any

from django import template

from transfer.models import Package

register = template.Library()


@register.simple_tag
def package_of(project: Any, user: Any) -> Package | None:
    """The package made from a project, if there is one that the user may see."""
    return Package.objects.visible_to(user).filter(project=project).first()
