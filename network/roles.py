"""The words for kinds of organisation and for what a member may do in one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an organisation is."""

    MINISTRY = "ministry", _("Ministry or agency")
    CITY = "city", _("City")
    TEAM = "team", _("Solution team")
    ACADEMIA = "academia", _("University or research")
    CIVIL = "civil", _("Civil society")
    COMPANY = "company", _("Company")
    OFFICE = "office", _("Network office")


class Standing:
    """How an organisation stands to the network."""

    APPLIED = "applied"
    APPROVED = "approved"
    SUSPENDED = "suspended"
    REFUSED = "refused"


# Who answers to citizens: they alone take a solution up, and the office alone adds them.
PUBLIC_BODIES = (Kind.CITY, Kind.MINISTRY)


class Role(models.TextChoices):
    """What a member may do in an organisation. Coordinators exist in network offices only."""

    COORDINATOR = "coordinator", _("Coordinator")
    EDITOR = "editor", _("Editor")
    MEMBER = "member", _("Member")
