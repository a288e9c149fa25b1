"""Pages of the office, the panel, the city, the team and the public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import outbox
from core.models import OutboxItem
from juries.actions.release import release_decisions
from juries.models import Award, CriterionScore, Decision, JuryRecord, Panel
from juries.places.setup import tasks
from tests.factories import (
    AwardFactory,
    ConflictFactory,
    ContributorFactory,
    DecisionFactory,
    MeetingFactory,
    UserFactory,
)
from tests.juries.conftest import ADVICE, REFUSAL, jury, score_all
from tests.juries.signing import DIGEST, prepared, sign_protocol
from tests.juries.test_deciding import advise, sign_all

pytestmark = pytest.mark.django_db
OFFICE = [
    "panel_detail",
    "panel_edit",
    "panel_challenges",
    "panel_jurors",
    "juror_invite",
    "panel_assignments",
    "assignment_propose",
    "assignment_add",
    "panel_history",
    "panel_decisions",
    "panel_release",
]


def page(name, *args):
    return reverse(f"juries:{name}", args=args)


@pytest.mark.parametrize("name", OFFICE)
def test_office_pages_exist_for_the_office_alone(client, name):
    scene = jury("setup", assigned="proposed")
    url = page(name, scene.panel.code)

    client.force_login(scene.coordinator)
    assert client.get(url).status_code == 200
    for user in (scene.chair.user, scene.editor, UserFactory()):
        client.force_login(user)
        assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("count", "words"), [(0, "None waits"), (1, "1 waits for a verdict"), (2, "2 wait for a verdict")]
)
def test_the_task_list_counts_conflicts_in_a_whole_sentence(count, words):
    scene = jury(assigned="conflicted")
    for entry in scene.entries[:count]:
        ConflictFactory(juror=scene.jurors[1], entry=entry)

    said = {row["label"]: row["status"] for row in tasks(scene.panel)}

    assert said["Conflicts"] == words


def test_the_list_of_panels_is_for_coordinators(client, scene):
    client.force_login(scene.chair.user)
    assert client.get(page("panel_list")).status_code == 403
    client.force_login(scene.coordinator)

    answer = client.get(page("panel_list"), {"state": "scoring"})

    assert answer.context["page_obj"].object_list[0].asked == 6


def test_a_panel_is_set_up_by_pages_alone(client):
    scene = jury("setup", assigned=None)
    client.force_login(scene.coordinator)

    made = client.post(
        page("panel_create"), {"competition": scene.competition.pk, "title": "New", "round": "1"}
    )
    panel = Panel.objects.get(title="New")
    refused = client.post(page("panel_challenges", panel.code), {"challenges": [scene.challenge.pk]})
    values = {
        "title": "New name",
        "reviews_per_entry": 2,
        "quorum": 1,
        "method": "mean",
        "scoring_until": "2030-03-01T12:00",
        "version": 1,
    }
    client.post(page("panel_edit", panel.code), values)

    assert made.url == panel.get_absolute_url()
    assert refused.status_code == 409
    assert b"is judged by another panel" in refused.content
    panel = Panel.objects.get(pk=panel.pk)
    assert (panel.title, panel.scoring_until.hour) == ("New name", 12)


def test_the_proposal_is_saved_as_ticked(client):
    scene = jury("setup", assigned=None)
    client.force_login(scene.coordinator)
    pair = f"{scene.entries[0].code}:{scene.chair.pk}"

    client.post(page("assignment_propose", scene.panel.code), {"pair": [pair]})

    assert scene.chair.assignments.get().entry == scene.entries[0]


def test_a_thousand_proposed_pairs_are_saved_at_once(client):
    scene = jury("setup", assigned=None)
    client.force_login(scene.coordinator)
    pair, more = f"{scene.entries[0].code}:{scene.chair.pk}", ["none:none"] * 1000

    answer = client.post(page("assignment_propose", scene.panel.code), {"pair": [pair, *more]})

    assert answer.status_code == 302
    assert scene.chair.assignments.count() == 1


def test_a_blocked_step_is_a_409_with_its_reason(client):
    scene = jury("setup", assigned=None)
    client.force_login(scene.coordinator)

    answer = client.post(page("panel_transition", scene.panel.code), {"step": "open_declarations"})

    assert answer.status_code == 409
    assert b"Assign the entries to jurors first" in answer.content


def test_scores_stay_hidden_while_scoring(client):
    scene = jury(assigned="scored")
    score_all(scene)

    for user in (scene.chair.user, scene.coordinator):
        client.force_login(user)
        answer = client.get(page("panel_overview", scene.panel.code))
        assert answer.status_code == 200
        assert b"72.0" not in answer.content
        assert client.get(page("panel_ranking", scene.panel.code)).status_code == 403
    client.force_login(scene.jurors[1].user)
    assert client.get(page("panel_overview", scene.panel.code)).status_code == 403


def test_a_juror_with_open_work_sees_no_scores(client, decided):
    lazy = decided.jurors[1]
    lazy.assignments.filter(entry=decided.entries[0]).update(state="in_progress")
    client.force_login(lazy.user)

    answer = client.get(page("panel_overview", decided.panel.code))

    assert b"unfinished scorecards" in answer.content
    assert b"72.0" not in answer.content
    assert client.get(page("panel_protocol", decided.panel.code)).status_code == 403


@pytest.mark.parametrize("name", ["panel_overview", "panel_ranking", "panel_deliberation", "panel_protocol"])
def test_an_entry_without_a_finished_scorecard_stands_there_with_dashes(client, decided, name):
    decided.entries[0].assignments.update(state="free")
    client.force_login(decided.coordinator)

    answer = client.get(page(name, decided.panel.code))

    assert answer.status_code == 200
    assert "None" not in answer.content.decode()


def test_scores_open_to_jurors_who_are_done(client, decided):
    client.force_login(decided.jurors[1].user)

    overview = client.get(page("panel_overview", decided.panel.code))
    ranking = client.get(page("panel_ranking", decided.panel.code))

    assert overview.content.count(b'class="dot"') == 6
    assert b"72.00" in ranking.content
    assert b"tied" in ranking.content
    for other in decided.jurors:
        assert other.user.name not in overview.content.decode().split("</header>")[-1]


def test_a_conflicting_entry_is_left_out_and_ranks_close_up(client, decided):
    entry = decided.entries[0]
    ConflictFactory(juror=decided.chair, entry=entry, verdict="upheld")
    client.force_login(decided.chair.user)

    for name in ("panel_overview", "panel_ranking", "panel_deliberation", "panel_protocol"):
        answer = client.get(page(name, decided.panel.code)).content.decode()
        assert entry.title not in answer
        assert entry.code not in answer
    assert client.get(page("decision_edit", decided.panel.code, entry.code)).status_code == 404


def test_deliberation_by_pages_alone(client, decided):
    client.force_login(decided.chair.user)
    code = decided.panel.code
    meeting = {
        "held_at": "2026-01-05T09:00",
        "place": "Online",
        "present": [one.pk for one in decided.jurors],
    }
    motion = {"wording": "Award it.", "votes_for": 3, "votes_against": 0, "abstentions": 0}

    assert client.post(page("meeting_create", code), meeting).status_code == 302
    assert client.post(page("motion_create", code), motion).status_code == 302
    for entry, values in zip(decided.entries, (ADVICE, REFUSAL), strict=True):
        assert client.post(page("decision_edit", code, entry.code), values).status_code == 302
    assert client.get(page("panel_deliberation", code)).status_code == 200
    assert client.post(page("panel_sign", code)).status_code == 409  # nothing to sign yet
    prepared(decided.panel, decided.chair.user)
    assert client.post(page("panel_sign", code), {"sha256": DIGEST}).status_code == 302

    assert Panel.objects.get().state == "signed"


def test_a_plain_juror_writes_no_decision(client, decided):
    client.force_login(decided.jurors[1].user)

    url = page("decision_edit", decided.panel.code, decided.entries[0].code)

    assert client.get(url).status_code == 403


def test_the_city_signs_on_its_own_page(client, decided):
    advise(decided)
    sign_protocol(decided.panel, by=decided.chair.user)
    url = page("city_decision", decided.challenge.code)
    client.force_login(decided.coordinator)
    assert client.get(url).status_code == 404
    client.force_login(decided.editor)
    decisions = Decision.objects.all()

    assert client.get(url).status_code == 200
    missing = client.post(url, {f"d{one.pk}-outcome": "decline" for one in decisions})
    read = {f"d{one.pk}-version": one.version for one in decisions}
    as_many = {f"x{n}-{name}": "decline" for n in range(500) for name in ("outcome", "reason", "version")}
    signed = client.post(url, as_many | read | {f"d{one.pk}-outcome": one.outcome for one in decisions})

    assert b"Say why the city decides otherwise" in missing.content
    assert signed.status_code == 302
    assert not Decision.objects.filter(city_signed_at=None).exists()


def test_the_city_sees_nothing_before_the_jury_has_signed(client, decided):
    advise(decided)
    client.force_login(decided.editor)

    answer = client.get(page("city_decision", decided.challenge.code))

    assert b"No advice yet" in answer.content
    assert ADVICE["reason"].encode() not in answer.content


def test_release_asks_for_the_panels_name(client, decided):
    advise(decided)
    sign_all(decided)
    url = page("panel_release", decided.panel.code)
    client.force_login(decided.coordinator)

    wrong = client.post(url, {"confirmation": "yes"})
    right = client.post(url, {"confirmation": f"  {decided.panel.title.upper()} "})

    assert b"not the name of the panel" in wrong.content
    assert right.status_code == 302
    assert Panel.objects.get().state == "released"


def test_outcomes_are_nowhere_before_the_release(client, decided):
    advise(decided)
    sign_all(decided)
    lead = decided.entries[0].contributors.get().user

    for user in (None, lead, UserFactory()):
        client.logout()
        if user:
            client.force_login(user)
        assert decided.entries[0].title.encode() not in client.get(page("result_list")).content
        assert client.get(page("entry_feedback", decided.entries[0].code)).status_code in (302, 404)


def test_a_result_page_reads_the_record_and_no_scorecard(client, decided, django_assert_max_num_queries):
    advise(decided)
    sign_all(decided)
    release_decisions(decided.panel, by=decided.coordinator)
    outbox.sweep()
    CriterionScore.objects.update(value=0)
    award = Award.objects.get()

    with django_assert_max_num_queries(12) as asked:
        public = client.get(award.get_absolute_url()).content.decode()

    assert "is being worked out" not in public
    assert "Jurors on the panel" in public
    assert not any("juries_criterionscore" in query["sql"] for query in asked.captured_queries)
    assert JuryRecord.objects.get().facts["jurors"] == len(decided.jurors)


def test_results_and_feedback_after_the_release(client, decided):
    advise(decided)
    sign_all(decided)
    release_decisions(decided.panel, by=decided.coordinator)
    client.force_login(decided.editor)
    assert client.get(page("city_decision", decided.challenge.code)).status_code == 200
    client.logout()
    award = Award.objects.get()

    public = client.get(award.get_absolute_url()).content.decode()
    client.force_login(decided.entries[1].contributors.get().user)
    feedback = client.get(page("entry_feedback", decided.entries[1].code)).content.decode()

    assert ADVICE["citation"] in public
    assert "lenient or strict" in public
    assert "is being worked out" in public
    assert REFUSAL["reason"] in feedback
    assert "On average" in feedback
    for juror in decided.jurors:
        assert juror.user.name not in public + feedback
        assert juror.pseudonym not in public + feedback
    client.force_login(UserFactory())
    assert client.get(page("entry_feedback", decided.entries[1].code)).status_code == 404


def test_a_team_reads_its_own_feedback_whatever_the_role_and_nobody_else_does(client, decided):
    advise(decided)
    sign_all(decided)
    entry = decided.entries[1]
    team = [ContributorFactory(entry=entry, role=role).user for role in ("contributor", "viewer")]
    team.append(entry.contributors.get(role="lead").user)
    others = [decided.coordinator, decided.editor, decided.chair.user, UserFactory()]
    others.append(decided.entries[0].contributors.get().user)

    release_decisions(decided.panel, by=decided.coordinator)
    answers = {}
    for user in team + others:
        client.force_login(user)
        answers[user] = client.get(page("entry_feedback", entry.code)).status_code

    assert answers == dict.fromkeys(team, 200) | dict.fromkeys(others, 404)
    assert {mail.payload["to"] for mail in letters_on(entry)} == {user.email for user in team}


def letters_on(entry):
    """The letters that a team was sent."""
    decision = entry.decisions.get()
    return [
        row
        for row in OutboxItem.objects.filter(kind="mail")
        if row.payload["event"] == f"letter:{decision.pk}"
    ]


def test_a_pending_award_is_not_public(client):
    award = AwardFactory(pending=True)

    assert client.get(award.get_absolute_url()).status_code == 404
    assert award.entry.title.encode() not in client.get(page("result_list")).content


def test_the_letter_is_read_and_edited(client, decided):
    advise(decided)
    decision = Decision.objects.first()
    client.force_login(decided.coordinator)
    url = page("letter_edit", decided.panel.code, decision.pk)

    assert b"Dear team," in client.get(url).content
    client.post(url, {"letter": "Dear team, our words.", "version": decision.version})
    stale = client.post(url, {"letter": "From an old window.", "version": decision.version})

    assert stale.status_code == 409
    assert Decision.objects.get(pk=decision.pk).letter == "Dear team, our words."


@pytest.mark.parametrize(
    "name",
    [
        "panel_overview",
        "panel_ranking",
        "panel_deliberation",
        "panel_protocol",
        "panel_assignments",
        "panel_decisions",
    ],
)
def test_pages_of_a_panel_need_the_same_queries_for_one_and_for_thirty(
    client, name, django_assert_max_num_queries
):
    counts = []
    for entries in (1, 30):
        scene = jury("deliberating", assigned="locked", entries=entries, jurors=2)
        score_all(scene)
        MeetingFactory(panel=scene.panel)
        for entry in scene.entries:
            DecisionFactory(panel=scene.panel, entry=entry)
        user = scene.coordinator if name in OFFICE else scene.chair.user
        client.force_login(user)
        client.get(page(name, scene.panel.code))
        with django_assert_max_num_queries(21) as taken:
            assert client.get(page(name, scene.panel.code)).status_code == 200
        counts.append(len(taken))

    assert counts[0] == counts[1]


def test_the_list_of_results_needs_the_same_queries_for_one_and_for_twelve(client, django_assert_num_queries):
    AwardFactory()
    client.get(page("result_list"))
    with CaptureQueriesContext(connection) as one:
        client.get(page("result_list"))
    AwardFactory.create_batch(11)

    with django_assert_num_queries(len(one)):
        client.get(page("result_list"))
