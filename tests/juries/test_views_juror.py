"""A juror's pages: status, order of things, what a form does."""

import json

import pytest
from django.urls import reverse

from juries.actions.jurors import invite_juror
from juries.models import Assignment, Conflict, Scorecard
from network import invitations
from tests.factories import ConflictFactory, UserFactory
from tests.factories.juries import REASON
from tests.juries.conftest import jury, score_all

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"juries:{name}", args=args)


def fields_of(scene, heavy="4"):
    one, two = scene.criteria
    return {
        f"score_{one.pk}": heavy,
        f"why_{one.pk}": REASON,
        f"score_{two.pk}": "3",
        f"why_{two.pk}": REASON,
    }


def test_my_scoring_leads_to_the_next_entry(client, scene):
    client.force_login(scene.chair.user)

    answer = client.get(page("my_scoring"))

    assert answer.status_code == 200
    assert b"0 of 2" in answer.content
    assert any(one.get_absolute_url().encode() in answer.content for one in scene.all_given)


def test_my_scoring_needs_a_log_in(client):
    assert client.get(page("my_scoring")).status_code == 302


@pytest.mark.parametrize("state", ["proposed", "conflicted", "recused"])
def test_the_entry_does_not_exist_before_the_declaration(client, state):
    scene = jury("scoring", assigned=state)
    assignment = scene.all_given[0]
    client.force_login(assignment.juror.user)
    code = assignment.code

    for name in ("assignment_score", "assignment_recuse"):
        assert client.get(page(name, code)).status_code == 404
    for name in ("scorecard_autosave", "assignment_finish", "assignment_reopen"):
        assert client.post(page(name, code)).status_code == 404
    assert client.get(page("assignment_file", code, 1)).status_code == 404


def test_a_standing_conflict_closes_an_open_entry(client, scene):
    assignment = scene.all_given[0]
    ConflictFactory(juror=assignment.juror, entry=assignment.entry)
    client.force_login(assignment.juror.user)

    assert client.get(assignment.get_absolute_url()).status_code == 404


def test_nobody_else_sees_the_scoring_page(client, scene):
    assignment = scene.all_given[0]

    for user in (scene.jurors[1].user, scene.coordinator, scene.editor, UserFactory()):
        client.force_login(user)
        assert client.get(assignment.get_absolute_url()).status_code == 404


def test_declaring_opens_some_and_closes_others(client):
    scene = jury("declaring", assigned="proposed")
    first, second = (scene.given(scene.chair, entry) for entry in scene.entries)
    client.force_login(scene.chair.user)
    data = {
        f"{first.code}-answer": "free",
        f"{second.code}-answer": "conflict",
        f"{second.code}-detail": "I advise this team.",
    }

    answer = client.post(page("conflict_declare", scene.panel.code), data)

    assert answer.status_code == 302
    assert Assignment.objects.get(pk=first.pk).state == "free"
    assert Assignment.objects.get(pk=second.pk).state == "conflicted"
    assert client.get(second.get_absolute_url()).status_code == 404


def test_a_conflict_without_words_is_asked_back(client):
    scene = jury("declaring", assigned="proposed")
    assignment = scene.given(scene.chair, scene.entries[0])
    client.force_login(scene.chair.user)

    answer = client.post(
        page("conflict_declare", scene.panel.code), {f"{assignment.code}-answer": "conflict"}
    )

    assert answer.status_code == 200
    assert b"Say in a few words" in answer.content
    assert not Conflict.objects.exists()


def test_a_blind_panel_leads_to_the_ties_first(client):
    scene = jury("declaring", assigned="proposed", blind=True)
    client.force_login(scene.chair.user)

    answer = client.get(page("conflict_declare", scene.panel.code))

    assert (answer.status_code, answer.url) == (303, page("tie_declare", scene.panel.code))
    shown = client.get(answer.url).content.decode()
    assert scene.entries[0].organisation.name in shown
    assert scene.entries[0].title not in shown
    client.post(answer.url, {})
    assert client.get(page("conflict_declare", scene.panel.code)).status_code == 200


def test_save_finish_and_next(client, scene):
    assignment = scene.given(scene.chair, scene.entries[0])
    client.force_login(scene.chair.user)

    answer = client.post(page("assignment_finish", assignment.code), fields_of(scene))

    assert answer.url == scene.given(scene.chair, scene.entries[1]).get_absolute_url()
    assert Assignment.objects.get(pk=assignment.pk).state == "scored"


def test_finishing_with_gaps_saves_and_lists_them(client, scene):
    assignment = scene.given(scene.chair, scene.entries[0])
    client.force_login(scene.chair.user)

    answer = client.post(page("assignment_finish", assignment.code), fields_of(scene, heavy=""))

    assert answer.status_code == 200
    # In the summary and at the field.
    assert answer.content.count(b"Problem fit: choose a score") == 2
    assert Scorecard.objects.get().scores.count() == 2


def test_autosave_answers_as_the_form_expects(client, scene):
    assignment = scene.given(scene.chair, scene.entries[0])
    client.force_login(scene.chair.user)
    url = page("scorecard_autosave", assignment.code)

    def send(version, fields):
        return client.post(
            url, json.dumps({"version": version, "fields": fields}), content_type="application/json"
        )

    first = send(1, {"strengths": "Clear."})
    stale = send(1, {"strengths": "Other."})
    wrong = send(2, {"nonsense": "x"})

    assert (first.status_code, first.json()["version"]) == (200, 2)
    assert (stale.status_code, stale.json()["fields"]) == (409, {"strengths": "Clear."})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["nonsense"])
    assert client.post(url, "no json", content_type="application/json").status_code == 400


def test_the_button_of_an_old_window_overwrites_nothing(client, scene):
    assignment = scene.given(scene.chair, scene.entries[0])
    client.force_login(scene.chair.user)
    url = assignment.get_absolute_url()
    assert b'name="version" value="1"' in client.get(url).content
    client.post(url, fields_of(scene) | {"version": "1", "strengths": "From the first window."})
    old = fields_of(scene, heavy="2") | {"version": "1", "strengths": "From the old window."}

    for address in (url, page("assignment_finish", assignment.code)):
        answer = client.post(address, old)
        shown = answer.content.decode()
        assert answer.status_code == 409
        assert "From the first window." in shown
        assert "From the old window." in shown

    assert Scorecard.objects.get().strengths == "From the first window."
    client.post(url, old | {"version": "2"})  # having compared
    assert Scorecard.objects.get().strengths == "From the old window."


def test_a_text_that_is_too_long_stays_in_the_form(client, scene):
    assignment = scene.given(scene.chair, scene.entries[0])
    client.force_login(scene.chair.user)

    answer = client.post(assignment.get_absolute_url(), {"strengths": "long " * 3000})

    assert answer.status_code == 400
    assert b"This text is too long." in answer.content
    assert b"long long" in answer.content


def test_stepping_back_closes_the_entry(client, scene):
    assignment = scene.given(scene.chair, scene.entries[0])
    client.force_login(scene.chair.user)

    answer = client.post(
        page("assignment_recuse", assignment.code), {"code": "conflict", "detail": "I know the pictures."}
    )

    assert answer.status_code == 302
    assert client.get(assignment.get_absolute_url()).status_code == 404


def test_own_scores_are_compared_and_nobody_elses(client):
    scene = jury(assigned="scored")
    score_all(scene)
    client.force_login(scene.chair.user)

    for sort in ("total", "entry", str(scene.criteria[0].pk), "nonsense"):
        answer = client.get(page("score_list", scene.panel.code), {"sort": sort})
        assert answer.status_code == 200
        assert answer.content.count(b"72.0") == 2
    client.force_login(scene.coordinator)
    assert client.get(page("score_list", scene.panel.code)).status_code == 404


def test_an_invitation_changes_nothing_until_the_button(client):

    scene = jury("setup")
    person = UserFactory()
    invitation = invite_juror(scene.panel, by=scene.coordinator, email=person.email)
    url = page("invitation_accept", invitations.issue(invitation))
    client.force_login(UserFactory())
    assert client.get(url).status_code == 409
    client.force_login(person)

    assert client.get(url).status_code == 200
    assert scene.panel.jurors.count() == 3
    assert client.post(url).status_code == 302
    assert scene.panel.jurors.count() == 4


@pytest.mark.parametrize("name", ["my_scoring", "score_list", "conflict_declare"])
def test_lists_of_a_juror_need_the_same_queries_for_one_and_for_thirty(
    client, name, django_assert_max_num_queries
):
    counts = []
    for entries in (1, 30):
        state = "proposed" if name == "conflict_declare" else "scored"
        scene = jury("scoring", assigned=state, entries=entries, jurors=1)
        if state == "scored":
            score_all(scene)
        client.force_login(scene.chair.user)
        args = [] if name == "my_scoring" else [scene.panel.code]
        with django_assert_max_num_queries(20) as taken:
            assert client.get(page(name, *args)).status_code == 200
        counts.append(len(taken))

    assert counts[0] == counts[1]
