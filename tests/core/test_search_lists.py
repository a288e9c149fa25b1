"""Every list with a search finds words in any order and spelling, and nothing that its reader may not see."""

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils.module_loading import import_string

from core.models import SearchEntry
from core.search.find import matching
from core.search.followed import Followed
from submissions.filters import EntryFilter, ScreeningFilter
from submissions.models import Entry
from tests.factories import (
    AwardFactory,
    CompetitionFactory,
    EntryFactory,
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    PackageFactory,
    PanelFactory,
    PartnerNoticeFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db


def test_every_model_that_is_found_writes_the_index_when_it_is_saved():
    sources = [import_string(path)() for path in settings.SEARCHED]
    models = [model for source in sources for model in (source.model, *source.feeders)]
    assert [model for model in models if not issubclass(model, Followed)] == []


@pytest.mark.parametrize(
    ("factory", "words"),
    [
        (OrganisationFactory, {"name": "Stadt Köln", "place": "Köln am Rhein"}),
        (EventFactory, {"title": "Rheintag", "place": "Köln"}),
        (CompetitionFactory, {"title": "Rhein-Preis", "summary": "Für Köln."}),
        (PartnerNoticeFactory, {"title": "Rhein", "text": "Wir sind Köln."}),
        (PanelFactory, {"title": "Rhein und Köln"}),
        (AwardFactory, {"title": "Köln am Rhein"}),
        (ProjectFactory, {"title": "Am Rhein", "summary": "in Köln"}),
        (PackageFactory, {"title": "Rhein", "description": "aus Köln"}),
    ],
)
def test_words_are_found_in_any_order_and_spelling(factory, words):
    item = factory(**words)
    rows = type(item).objects.all()

    assert item in matching(rows, "koeln RHEIN")
    assert item in matching(rows, "rhein kol")
    assert item not in matching(rows, "köln weser")


def test_an_entry_is_found_by_its_team_beside_its_title_and_by_its_code():
    entry = EntryFactory(title="Kühle Höfe", organisation__name="Büro Grün", challenge__title="Sommer")
    EntryFactory(title="Kühle Busse")

    office = entry.challenge.competition.office
    request = RequestFactory().get("/")
    request.user = MembershipFactory(organisation=office, coordinator=True).user

    def found(query):
        return list(ScreeningFilter({"q": query}, queryset=Entry.objects.all(), request=request).qs)

    assert found("gruen hofe") == found("sommer höfe") == found(entry.code.upper()) == [entry]
    assert found("grün busse") == []
    assert list(EntryFilter({"q": "sommer kuehle"}, queryset=Entry.objects.all()).qs) == [entry]


def test_a_list_that_hides_teams_does_not_find_entries_by_them():
    EntryFactory(title="Kühle Höfe", organisation__name="Büro Grün")

    assert not matching(Entry.objects.all(), "grün").exists()


def test_a_new_title_is_found_and_the_old_one_is_not():
    entry = EntryFactory(title="Before")
    entry.title = "After"
    entry.save(update_fields=["title"])

    assert matching(Entry.objects.all(), "after").exists()
    assert not matching(Entry.objects.all(), "before").exists()


def test_a_save_without_words_leaves_the_index_alone(django_assert_num_queries):
    entry = EntryFactory(title="Same")
    with django_assert_num_queries(1):
        entry.save(update_fields=["submitted_at"])
    assert SearchEntry.objects.filter(kind="submissions.entry").count() == 1
