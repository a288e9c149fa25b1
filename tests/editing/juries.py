"""Forms of a jury that two people, or one person in two windows, can open."""

from django.urls import reverse

from tests.editing.windows import Shared
from tests.juries.conftest import jury, score_all
from tests.juries.signing import sign_protocol
from tests.juries.test_deciding import advise


def setup(page, made=None):
    """A page of a panel that is being set up."""

    def build():
        scene = jury("setup", assigned="")
        more = [made(scene).pk] if made else []
        return scene.coordinator, reverse(f"juries:{page}", args=[scene.panel.code, *more])

    return build


def advised(signed=False):
    """A panel with its advice, signed or not."""
    scene = jury("deliberating", assigned="locked")
    score_all(scene)
    advise(scene)
    if signed:
        sign_protocol(scene.panel, by=scene.chair.user)
    return scene


def advice():
    scene = advised()
    return scene.chair.user, reverse("juries:decision_edit", args=[scene.panel.code, scene.entries[0].code])


def letter():
    scene = advised(signed=True)
    decision = scene.panel.decisions.get(entry=scene.entries[0])
    return scene.coordinator, reverse("juries:letter_edit", args=[scene.panel.code, decision.pk])


def scorecard():
    assignment = jury().all_given[0]
    return assignment.juror.user, reverse("juries:assignment_score", args=[assignment.code])


FORMS = [
    Shared("juries.panels.PanelForm", setup("panel_edit"), {"title": "The jury"}, {"method": "median"}),
    Shared(
        "juries.jurors.SeatForm",
        setup("juror_edit", lambda scene: scene.jurors[0]),
        {"most": "7"},
        {"languages": ["en"]},
        other="12",
    ),
    Shared(
        "juries.deliberation.DecisionForm",
        advice,
        {"citation": "A clear plan."},
        {"reason": "It fits best."},
        together=True,
    ),
    Shared("juries.release.LetterForm", letter, {"letter": "Dear team, well done."}),
    Shared(
        "juries.scoring.ScoreForm", scorecard, {"strengths": "It is simple."}, {"improvements": "More shade."}
    ),
]
