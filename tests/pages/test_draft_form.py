"""The form that saves itself, in a real browser."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import expect

from tests.factories import UserFactory
from tests.pages import workshop

pytestmark = [pytest.mark.browser, pytest.mark.alike]
SAVED = "Draft saved at"


@pytest.fixture(scope="module", autouse=True)
def addresses():
    templates = [
        {
            **settings.TEMPLATES[0],
            "DIRS": [*settings.TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"],
        }
    ]
    with override_settings(ROOT_URLCONF="tests.pages.workshop", TEMPLATES=templates):
        yield


@pytest.fixture
def page(visit):
    workshop.forget()
    page = visit(UserFactory()).new_page()
    page.goto("/workshop/")
    return page


def status(page):
    return page.locator("[data-draft-status]")


def copies(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))")


def eventually(page, holds) -> None:
    """Wait until it holds, for as long as a busy machine may need."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    assert holds()


def test_typing_is_saved_after_a_pause(page):
    page.get_by_label("Title").press_sequentially("ShadeWays", delay=10)

    expect(status(page)).to_contain_text(SAVED)
    assert workshop.stored["values"]["title"] == "ShadeWays"
    assert len(workshop.stored["requests"]) == 1
    assert copies(page) == []


def test_choices_are_saved_at_once_and_as_lists(page):
    page.get_by_label("Second").check()
    expect(status(page)).to_contain_text(SAVED)
    page.get_by_label("English").check()
    page.get_by_label("Hindi").check()
    eventually(page, lambda: workshop.stored["values"]["langs"] == ["en", "hi"])

    assert workshop.stored["values"]["kind"] == "b"


def test_offline_text_stays_on_the_device_and_is_sent_later(page):
    page.context.set_offline(True)
    page.get_by_label("Title").fill("Written in a tunnel")
    expect(status(page)).to_contain_text("kept on this device")
    assert len(copies(page)) == 1

    page.context.set_offline(False)

    expect(status(page)).to_contain_text(SAVED)
    assert workshop.stored["values"]["title"] == "Written in a tunnel"
    assert copies(page) == []


def test_text_on_the_device_is_put_back_after_a_reload(page):
    page.route("**/workshop/save/", lambda route: route.abort())
    page.get_by_label("Title").fill("Not lost")
    expect(status(page)).to_contain_text("kept on this device")
    page.unroute("**/workshop/save/")

    page.reload()

    expect(page.get_by_label("Title")).to_have_value("Not lost")
    expect(status(page)).to_contain_text(SAVED)
    assert workshop.stored["values"]["title"] == "Not lost"


def test_change_in_another_field_is_no_conflict(page):
    workshop.write({"summary": "from a colleague"})

    page.get_by_label("Title").fill("Mine")

    expect(status(page)).to_contain_text(SAVED)
    assert workshop.stored["values"]["summary"] == "from a colleague"
    assert workshop.stored["values"]["title"] == "Mine"


def test_leaving_a_field_that_is_saved_is_no_writing(page):
    """Leaving it reports once more a text that the server has, and that others may have changed since."""
    page.get_by_label("Title").press_sequentially("Mine", delay=10)
    expect(status(page)).to_contain_text(SAVED)
    workshop.write({"title": "Theirs"})

    page.get_by_label("Summary").press_sequentially("More", delay=10)

    eventually(page, lambda: workshop.stored["values"]["summary"] == "More")
    assert [request["fields"] for request in workshop.stored["requests"]] == [
        {"title": "Mine"},
        {"summary": "More"},
    ]
    expect(page.locator(".clash")).to_have_count(0)


@pytest.mark.parametrize(("button", "kept"), [("Keep mine", "Mine"), ("Take the other text", "Theirs")])
def test_conflict_shows_both_texts_and_lets_choose(page, button, kept):
    workshop.write({"title": "Theirs"})
    page.get_by_label("Title").fill("Mine")
    expect(page.get_by_role("alert")).to_contain_text("“Theirs”")

    page.get_by_role("button", name=button).click()

    expect(page.locator(".clash")).to_have_count(0)
    expect(page.get_by_label("Title")).to_have_value(kept)
    page.wait_for_timeout(300)
    eventually(page, lambda: (workshop.stored["values"]["title"], copies(page)) == (kept, []))


def test_expired_session_keeps_the_text_and_offers_to_sign_in(page):
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Title").fill("Still here")

    link = page.get_by_role("link", name="Sign in and continue")
    expect(link).to_have_attribute("href", "/account/login/?next=%2Fworkshop%2F")
    assert len(copies(page)) == 1


def test_button_in_an_expired_session_loses_nothing(page):
    page.get_by_label("Title").press_sequentially("Last words")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save").click()

    expect(status(page)).to_contain_text("You are signed out")
    assert len(copies(page)) == 1
    page.get_by_role("link", name="Sign in and continue").click()
    page.wait_for_url("**/account/login/**")
    assert len(copies(page)) == 1


def test_button_removes_the_copy(page):
    page.get_by_label("Title").press_sequentially("By hand")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()

    assert workshop.stored["values"]["title"] == "By hand"
    assert copies(page) == []


def test_a_window_keeps_its_own_copy_and_offers_that_of_one_that_is_gone(page):
    other = page.context.new_page()
    for one, text in ((page, "First window"), (other, "Second window")):
        one.goto(page.url)
        one.route("**/workshop/save/", lambda route: route.abort())
        one.get_by_label("Title").fill(text)
        expect(status(one)).to_contain_text("kept on this device")
    assert len(copies(page)) == 2

    other.close()
    page.reload()

    expect(page.get_by_label("Title")).to_have_value("First window")
    expect(page.locator(".found")).to_contain_text("“Second window”")
    page.unroute("**/workshop/save/")
    page.get_by_role("button", name="Put it in").click()
    expect(page.locator(".found")).to_contain_text("“First window”")
    page.get_by_role("button", name="Discard it").click()
    eventually(page, lambda: (workshop.stored["values"]["title"], copies(page)) == ("Second window", []))


def test_signing_out_asks_and_removes_the_copy(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.context.set_offline(True)
    page.get_by_label("Title").fill("Private")
    expect(status(page)).to_contain_text("kept on this device")
    page.route("**/workshop/save/", lambda route: route.abort())
    page.context.set_offline(False)

    page.locator(".account summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()

    assert copies(page) == []
    assert len(asked) == 1


def test_what_cannot_be_stored_is_said_and_kept_on_the_page(page):
    page.get_by_label("Title").fill("impossible")

    expect(status(page)).to_contain_text("Not saved. That cannot be stored.")
    expect(page.get_by_label("Title")).to_have_value("impossible")


def test_digits_set_the_focused_scale_and_the_total_runs_along(page):
    page.locator("input[name=fit]").first.focus()
    page.keyboard.press("4")
    expect(page.locator("[data-total]")).to_have_text("80")
    expect(page.locator("[data-count]")).to_have_text("1 / 2")

    page.locator("input[name=impact]").first.focus()
    page.keyboard.press("0")

    expect(page.locator("[data-total]")).to_have_text("20")
    expect(page.locator("[data-count]")).to_have_text("2 / 2")


def test_words_are_counted_as_the_server_counts_them(page):
    box = page.get_by_label("Summary")
    box.fill("one two three")
    expect(page.locator(".left")).to_have_text("Words left: 2")

    box.fill("城市更凉快吗")

    expect(page.locator(".left")).to_have_text("Words too many: 1")
    expect(page.locator(".left")).to_have_class("left over")
