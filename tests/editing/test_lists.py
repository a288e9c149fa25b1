"""Two windows on pages where one chooses rows, or decides on several at once."""

import pytest
from django.urls import reverse

from juries.models import Panel
from tests.editing.juries import advised, scorecard, setup
from tests.editing.windows import Window
from tests.factories import ChallengeFactory, MembershipFactory, complete_release
from transfer.readiness import CRITERIA

pytestmark = pytest.mark.django_db


def test_two_editors_of_a_city_see_what_the_other_decided():
    scene = advised(signed=True)
    decision = scene.panel.decisions.get(outcome="award")
    address = reverse("juries:city_decision", args=[scene.challenge.code])
    outcome, reason = f"d{decision.pk}-outcome", f"d{decision.pk}-reason"
    one, two = Window(scene.editor, address, outcome), Window(scene.editor, address, outcome)

    assert one.send(**{outcome: "decline", reason: "There is no money."}) == 302
    assert two.send() == 409

    assert "There is no money." in two.text()
    assert scene.panel.decisions.get(pk=decision.pk).city_outcome == "decline"


def test_a_city_does_not_sign_advice_that_it_has_not_read():
    scene = advised(signed=True)
    decision = scene.panel.decisions.get(outcome="award")
    address = reverse("juries:city_decision", args=[scene.challenge.code])
    window = Window(scene.editor, address, f"d{decision.pk}-outcome")
    decision.outcome, decision.award_title = "decline", ""
    decision.stamp(["outcome", "city_outcome"])
    decision.save()

    assert window.send(**{f"d{decision.pk}-reason": "Kept."}) == 409
    assert "No award" in window.text()


def test_two_people_choose_the_challenges_of_a_panel():
    user, address = setup("panel_challenges")()
    first = Window(user, address, "challenges")
    chosen = first.fields["challenges"]
    code = address.split("/")[-3]
    more = [
        str(ChallengeFactory(published=True, competition=Panel.objects.get(code=code).competition).pk)
        for _n in range(2)
    ]
    one, two = Window(user, address, "challenges"), Window(user, address, "challenges")

    assert one.send(challenges=[*chosen, more[0]]) == 302
    assert two.send(challenges=[*chosen, more[1]]) == 409

    assert sorted(two.fields["challenges"]) == sorted([*chosen, more[1]])
    assert sorted(Window(user, address, "challenges").fields["challenges"]) == sorted([*chosen, more[0]])


def test_a_juror_is_told_of_the_other_window_not_of_somebody_else():
    user, address = scorecard()
    one, two = Window(user, address, "strengths"), Window(user, address, "strengths")

    one.send(strengths="Simple.")
    assert two.send(strengths="Cheap.") == 409

    assert "You changed this in another window" in two.text()
    assert "Somebody else" not in two.text()


def test_steps_of_a_package_are_written_by_one_at_a_time():
    release = complete_release()
    user = MembershipFactory(organisation=release.package.publisher, editor=True).user
    address = reverse("transfer:package_steps", args=[release.package.code])
    one, two = Window(user, address, "form-0-title"), Window(user, address, "form-0-title")

    assert one.send(**{"form-0-title": "Talk to the vendors"}) == 302
    assert two.send(**{"form-0-title": "Buy a server"}) == 409

    assert "Talk to the vendors" in two.text()
    assert two.fields["form-0-title"] == "Buy a server"
    assert two.send() == 302
    assert [step.title for step in release.package.steps.all()] == ["Buy a server"]


def test_two_people_answer_two_criteria_of_a_release():
    release = complete_release()
    first, second = (key for key, _title in CRITERIA[:2])
    user = MembershipFactory(organisation=release.package.publisher, editor=True).user
    address = reverse("transfer:readiness_edit", args=[release.code])
    one, two, three = (Window(user, address, f"met-{first}") for _n in range(3))

    assert one.send(**{f"met-{first}": "not", f"evidence-{first}": "Nowhere."}) == 302
    assert two.send(**{f"met-{second}": "partly"}) == 302
    assert three.send(**{f"evidence-{first}": "In the annex."}) == 409

    assert "Nowhere." in three.text()
    answers = {item.key: (item.met, item.evidence) for item in release.readiness.all()}
    assert answers[first] == ("not", "Nowhere.")
    assert answers[second][0] == "partly"
