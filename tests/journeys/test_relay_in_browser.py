"""The relay by people with mouse and keyboard: from the set-up of a competition to a confirmed adoption."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from challenges.models import Challenge, Competition
from core import outbox
from submissions.models import Entry
from tests.factories.core import PASSWORD
from tests.journeys import by_hand, call, jury, pilot
from tests.journeys.cast import assemble
from tests.journeys.person import Crowd

# The same road is walked without a browser over both databases.
pytestmark = [pytest.mark.browser, pytest.mark.alike]


@pytest.fixture
def crowd(visit) -> Crowd:
    """Everybody who comes to the site, each in a browser of their own."""
    return Crowd(visit)


def test_a_competition_ends_with_the_solution_in_use_elsewhere(crowd):
    cast = assemble(crowd.person)
    crowd.sign_in(cast.coordinator, PASSWORD)
    competition = call.set_up_competition(cast)
    challenge = call.post_challenge(cast, competition)
    call.ask_and_answer(cast, challenge)
    winner = by_hand.hand_in(cast, challenge, "Mi Mercado")
    call.reopen_and_hand_in_again(cast, cast.lead, winner)
    rival = call.hand_in(cast, cast.rival, cast.organisations["rival"], challenge, "Bici-mercado")

    # The server runs in threads of this process, so its clock is moved with ours; people only wait.
    with time_machine.travel(timezone.now() + timedelta(days=11), tick=True):
        crowd.go_home()  # after so many days every session has ended
        cast.visit(cast.rival).open(f"/entries/{rival.code}/").sees("being checked")
        call.screen(cast, [winner, rival])
        office = cast.visit(cast.coordinator).open(f"/office/competitions/{competition.code}/")
        office.press("Begin judging")
        panel = jury.set_up_panel(cast, competition, Challenge.objects.get())
        jury.declare(cast, panel)
        by_hand.score(cast, panel, {"Mi Mercado": ("5", "4", "92"), "Bici-mercado": ("3", "2", "52")})
        jury.score(cast, cast.juror, panel, {"Mi Mercado": "4", "Bici-mercado": "3"})
        jury.deliberate(cast, panel, "Mi Mercado")
        award = jury.decide_and_release(cast, panel, challenge, rival)
        project = pilot.run_project(cast, award)
        by_hand.follow(cast, project)
        package = pilot.publish_package(cast, project)
        adoption = pilot.adopt(cast, package)
        by_hand.look_at_the_map(cast)
        office.open(f"/office/competitions/{competition.code}/").press("Mark as decided").press("Close")
        outbox.sweep()

    assert award.entry == winner
    assert adoption.state == "in_operation"
    assert Entry.objects.get(pk=rival.pk).state == "not_awarded"
    assert Competition.objects.get().state == "closed"
    assert crowd.faults() == []
