"""The journal of an entry: a row for each spell of writing, and nothing that was overwritten is gone."""

import json
import random
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from core import journal
from core.editing import Clash
from core.models import Writing
from submissions.actions.sections import save_fields

pytestmark = pytest.mark.django_db
QUIET = journal.QUIET


def write(draft, text, *, by=None, version=99, section="idea", field="how"):
    entry, _others = save_fields(draft.entry, section, {field: text}, by=by or draft.lead, version=version)
    return entry


def rows():
    return [(row.by, row.before, row.after) for row in Writing.objects.order_by("ended_at", "id")]


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def test_a_spell_of_writing_is_one_row(draft, clock):
    for text in ("A", "A tree", "A tree per street"):
        write(draft, text)
        clock.shift(QUIET - timedelta(seconds=1))

    (row,) = Writing.objects.all()
    assert (row.field, row.before, row.after) == ("idea.how", "With awnings.", "A tree per street")
    assert row.ended_at - row.began_at == 2 * (QUIET - timedelta(seconds=1))


def test_ten_quiet_minutes_end_a_spell(draft, clock):
    write(draft, "A tree")
    clock.shift(QUIET + timedelta(seconds=1))
    write(draft, "Two trees")

    assert rows() == [(draft.lead, "With awnings.", "A tree"), (draft.lead, "A tree", "Two trees")]


def test_somebody_else_ends_a_spell_so_that_every_overwritten_text_stays(draft, clock):
    for text, by in (("Mine", draft.lead), ("Theirs", draft.contributor), ("Mine again", draft.lead)):
        write(draft, text, by=by)
        clock.shift(1)

    assert rows() == [
        (draft.lead, "With awnings.", "Mine"),
        (draft.contributor, "Mine", "Theirs"),
        (draft.lead, "Theirs", "Mine again"),
    ]


def test_each_field_has_rows_of_its_own(draft):
    save_fields(draft.entry, "_basics", {"title": "Shade", "summary": "Trees."}, by=draft.lead, version=99)

    assert {row.field for row in Writing.objects.all()} == {"_basics.title", "_basics.summary"}


def test_what_is_saved_unchanged_is_not_written_down(draft):
    write(draft, "A tree")
    write(draft, "A tree", by=draft.contributor)

    assert len(rows()) == 1


def test_a_text_that_clashed_is_kept_beside_the_other(draft, client):
    write(draft, "Theirs", by=draft.contributor)
    client.force_login(draft.lead)
    address = reverse("submissions:entry_autosave", args=[draft.entry.code, "idea"])
    body = {"version": 1, "fields": {"how": "Mine"}}

    assert client.post(address, json.dumps(body), "application/json").status_code == 409

    row = Writing.objects.get(saved=False)
    assert (row.by, row.field, row.before, row.after) == (draft.lead, "idea.how", "Theirs", "Mine")


def test_a_clash_on_the_page_is_kept_too(draft, client):
    client.force_login(draft.lead)
    address = reverse("submissions:entry_section", args=[draft.entry.code, "idea"])
    write(draft, "Theirs", by=draft.contributor)

    assert client.post(address, {"how": "Mine", "version": "1", "as_read": "{}"}).status_code == 409
    assert Writing.objects.filter(saved=False, by=draft.lead).count() == 1


def test_a_save_that_fails_leaves_no_row(draft):
    write(draft, "Theirs", by=draft.contributor)

    with pytest.raises(Clash):
        write(draft, "Mine", version=1)
    assert len(rows()) == 1


def test_the_journal_costs_a_save_two_statements(draft, settings):
    def statements(text):
        before = len(connection.queries_log)
        connection.force_debug_cursor = True
        write(draft, text)
        connection.force_debug_cursor = False
        return len(connection.queries_log) - before

    write(draft, "One")
    with_journal = statements("Two")
    settings.JOURNALS = {}

    assert with_journal == statements("Three") + 2


WORDS = ["shade", "tree", "market", "street", "vendor", "heat", "water", "child", "school", "roof"]


def test_half_an_hour_on_a_long_text_takes_less_than_100_kB(draft, clock):
    dice = random.Random(7)
    vocabulary = [f"{dice.choice(WORDS)}{dice.choice(['', 's', 'ed', 'ing'])}{n}" for n in range(1500)]
    words = [dice.choice(vocabulary) for _n in range(6000)]
    write(draft, " ".join(words)[:49_000])
    clock.shift(QUIET * 2)
    for save in range(60):  # on each a few words changed, and twice a rest that ends the spell
        words[dice.randrange(5000)] = dice.choice(vocabulary)
        write(draft, " ".join(words)[:49_000])
        clock.shift(timedelta(seconds=10) if save % 20 else QUIET + timedelta(seconds=1))

    packed = Writing._meta.get_field("texts")
    sizes = [len(packed.get_prep_value(row.texts)) for row in Writing.objects.all()]
    assert 3 <= len(sizes) <= 5
    assert sum(sizes[:-1]) < 100_000


def test_a_journal_ends_with_the_time_for_which_personal_data_is_kept(draft):
    write(draft, "A tree")
    assert journal.purge() == 0

    competition = draft.entry.challenge.competition
    competition.retention_until = timezone.now().date() - timedelta(days=1)
    competition.save()

    assert journal.purge() == 1
    assert not Writing.objects.exists()


def test_a_journal_goes_with_the_person_and_with_the_item(draft):
    write(draft, "A tree", by=draft.contributor)
    write(draft, "Two trees")
    draft.contributor.delete()
    assert [row.by for row in Writing.objects.all()] == [draft.lead]

    Writing.objects.update(item_id=0)
    assert journal.purge() == 1
