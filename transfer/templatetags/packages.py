"""What pages of other stages ask about packages."""

from django import template

from cocreation.models import Project
from core.models import Anyone
from transfer.models import Package

register = template.Library()


@register.simple_tag
def package_of(project: Project, user: Anyone) -> Package | None:
    """The package made from a project, if there is one that the user may see."""
    return Package.objects.visible_to(user).filter(project=project).first()
