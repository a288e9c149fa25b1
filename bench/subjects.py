"""The largest of each kind in a seeded network, and who sees its pages."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, QuerySet
from django.urls import reverse

from challenges.models import Challenge, Competition, ImportRun, Question
from cocreation.models import Gate, Indicator, Milestone, Project, Reading, Risk, Update
from core.models import User
from juries.models import Assignment, Award, Panel
from network.models import Event, Organisation
from submissions.models import Entry
from tests.addresses import Address, all_rows
from tests.case import Case
from tests.cast import CAST, NOBODY
from transfer.models import Adoption, Package, Release

SEEN_BY = ["coordinator", "chair", "juror", "city", "team", "project", "adopter"]
FULL = [NOBODY, "coordinator", "juror", "city", "team"]
PUBLIC = [NOBODY, "coordinator", "team"]
ROLES = [NOBODY, *SEEN_BY, *(role for role in CAST if role not in SEEN_BY)]

LARGEST: dict[type[Model], str] = {  # by how many of these
    Competition: "challenges__entries",
    Challenge: "entries",
    Panel: "jurors__assignments",
    Project: "milestones",
    Package: "adoptions",
    Organisation: "memberships",
    Event: "registrations",
}
OF_THE_LARGEST: dict[type[Model], tuple[type[Model], str]] = {
    Entry: (Competition, "challenge__competition"),
    Assignment: (Panel, "juror__panel"),
    Award: (Competition, "entry__challenge__competition"),
    Release: (Package, "package"),
    Adoption: (Package, "package"),
    Milestone: (Project, "project"),
    Indicator: (Project, "project"),
    Gate: (Project, "project"),
    Update: (Project, "project"),
    Risk: (Project, "project"),
    Reading: (Project, "indicator__project"),
    Question: (Challenge, "challenge"),
    ImportRun: (Competition, "competition"),
}


@dataclass(frozen=True)
class Target:
    """One page as one role sees it; the name is the same whatever the size of the network."""

    route: str
    label: str
    role: str
    url: str
    has_subject: bool

    @property
    def name(self) -> str:
        """Route, state of the subject, and role."""
        return f"{self.route} {self.label}[{self.role}]"


class Subjects:
    """What pages are opened of: for each kind, the largest in each of its states."""

    def __init__(self) -> None:
        self._found: dict[type[Model], dict[str, Any]] = {}
        self._busy: dict[str, Any] = {}

    def of(self, model: type[Model]) -> dict[str, Any]:
        """By state (or by kind, or "" if there are none) the largest item of that model."""
        if model not in self._found:
            self._found[model] = self._choose(model)
        return self._found[model]

    def _choose(self, model: type[Model]) -> dict[str, Any]:
        rows: QuerySet[Any] = model._default_manager.order_by("pk")
        if model in LARGEST:
            rows = rows.annotate(size=Count(LARGEST[model])).order_by("-size", "pk")
        elif model in OF_THE_LARGEST:
            of, path = OF_THE_LARGEST[model]
            rows = _of_any(rows, path, list(self.of(of).values()))
        names = {each.name for each in model._meta.get_fields()}
        kind = next((name for name in ("state", "kind") if name in names), None)
        if kind is None:
            first = rows.first()
            return {"": first} if first else {}
        values = dict.fromkeys(rows.values_list(kind, flat=True))  # the state of the largest first
        return {value: rows.filter(**{kind: value}).first() for value in values}

    def busiest(self, role: str) -> Any:
        """Who has most to see in that role, for pages that are about nobody else."""
        if not self._busy:
            office = Organisation.objects.filter(kind="office").order_by("pk")[0]
            city, team = (self._organisation(kind) for kind in ("city", "team"))
            panel = self.of(Panel)
            first = next(iter(panel.values())) if panel else None
            project = next(iter(self.of(Project).values()), None)
            self._busy = {
                "coordinator": _member(office),
                "city": _member(city),
                "team": _member(team),
                "chair": first.jurors.filter(is_chair=True)[0].user if first else None,
                "juror": first.jurors.filter(is_chair=False)[0].user if first else None,
                "project": project.members.order_by("pk")[0].user if project else None,
                "adopter": _member(city),
            }
        return self._busy.get(role)

    def _organisation(self, kind: str) -> Organisation:
        return Organisation.objects.filter(kind=kind, state="approved").order_by("pk")[0]


def _of_any(rows: QuerySet[Any], path: str, items: list[Any]) -> QuerySet[Any]:
    return rows.filter(**{f"{path}__in": items})


def _member(organisation: Organisation) -> User:
    return organisation.memberships.exclude(role="member").order_by("pk")[0].user


class _Asked(defaultdict):
    """Notes of which kinds a row asks when its arguments are made."""

    def __init__(self) -> None:
        super().__init__(list)
        self.kinds: list[type] = []

    def __missing__(self, kind: type) -> list:
        self.kinds.append(kind)
        return []


def targets(subjects: Subjects, only: str = "") -> Iterator[Target]:
    """Every address that can be opened, once for each state of its subject, for the roles it lets in."""
    for row in all_rows():
        if not row.route or not row.builds() or row.route.startswith("admin:") or only not in row.route:
            continue
        roles = [role for role in ROLES if role in row.open_to]
        for label, arguments in _arguments(row, subjects):
            for role in _few(roles, bool(arguments)):
                url = reverse(row.route, args=arguments)
                yield Target(row.route, label, role, url, bool(arguments))


def _few(roles: list[str], has_subject: bool) -> list[str]:
    """Nobody and one that sees more of a subject; of other pages, those whose pages are the fullest."""
    full = [role for role in roles if role in (PUBLIC if NOBODY in roles else FULL)]
    return roles[: 1 + (NOBODY in roles)] if has_subject or not full else full


def _arguments(row: Address, subjects: Subjects) -> Iterator[tuple[str, tuple]]:
    if row.walk is None:
        yield "", ()
        return
    asked = _Asked()
    fixed = list(row.walk(asked))
    if not asked.kinds:
        yield from (("", one) for one in fixed[:1])
        return
    kind = asked.kinds[0]
    for label, item in subjects.of(kind).items():
        found = list(row.walk({kind: [item]}))
        if found:
            yield f"{label} ", found[0]


def who_sees(target: Target, subjects: Subjects) -> Any:
    """The account of that role around the subject; None is nobody."""
    if target.role == NOBODY:
        return None
    if not target.has_subject and (user := subjects.busiest(target.role)):
        return user
    return Case(target.url).play(target.role)
