"""What of the call is found by its words."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from challenges.models import (
    AreaOfAction,
    Challenge,
    ChallengeIndicator,
    Competition,
    PartnerNotice,
    Partnership,
    Question,
    Resource,
)
from core.search.hits import place_of_hit
from core.search.index import Feeder, Source, Texts, plain
from network.models import Organisation

FIELDS = (
    *("summary", "problem", "people_affected", "tried", "outcome"),
    *("data_constraints", "prize_note"),
)


def texts_of(challenge: Any) -> list[str]:
    """All that people read on the page of a challenge beside its title, in the order of the page."""
    return [
        *(getattr(challenge, name) for name in FIELDS),
        *(one.name for one in challenge.indicators.all()),
        *(f"{one.title} {one.description}" for one in challenge.resources.all()),
        *(f"{one.text}\n{one.answer}" for one in challenge.questions.all() if one.answered_at),
        challenge.organisation.name,
        challenge.organisation.place,
        *(one.organisation.name for one in challenge.partnerships.all()),
        challenge.area.title if challenge.area else "",
        challenge.competition.title,
    ]


def with_texts(rows: QuerySet) -> QuerySet:
    """Challenges with all that texts_of() reads."""
    return rows.select_related("organisation", "area", "competition").prefetch_related(*_parts())


def _parts() -> tuple[str | Prefetch, ...]:
    in_use = Prefetch("resources", queryset=Resource.objects.in_use())
    answered = Prefetch("questions", queryset=Question.objects.answered())
    confirmed = Partnership.objects.confirmed().select_related("organisation")
    partners = Prefetch("partnerships", queryset=confirmed)
    return "indicators", in_use, answered, partners


def show_hits(challenges: list[Any], query: str) -> None:
    """Give each of these challenges, fetched with its list, the `place` at which the words stand."""
    prefetch_related_objects(challenges, *_parts())
    for one in challenges:
        one.place = place_of_hit([one.title, *texts_of(one)], query)
        if one.place and place_of_hit([one.title], query):
            one.place = []  # the title says it


def _texts(rows: QuerySet) -> Iterable[Texts]:
    for one in with_texts(rows):
        yield Texts(one.pk, one.title, texts_of(one))


def _own(part: Any) -> QuerySet:
    return Challenge.objects.filter(pk=part.challenge_id)


def _of_city(city: Organisation) -> QuerySet:
    partnered = Partnership.objects.filter(organisation=city).values("challenge")
    return Challenge.objects.filter(Q(organisation=city) | Q(pk__in=partnered))


def challenges() -> Source:
    """Challenges, with what is asked and answered about them."""
    return Source(
        model=Challenge,
        texts=_texts,
        fields=("title", *FIELDS, "organisation", "area", "competition"),
        feeders={
            ChallengeIndicator: Feeder(("name",), _own),
            Question: Feeder(("text", "answer", "answered_at"), _own),
            Resource: Feeder(("title", "description", "removed_at"), _own),
            Partnership: Feeder(("standing",), _own),
            Organisation: Feeder(("name", "place"), _of_city),
            AreaOfAction: Feeder(("title",), lambda one: Challenge.objects.filter(area=one)),
            Competition: Feeder(("title",), lambda one: Challenge.objects.filter(competition=one)),
        },
    )


def _texts_of_calls(rows: QuerySet) -> Iterable[Texts]:
    for one in rows.select_related("office").prefetch_related("areas"):
        areas = [area.title for area in one.areas.all()]
        yield Texts(one.pk, one.title, [one.summary, one.description, one.office.name, *areas])


def competitions() -> Source:
    """Competitions, with their office and their areas of action."""
    return Source(
        model=Competition,
        texts=_texts_of_calls,
        fields=("title", "summary", "description", "office"),
        feeders={
            AreaOfAction: Feeder(("title",), lambda one: Competition.objects.filter(pk=one.competition_id)),
            Organisation: Feeder(("name",), lambda one: Competition.objects.filter(office=one)),
        },
    )


def partner_notices() -> Source:
    """Searches for a partner."""
    return plain(PartnerNotice, "title", texts=("text",))
