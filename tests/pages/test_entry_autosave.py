"""A section of an entry that saves itself, in a real browser and two tabs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from challenges.models import Competition
from submissions.models import Answer, Entry
from tests.factories import AnswerFactory, EntryFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.alike]
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
    for route in under_way:
        route.continue_()
    page.unroute("**/save/")
    page.wait_for_url(f"**{section.answer.entry.get_absolute_url()}")


def test_second_tab_is_shown_both_texts(section):
    first, first_field = section()
    second, second_field = section()
    first_field.fill("From the first tab.")
    expect(first.locator("[data-draft-status]")).to_contain_text(SAVED)

    second_field.fill("From the second tab.")

    clash = second.locator(".clash")
    expect(clash).to_contain_text("From the first tab.")
    expect(clash).to_contain_text("You changed this in another window")
    assert Answer.objects.get(pk=section.answer.pk).text == "From the first tab."
    clash.get_by_role("button", name="Keep mine").click()
    expect(second.locator("[data-draft-status]")).to_contain_text(SAVED)
    expect(second.locator("[data-draft-status]")).to_contain_text("The other text stays")
    assert Answer.objects.get(pk=section.answer.pk).text == "From the second tab."
    second.get_by_role("link", name="Earlier texts").click()
    expect(second.locator("del")).to_contain_text("first")


def test_words_put_back_just_before_the_button_are_sent(section):
    page, field = section()
    field.fill("With awnings.")
    expect(page.locator("[data-draft-status]")).to_contain_text(SAVED)
    page.route("**/save/", lambda route: route.abort())  # what comes now, only the button can send

    field.fill("")
    expect(page.locator("[data-draft-status]")).to_contain_text("kept on this device")
    page.unroute("**/save/")
    page.get_by_role("button", name="Save and come back later").click()
    page.wait_for_url(f"**{section.answer.entry.get_absolute_url()}")

    assert Answer.objects.get(pk=section.answer.pk).text == ""


@pytest.mark.parametrize("fault", ["offline", "502"])
@pytest.mark.parametrize("name", ["Save and come back later", "Save, this section is done"])
def test_what_was_not_saved_is_still_there_after_other_pages(section, fault, name):
    page, field = section()
    if fault == "offline":
        page.context.set_offline(True)
    else:
        page.route("**/*", lambda route: route.fulfill(status=502, body="Bad gateway"))
    field.fill("Written in a tunnel.")
    page.get_by_role("button", name=name).click()

    expect(page.locator("[data-draft-status]")).to_contain_text("Not saved")
    assert field.input_value() == "Written in a tunnel."
    page.context.set_offline(False)
    page.unroute_all()
    here = page.url
    page.goto(f"{here.split('/entries/')[0]}/home/")
    page.goto(here)
    expect(page.locator("[data-draft-status]")).to_contain_text("Draft saved")
    assert field.input_value() == "Written in a tunnel."
    assert Answer.objects.get(pk=section.answer.pk).text == "Written in a tunnel."


def test_a_copy_dies_without_a_question_where_the_page_says_that_its_text_is_stored(section):
    page, field = section()
    page.route("**/save/", lambda route: route.fulfill(status=400, json={"errors": {}}))
    here, asked = page.url, []
    field.fill("“Schatten” für\n\tAlle \\ 🌳")
    page.get_by_role("button", name="Save and come back later").click()
    page.wait_for_url(f"**{section.answer.entry.get_absolute_url()}")
    copies = "Object.keys(localStorage).filter(key => key.startsWith('draft:')).length"
    assert page.evaluate(copies) == 1
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)

    page.goto(here)

    page.wait_for_function(f"{copies} === 0")
    assert asked == []


def test_a_title_of_somebody_else_is_not_lost_under_a_save_that_was_under_way(section):
    entry = section.answer.entry
    other = AnswerFactory(
        entry=entry, text="", question__section=section.answer.question.section, question__label="When?"
    )
    page, field = section()
    held = []
    page.route("**/save/", lambda route: held.append(route))
    field.fill("Mine is on its way.")
    field.blur()
    page.wait_for_timeout(200)
    page.get_by_label("When?").press_sequentially("By day")
    other.refresh_from_db()
    entry.refresh_from_db()
    entry.stamp([])
    entry.save()
    other.text, other.version = "By night, said somebody else", entry.version
    other.save()
    held[0].continue_()
    page.unroute("**/save/")

    clash = page.locator(".clash")
    expect(clash).to_contain_text("By night, said somebody else")
    assert Answer.objects.get(pk=other.pk).text == "By night, said somebody else"
    assert Answer.objects.get(pk=section.answer.pk).text == "Mine is on its way."


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


def test_a_text_that_comes_after_the_deadline_can_be_taken_along(section):
    page, field = section()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    over = timezone.now() - timedelta(days=1)
    Competition.objects.filter(challenges__entries=section.answer.entry).update(closes_at=over)
    field.fill("Written a minute too late.")
    page.get_by_role("button", name="Save and come back later").click()

    late = page.locator(".clash")
    expect(late).to_contain_text("The call closed on")
    expect(late.get_by_role("button", name="Keep mine")).to_have_count(0)
    assert field.input_value() == "Written a minute too late."
    late.get_by_role("button", name="Copy my text").click()
    expect(late.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "Written a minute too late."
    here = page.url
    page.goto(f"{here.split('/entries/')[0]}/home/")
    page.goto(here)
    left = page.locator("draft-form .found")
    expect(left).to_contain_text("Written a minute too late.")
    left.get_by_role("button", name="Copy my text").click()
    left.get_by_role("button", name="Discard it").click()
    expect(left).to_have_count(0)
    page.reload()
    expect(left).to_have_count(0)


def test_who_is_offline_tries_again_by_a_button(section):
    page, field = section()
    page.context.set_offline(True)
    field.fill("With awnings.")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()

    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").or_(page.locator("[data-state=ok]")).click()

    expect(page.locator("[data-draft-status]")).to_contain_text(SAVED)
