"""Long acts: done in steps, resumed, cancelled, told; tried with the acts that people start."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

import challenges.tasks
import juries.places.dealing
import juries.tasks
from challenges.actions.imports import begin_import
from challenges.models import Challenge, ImportRun
from core import jobs, outbox
from core.models import Job, Notice, OutboxItem, User
from core.workflow import Refused
from juries.models import Award, Panel
from tests.challenges.test_feed import FEEDS
from tests.factories import CompetitionFactory, MembershipFactory, UserFactory
from tests.juries.conftest import jury
from tests.juries.test_deciding import advise, sign_all
from tests.races import race

SMALL = (FEEDS / "small.json").read_bytes()
ITEMS = 8
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(monkeypatch):
    """A coordinator whose imports take as many steps as the feed has items, and wait for the worker."""
    monkeypatch.setattr(challenges.tasks, "AT_ONCE", 1)
    monkeypatch.setattr(challenges.tasks, "SHORT", 0)
    return MembershipFactory(coordinator=True).user


def feed(by):
    """A run that has yet to be imported."""
    competition = CompetitionFactory(office=by.memberships.get().organisation)
    return begin_import(SMALL, file_name="small.json", competition=competition, by=by)


def ask(by):
    return jobs.start("challenge_import", feed(by), by=by)


def fresh(job):
    return Job.objects.get(pk=job.pk)


def after(monkeypatch, steps, act):
    """Let `act` happen once, in the step after so many."""
    real, calls = challenges.tasks.import_some, []

    def wrapped(*args, **values):
        calls.append(args)
        if len(calls) == steps + 1:
            act()
        return real(*args, **values)

    monkeypatch.setattr(challenges.tasks, "import_some", wrapped)


def test_a_long_act_is_done_by_the_worker_and_told(office, client):
    job = ask(office)
    client.force_login(office)
    assert "waits for its turn" in client.get(job.get_absolute_url()).text
    assert not Challenge.objects.exists()

    outbox.sweep()

    job = fresh(job)
    assert (job.state, job.done, job.total, Challenge.objects.count()) == ("done", ITEMS, ITEMS, ITEMS)
    run = ImportRun.objects.get()
    assert (run.report["created"], run.feed.name) == (ITEMS, "")
    news = Notice.objects.get(user=office)
    assert news.text == "Import of small.json: Done"
    page = client.get(news.url).text
    assert "It is done." in page
    assert reverse("challenges:import_detail", args=[run.code]) in page
    assert Notice.objects.get(user=office).read_at
    assert "Import of small.json" in client.get(reverse("job_list")).text


def test_a_worker_that_dies_in_a_step_has_not_done_it_and_the_next_goes_on_there(office, monkeypatch):
    def die():
        raise SystemExit

    after(monkeypatch, 3, die)
    job = ask(office)
    with pytest.raises(SystemExit):
        outbox.sweep()
    assert (fresh(job).state, fresh(job).done, Challenge.objects.count()) == ("running", 3, 3)
    OutboxItem.objects.filter(kind="job").update(lease_until=timezone.now() - timedelta(seconds=1))

    outbox.sweep()

    assert (fresh(job).state, Challenge.objects.count()) == ("done", ITEMS)
    assert ImportRun.objects.get().report["created"] == ITEMS


def test_a_long_one_lets_others_have_their_turn(office, monkeypatch):
    monkeypatch.setattr(jobs, "AT_A_TIME", timedelta(0))
    job = ask(office)

    outbox.sweep()

    assert (fresh(job).state, fresh(job).done) == ("running", 1)
    for _turn in range(ITEMS):
        outbox.sweep()
    assert (fresh(job).state, Challenge.objects.count()) == ("done", ITEMS)


def test_a_fault_of_ours_is_tried_again_and_ends_the_job_when_it_stays(office, monkeypatch):
    def broken(*_args, **_values):
        raise RuntimeError("The disk is full.")

    monkeypatch.setattr(challenges.tasks, "import_some", broken)
    job = ask(office)
    for _try in range(jobs.MOST_FAULTS):
        assert fresh(job).goes_on()
        OutboxItem.objects.filter(kind="job").update(not_before=timezone.now())
        outbox.sweep()

    assert fresh(job).has_failed()
    assert "went wrong on our side" in fresh(job).error
    assert "disk" not in fresh(job).error
    assert OutboxItem.objects.get(kind="job").is_done()


def test_it_is_cancelled_before_its_next_step_and_what_was_done_stays(office, client, monkeypatch):
    job = ask(office)
    client.force_login(office)
    after(monkeypatch, 2, lambda: client.post(reverse("job_cancel", args=[job.code])))

    outbox.sweep()

    assert (fresh(job).state, Challenge.objects.count()) == ("cancelled", 3)
    page = client.get(job.get_absolute_url()).text
    assert f"{office} has cancelled it after 3 of 8." in page
    assert client.post(reverse("job_cancel", args=[job.code])).status_code == 409
    assert "ended before all was read" in client.get(jobs.kind_of(job).leads_to(jobs.subject_of(job))).text


def test_whoever_lost_the_right_meanwhile_is_stopped(office, monkeypatch):
    after(monkeypatch, 1, lambda: office.memberships.all().delete())
    job = ask(office)

    outbox.sweep()

    assert (fresh(job).state, Challenge.objects.count()) == ("failed", 2)
    assert "may not do it any more" in fresh(job).error


def test_asked_for_twice_it_is_one_job(office):
    run = feed(office)

    first, second = (jobs.start("challenge_import", run, by=office) for _press in range(2))

    assert first == second
    assert OutboxItem.objects.filter(kind="job").count() == 1


def test_others_neither_see_nor_stop_it(office, client):
    job = ask(office)
    client.force_login(MembershipFactory(coordinator=True).user)

    assert client.get(job.get_absolute_url()).status_code == 404
    assert client.post(reverse("job_cancel", args=[job.code])).status_code == 404
    with pytest.raises(PermissionDenied):
        jobs.cancel(job, by=User.objects.latest("pk"))


def test_after_more_than_a_minute_it_is_told_by_mail(office):
    job = ask(office)
    Job.objects.filter(pk=job.pk).update(asked_at=timezone.now() - timedelta(minutes=2))

    outbox.sweep()
    outbox.sweep()

    assert [sent.subject for sent in mail.outbox] == ["Import of small.json: done"]
    assert job.get_absolute_url() in mail.outbox[0].body


def test_a_short_one_is_done_before_the_page(client):
    office = MembershipFactory(coordinator=True).user

    job = ask(office)

    assert fresh(job).is_done()
    assert not Notice.objects.exists()


def test_the_proposal_for_a_large_panel_is_worked_out_by_the_worker(client, monkeypatch):
    monkeypatch.setattr(juries.places.dealing, "LARGE", 0)
    scene = jury("setup", assigned=None, entries=3, jurors=2)
    scene.panel.jurors.filter(pk=scene.jurors[0].pk).update(most=1)
    client.force_login(scene.coordinator)
    page = reverse("juries:assignment_propose", args=[scene.panel.code])
    assert "Work out a proposal" in client.get(page).text
    client.post(reverse("juries:assignment_work_out", args=[scene.panel.code]))
    assert "See how far it is" in client.get(page).text

    outbox.sweep()

    shown = client.get(page)
    assert "2 places stay empty" in shown.text
    assert "reads up to 2 more" in shown.text
    pairs = [f"{entry.code}:{juror.pk}" for entry, juror, _match in shown.context["pairs"]]
    assert len(pairs) == 4
    client.post(page, {"pair": pairs[:3]})
    assert len(client.get(page).context["pairs"]) == 1


def test_many_decisions_are_released_by_the_worker_all_or_none(client, monkeypatch):
    monkeypatch.setattr(juries.tasks, "FEW_DECISIONS", 0)
    scene = jury("deliberating", assigned="locked")
    advise(scene)
    sign_all(scene)
    client.force_login(scene.coordinator)
    answer = client.post(
        reverse("juries:panel_release", args=[scene.panel.code]), {"confirmation": scene.panel.title}
    )
    job = Job.objects.get()
    assert answer.url == job.get_absolute_url()
    assert not Award.objects.exists()
    Job.objects.update(state="running")
    with pytest.raises(Refused):
        jobs.cancel(job, by=scene.coordinator)

    outbox.sweep()

    assert (fresh(job).state, fresh(job).result["released"]) == ("done", 2)
    assert Panel.objects.get().is_released()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_workers_on_one_job_do_each_step_once(office):
    job = ask(office)
    row = OutboxItem.objects.get(kind="job")

    outcome = race(lambda _n: jobs.run(row), threads=2)

    assert outcome.lost == []
    assert (fresh(job).state, fresh(job).done, Challenge.objects.count()) == ("done", ITEMS, ITEMS)
    assert ImportRun.objects.get().report["created"] == ITEMS


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_make_one_job(office):
    run = feed(office)

    outcome = race(lambda _n: jobs.start("challenge_import", run, by=office).pk)

    assert outcome.lost == []
    assert len(set(outcome.won)) == 1


def test_programs_follow_a_long_act_and_stop_it(office, client):
    job = ask(office)
    path = f"/api/v1/jobs/{job.code}/"
    assert client.get(path).status_code == 401

    client.force_login(UserFactory())
    assert client.get("/api/v1/jobs/").json()["results"] == []
    assert client.get(path).status_code == 404
    assert client.post(f"{path}cancel/").status_code == 404
    assert not fresh(job).is_to_stop()

    client.force_login(office)
    [row] = client.get("/api/v1/jobs/?state=waiting").json()["results"]
    assert (row["code"], row["done"], row["state"]) == (job.code, 0, "waiting")
    assert client.post(f"{path}cancel/").json()["cancel_asked_at"]
    outbox.sweep()
    told = client.get(path).json()
    assert (told["state"], told["problems"]) == ("cancelled", [])
    assert client.post(f"{path}cancel/").status_code == 409
