"""perform(): the one way to move anything, shown on a model of its own."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, models
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from core.models import TransitionRecord, User
from core.templatetags.workflow import can, transitions
from core.workflow import Refused, Stale, guard, may, perform
from tests.factories import UserFactory
from tests.races import race


@guard("Write a text first.")
def has_text(item):
    return bool(item.text)


@guard("Count to three first.")
def has_counted(item):
    return item.count >= 3


def is_owner(item, user):
    return user.pk == item.owner


class Paper(ConcurrentTransitionMixin, models.Model):
    """draft → sent → filed."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SENT = "sent"
        FILED = "filed"

    text = models.TextField(blank=True)
    count = models.IntegerField(default=3)
    owner = models.BigIntegerField()
    state = FSMField(choices=State.choices, default=State.DRAFT, protected=True, editable=False)

    class Meta:
        app_label = "tests"

    @transition(
        field=state,
        source=State.DRAFT,
        target=State.SENT,
        conditions=[has_text, has_counted],
        permission=is_owner,
        custom={"label": "Send"},
    )
    def send(self):
        self.count += 1

    @transition(field=state, source=State.SENT, target=State.FILED, custom={"button": False})
    def file(self):
        """Put away."""


class PaperRecord(TransitionRecord):
    # These tables are no installed app's: a flush empties the others and must not meet a constraint of ours.
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", db_constraint=False)
    item = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="history")

    class Meta(TransitionRecord.Meta):
        app_label = "tests"


@pytest.fixture(scope="module")
def _tables(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Paper)
            editor.create_model(PaperRecord)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(PaperRecord)
            editor.delete_model(Paper)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_tables")]


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def paper(owner):
    return Paper.objects.create(text="x", owner=owner.pk)


def untouched(paper):
    fresh = Paper.objects.get(pk=paper.pk)
    return (fresh.state, fresh.count, fresh.history.count()) == ("draft", paper.count, 0)


def test_perform_moves_saves_and_records(paper, owner):
    returned = perform(paper.send, by=owner, note="why")

    record = paper.history.get()
    assert returned is paper
    assert (paper.state, paper.count) == ("sent", 4)
    assert Paper.objects.get().state == "sent"
    assert (record.transition, record.source, record.target) == ("send", "draft", "sent")
    assert (record.by, record.note) == (owner, "why")


def test_performed_item_can_go_on_at_once(paper, owner):
    perform(paper.send, by=owner)
    perform(paper.file, by=None)

    assert [record.target for record in paper.history.all()] == ["sent", "filed"]


def test_unmet_guards_refuse_with_all_their_sentences(paper, owner):
    Paper.objects.update(text="", count=0)
    paper = Paper.objects.get()

    with pytest.raises(Refused, match=r"Write a text first\. Count to three first\."):
        perform(paper.send, by=owner)

    assert untouched(paper)


def test_permission_is_checked_before_guards(paper):
    with pytest.raises(PermissionDenied):
        perform(paper.send, by=UserFactory())

    assert untouched(paper)


def test_arrow_that_does_not_start_here_is_refused(paper, owner):
    with pytest.raises(Refused, match="not possible any more"):
        perform(paper.file, by=owner)

    assert untouched(paper)


def test_guards_look_at_the_row_and_not_at_the_copy_in_hand(paper, owner):
    Paper.objects.update(text="")

    with pytest.raises(Refused, match="Write a text"):
        perform(paper.send, by=owner)


def test_stale_copy_is_refused(paper, owner):
    stale = Paper.objects.get()
    perform(paper.send, by=owner)

    with pytest.raises(Stale):
        perform(stale.send, by=owner)

    assert paper.history.count() == 1


def test_buttons_and_rules_agree(paper, owner):
    assert [step["name"] for step in transitions(paper, owner)] == ["send"]
    assert transitions(paper, UserFactory()) == []
    assert may(paper, "send", owner)
    assert can(paper, "send", owner)

    paper.text = ""
    assert transitions(paper, owner)[0]["reasons"] == ["Write a text first."]
    assert not may(paper, "send", owner)


def test_steps_without_a_button_are_not_offered(paper, owner):
    perform(paper.send, by=owner)

    assert transitions(paper, owner) == []
    assert may(paper, "file", owner)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_press_at_once_one_wins(paper, owner):
    outcome = race(lambda number: perform(Paper.objects.get().send, by=owner))

    assert len(outcome.won) == 1
    assert len(outcome.lost) == 7
    assert all(isinstance(error, Refused) for error in outcome.lost)
    assert PaperRecord.objects.count() == 1
    assert Paper.objects.get().count == 4
