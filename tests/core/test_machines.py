"""The drawings in docs/state-machines are those of the code."""

from django.conf import settings
from django.utils import translation

from core import machines


def test_drawings_are_current():
    folder = settings.BASE_DIR / "docs" / "state-machines"

    with translation.override("en"):
        wanted = machines.documents()

    present = {path.name: path.read_text() for path in folder.glob("*.md")}
    assert sorted(name for name in wanted | present if wanted.get(name) != present.get(name)) == [], (
        "run manage.py graph_transitions"
    )


def test_every_machine_of_the_design_is_there():
    names = {model.__name__ for model in machines.machines()}

    assert {
        "Organisation",
        "Competition",
        "Challenge",
        "Entry",
        "Panel",
        "Assignment",
        "Project",
        "Release",
        "Adoption",
    } <= names
