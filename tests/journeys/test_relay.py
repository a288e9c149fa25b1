"""One competition from its set-up to a confirmed adoption, by what people do on pages, without script."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from challenges.models import Challenge, Competition
from core import outbox
from submissions.models import Entry
from tests.journeys import call, jury, pilot
from tests.journeys.cast import assemble


@pytest.mark.django_db
def test_a_competition_ends_with_the_solution_in_use_elsewhere():
    cast = assemble()
    competition = call.set_up_competition(cast)
    challenge = call.post_challenge(cast, competition)
    call.ask_and_answer(cast, challenge)
    winner = call.hand_in(cast, cast.lead, cast.organisations["team"], challenge, "Mi Mercado")
    call.reopen_and_hand_in_again(cast, cast.lead, winner)
    rival = call.hand_in(cast, cast.rival, cast.organisations["rival"], challenge, "Bici-mercado")

    with time_machine.travel(timezone.now() + timedelta(days=11), tick=True):
        cast.visit(cast.rival).open(f"/entries/{rival.code}/").sees("being checked")
        office = cast.visit(cast.coordinator).open(f"/office/competitions/{competition.code}/")
        call.screen(cast, [winner, rival])
        office.open(f"/office/competitions/{competition.code}/").press("Begin judging")
        panel = jury.set_up_panel(cast, competition, Challenge.objects.get())
        jury.declare(cast, panel)
        jury.score(cast, cast.chair, panel, {"Mi Mercado": "5", "Bici-mercado": "3"})
        jury.score(cast, cast.juror, panel, {"Mi Mercado": "4", "Bici-mercado": "3"})
        jury.deliberate(cast, panel, "Mi Mercado")
        award = jury.decide_and_release(cast, panel, challenge, rival)
        project = pilot.run_project(cast, award)
        package = pilot.publish_package(cast, project)
        adoption = pilot.adopt(cast, package)
        office.open(f"/office/competitions/{competition.code}/").press("Mark as decided").press("Close")
        outbox.sweep()

    assert award.entry == winner
    assert adoption.state == "in_operation"
    assert Entry.objects.get(pk=rival.pk).state == "not_awarded"
    assert Competition.objects.get().state == "closed"
