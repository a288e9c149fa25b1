"""What the pages of a jury show: to jurors and chair, to the office, to the city, to everybody."""

from django.core.files.base import ContentFile
from django.urls import reverse

from core.models import Paper
from juries.actions.city_decision import decide_for_city
from juries.actions.jurors import invite_juror
from juries.actions.release import release_decisions
from juries.models import Assignment, Award, Conflict, Decision
from network import invitations
from tests.factories import (
    AttachmentFactory,
    ConflictFactory,
    EntryVersionFactory,
    FormQuestionFactory,
    ScorecardFactory,
    UserFactory,
)
from tests.juries.conftest import jury, score_all
from tests.juries.signing import prepared, sign_protocol
from tests.juries.test_deciding import advise
from tests.submissions.conftest import pdf


def address(name, *args):
    return reverse(f"juries:{name}", args=args)


def my_scoring():
    scene = jury(assigned="free", entries=3)
    return address("my_scoring"), scene.chair.user


def nothing_to_score():
    return address("my_scoring"), UserFactory()


def declaring():
    scene = jury("declaring", assigned="proposed")
    return address("conflict_declare", scene.panel.code), scene.chair.user


def ties():
    scene = jury("declaring", assigned="proposed", blind=True)
    return address("tie_declare", scene.panel.code), scene.chair.user


def with_content(scene):
    entry = scene.entries[0]
    FormQuestionFactory(section__competition=scene.competition)
    AttachmentFactory(entry=entry, title="Plan of the street")
    content = {
        "title": entry.title,
        "summary": entry.summary,
        "language": "en",
        "sections": [
            {
                "title": "The idea",
                "answers": [{"identifier": "how", "label": "How it works", "text": "By *shade*."}],
            }
        ],
        "attachments": [],
    }
    version = EntryVersionFactory(entry=entry, content=content, number=2)
    scene.given(scene.chair, entry).__class__.objects.filter(entry=entry).update(entry_version=version)
    return scene


def score():
    scene = with_content(jury(entries=4))
    return scene.given(scene.chair, scene.entries[0]).get_absolute_url(), scene.chair.user


def score_done():
    scene = jury(assigned="scored")
    score_all(scene)
    return scene.all_given[0].get_absolute_url(), scene.chair.user


def score_compared():
    scene = jury(assigned="scored")
    score_all(scene)
    return address("score_list", scene.panel.code), scene.chair.user


def step_back():
    scene = jury()
    return address("assignment_recuse", scene.all_given[0].code), scene.chair.user


def invitation():
    scene = jury("setup")
    person = UserFactory()
    made = invite_juror(scene.panel, by=scene.coordinator, email=person.email, languages=["en"])
    return address("invitation_accept", invitations.issue(made)), person


def office(name, state="setup", assigned="proposed"):
    def build():
        scene = jury(state, assigned=assigned)
        args = [] if name in ("panel_list", "panel_create") else [scene.panel.code]
        return address(name, *args), scene.coordinator

    return build


def juror_form(name):
    def build():
        scene = jury("setup")
        return address(name, scene.panel.code, scene.jurors[1].pk), scene.coordinator

    return build


def assignment_remove():
    scene = jury("declaring", assigned="proposed")
    return address("assignment_remove", scene.panel.code, scene.all_given[0].code), scene.coordinator


def conflicts(name="conflict_list"):
    def build():
        scene = jury("declaring", assigned="proposed")
        conflict = ConflictFactory(juror=scene.jurors[1], entry=scene.entries[0])
        ConflictFactory(juror=scene.jurors[2], entry=scene.entries[0], verdict=Conflict.Verdict.UPHELD)
        args = [conflict.pk] if name == "conflict_decide" else []
        return address(name, scene.panel.code, *args), scene.chair.user

    return build


def shortage():
    """A proposal that cannot fill every place, for want of room and for a language."""
    scene = jury("setup", assigned=None, entries=3, jurors=3)
    scene.panel.jurors.filter(pk=scene.jurors[1].pk).update(most=1)
    scene.panel.jurors.filter(pk=scene.jurors[2].pk).update(languages=["hi"])
    return address("assignment_propose", scene.panel.code), scene.coordinator


def many_ranked():
    """A ranking with a line, a grey zone, a tie and jurors who differ."""
    scene = jury("deliberating", assigned="locked", entries=6, jurors=3)
    for number, assignment in enumerate(scene.all_given):
        marks = (min(5, number // 3 % 5 + number % 2), (number * 7) % 6)
        ScorecardFactory(assignment=assignment, marks=dict(zip(scene.criteria, marks, strict=True)))
    return address("panel_ranking", scene.panel.code), scene.chair.user


def deliberating():
    scene = jury("deliberating", assigned="locked", entries=3)
    score_all(scene)
    return scene


def panel(name, role="chair"):
    def build():
        scene = deliberating()
        user = {"chair": scene.chair.user, "juror": scene.jurors[1].user, "coordinator": scene.coordinator}[
            role
        ]
        args = [scene.entries[0].code] if name == "decision_edit" else []
        return address(name, scene.panel.code, *args), user

    return build


def progress():
    scene = jury()
    return address("panel_overview", scene.panel.code), scene.chair.user


def advised():
    scene = deliberating()
    advise(scene)
    return scene


def signed():
    scene = advised()
    sign_protocol(scene.panel, by=scene.chair.user)
    return scene


def city():
    scene = signed()
    return address("city_decision", scene.challenge.code), scene.editor


def decided():
    scene = signed()
    choices = {one.pk: (one.outcome, "") for one in scene.panel.decisions.all()}
    decide_for_city(scene.challenge, by=scene.editor, choices=choices)
    return scene


def decisions():
    scene = decided()
    return address("panel_decisions", scene.panel.code), scene.coordinator


def letter():
    scene = decided()
    return address("letter_edit", scene.panel.code, Decision.objects.first().pk), scene.coordinator


def release():
    scene = decided()
    return address("panel_release", scene.panel.code), scene.coordinator


def reopen():
    scene = signed()
    return address("panel_reopen", scene.panel.code), scene.chair.user


def protocol():
    scene = signed()
    return address("panel_protocol", scene.panel.code), scene.chair.user


def released():
    scene = decided()
    release_decisions(scene.panel, by=scene.coordinator)
    return scene


def results():
    released()
    return address("result_list")


def result():
    released()
    return Award.objects.latest("pk").get_absolute_url()


def feedback():
    scene = released()
    return address("entry_feedback", scene.entries[0].code), scene.entries[0].contributors.get().user


def open_proposal():
    """Entries without jurors, and who may assign them: [(entry, juror), …] is what is proposed."""
    scene = jury("setup", assigned=None)
    return address("assignment_propose", scene.panel.code), scene.coordinator


def to_add():
    """An entry that a juror has not been given, and the office."""
    scene = jury("setup", assigned=None)
    return address("assignment_add", scene.panel.code), scene.coordinator


def seat_invitation():
    scene = jury("setup")
    made = invite_juror(scene.panel, by=scene.coordinator, email="new@example.org", languages=["en"])
    return address("invitation_revoke", scene.panel.code, made.pk), scene.coordinator


def card(name, *, state="free", route=""):
    """An assignment of the chair, to be scored or scored."""

    def build():
        scene = jury(assigned=state)
        score_all(scene)
        code = scene.given(scene.chair, scene.entries[0]).code
        return (reverse(name, args=[code]) if route else address(name, code)), scene.chair.user

    return build


def proposed(name):
    """An assignment of the chair whose juror has still to say whether there is a conflict."""
    scene = jury("declaring", assigned="proposed")
    return reverse(name, args=[scene.given(scene.chair, scene.entries[0]).code]), scene.chair.user


def paper():
    """A file of an entry that is being scored."""
    scene = with_file(jury())
    assignment = scene.given(scene.chair, scene.entries[0])
    return address("assignment_file", assignment.code, 1), scene.chair.user


def with_file(scene):
    """The first entry with a file in the version that is read."""
    entry = scene.entries[0]
    AttachmentFactory(entry=entry, title="Plan of the street", file__content=pdf())
    version = EntryVersionFactory(entry=entry, number=2)
    Assignment.objects.filter(entry=entry).update(entry_version=version)
    return scene


def to_sign():
    """A panel whose advice is written, and its chair."""
    scene = ready_to_sign()
    return address("panel_sign", scene.panel.code), scene.chair.user


def ready_to_sign():
    """A panel whose protocol is a paper that the chair can sign."""
    scene = advised()
    prepared(scene.panel, scene.chair.user)
    return scene


def paper_page(build):
    """The page with the paper of a scene, and its chair."""

    def made():
        scene = build()
        return address("protocol_paper", scene.panel.code), scene.chair.user

    return made


def to_prepare():
    """A panel whose advice is written, with no paper yet, and its chair."""
    scene = advised()
    return address("protocol_prepare", scene.panel.code), scene.chair.user


def paper_of_protocol():
    """The paper of a protocol that the chair has signed, and the chair."""
    scene = advised()
    sign_protocol(scene.panel, scene.chair.user)
    paper = Paper.objects.get()
    paper.file.save(f"papers/{paper.code}", ContentFile(pdf()))
    return reverse("paper_file", args=[paper.code]), scene.chair.user


def to_sign_as_deputy():
    """The advice on an entry with which the chair has a conflict, and who signs it instead."""
    scene = advised()
    ConflictFactory(juror=scene.chair, entry=scene.entries[0])
    deputy = scene.panel.presiding(scene.entries[0])
    return address("decision_sign", scene.panel.code, scene.entries[0].code), deputy.user


def result_in_api():
    released()
    return reverse("result-detail", args=[Award.objects.latest("pk").code])


def my_assignments():
    scene = jury()
    return reverse("assignment-list"), scene.chair.user
