"""Everybody of the cast around one item: who plays which role in its case; who is missing is added."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.urls import resolve

from challenges.models import Challenge, Competition
from cocreation.models import Project
from core.models import User
from juries.models import Panel
from network.models import Event, Organisation
from submissions.models import Entry
from tests.cast import CAST, enter, organisation, person
from tests.factories import ContributorFactory, EntryFactory, JurorFactory, ProjectMemberFactory
from transfer.models import Adoption, Package

APPS = ("network", "challenges", "submissions", "juries", "cocreation", "transfer")


def people_around(url: str) -> dict[str, User]:
    """Each role of the cast and who plays it in the case of the item that the address names."""
    case = Case(url)
    return {role: case.play(role) for role in CAST}


class Case:
    """What belongs together around an item: its challenge, entry, panel, project, package, adoption."""

    def __init__(self, url: str) -> None:
        self.items: dict[type, Any] = {}
        named = list(named_in(url))
        self.app = named[0]._meta.app_label if named else ""
        for item in named:
            self._follow(item)
        self._find(Challenge, self._of(Competition, "challenges"))
        self._find(Entry, self._of(Challenge, "entries"))
        self._find(Panel, self._of(Challenge, "panels") or self._of(Competition, "panels"))
        for model in (Competition, Challenge, Entry, Panel, Project, Package, Adoption, Event):
            self._find(model, model.objects.order_by("pk").last())

    def play(self, role: str) -> User:
        """Who plays the role: somebody who is there already, or the one of the cast."""
        there = {
            "coordinator": self._coordinator,
            "city": lambda: self._member("city", self.city()),
            "colleague": lambda: enter("colleague", self.city()),
            "team": lambda: self._contributor("team", "lead"),
            "contributor": lambda: self._contributor("contributor", "contributor"),
            "viewer": lambda: self._contributor("viewer", "viewer"),
            "rival": self._rival,
            "chair": lambda: self._juror("chair", is_chair=True),
            "juror": lambda: self._juror("juror", is_chair=False),
            "project": self._project,
            "adopter": lambda: self._member("adopter", self.get(Adoption, "organisation")),
        }
        return (there[role]() if role in there else None) or enter(role)

    def get(self, model: type, name: str) -> Any:
        """What the item of that kind calls so, or nothing."""
        return getattr(self.items[model], name) if model in self.items else None

    def office(self) -> Organisation | None:
        """The office whose case it is."""
        host = self.get(Event, "host")
        if self.app in ("network", "transfer") and (admitted_by := self.get(Organisation, "admitted_by")):
            return admitted_by
        own = self.items.get(Organisation) if self.app == "network" else None
        offices = [one for one in (own, host) if one and one.kind == "office"]
        return self.get(Competition, "office") or next(iter(offices), None)

    def city(self) -> Organisation | None:
        """The city whose case it is: the further the item has travelled, the nearer to it is the city."""
        ways: list[Callable[[], Organisation | None]] = [
            lambda: (
                self.get(Event, "host") or self.items.get(Organisation) if self.app == "network" else None
            ),
            lambda: self.get(Package, "publisher") if self.app == "transfer" else None,
            lambda: self.get(Project, "city") if self.app == "cocreation" else None,
            lambda: self.get(Challenge, "organisation"),
            lambda: self.get(Project, "city") or self.get(Package, "publisher") or self.get(Event, "host"),
        ]
        return next((city for way in ways if (city := way())), None)

    def _member(self, role: str, where: Organisation | None) -> User:
        rows = where.memberships.filter(role=CAST[role].role).order_by("pk") if where else []
        return rows[0].user if rows else enter(role, where)

    def _coordinator(self) -> User:
        """A coordinator of the office whose case it is; it has admitted whom the case is about."""
        user = self._member("coordinator", self.office())
        office = user.memberships.filter(organisation__kind="office", role="coordinator")[0].organisation
        if about := self.items.get(Organisation):
            Organisation.objects.filter(pk=about.pk, admitted_by=None).exclude(kind="office").update(
                admitted_by=office
            )
        return user

    def _contributor(self, role: str, seat: str) -> User | None:
        if not (entry := self.items.get(Entry)):
            return None
        seats = entry.contributors.filter(role=seat).order_by("pk")
        return (seats[0] if seats else ContributorFactory(entry=entry, user=person(role), role=seat)).user

    def _rival(self) -> User | None:
        if not (entry := self.items.get(Entry)):
            return None
        others = entry.challenge.entries.exclude(pk=entry.pk).order_by("pk")
        if others:
            return others[0].contributors.get(role="lead").user
        user = enter("rival")
        EntryFactory(challenge=entry.challenge, lead=user, organisation=organisation("ceibo"))
        return user

    def _juror(self, role: str, *, is_chair: bool) -> User | None:
        if not (panel := self.items.get(Panel)):
            return None
        seats = panel.jurors.filter(is_chair=is_chair, left_at=None).order_by("pk")
        return (seats[0] if seats else JurorFactory(panel=panel, user=person(role), is_chair=is_chair)).user

    def _project(self) -> User | None:
        if not (project := self.items.get(Project)):
            return None
        return ProjectMemberFactory(project=project, user=enter("project")).user

    def _follow(self, item: Model) -> None:
        if type(item) in self.items:
            return
        self.items[type(item)] = item
        for field in item._meta.concrete_fields:
            ours = field.is_relation and field.related_model._meta.app_label in APPS
            if ours and (related := getattr(item, field.name)):
                self._follow(related)

    def _find(self, model: type, item: Any) -> None:
        if item and model not in self.items:
            self._follow(item)

    def _of(self, model: type, accessor: str) -> Any:
        return getattr(self.items[model], accessor).order_by("pk").first() if model in self.items else None


def named_in(url: str) -> Iterator[Model]:
    """The items whose public codes stand in the address, the first first."""
    for value in resolve(urlsplit(url).path).kwargs.values():
        for model in (model for app in APPS for model in apps.get_app_config(app).get_models()):
            try:
                model._meta.get_field("code")
            except FieldDoesNotExist:
                continue
            if item := model.objects.filter(code=value).first():
                yield item
                break  # no two kinds share a code
