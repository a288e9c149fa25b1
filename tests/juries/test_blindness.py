"""Planted names: nothing that a juror of a blind panel can reach tells who handed in."""

import io
import json

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.urls import reverse

from core.models import OutboxItem, StoredFile
from juries.actions.conflicts import declare_ties
from juries.actions.jurors import remove_juror
from juries.documents import jury_protocol
from submissions.models import Entry
from tests.factories import (
    AttachmentFactory,
    ConflictFactory,
    EntryVersionFactory,
    StoredFileFactory,
)
from tests.juries.conftest import jury, score_all
from tests.juries.signing import sign_protocol
from tests.juries.test_deciding import advise

pytestmark = pytest.mark.django_db
TEAM, PERSON, FILE, AUTHOR = "Kolibri Werkstatt", "Wilhelmina Tell", "kolibri-final.pdf", "Made by Kolibri"
SECRETS = [TEAM, PERSON, FILE, AUTHOR, "kolibri", "wilhelmina"]


def plant(scene):
    """Names of team, person, file and author on every entry."""
    for number, entry in enumerate(scene.entries):
        team = entry.organisation
        team.name, team.mail_domain = f"{TEAM} {number}", f"kolibri{number}.example"
        team.save()
        seat = entry.contributors.get()
        seat.user.name, seat.user.email = f"{PERSON} {number}", f"wilhelmina{number}@kolibri.example"
        seat.user.save()
        stored = stored_pdf()
        AttachmentFactory(entry=entry, file=stored, title="Plan")
        content = {
            "title": f"Shade {number}",
            "summary": "Trees along the way.",
            "language": "en",
            "sections": [],
            "attachments": [
                {"file": str(stored.public_id), "name": FILE, "sha256": "", "size": 9, "title": "Plan"}
            ],
        }
        Entry.objects.filter(pk=entry.pk).update(title=f"Shade {number}")
        version = EntryVersionFactory(entry=entry, content=content, number=2)
        entry.assignments.update(entry_version=version)
    return scene


def stored_pdf():
    with pikepdf.new() as pdf, io.BytesIO() as out:
        pdf.add_blank_page()
        pdf.docinfo["/Author"] = AUTHOR
        pdf.save(out)
        stored = StoredFileFactory(original_name=FILE, kind="pdf", scan=StoredFile.Scan.CLEAN)
        stored.file.save(f"files/{stored.public_id}", ContentFile(out.getvalue()), save=True)
    return stored


def leaks(answer):
    """The planted words in a body or a header."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = (body.decode("utf-8", "ignore") + str(answer.headers)).casefold()
    return [secret for secret in SECRETS if secret.casefold() in text]


def juror_addresses(scene):
    code = scene.panel.code
    own = [one for one in scene.all_given if one.juror == scene.chair]
    yield reverse("juries:my_scoring")
    for name in ("conflict_declare", "score_list", "conflict_list", "panel_overview", "panel_ranking"):
        yield reverse(f"juries:{name}", args=[code])
    for name in ("panel_deliberation", "panel_protocol", "meeting_create", "motion_create", "panel_history"):
        yield reverse(f"juries:{name}", args=[code])
    for one in own:
        for name in ("assignment_score", "assignment_recuse"):
            yield reverse(f"juries:{name}", args=[one.code])
        yield reverse("juries:assignment_file", args=[one.code, 1])
        yield reverse("juries:decision_edit", args=[code, one.entry.code])
        yield f"/api/v1/assignments/{one.code}/"
        yield f"/api/v1/assignments/{one.code}/scorecard/"
        for name in ("entry_detail", "entry_preview", "screening_detail", "entry_history"):
            yield reverse(f"submissions:{name}", args=[one.entry.code])
    yield "/api/v1/assignments/"
    yield reverse("juries:city_decision", args=[scene.challenge.code])
    yield reverse("home")


@pytest.mark.parametrize("state", ["declaring", "scoring", "deliberating", "signed"])
def test_no_page_file_or_answer_names_a_team(client, state):
    given = {"declaring": "proposed", "scoring": "in_progress"}.get(state, "locked")
    scene = plant(jury("deliberating" if state == "signed" else state, assigned=given, blind=True))
    scene.panel.jurors.update(ties_declared_at="2026-01-01T00:00Z")
    if state != "declaring":
        score_all(scene)
    if state == "signed":
        advise(scene)
        sign_protocol(scene.panel, by=scene.chair.user)
    client.force_login(scene.chair.user)

    found = {url: leaks(client.get(url)) for url in juror_addresses(scene)}

    assert {url: words for url, words in found.items() if words} == {}


def test_the_chair_of_a_blind_panel_decides_conflicts_without_details(client):
    scene = plant(jury("declaring", assigned="proposed", blind=True))
    conflict = ConflictFactory(juror=scene.jurors[1], entry=scene.entries[0], detail=f"I work for {TEAM}.")
    client.force_login(scene.chair.user)

    for url in (
        reverse("juries:conflict_list", args=[scene.panel.code]),
        reverse("juries:conflict_decide", args=[scene.panel.code, conflict.pk]),
    ):
        answer = client.get(url)
        assert answer.status_code == 200
        assert leaks(answer) == []


def test_a_file_comes_as_a_copy_that_tells_nothing(client):
    scene = plant(jury(blind=True))
    assignment = scene.given(scene.chair, scene.entries[0])
    client.force_login(scene.chair.user)

    answer = client.get(reverse("juries:assignment_file", args=[assignment.code, 1]))

    assert answer.status_code == 200
    assert f"{scene.entries[0].code}-1.pdf" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    with pikepdf.open(io.BytesIO(b"".join(answer.streaming_content))) as pdf:
        assert AUTHOR not in str(dict(pdf.docinfo))


def test_mails_to_jurors_name_no_team():
    scene = plant(jury("declaring", assigned="proposed", blind=True, scoring_until="2030-01-01T00:00Z"))
    scene.panel.refresh_from_db()
    for juror in scene.jurors:
        declare_ties(juror, by=juror.user, organisations=[scene.entries[0].organisation])
    remove_juror(scene.jurors[2], by=scene.coordinator, reason="Has no time any more.")

    jurors = {juror.user.email for juror in scene.jurors}
    mails = [row for row in OutboxItem.objects.filter(kind="mail") if row.payload["to"] in jurors]

    assert mails
    for row in mails:
        text = json.dumps(row.payload, ensure_ascii=False).casefold()
        assert [secret for secret in SECRETS if secret.casefold() in text] == []


def test_the_protocol_of_a_blind_panel_names_no_team(monkeypatch):
    scene = plant(jury("deliberating", assigned="locked", blind=True))
    score_all(scene)
    advise(scene)
    pages = {}
    monkeypatch.setattr(
        "juries.documents.render_pdf", lambda template, context, **values: pages.update(context) or b"%PDF"
    )

    jury_protocol(scene.panel.code, scene.jurors[1].user)

    text = render_to_string("juries/documents/jury_protocol.html", pages).casefold()
    assert scene.entries[0].code.upper().casefold() in text
    assert [secret for secret in SECRETS if secret.casefold() in text] == []
    assert [juror.user.name for juror in scene.jurors if juror.user.name.casefold() in text] == []
