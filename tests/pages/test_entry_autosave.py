"""A section of an entry that saves itself, in a real browser and two tabs."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from submissions.models import Answer, Entry
from tests.factories import AnswerFactory, EntryFactory, UserFactory

pytestmark = pytest.mark.browser
SAVED = "Draft saved at"


@pytest.fixture
def section(visit, site):
    """Opens the same section in as many tabs as asked for."""
    user = UserFactory()
    answer = AnswerFactory(entry=EntryFactory(lead=user), text="", question__label="How will it work?")
    path = reverse("submissions:entry_section", args=[answer.entry.code, answer.question.section.identifier])
    context = visit(user)

    def tab():
        page = context.new_page()
        page.goto(site + path)
        return page, page.get_by_label("How will it work?")

    tab.answer = answer
    return tab


def test_text_is_saved_while_writing_and_the_button_is_no_conflict_with_oneself(section):
    page, field = section()

    field.fill("With awnings.")
    expect(page.locator("[data-draft-status]")).to_contain_text(SAVED)
    assert Answer.objects.get(pk=section.answer.pk).text == "With awnings."

    field.fill("With awnings and trees.")
    page.get_by_role("button", name="Save, this section is done").click()
    page.wait_for_url(f"**{section.answer.entry.get_absolute_url()}")

    assert Answer.objects.get(pk=section.answer.pk).text == "With awnings and trees."
    assert Entry.objects.get(pk=section.answer.entry_id).sections_done


@pytest.mark.parametrize("width", [390, 1280])
def test_the_button_stays_under_the_pointer_while_the_draft_is_saved(section, width):
    page, field = section()
    page.set_viewport_size({"width": width, "height": 500})
    under_way = []
    page.route("**/save/", lambda route: under_way.append(route))
    button = page.get_by_role("button", name="Save, this section is done")
    field.press_sequentially("With awnings.")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    before = button.bounding_box()

    page.mouse.move(before["x"] + 20, before["y"] + 5)
    page.mouse.down()  # leaves the field, which saves it
    expect(page.locator("[data-draft-status]")).to_have_text("Saving…")

    assert button.bounding_box() == before
    page.mouse.up()
    page.wait_for_url(f"**{section.answer.entry.get_absolute_url()}")


def test_second_tab_is_shown_both_texts(section):
    first, first_field = section()
    second, second_field = section()
    first_field.fill("From the first tab.")
    expect(first.locator("[data-draft-status]")).to_contain_text(SAVED)

    second_field.fill("From the second tab.")

    clash = second.locator(".clash")
    expect(clash).to_contain_text("From the first tab.")
    assert Answer.objects.get(pk=section.answer.pk).text == "From the first tab."
    clash.get_by_role("button", name="Keep mine").click()
    expect(second.locator("[data-draft-status]")).to_contain_text(SAVED)
    assert Answer.objects.get(pk=section.answer.pk).text == "From the second tab."


def test_words_put_back_just_before_the_button_are_sent(section):
    page, field = section()
    field.fill("With awnings.")
    expect(page.locator("[data-draft-status]")).to_contain_text(SAVED)
    page.route("**/save/", lambda route: route.abort())  # what comes now, only the button can send

    field.fill("")
    page.get_by_role("button", name="Save and come back later").click()
    page.wait_for_url(f"**{section.answer.entry.get_absolute_url()}")

    assert Answer.objects.get(pk=section.answer.pk).text == ""


def test_the_button_does_not_send_back_what_others_wrote_elsewhere(section):
    other = AnswerFactory(
        entry=section.answer.entry,
        text="By day.",
        question__section=section.answer.question.section,
        question__label="When is it open?",
    )
    page, field = section()
    other.text, other.version = "By night.", section.answer.entry.version + 1
    other.save()
    section.answer.entry.stamp([])
    section.answer.entry.save()
    field.fill("With awnings.")
    expect(page.get_by_label("When is it open?")).to_have_value("By night.")
    other.text, other.version = "Always.", other.version + 5
    other.save()

    page.get_by_role("button", name="Save and come back later").click()
    page.wait_for_url(f"**{section.answer.entry.get_absolute_url()}")

    assert Answer.objects.get(pk=other.pk).text == "Always."
