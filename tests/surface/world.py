"""The demo with secrets planted in it: who may read each, and nobody else."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from challenges.models import Challenge, Competition, ImportRun, PartnerNotice, Question
from cocreation.models import Gate, Indicator, Milestone, Project, Reading, Risk, Update
from core import papers
from core.files import scan, store_upload
from core.models import OutboxItem, Paper, User
from juries.models import Assignment, Award, Conflict, CriterionScore, Decision, Panel
from network.models import Event, Organisation
from submissions.models import Answer, Attachment, Entry, EntryVersion, Extension
from tests.cast import NOBODY, WALK_ON, enter
from tests.factories import EventFactory
from tests.journeys.visitor import pdf
from transfer.actions.adoption import register_adoption
from transfer.actions.release import start_release
from transfer.models import Adoption, Package, Release

IN_THE_DEMO = ["coordinator", "other office", "city", "team", "contributor", "rival", "juror", "chair"]
IN_THE_DEMO += ["project", "adopter"]
ROLES = (NOBODY, *IN_THE_DEMO, *WALK_ON)
OFFICES = {"coordinator", "other office"}
JURY = {"juror", "second juror", "chair"}


@dataclass(frozen=True)
class Secret:
    """Words that only some may find; `nowhere_but` names addresses where others may read them as well."""

    words: str
    readers: frozenset[str]
    elsewhere: tuple[str, ...] = ()


def secret(words: str, *readers: str, elsewhere: tuple[str, ...] = ()) -> Secret:
    """A secret for these readers."""
    return Secret(words, frozenset(readers), elsewhere)


SECRETS = [
    secret("QZDRAFTENTRY", "team", "contributor"),
    secret("QZHANDEDIN", "rival", "coordinator"),
    secret("QZPERSON", *(set(ROLES) - JURY - {NOBODY})),
    secret(
        "QZTEAM",
        *(set(ROLES) - JURY),
        elsewhere=(
            "/organisations/",
            "/results/",
            "/map/",
            "/api/v1/organisations/",
            "/api/v1/results/",
            "/projects/",
            "/panels/",
            "/challenges/",
            "/api/v1/projects/",
            "/events/",
        ),
    ),
    secret("QZFILE", *(set(ROLES) - JURY)),
    secret("QZSCORE", "second juror", "coordinator"),
    secret("QZLETTER", "coordinator", "chair"),
    secret("QZPENDING", "coordinator", "chair", "jury city"),
    secret("QZCHALLENGE", "city", "coordinator"),
    secret("QZCOMPETITION", "coordinator"),
    secret("QZUPDATE", "city of the project", "project", "coordinator"),
    secret("QZMANUAL", "city of the project", "project", "coordinator"),
    secret("QZADOPTION", "jury city", "city of the project", "coordinator"),
    secret("QZQUESTION", "city", "member", "coordinator"),
    secret("2741", "coordinator"),
    secret("QZMAIL", *OFFICES),  # readable in the demo only
    secret("QZEXTENSION", "rival", "coordinator", "city"),
    secret("QZCONFLICT", "juror", "chair", "coordinator"),
    secret("QZPAPER", "coordinator"),
]
# What each role comes upon in its walk: one that found nothing because it opened nothing would prove nothing.
FOUND = {
    NOBODY: {"QZTEAM"},
    "coordinator": {
        "QZHANDEDIN", "QZPERSON", "QZTEAM", "QZFILE", "QZPENDING", "QZCHALLENGE", "QZCOMPETITION", "QZUPDATE",
        "QZMANUAL", "QZADOPTION", "QZQUESTION", "2741", "QZMAIL", "QZEXTENSION", "QZCONFLICT", "QZLETTER",
        "QZPAPER",
    },
    "other office": {"QZTEAM", "QZMAIL"},
    "city": {"QZTEAM", "QZCHALLENGE", "QZQUESTION"},
    "jury city": {"QZTEAM", "QZADOPTION"},
    "team": {"QZDRAFTENTRY", "QZTEAM"},
    "contributor": {"QZDRAFTENTRY", "QZTEAM"},
    "rival": {"QZHANDEDIN", "QZTEAM"},
    "judged": {"QZPERSON", "QZTEAM", "QZFILE"},
    "juror": set(),
    "second juror": {"QZSCORE"},
    "chair": set(),
    "city of the project": {"QZTEAM", "QZUPDATE", "QZMANUAL", "QZADOPTION"},
    "project": {"QZTEAM", "QZUPDATE", "QZMANUAL"},
    "adopter": {"QZTEAM"},
    "member": {"QZTEAM", "QZQUESTION"},
}  # fmt: skip


def plant() -> None:
    """Load the demo and put each secret into its place."""
    call_command("load_demo", verbosity=0)
    enter("other office")
    _plant_call()
    _plant_entries()
    _plant_jury()
    _plant_project()
    OutboxItem.objects.create(
        kind="mail", dedupe="QZMAIL", payload={"to": "a@example.org", "subject": "QZMAIL", "text": "QZMAIL"},
        state="done", done_at=timezone.now(),
    )  # fmt: skip


def _open() -> Competition:
    return Competition.objects.get(state="running")


def _plant_call() -> None:
    _open()
    Competition.objects.filter(state="running").update(tolerance_seconds=2741)
    Challenge.objects.filter(state="draft").update(summary="QZCHALLENGE", problem="QZCHALLENGE")
    running = _open()
    Competition.objects.create(
        office=running.office, title="QZCOMPETITION", opens_at=running.opens_at, closes_at=running.closes_at,
        retention_until=running.retention_until, languages=["en"],
    )  # fmt: skip
    Question.objects.filter(answered_at=None).update(text="QZQUESTION")
    Question.objects.update(asked_by=User.objects.get(email="holunder@demo.example"))
    EventFactory(is_public=True)


def _plant_entries() -> None:
    draft = Entry.objects.get(state="draft", organisation__name="Sahyog Lab")
    Entry.objects.filter(pk=draft.pk).update(title="QZDRAFTENTRY", summary="QZDRAFTENTRY")
    Answer.objects.filter(entry=draft).update(text="QZDRAFTENTRY")
    handed_in = Entry.objects.get(title="Cosecha de cuadra")
    Entry.objects.filter(pk=handed_in.pk).update(title="QZHANDEDIN", summary="QZHANDEDIN")
    _reword(handed_in, title="QZHANDEDIN", summary="QZHANDEDIN")
    Extension.objects.create(
        challenge=handed_in.challenge, organisation=handed_in.organisation,
        until=timezone.now() + timedelta(days=14), reason="QZEXTENSION",
    )  # fmt: skip
    User.objects.filter(email="ipe@demo.example").update(name="QZPERSON")
    Organisation.objects.filter(name="Team Ipê").update(name="QZTEAM")
    judged = Entry.objects.get(title="Elevador de ladeira")
    stored = store_upload(pdf("QZFILE.pdf"), by=judged.contributors.get(role="lead").user)
    scan(OutboxItem(payload={"file": stored.pk}))
    Attachment.objects.create(entry=judged, file=stored, title="Plano")
    content = [
        {
            "file": str(stored.public_id),
            "name": "QZFILE.pdf",
            "sha256": stored.sha256,
            "size": stored.size,
            "title": "Plano",
            "alternative_text": "",
        }
    ]
    _reword(judged, attachments=content)


def _reword(entry: Entry, **values: Any) -> None:
    version = entry.version_in_force()
    EntryVersion.objects.filter(pk=version.pk).update(content=version.content | values)


def _plant_jury() -> None:
    panel = Panel.objects.get(state="scoring")
    second = panel.jurors.get(user__email="juror2@demo.example")
    CriterionScore.objects.filter(scorecard__assignment__juror=second).update(justification="QZSCORE" * 6)
    entry = Entry.objects.get(title="Elevador de ladeira")
    Decision.objects.create(
        panel=panel,
        entry=entry,
        outcome="award",
        award_title="QZPENDING",
        reason="QZPENDING",
        letter="QZLETTER",
    )
    Conflict.objects.create(
        juror=panel.jurors.get(user__email="juror@demo.example"),
        entry=Entry.objects.get(title="Cocina común"),
        detail="QZCONFLICT",
    )
    _plant_paper()


def _plant_paper() -> None:
    panel = Panel.objects.get(state="released")
    paper = papers.prepare(Panel.PROTOCOL, panel, by=User.objects.get(email="coordinator@demo.example"))
    paper.file.save(f"papers/{paper.code}", ContentFile(b"QZPAPER"), save=False)
    paper.title, paper.state, paper.made_at = "Protocol", Paper.State.READY, paper.prepared_at
    paper.save()


def _plant_project() -> None:
    project = Project.objects.get(title="Mi Mercado AMG")
    Update.objects.create(
        project=project, title="QZUPDATE", text="QZUPDATE", public=False, published_at=timezone.now()
    )
    Risk.objects.create(project=project, title="QZUPDATE")
    package = Package.objects.get()
    owner = User.objects.get(email="project@demo.example")
    release = start_release(package, by=owner, number="1.1.0")
    release.manuals.update(text="QZMANUAL", title="QZMANUAL")
    Release.objects.filter(pk=release.pk).update(notes="QZMANUAL")
    adopter = User.objects.get(email="aurelio@demo.example")
    city = adopter.memberships.get(role="editor").organisation
    register_adoption(package, by=adopter, organisation=city, public=False, story="QZADOPTION")


def chosen_items() -> dict[type, list[Any]]:
    """A few items of each kind: every state once, and those that hold a secret."""
    scored_now = Assignment.objects.filter(juror__panel__state="scoring")
    open_challenge = Entry.objects.get(title="QZHANDEDIN").challenge
    organisations = ["QZTEAM", "Sahyog Lab", "Network office (demo)"]
    return {
        Adoption: list(Adoption.objects.all()),
        Assignment: _one_per_state(scored_now, "state", "juror_id"),
        Award: list(Award.objects.all()[:2]),
        Challenge: [*_one_per_state(Challenge.objects.all(), "state"), open_challenge],
        Competition: list(Competition.objects.all()),
        Entry: [
            *_one_per_state(Entry.objects.all(), "state"),
            *Entry.objects.filter(title__in=["QZDRAFTENTRY", "QZHANDEDIN", "Elevador de ladeira"]),
        ],
        Event: list(Event.objects.all()[:2]),
        Gate: list(Gate.objects.all()[:1]),
        ImportRun: list(ImportRun.objects.all()[:1]),
        Indicator: list(Indicator.objects.all()[:1]),
        Milestone: list(Milestone.objects.all()[:1]),
        Organisation: list(Organisation.objects.filter(name__in=organisations)),
        Package: list(Package.objects.all()),
        PartnerNotice: list(PartnerNotice.objects.all()),
        Panel: list(Panel.objects.all()),
        Paper: list(Paper.objects.all()),
        Project: list(Project.objects.all()),
        Reading: list(Reading.objects.all()[:1]),
        Release: list(Release.objects.all()),
        Risk: list(Risk.objects.all()[:1]),
        Update: list(Update.objects.all()[:4]),
    }  # fmt: skip


def _one_per_state(rows: Any, *fields: str) -> list[Any]:
    seen = {tuple(getattr(row, field) for field in fields): row for row in rows}
    return list(seen.values())
