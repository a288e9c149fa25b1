import json
import os
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db.migrations.executor import MigrationExecutor

from challenges.actions.imports import import_feed
from challenges.models import Challenge, Competition, Criterion, ImportRun
from core.models import AuditEvent
from core.richtext import render
from core.workflow import Refused
from network.models import Organisation
from tests.factories import CompetitionFactory, MembershipFactory

pytestmark = pytest.mark.django_db
FEEDS = Path(__file__).parent / "feeds"
SMALL = (FEEDS / "small.json").read_bytes()
ROOT = Path(__file__).resolve().parents[2]
REAL = Path(os.environ.get("CHALLENGE_FEEDS", ROOT.parent / "shared" / "data" / "challenge-gov"))
TABLES = (Challenge, Competition, Criterion, Organisation, ImportRun, AuditEvent)


def rows():
    return [list(model.objects.order_by("pk").values()) for model in TABLES]


def test_import_makes_drafts_of_agencies():
    run = import_feed(SMALL, file_name="small.json")

    assert run.report["read"] == 10
    assert run.report["created"] == Challenge.objects.count() == 8
    assert run.report["unchanged"] == 0
    assert set(Challenge.objects.values_list("state", flat=True)) == {"draft"}
    agency = Organisation.objects.get(name="Agency of Rivers")
    assert (agency.kind, agency.country) == ("ministry", "US")
    assert "Challenge.gov" in agency.source_note
    assert not Organisation.objects.filter(name__in=["agency of rivers", "Agency of Rivers "]).exists()


def test_a_dry_run_tells_the_same_and_stores_nothing(tmp_path, capsys):
    before = rows()
    report = tmp_path / "report.json"
    call_command("import_challenges", str(FEEDS / "small.json"), "--dry-run", "--report", str(report))

    assert "8 would be created" in capsys.readouterr().out
    assert rows() == before
    told = json.loads(report.read_text())
    assert told == import_feed(SMALL, file_name="small.json").report


def test_criteria_with_percentages_become_weighted_ones():
    import_feed(SMALL, file_name="small.json")
    first = Challenge.objects.get(external_id="1")

    assert [(c.title, c.weight) for c in first.criteria_in_force()] == [("Impact", 60), ("Cost", 40)]
    assert Challenge.objects.get(external_id="2").own_criteria() == []


def test_sound_part_of_a_faulty_item_is_imported():
    import_feed(SMALL, file_name="small.json")
    second = Challenge.objects.get(external_id="2")

    assert (second.title, second.opens_at, second.closes_at) == ("Quiet roads", None, None)
    assert "02/30/2021" in second.problem


def test_nothing_active_survives():
    import_feed(SMALL, file_name="small.json")
    html = render(Challenge.objects.get(external_id="3").problem)

    assert "script" not in html
    assert "javascript" not in html
    assert "onclick" not in html
    assert "https://example.org/sky.png" in html


def test_second_run_changes_nothing():
    first = import_feed(SMALL, file_name="small.json").report
    before = rows()

    second = import_feed(SMALL, file_name="small.json").report

    assert rows() == before
    assert second == first | {"created": 0, "unchanged": 8}


def test_change_at_the_source_is_reported_and_not_taken_over():
    import_feed(SMALL, file_name="small.json")

    report = import_feed(SMALL.replace(b"Quiet roads", b"Loud roads"), file_name="small.json").report

    assert Challenge.objects.get(external_id="2").title == "Quiet roads"
    assert {"item": "2", "field": "", "value": "Loud roads"}.items() <= report["problems"][-1].items()


def test_import_into_a_competition_is_for_its_coordinators():
    competition = CompetitionFactory()
    by = MembershipFactory(organisation=competition.office, role="coordinator").user

    run = import_feed(SMALL, file_name="small.json", competition=competition, by=by)

    assert run.pk
    assert competition.challenges.count() == 8
    with pytest.raises(PermissionDenied):
        import_feed(SMALL, file_name="x", competition=competition, by=MembershipFactory().user)


def test_import_into_a_competition_in_judging_is_refused():
    with pytest.raises(Refused, match="no more challenges"):
        import_feed(SMALL, file_name="x", competition=CompetitionFactory(judging=True))

    assert not Challenge.objects.exists()


def test_command_writes_the_report(tmp_path, capsys):
    report = tmp_path / "report.json"

    call_command("import_challenges", str(FEEDS / "small.json"), report=report)

    written = json.loads(report.read_text())
    assert set(written) == {"read", "created", "unchanged", "problems"}
    assert set(written["problems"][0]) == {"item", "field", "value", "reason"}
    assert "10 read, 8 created, 0 unchanged" in capsys.readouterr().out


def test_command_refuses_a_broken_file_whole(tmp_path):
    with pytest.raises(CommandError, match="Line 3, column"):
        call_command("import_challenges", str(FEEDS / "broken.json"), report=tmp_path / "r.json")

    assert not Challenge.objects.exists()
    assert not Competition.objects.exists()
    assert not (tmp_path / "r.json").exists()


@pytest.mark.parametrize("place", ["missing/report.json", "."])
def test_command_refuses_a_report_that_cannot_be_written_before_anything_is_stored(tmp_path, place):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("import_challenges", str(FEEDS / "small.json"), report=tmp_path / place)

    assert not Challenge.objects.exists()


def test_command_says_that_the_database_is_not_up_to_date(monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["0001"])

    with pytest.raises(CommandError, match=r"manage\.py migrate"):
        call_command("import_challenges", str(FEEDS / "small.json"))


def test_command_says_what_is_wrong_with_its_arguments():
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_challenges", "/nowhere.json")
    with pytest.raises(CommandError, match="no competition"):
        call_command("import_challenges", str(FEEDS / "small.json"), competition="nonesuch")


@pytest.mark.skipif(not REAL.is_dir(), reason="the real feeds are not here")
def test_real_feeds_are_imported_whole():
    reports = [
        import_feed((REAL / name).read_bytes(), file_name=name).report
        for name in ("feed-open.json", "feed-closed.json")
    ]

    assert [report["read"] for report in reports] == [20, 199]
    assert [report["created"] for report in reports] == [20, 199]
    assert Challenge.objects.count() == 219
    assert Competition.objects.count() == 1
    impossible = [p["item"] for r in reports for p in r["problems"] if "known form" in p["reason"]]
    assert impossible == ["1101", "1123"]
    for challenge in Challenge.objects.filter(criteria__isnull=False).distinct():
        assert sum(criterion.weight for criterion in challenge.own_criteria()) == 100
    before = rows()
    again = import_feed((REAL / "feed-closed.json").read_bytes(), file_name="feed-closed.json").report
    assert (again["created"], again["unchanged"]) == (0, 199)
    assert rows() == before
