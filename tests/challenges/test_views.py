from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from challenges.models import AreaOfAction, Challenge, Competition, ImportRun, Question
from core.models import OutboxItem
from tests.challenges.test_feed import FEEDS
from tests.factories import (
    AreaOfActionFactory,
    ChallengeFactory,
    ChallengeIndicatorFactory,
    CompetitionFactory,
    CriterionFactory,
    EntryFactory,
    FormQuestionFactory,
    ImportRunFactory,
    MembershipFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"challenges:{name}", args=args)


@pytest.fixture
def editor(client):
    user = MembershipFactory(editor=True).user
    client.force_login(user)
    return user


def city_of(user):
    return user.memberships.get().organisation


@pytest.fixture
def coordinator(client):
    user = MembershipFactory(coordinator=True).user
    client.force_login(user)
    return user


def sent():
    return list(OutboxItem.objects.filter(kind="mail").order_by("pk").values_list("payload__to", flat=True))


def test_public_pages_answer_without_sign_in(client):
    challenge = ChallengeFactory(published=True, complete=True, area=AreaOfActionFactory())
    CriterionFactory(competition=challenge.competition)
    QuestionFactory(challenge=challenge, answered=True)

    for address in (
        url("challenge_list"),
        url("competition_list"),
        url("challenge_detail", challenge.code),
        url("competition_detail", challenge.competition.code),
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert challenge.title in response.content.decode() or address == url("competition_list")


def test_draft_does_not_exist_for_others(client):
    draft = ChallengeFactory()
    hidden = CompetitionFactory()

    assert client.get(url("challenge_detail", draft.code)).status_code == 404
    assert client.get(url("challenge_calendar", draft.code)).status_code == 404
    assert client.get(url("competition_detail", hidden.code)).status_code == 404
    assert draft.title not in client.get(url("challenge_list")).content.decode()


@pytest.mark.parametrize(
    "name",
    ["my_challenge_list", "challenge_create", "office_competition_list", "review_list", "import_list"],
)
def test_personal_pages_ask_for_sign_in(client, name):
    assert client.get(url(name)).status_code == 302


@pytest.mark.parametrize(
    "name", ["office_competition_list", "competition_create", "review_list", "import_list"]
)
def test_office_pages_refuse_editors(client, editor, name):
    assert client.get(url(name)).status_code == 403


def test_list_is_filtered_by_status_and_country(client):
    open_one = ChallengeFactory(published=True, title="Open one", organisation__country="PE")
    ChallengeFactory(in_selection=True, title="Being judged")

    by_status = client.get(url("challenge_list"), {"status": "open"}).content.decode()
    by_country = client.get(url("challenge_list"), {"country": "PE"}).content.decode()

    for html in (by_status, by_country):
        assert open_one.title in html
        assert "Being judged" not in html


def test_unknown_filter_value_shows_an_error_and_no_rows(client):
    ChallengeFactory(published=True, title="Open one")

    html = client.get(url("challenge_list"), {"status": "nonsense"}).content.decode()

    assert "There is a problem" in html
    assert "Open one" not in html


def test_calendar_file_holds_the_deadline_in_utc(client):
    challenge = ChallengeFactory(published=True, closes_at=datetime(2031, 1, 2, 5, 59, tzinfo=UTC))

    response = client.get(url("challenge_calendar", challenge.code))

    assert response["Content-Type"].startswith("text/calendar")
    assert b"DTSTART:20310102T052900Z\r\nDTEND:20310102T055900Z\r\n" in response.content


def test_calendar_file_reads_back_as_what_was_written(client):
    text = "Shade; more, \\ of it\nfor every Märkte street " * 4
    challenge = ChallengeFactory(published=True, title="Cooler; streets, " * 5, summary=text)

    response = client.get(url("challenge_calendar", challenge.code))

    opening, deadline = icalendar.Calendar.from_ical(response.content).events
    assert opening.start == challenge.opening().replace(microsecond=0)
    assert opening.end > opening.start
    assert deadline.start < deadline.end == challenge.deadline().replace(microsecond=0)
    assert deadline["summary"] == f"Deadline: {challenge.title}"
    assert deadline["description"] == text
    assert deadline["url"] == f"http://testserver{challenge.get_absolute_url()}"
    assert deadline["uid"] == f"deadline-{challenge.code}@cityrelay"
    assert max(len(line) for line in response.content.split(b"\r\n")) <= 75


def test_city_writes_a_challenge_from_start_to_review(client, editor):
    competition = CompetitionFactory(running=True, ready=True)
    office = MembershipFactory(organisation=competition.office, role="coordinator").user
    data = {
        "organisation": city_of(editor).pk,
        "competition": competition.pk,
        "title": "Markets",
        "language": "en",
    }
    client.post(url("challenge_create"), data)
    code = Challenge.objects.get().code
    texts = {
        "summary": {"title": "Markets", "summary": "They close.", "area": competition.areas.get().pk},
        "problem": {"problem": "Empty"},
        "people": {"people_affected": "Vendors"},
        "tried": {"tried": "Nothing"},
        "outcome": {"outcome": "Open"},
        "data": {"data_constraints": "None"},
        "languages": {"language": "en", "languages": ["en", "es"]},
        "dates": {},
    }
    for section, values in texts.items():
        version = Challenge.objects.get().version
        address = url("challenge_section", code, section)
        assert client.get(address).status_code == 200
        assert client.post(address, {"version": version, "done": "on", **values}).status_code == 302
    client.post(url("indicator_create", code), {"name": "Vendors", "baseline": "0", "target": "120"})

    assert client.get(url("challenge_check", code)).status_code == 200
    response = client.post(url("challenge_transition", code), {"step": "send_to_review"})

    assert response.status_code == 302
    challenge = Challenge.objects.get()
    assert challenge.state == "in_review"
    assert set(challenge.sections_done) == set(texts)
    assert sent() == [office.email]
    assert client.get(url("challenge_edit", code)).status_code == 200


def test_incomplete_challenge_is_a_409_that_says_what_is_missing(client, editor):
    challenge = ChallengeFactory(organisation=city_of(editor))

    response = client.post(url("challenge_transition", challenge.code), {"step": "send_to_review"})

    assert response.status_code == 409
    assert "Describe the problem." in response.content.decode()
    check = client.get(url("challenge_check", challenge.code)).content.decode()
    assert "Describe the problem." in check


def test_editor_of_another_city_may_not_write(client, editor):
    published, draft = ChallengeFactory(published=True), ChallengeFactory()

    assert client.get(url("challenge_edit", published.code)).status_code == 403
    assert client.get(url("challenge_edit", draft.code)).status_code == 404
    assert client.post(url("challenge_section", published.code, "problem"), {}).status_code == 403


def test_member_reads_but_does_not_write(client):
    challenge = ChallengeFactory()
    client.force_login(MembershipFactory(organisation=challenge.organisation).user)

    assert client.get(url("challenge_detail", challenge.code)).status_code == 200
    assert client.get(url("challenge_edit", challenge.code)).status_code == 403


def test_challenge_in_review_is_not_written_on(client, editor):
    challenge = ChallengeFactory(in_review=True, organisation=city_of(editor))
    data = {"version": challenge.version, "problem": "Other"}

    assert client.post(url("challenge_section", challenge.code, "problem"), data).status_code == 409
    assert Challenge.objects.get().problem != "Other"


def test_autosave_follows_the_wire_format(client, editor):
    challenge = ChallengeFactory(organisation=city_of(editor))
    address = url("challenge_autosave", challenge.code, "problem")

    def send(version, **fields):
        body = {"version": version, "fields": fields}
        return client.post(address, body, content_type="application/json")

    first = send(1, problem="Mine")
    clash = send(1, problem="Other")
    unknown = send(2, title="x")
    done = send(2, done=True)

    assert (first.status_code, first.json()["version"]) == (200, 2)
    assert clash.status_code == 409
    assert clash.json()["fields"] == {"problem": "Mine"}
    assert unknown.status_code == 400
    assert done.status_code == 200
    assert Challenge.objects.get().sections_done == ["problem"]
    assert client.post(address, "no", content_type="application/json").status_code == 400


def test_autosave_keeps_lists_and_other_fields(client, editor):
    challenge = ChallengeFactory(organisation=city_of(editor))
    address = url("challenge_autosave", challenge.code, "languages")
    fields = {"languages": ["en", "es"]}

    response = client.post(address, {"version": 1, "fields": fields}, content_type="application/json")

    assert response.status_code == 200
    saved = Challenge.objects.get()
    assert (saved.languages, saved.language) == (["en", "es"], "en")


def test_stale_section_shows_both_texts(client, editor):
    challenge = ChallengeFactory(
        organisation=city_of(editor), problem="Theirs", version=5, field_versions={"problem": 5}
    )

    response = client.post(
        url("challenge_section", challenge.code, "problem"), {"version": 4, "problem": "My own words"}
    )

    html = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in html
    assert "My own words" in html


def test_indicator_is_changed_and_removed(client, editor):
    challenge = ChallengeFactory(organisation=city_of(editor))
    indicator = ChallengeIndicatorFactory(challenge=challenge)

    client.post(url("indicator_edit", challenge.code, indicator.pk), {"name": "Orders", "baseline": "1.5"})
    assert challenge.indicators.get().name == "Orders"
    client.post(url("indicator_remove", challenge.code, indicator.pk))

    assert not challenge.indicators.exists()


def test_withdrawal_needs_a_reason_which_is_public(client, editor):
    challenge = ChallengeFactory(published=True, organisation=city_of(editor))

    assert "required" in client.post(url("challenge_withdraw", challenge.code)).content.decode()
    client.post(url("challenge_withdraw", challenge.code), {"note": "The budget is gone."})
    client.logout()

    assert "The budget is gone." in client.get(url("challenge_detail", challenge.code)).content.decode()


def test_question_is_public_once_answered(client):
    challenge = ChallengeFactory(published=True)
    city = MembershipFactory(organisation=challenge.organisation, editor=True).user
    asker = UserFactory()
    client.force_login(asker)
    client.post(url("question_create", challenge.code), {"text": "How many stalls?"})
    question = Question.objects.get()
    client.logout()
    assert "How many stalls?" not in client.get(challenge.get_absolute_url()).content.decode()

    client.force_login(city)
    answered = client.post(url("question_answer", challenge.code, question.pk), {"answer": "Forty."})
    again = client.post(url("question_answer", challenge.code, question.pk), {"answer": "Fifty."})
    client.logout()

    html = client.get(challenge.get_absolute_url()).content.decode()
    assert (answered.status_code, again.status_code) == (302, 409)
    assert "Forty." in html
    assert asker.name not in html
    assert sent() == [city.email, asker.email]


def test_questions_end_before_the_deadline_where_the_call_says_so(client):
    past = timezone.now() - timedelta(minutes=5)
    challenge = ChallengeFactory(published=True, competition__questions_until=past)
    client.force_login(UserFactory())
    assert "Your question" not in client.get(challenge.get_absolute_url()).text

    refused = client.post(url("question_create", challenge.code), {"text": "Late?"})

    assert refused.status_code == 409
    assert "Say in your entry what you had to assume" in refused.text
    assert challenge.is_open()


def test_on_the_last_day_answers_are_told_at_once(client):
    soon = timezone.now() + timedelta(hours=2)
    challenge = ChallengeFactory(published=True, closes_at=soon)
    lead = EntryFactory(challenge=challenge).contributors.get().user
    city = MembershipFactory(organisation=challenge.organisation, editor=True).user
    client.force_login(city)
    for question in QuestionFactory.create_batch(2, challenge=challenge):
        client.post(url("question_answer", challenge.code, question.pk), {"answer": "Forty."})

    mails = [row for row in OutboxItem.objects.filter(kind="mail") if row.payload["to"] == lead.email]
    assert len(mails) in (1, 2)  # two where the hour changed in between
    assert mails[0].not_before <= timezone.now()


def test_all_who_write_hear_of_answers_once_a_day(client):
    challenge = ChallengeFactory(published=True)
    lead = EntryFactory(challenge=challenge).contributors.get().user
    city = MembershipFactory(organisation=challenge.organisation, editor=True).user
    client.force_login(city)
    for question in QuestionFactory.create_batch(3, challenge=challenge):
        client.post(url("question_answer", challenge.code, question.pk), {"answer": "Forty."})

    mails = [row for row in OutboxItem.objects.filter(kind="mail") if row.payload["to"] == lead.email]
    assert len(mails) == 1
    assert "New answers" in mails[0].payload["subject"]
    assert mails[0].not_before > timezone.now()


def test_question_after_the_deadline_is_refused(client):
    challenge = ChallengeFactory(published=True, closes_at=timezone.now() - timedelta(minutes=5))
    client.force_login(UserFactory())

    assert client.post(url("question_create", challenge.code), {"text": "Late?"}).status_code == 409
    assert not Question.objects.exists()


def test_others_questions_cannot_be_answered(client, editor):
    question = QuestionFactory()

    address = url("question_answer", question.challenge.code, question.pk)
    assert client.post(address, {"answer": "x"}).status_code == 404


def test_coordinator_publishes_or_returns(client, coordinator):
    competition = CompetitionFactory(running=True, office=city_of(coordinator))
    first = ChallengeFactory(in_review=True, competition=competition)
    second = ChallengeFactory(in_review=True, competition=competition)
    city = MembershipFactory(organisation=second.organisation, editor=True).user
    assert client.get(url("review_list")).status_code == 200
    assert client.get(url("review_detail", first.code)).status_code == 200

    client.post(url("challenge_transition", first.code), {"step": "publish"})
    bare = client.post(url("challenge_transition", second.code), {"step": "return_to_city"})
    client.post(url("challenge_transition", second.code), {"step": "return_to_city", "note": "Add figures."})

    assert Challenge.objects.get(pk=first.pk).state == "published"
    assert bare.status_code == 409
    returned = Challenge.objects.get(pk=second.pk)
    assert (returned.state, returned.returned_note) == ("returned", "Add figures.")
    assert sent() == [city.email]


def test_history_is_for_city_and_office(client, editor):
    challenge = ChallengeFactory(published=True)
    assert client.get(url("challenge_history", challenge.code)).status_code == 404

    client.force_login(MembershipFactory(organisation=challenge.organisation, editor=True).user)
    assert client.get(url("challenge_history", challenge.code)).status_code == 200


def test_import_page_makes_drafts_and_a_report(client, coordinator):
    competition = CompetitionFactory(office=city_of(coordinator))
    upload = SimpleUploadedFile("small.json", (FEEDS / "small.json").read_bytes())

    response = client.post(url("import_list"), {"competition": competition.pk, "file": upload}, follow=True)

    html = response.content.decode()
    assert competition.challenges.count() == 8
    assert "submission-start" in html
    assert "02/30/2021" in html


def test_broken_upload_is_refused_at_the_field(client, coordinator):
    competition = CompetitionFactory(office=city_of(coordinator))
    upload = SimpleUploadedFile("broken.json", (FEEDS / "broken.json").read_bytes())

    response = client.post(url("import_list"), {"competition": competition.pk, "file": upload})

    assert "Line 3" in response.content.decode()
    assert not ImportRun.objects.exists()
    assert not Challenge.objects.exists()


def test_report_of_another_office_does_not_exist(client, coordinator):
    assert client.get(url("import_detail", ImportRunFactory().code)).status_code == 404


def test_question_list_shows_what_waits(client, editor):
    question = QuestionFactory(challenge__organisation=city_of(editor))

    assert question.text in client.get(url("question_list")).content.decode()


@pytest.mark.parametrize("name", ["challenge_list", "my_challenge_list", "review_list"])
def test_lists_keep_their_number_of_queries(client, django_assert_max_num_queries, name):
    competition = CompetitionFactory(running=True)
    user = MembershipFactory(organisation=competition.office, role="coordinator").user
    city = MembershipFactory(user=user, editor=True).organisation
    client.force_login(user)
    counts = []
    for amount in (1, 29):
        for _number in range(amount):
            ChallengeFactory(published=True, competition=competition, organisation=city)
        client.get(url(name), {"state": ""})
        with django_assert_max_num_queries(20) as captured:
            client.get(url(name), {"state": ""})
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_areas_and_questions_of_the_factories_are_sound():
    question = FormQuestionFactory()

    question.full_clean()
    assert Competition.objects.count() == 1
    assert AreaOfAction.objects.count() == 0
