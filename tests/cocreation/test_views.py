"""Pages: who gets which answer, and what a form does."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cocreation.models import Project
from core.models import OutboxItem
from tests.cocreation.roles import member_of, owner_of, reader_of, stranger
from tests.editing.windows import Window
from tests.factories import (
    AwardFactory,
    GateFactory,
    IndicatorFactory,
    MembershipFactory,
    MilestoneFactory,
    ProjectDocumentFactory,
    ProjectFactory,
    ReadingFactory,
    RiskFactory,
    StoredFileFactory,
    UpdateFactory,
)
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.django_db
READABLE = ["board", "milestones", "indicators", "gates", "updates", "risks", "decisions", "documents"]
READABLE += ["members", "history"]
WRITABLE = ["milestones/new", "indicators/new", "updates/new", "risks/new", "decisions/new"]
WRITABLE += ["documents/new", "members/new"]


def get(client, user, url):
    client.force_login(user)
    return client.get(url).status_code


@pytest.mark.parametrize("path", READABLE)
def test_boards_are_read_by_insiders_only(client, path):
    project = ProjectFactory()
    url = f"/projects/{project.code}/{path}/"

    assert get(client, member_of(project), url) == 200
    assert get(client, owner_of(project), url) == 200
    assert get(client, reader_of(project), url) == 200
    assert get(client, stranger(), url) == 404


@pytest.mark.parametrize("path", WRITABLE)
def test_forms_are_for_members_of_projects_that_go_on(client, path):
    project, ended = ProjectFactory(), ProjectFactory(completed=True)
    url = f"/projects/{project.code}/{path}/"

    assert get(client, member_of(project), url) == 200
    assert get(client, reader_of(project), url) == 403
    assert get(client, stranger(), url) == 404
    assert get(client, member_of(ended), f"/projects/{ended.code}/{path}/") == 409


@pytest.mark.parametrize("path", ["edit", "gate", "discontinue"])
def test_gates_and_description_are_the_owners(client, path):
    project = ProjectFactory()
    url = f"/projects/{project.code}/{path}/"

    assert get(client, owner_of(project), url) == 200
    assert get(client, member_of(project), url) == 403


def test_visitors_see_public_projects_and_are_asked_to_sign_in_elsewhere(client):
    public, hidden = ProjectFactory(public=True), ProjectFactory(title="Secret garden")

    page = client.get("/projects/").content.decode()

    assert public.title in page
    assert "Secret garden" not in page
    assert client.get(public.get_absolute_url()).status_code == 200
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(public.get_board_url()).status_code == 302
    assert client.get(f"/projects/{public.code}/move/").status_code == 302


def test_the_public_page_shows_only_what_is_public(client):
    project = ProjectFactory(public=True, budget_total=9481573, budget_note="Fund of the region")
    UpdateFactory(project=project, title="Inside", published=True, public=False)
    UpdateFactory(project=project, title="Unfinished")
    IndicatorFactory(project=project, name="Quiet figure", public=False)
    ProjectDocumentFactory(project=project, title="Contract")
    RiskFactory(project=project, title="Delay")
    MilestoneFactory(project=project, title="Awnings")
    member = member_of(project)

    pages = client.get(project.get_absolute_url()).content.decode()
    pages += client.get(f"/projects/{project.code}/updates/").content.decode()

    for word in ["Inside", "Unfinished", "Quiet", "Contract", "Delay", "Awnings", "Fund", member.name]:
        assert word not in pages.replace(project.code, ""), word
    assert "9481573" not in re.sub(r"[\s,.\u00a0]", "", pages)


def test_hidden_and_absent_documents_are_the_same_404(client):
    document = ProjectDocumentFactory(project=ProjectFactory(public=True))
    url = reverse("cocreation:document_file", args=[document.project.code, document.file.public_id])

    assert client.get(url).status_code == 404
    assert get(client, member_of(document.project), url) == 200
    document.public = True
    document.save()
    client.logout()
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("page", ["project_board", "milestone_detail"])
def test_a_card_is_moved_by_what_its_own_form_sends(client, page):
    milestone = MilestoneFactory()
    user = member_of(milestone.project)
    code = milestone.project.code if page == "project_board" else milestone.code
    window = Window(user, reverse(f"cocreation:{page}", args=[code]), "step")

    assert (window.target, window.fields["step"]) == (
        reverse("cocreation:milestone_move", args=[milestone.code]),
        "begin",
    )
    assert window.send() == 302
    assert milestone.history.get().target == "in_work"


def test_moving_a_card_to_done_asks_for_evidence(client):
    milestone = MilestoneFactory(in_work=True)
    client.force_login(member_of(milestone.project))
    move = reverse("cocreation:milestone_move", args=[milestone.code])
    finish = reverse("cocreation:milestone_finish", args=[milestone.code])

    assert client.post(move, {"step": "finish"}).url == finish
    empty = client.post(finish, {"version": 1})
    upload = SimpleUploadedFile("plan.exe", b"MZ")
    wrong_file = client.post(finish, {"version": 1, "upload": upload})
    done = client.post(finish, {"version": 1, "evidence": "40 stalls"})

    assert "Say what was reached" in empty.content.decode()
    assert "not accepted" in wrong_file.content.decode()
    assert done.status_code == 302
    assert milestone.history.get().target == "done"
    assert client.post(move, {"step": "begin"}).status_code == 409


def test_the_evidence_is_downloaded_by_readers_of_the_board(client):
    milestone = MilestoneFactory(done=True, evidence_file=StoredFileFactory())
    url = reverse("cocreation:milestone_file", args=[milestone.code])

    assert get(client, reader_of(milestone.project), url) == 200
    assert get(client, stranger(), url) == 404
    assert get(client, reader_of(ProjectFactory()), url) == 404


def test_an_unusual_reading_is_asked_about(client):
    indicator = IndicatorFactory(fixed=True)
    client.force_login(member_of(indicator.project))
    url = reverse("cocreation:reading_create", args=[indicator.code])
    data = {"value": "810", "measured_on": "2026-10-01"}

    asked = client.post(url, data).content.decode()
    taken = client.post(url, data | {"sure": "on"})

    assert "I have checked this value" in asked
    assert taken.status_code == 302
    assert "810" in client.get(indicator.get_absolute_url()).content.decode()


def test_a_correction_shows_both_values(client):
    reading = ReadingFactory(value=98)
    client.force_login(member_of(reading.indicator.project))
    url = reverse("cocreation:reading_correct", args=[reading.code])

    client.post(url, {"value": "9.8", "measured_on": reading.measured_on, "note": "Comma lost"})

    page = client.get(reading.indicator.get_absolute_url()).content.decode()
    assert "<s>98</s>" in page
    assert "Corrected to 9.8" in page


@pytest.mark.parametrize("page", ["board", "card"])
def test_a_milestone_moves_by_the_form_that_stands_on_the_page(page):
    milestone = MilestoneFactory(title="Training")
    team = Visitor()
    team.client.force_login(owner_of(milestone.project))
    team.open(milestone.project.get_board_url() if page == "board" else milestone.get_absolute_url())

    team.press("Move Training" if page == "board" else "Move", step="begin")

    assert type(milestone).objects.get().state == "in_work"


def test_a_gate_is_written_decided_and_opens_the_next_phase(client):
    project = ProjectFactory()
    client.force_login(owner_of(project))
    texts = dict.fromkeys(["economic", "organisational", "financial", "technical"], "Fine.")
    move = reverse("cocreation:project_transition", args=[project.code])

    assert client.post(move, {"step": "begin_prototype"}).status_code == 409
    decide = client.post(f"/projects/{project.code}/gate/", {"version": 0, **texts}).url
    client.post(decide, {"version": 1, "verdict": "proceed"})
    client.post(move, {"step": "begin_prototype", "note": "Go"})

    assert Project.objects.get().state == "prototype"
    assert "Proceed to the next phase" in client.get(f"/projects/{project.code}/gates/").content.decode()


def test_discontinuing_asks_for_the_lessons(client):
    project = ProjectFactory(pilot=True)
    client.force_login(owner_of(project))
    url = reverse("cocreation:project_discontinue", args=[project.code])

    refused = client.post(url, {"version": 1, "lessons_learned": ""})
    client.post(url, {"version": 1, "lessons_learned": "Ask the vendors first."})
    client.logout()

    assert refused.status_code == 200
    assert "Ask the vendors first." in client.get(project.get_absolute_url()).content.decode()


def test_a_stale_form_is_refused(client):
    project = ProjectFactory(version=3, field_versions={"title": 3})
    client.force_login(owner_of(project))

    answer = client.post(
        f"/projects/{project.code}/edit/",
        {"version": 2, "title": "Lost", "starts_on": "2026-01-01", "time_zone": "UTC"},
    )

    assert answer.status_code == 409
    assert Project.objects.get().title == project.title


def test_an_award_is_turned_into_a_project(client):
    award = AwardFactory()
    city = award.entry.challenge.organisation
    url = reverse("cocreation:project_start", args=[award.code])
    data = {
        "title": "Mi Mercado",
        "summary": "Markets sell together.",
        "starts_on": "2026-12-01",
        "time_zone": "UTC",
    }

    assert get(client, stranger(), url) == 403
    client.force_login(MembershipFactory(organisation=city, editor=True).user)
    assert client.get(url).status_code == 200
    board = client.post(url, data).url

    assert client.get(board).status_code == 200
    assert client.get(url).url == board
    late = client.post(url, data | {"summary": "Somebody else's words."})
    assert late.status_code == 409
    assert "Somebody else&#x27;s words." in late.text
    assert Project.objects.count() == 1
    assert client.get(reverse("cocreation:project_start", args=["nothing"])).status_code == 404


def test_an_update_is_published_and_followed(client):
    project = ProjectFactory(public=True)
    reader = stranger()
    client.force_login(reader)
    client.post(f"/projects/{project.code}/follow/", {"follow": "on"})
    client.force_login(member_of(project))

    news = {"title": "Up", "text": "**60 m**", "language": "en", "public": "on"}
    client.post(f"/projects/{project.code}/updates/new/", news | {"publish": "1"})
    draft = client.post(f"/projects/{project.code}/updates/new/", news | {"title": "Draft"}).url

    assert OutboxItem.objects.get(kind="mail").payload["to"] == reader.email
    client.force_login(reader)
    assert "Up" in client.get(f"/projects/{project.code}/updates/").content.decode()
    assert client.get(draft).status_code == 404


@pytest.mark.parametrize("path", [*READABLE, ""])
def test_pages_keep_their_query_count(client, path, django_assert_max_num_queries):
    project = ProjectFactory(public=True, prototype=True)
    user = owner_of(project)
    for _ in range(30):
        member = member_of(project)
        MilestoneFactory(project=project, responsible=member)
        MilestoneFactory(project=project, done=True)
        UpdateFactory(project=project, by=member, published=True)
        ReadingFactory(indicator__project=project)
        RiskFactory(project=project)
        ProjectDocumentFactory(project=project, public=True)
        GateFactory(project=project, phase="idea", proceed=True, decided_by=member)
    client.force_login(user)

    with django_assert_max_num_queries(20):
        assert client.get(f"/projects/{project.code}/{path}/".replace("//", "/")).status_code == 200


@pytest.mark.parametrize("url", ["/projects/", "/my-projects/"])
def test_lists_keep_their_query_count(client, url):
    city = MembershipFactory(editor=True)
    client.force_login(city.user)
    counts = []
    for size in (1, 30):
        ProjectFactory.create_batch(size, city=city.organisation, public=True)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 20


def test_a_wrong_file_is_named_beside_its_field(client):
    project = ProjectFactory()
    client.force_login(owner_of(project))
    wrong = SimpleUploadedFile("tool.exe", b"MZ")

    answer = client.post(
        reverse("cocreation:document_create", args=[project.code]), {"title": "Tool", "upload": wrong}
    )

    assert "not accepted" in answer.context["form"].errors["upload"][0]
