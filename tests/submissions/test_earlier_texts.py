"""The page of earlier texts: who wrote what, what stood before, and a button to bring it back."""

import pytest
from django.urls import reverse

from core.differences import Piece, differences
from core.models import Writing
from submissions.actions.sections import save_fields
from submissions.models import Answer, Entry
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


def write(draft, text, by, version=99):
    save_fields(draft.entry, "idea", {"how": text}, by=by, version=version)


@pytest.fixture
def page(draft):
    write(draft, "Trees in every street.", draft.lead)
    write(draft, "Awnings.", draft.contributor)
    return reverse("journal_list", args=["submissions.entry", draft.entry.pk])


def restore(client, page, row, which, version):
    return client.post(f"{page}{row.pk}/restore/", {"which": which, "version": version}, follow=True)


def now():
    return Answer.objects.get(question__identifier="how").text


def test_the_team_reads_who_wrote_what(client, draft, page):
    client.force_login(draft.contributor)

    text = client.get(page, {"part": "idea"}).text

    assert str(draft.lead) in text
    assert "Trees" in text
    assert "Awnings" in text
    section = client.get(reverse("submissions:entry_section", args=[draft.entry.code, "idea"])).text
    assert f"{page}?part=idea" in section
    assert "Nothing has been written yet" in client.get(page, {"part": "people"}).text


def test_an_overwritten_text_is_brought_back_and_can_be_taken_back_again(client, draft, page):
    client.force_login(draft.lead)
    newest = Writing.objects.first()

    answer = restore(client, page, newest, "before", Entry.objects.get().version)

    assert now() == "Trees in every street."
    assert "The text stands in" in answer.text
    assert Writing.objects.first().before == "Awnings."


def test_a_text_that_was_not_saved_can_be_used(client, draft, page):
    client.force_login(draft.lead)
    address = reverse("submissions:entry_section", args=[draft.entry.code, "idea"])
    clash = client.post(address, {"how": "Mine", "version": "1", "as_read": "{}"})
    assert "Both texts stay" in clash.text
    assert "Draft saved" not in clash.text.split("data-draft-status")[1].split("</span>")[0]
    kept = Writing.objects.get(saved=False)
    assert "Not saved" in client.get(page).text

    restore(client, page, kept, "after", Entry.objects.get().version)

    assert now() == "Mine"


def test_a_text_is_not_brought_back_over_what_somebody_wrote_meanwhile(client, draft, page):
    client.force_login(draft.lead)
    seen = Entry.objects.get().version
    oldest = Writing.objects.last()
    write(draft, "Meanwhile.", draft.contributor)

    answer = restore(client, page, oldest, "after", seen)

    assert now() == "Meanwhile."
    assert "Somebody has written here since you opened this page" in answer.text


def test_after_the_deadline_nothing_is_brought_back(client, draft, page):
    client.force_login(draft.lead)
    Entry.objects.update(state="withdrawn")

    answer = restore(client, page, Writing.objects.first(), "before", Entry.objects.get().version)

    assert answer.status_code in (403, 409)
    assert now() == "Awnings."


def test_others_read_nothing(client, page):
    client.force_login(MembershipFactory(coordinator=True).user)

    assert client.get(page).status_code == 404
    assert client.get(reverse("journal_list", args=["core.user", 1])).status_code == 404


def test_the_page_costs_the_same_for_two_rows_and_for_twenty(
    client, draft, page, django_assert_max_num_queries
):
    client.force_login(draft.lead)
    for number in range(20):
        write(draft, f"Text {number}", draft.lead if number % 2 else draft.contributor)

    with django_assert_max_num_queries(20):
        client.get(page)


def test_differences_show_what_changed_with_the_words_around():
    before = "One two three " + "same " * 60 + "four five"
    after = "One 2 three " + "same " * 60 + "four five six"

    found = differences(before, after)

    assert [piece.kind for piece in found] == ["same", "gone", "new", "same", "skipped", "same", "new"]
    assert (found[1].text, found[2].text, found[-1].text) == ("two", "2", " six")
    assert differences("", "new") == [Piece("new", "new")]
    assert differences("", "") == []
