"""Every address of the product, with real items in it. A route that nobody fills in here fails the test."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from django.test import Client
from django.urls import get_resolver

from challenges.forms.parts import PARTS
from challenges.models import Challenge, Competition, ImportRun, Question
from challenges.sections import BY_IDENTIFIER
from challenges.views.competitions import LABELS
from cocreation.models import Gate, Indicator, Milestone, Project, Reading, Risk, Update
from core.models import OutboxItem, RenderedDocument
from juries.models import Assignment, Award, Panel
from network.models import Event, Organisation
from submissions.models import Attachment, Entry
from transfer.models import Adoption, Manual, Package, Release

# The longest fitting beginning of an address says what its first `code` is.
KINDS: dict[str, Any] = {
    "adoptions/": Adoption,
    "api/v1/adoptions/": Adoption,
    "api/v1/assignments/": Assignment,
    "api/v1/challenges/": Challenge,
    "api/v1/competitions/": Competition,
    "api/v1/entries/": Entry,
    "api/v1/events/": Event,
    "api/v1/indicators/": Indicator,
    "api/v1/organisations/": Organisation,
    "api/v1/packages/": Package,
    "api/v1/projects/": Project,
    "api/v1/readings/": Reading,
    "api/v1/releases/": Release,
    "api/v1/results/": Award,
    "api/v1/scorecards/": Assignment,
    "api/v1/updates/": Update,
    "challenges/": Challenge,
    "competitions/": Competition,
    "entries/": Entry,
    "events/": Event,
    "office/import/": ImportRun,
    "my-entries/": Entry,
    "gates/": Gate,
    "indicators/": Indicator,
    "milestones/": Milestone,
    "my-scoring/": Panel,
    "office/challenges/": Challenge,
    "office/competitions/": Competition,
    "office/entries/": Entry,
    "office/panels/": Panel,
    "organisations/": Organisation,
    "packages/": Package,
    "panels/": Panel,
    "projects/": Project,
    "readings/": Reading,
    "releases/": Release,
    "results/": Award,
    "risks/": Risk,
    "scoring/": Assignment,
    "updates/": Update,
}
WORDS = {
    "page": ["how-it-works", "accessibility", "privacy", "imprint", "api"],
    "token": ["no-such-token"],
    "key": ["no-such-key"],
    "number": [1, 2],
    "months": [6],
    "name": ["submit"],
    "lookup": ["x"],
}
SKIPPED = ("admin/", "account/", "static/")  # Django's and allauth's own pages


def addresses(chosen: dict[type, list[Any]], client: Client) -> list[str]:
    """All addresses that can be opened, with each chosen item in the place of its code."""
    found: list[str] = []
    for name, route, converters in _routes(get_resolver()):
        if not route.startswith(SKIPPED) and "format" not in converters:
            of_route = [_fill(route, values) for values in _values(name, route, converters, chosen)]
            if of_route and opens(client, of_route[0]):
                found += of_route
    return list(dict.fromkeys(found))


def opens(client: Client, address: str) -> bool:
    """Whether GET is answered there at all; where it is not, the refusal looks at nothing else."""
    answer = client.get(address)
    return answer.status_code != 405 or "GET" in answer.headers["Allow"]


def _routes(resolver: Any, prefix: str = "") -> Iterator[tuple[str, str, list[str]]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern, route)
        else:
            route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).replace("^", "").replace("$", "")
            yield str(pattern.name), route, re.findall(r"<(?:\w+:)?(\w+)>", route)


def _fill(route: str, values: dict[str, Any]) -> str:
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values[match.group(1)]), route)


def _values(
    name: str, route: str, converters: list[str], chosen: dict[type, list[Any]]
) -> list[dict[str, Any]]:
    if "code" not in converters:
        others = [_others(name, route, parameter, None) for parameter in converters]
        return [dict(zip(converters, row, strict=True)) for row in product(*others)]
    kinds = [
        kind
        for beginning, kind in sorted(KINDS.items(), key=lambda row: len(row[0]))
        if route.startswith(beginning)
    ]
    assert kinds, f"Say in KINDS what the code in {route} is."
    rows = []
    for item in chosen[kinds[-1]]:
        rest = [parameter for parameter in converters if parameter != "code"]
        others = [_others(name, route, parameter, item) for parameter in rest]
        rows += [{"code": item.code} | dict(zip(rest, row, strict=True)) for row in product(*others)]
    return rows


def _others(name: str, route: str, parameter: str, item: Any) -> list[Any]:
    """Values for a parameter that is not the first code."""
    if parameter in WORDS:
        return WORDS[parameter]
    if parameter == "section":
        return _sections(item)
    if parameter == "kind":
        return list(PARTS)
    if parameter in ("audience", "language"):
        return list(Manual.objects.values_list(parameter, flat=True).distinct())
    if parameter in ("public_id", "file"):
        return _public_ids(item)
    if parameter in ("pk", "member"):
        return _numbers(route)
    if parameter in ("entry", "assignment"):
        model = Entry if parameter == "entry" else Assignment
        field = "challenge__panels" if parameter == "entry" else "entry__challenge__panels"
        return list(model.objects.filter(**{field: item}).values_list("code", flat=True)[:2])
    raise AssertionError(f"Nobody knows what <{parameter}> in {route} is.")


def _sections(item: Any) -> list[str]:
    if isinstance(item, Entry):
        sections = item.challenge.competition.form_sections.values_list("identifier", flat=True)
        return ["_basics", "_files", *sections]
    if isinstance(item, Challenge):
        return list(BY_IDENTIFIER)
    if isinstance(item, Competition):
        return list(LABELS)
    return ["basics", "needs", "results", "licences", "notes"]


def _public_ids(item: Any) -> list[Any]:
    if isinstance(item, Entry):
        return list(Attachment.objects.filter(entry=item).values_list("file__public_id", flat=True))
    if isinstance(item, Project):
        return list(item.documents.values_list("file__public_id", flat=True))
    return list(RenderedDocument.objects.values_list("public_id", flat=True)[:2])


def _numbers(route: str) -> list[int]:
    """A few row numbers; most of these addresses take posts only."""
    if route.startswith("office/mail"):
        return list(OutboxItem.objects.order_by("-pk").values_list("pk", flat=True)[:2])
    if route.startswith("office/import"):
        return list(ImportRun.objects.values_list("pk", flat=True)[:2])
    if "question" in route:
        return list(Question.objects.values_list("pk", flat=True)[:3])
    return [1, 2]
