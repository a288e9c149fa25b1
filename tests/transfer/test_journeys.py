"""The drawing of where solutions travel, and what waits for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    AdoptionFactory,
    FollowUpFactory,
    MembershipFactory,
    OrganisationFactory,
    ReleaseFactory,
)
from transfer.journeys import Journey, Place, arc, draw
from transfer.models import Release
from transfer.waiting import waiting_for

GUADALAJARA = Place("Guadalajara", -103.35, 20.67)
KAMPALA = Place("Kampala", 32.58, 0.32)


def test_an_arc_joins_both_places():
    drawing = draw([Journey(GUADALAJARA, KAMPALA)])

    assert [(dot.name, dot.adopts) for dot in drawing.dots] == [("Guadalajara", False), ("Kampala", True)]
    start, end = ((dot.x, dot.y) for dot in drawing.dots)
    assert drawing.arcs == [arc(start, end)]


def test_the_same_way_twice_is_one_arc():
    assert len(draw([Journey(GUADALAJARA, KAMPALA)] * 3).arcs) == 1


def test_places_without_coordinates_are_counted_not_drawn():
    drawing = draw([Journey(GUADALAJARA, Place("Somewhere", None, None))])

    assert (drawing.arcs, drawing.dots, drawing.unplaced) == ([], [], 1)


def test_names_do_not_cover_each_other():
    crowd = [Journey(GUADALAJARA, Place(f"City number {n}", 10 + n / 10, 50)) for n in range(12)]

    named = [dot for dot in draw(crowd).dots if dot.anchor]

    assert 0 < len(named) < 13


def test_an_arc_within_one_place_is_none():
    assert draw([Journey(GUADALAJARA, GUADALAJARA)]).arcs == []


@pytest.mark.django_db
def test_what_waits_for_a_city_and_for_the_office(coordinator):
    city = OrganisationFactory()
    editor = MembershipFactory(organisation=city, editor=True).user
    ReleaseFactory(package__publisher=city)
    FollowUpFactory(adoption=AdoptionFactory(organisation=city, in_operation=True))
    AdoptionFactory(organisation=city)
    AdoptionFactory(organisation=city, dropped=True)
    old = ReleaseFactory(package__publisher=city, published=True)
    Release.objects.filter(pk=old.pk).update(published_at=timezone.now() - timedelta(days=350))
    ReleaseFactory(in_review=True)

    words = " ".join(task.what for task in waiting_for(editor))

    assert len(waiting_for(editor)) == 4
    assert all(word in words for word in ("Finish", "Check whether", "Go on", "Tell how"))
    assert [task.role for task in waiting_for(coordinator)] == ["Coordinator"]
    assert waiting_for(MembershipFactory(organisation=city).user) == []
