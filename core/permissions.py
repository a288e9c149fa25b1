"""Who may look after the site itself."""

from django.conf import settings

from core.asking import ask
from core.models import Anyone


def is_office(user: Anyone) -> bool:
    """Whether the user works in a network office; who does is settled by the app that knows organisations."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or any(ask("works_in_office", user))


def sees_all_mail(user: Anyone) -> bool:
    """Whether the user sees every mail: the site's staff, and in a demo the office."""
    if not user.is_authenticated:
        return False
    return user.is_staff or user.is_superuser or (settings.DEMO and is_office(user))


def looks_after_mail(user: Anyone) -> bool:
    """Whether the user hears when mail does not leave, and may have all of it tried again unseen."""
    return sees_all_mail(user) or is_office(user)
