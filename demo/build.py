"""Puts the demo together, in the order in which the relay runs."""

from challenges.models import Competition
from core.models import User
from demo import events, package, people, pilot
from demo.finished import build_2020
from demo.running import build_running
from demo.texts import read
from network.models import Membership


def is_loaded() -> bool:
    """Whether the demo is already there."""
    return Competition.objects.filter(title=read("competition_2020")["title"], is_demo=True).exists()


def build() -> None:
    """Everything, in the caller's transaction."""
    organisations = people.load_organisations()
    accounts = people.load_people(organisations)
    leads = _leads()
    awards = build_2020(organisations, accounts, leads)
    project = pilot.build_project(awards["Mi Mercado AMG"], organisations, accounts)
    package.build_package(project, organisations, accounts)
    pilot.build_running_project(organisations, accounts)
    events.build_event(organisations, accounts)
    build_running(organisations, accounts, leads)


def _leads() -> dict[int, User]:
    """One editor per organisation, by the organisation's key in the database."""
    seats = Membership.objects.filter(role="editor", user__is_demo=True).select_related("user")
    return {seat.organisation_id: seat.user for seat in seats}
