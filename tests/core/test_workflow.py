"""perform(): the one way to move anything, shown on a model of its own."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, models
from django.template import Context, Template
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from core.models import TransitionRecord, User
from core.templatetags.workflow import can
from core.workflow import (
    Refused,
    Stale,
    States,
    guard,
    may,
    perform,
    perform_all,
    reasons,
    require_step,
    step,
    steps,
)
from tests.factories import UserFactory
from tests.html import squeezed
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

    class State(States):
        DRAFT = "draft", "Draft"
        SENT = "sent", "brand", "Sent"
        FILED = "filed", "ok", "Filed"

    text = models.TextField(blank=True)
    count = models.IntegerField(default=3)
    owner = models.BigIntegerField()
    code = "kx"
    state = FSMField(choices=State.choices, default=State.DRAFT, protected=True, editable=False)

    class Meta:
        app_label = "tests"

    @transition(
        field=state,
        source=State.DRAFT,
        target=State.SENT,
        conditions=[has_text, has_counted],
        permission=is_owner,
        custom={"label": "Send", "post": "network:organisation_edit"},
    )
    def send(self):
        self.count += 1

    @transition(
        field=state, source=State.SENT, target=State.FILED, custom={"label": "File", "inside": "file_all"}
    )
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


def shown(text, paper, owner):
    context = Context({"paper": paper, "owner": owner, "csrf_token": "x" * 32})
    return squeezed(Template("{% load workflow %}" + text).render(context))


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


def papers(owner, number):
    return [Paper.objects.create(text="x", owner=owner.pk) for _ in range(number)]


def test_perform_all_moves_saves_and_records_every_row(owner):
    first, second = papers(owner, 2)

    moved = perform_all(Paper.objects.order_by("pk"), "send", by=owner, note="why")

    assert moved == [first, second]
    assert list(Paper.objects.values_list("state", "count")) == [("sent", 4), ("sent", 4)]
    assert {
        (line.item_id, line.source, line.target, line.by, line.note) for line in PaperRecord.objects.all()
    } == {(one.pk, "draft", "sent", owner, "why") for one in (first, second)}


def test_perform_all_moves_none_where_one_cannot(owner):
    papers(owner, 2)
    Paper.objects.create(text="", owner=owner.pk)

    with pytest.raises(Refused, match="Write a text"):
        perform_all(Paper.objects.all(), "send", by=owner)
    with pytest.raises(PermissionDenied):
        perform_all(Paper.objects.filter(text="x"), "send", by=UserFactory())

    assert not PaperRecord.objects.exists()
    assert set(Paper.objects.values_list("state", flat=True)) == {"draft"}


def test_perform_all_takes_the_same_statements_for_one_row_and_for_nine(owner, django_assert_num_queries):
    for number in (1, 9):
        papers(owner, number)
        with django_assert_num_queries(5):  # the rows, their states, their history; the rest are savepoints
            perform_all(Paper.objects.filter(state="draft"), "send", by=owner)


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
    assert [step.name for step in steps(paper, owner)] == ["send"]
    assert steps(paper, UserFactory()) == []
    assert may(paper, "send", owner)
    assert can(paper, "send", owner)

    paper.text = ""
    assert steps(paper, owner)[0].reasons == ["Write a text first."]
    assert not may(paper, "send", owner)


def test_steps_without_a_button_are_not_offered(paper, owner):
    perform(paper.send, by=owner)

    assert steps(paper, owner) == []
    assert step(paper, "file", owner) is None
    assert may(paper, "file", owner)


def test_a_step_knows_its_address_and_that_it_is_a_button(paper, owner):
    offered = step(paper, "send", owner)

    assert (offered.address, offered.posts, offered.label) == ("/organisations/kx/edit/", True, "Send")
    assert (offered.target, list(offered.reasons)) == ("sent", [])


def test_reasons_say_why_not_now_and_why_not_this_person(paper, owner):
    assert reasons(paper, "send", owner) == []
    assert reasons(paper, "send", UserFactory()) == ["This step is for somebody else to take."]
    assert reasons(paper, "file", owner) == ["This step is not possible any more: it is “Draft” now."]

    paper.count = 0
    assert reasons(paper, "send", owner) == ["Count to three first."]


def test_the_page_of_a_step_opens_to_who_may_take_it_while_it_can_be_taken(paper, owner):
    assert require_step(paper, "send", owner) == step(paper, "send", owner)

    with pytest.raises(PermissionDenied):
        require_step(paper, "send", UserFactory())
    paper.count = 0
    with pytest.raises(Refused, match=r"^Count to three first\.$"):
        require_step(paper, "send", owner)

    perform(Paper.objects.get().send, by=owner)
    with pytest.raises(Refused, match="not possible any more"):
        require_step(Paper.objects.get(), "send", owner)
    with pytest.raises(PermissionDenied):
        require_step(Paper.objects.get(), "send", UserFactory())


def test_tag_shows_one_step_as_a_form(paper, owner):
    html = shown('{% step paper "send" owner css="small" label="Off it goes" wrap="p" %}', paper, owner)

    assert '<p><form method="post" action="/organisations/kx/edit/">' in html
    assert '<button class="small" name="step" value="send">Off it goes</button>' in html
    assert "csrfmiddlewaretoken" in html


def test_tag_leaves_the_form_away_within_one(paper, owner):
    html = shown('{% step paper "send" owner bare=True %}', paper, owner)

    assert "<form" not in html
    assert '<button class="btn" formaction="/organisations/kx/edit/" name="step" value="send">' in html


def test_tag_shows_what_a_guard_holds_back_with_its_reason_or_hides_it(paper, owner):
    paper.text = ""

    html = shown('{% step paper "send" owner %}', paper, owner)

    assert 'disabled aria-describedby="why-send">Send</button>' in html
    assert "Write a text first." in html
    assert shown('{% step paper "send" owner hide_refused=True wrap="li" %}', paper, owner) == ""


def test_tags_show_nothing_to_who_may_not(paper):
    stranger = UserFactory()

    assert shown('{% step paper "send" owner wrap="p" %}{% steps paper owner %}', paper, stranger) == ""


@pytest.mark.parametrize(
    ("call", "offers"),
    [
        ("{% steps paper owner %}", True),
        ('{% steps paper owner "send" %}', True),
        ('{% steps paper owner "file" %}', False),
        ('{% steps paper owner without="send" %}', False),
        ('{% step_of paper "send" owner as one %}{{ one.label }}', True),
        ("{% steps_of paper owner as all %}{% for one in all %}{{ one.label }}{% endfor %}", True),
    ],
)
def test_tags_take_all_steps_or_some_by_name(paper, owner, call, offers):
    assert ("Send" in shown(call, paper, owner)) is offers


def test_what_the_steps_own_page_asks_for_leaves_the_way_there_open(paper, owner, monkeypatch):
    paper.text, paper.count = "", 0
    monkeypatch.setattr(has_text, "asked", True)

    assert step(paper, "send", owner).reasons == ["Count to three first."]
    assert reasons(paper, "send", owner) == ["Write a text first.", "Count to three first."]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_press_at_once_one_wins(paper, owner):
    outcome = race(lambda number: perform(Paper.objects.get().send, by=owner))

    assert len(outcome.won) == 1
    assert len(outcome.lost) == 7
    assert all(isinstance(error, Refused) for error in outcome.lost)
    assert PaperRecord.objects.count() == 1
    assert Paper.objects.get().count == 4
