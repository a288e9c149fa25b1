"""What a form that keeps a copy does with the answer: one press is one post, whatever the server says."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from juries.models import Juror
from network.models import Event
from tests.addresses import all_rows
from tests.editing import network, transfer
from tests.factories import PackageFactory
from tests.factories.core import PASSWORD
from transfer.actions.package import edit_steps

pytestmark = pytest.mark.browser


def form_of(app, name):
    return next(form for form in app.FORMS if form.name == name)


def copies(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")


def posts(page):
    """Fills with the addresses to which the page posts from now on."""
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    return sent


def status(page):
    return page.locator("device-form [data-draft-status]").first


def test_a_question_before_a_public_change_keeps_the_copy_until_it_is_answered(visit, site):
    user, address = form_of(network, "network.events.EventForm times").build()
    page = visit(user).new_page()
    page.goto(site + address)
    sent = posts(page)
    page.locator("[name=title]").fill("On shade")
    page.locator("[name=place]").fill("Town hall")
    page.get_by_role("button", name="Save").click()

    reason = page.locator("[name=change-reason]")
    reason.fill("The old room is closed.")
    assert (sent, page.url, len(copies(page))) == ([site + address], site + address, 1)
    page.reload()
    expect(page.locator("[name=title]")).to_have_value("On shade")
    page.get_by_role("button", name="Save").click()
    expect(reason).to_have_value("The old room is closed.")
    page.get_by_role("button", name="Back to the form").click()
    expect(page.locator("[name=place]")).to_have_value("Town hall")
    page.get_by_role("button", name="Save").click()
    with page.expect_navigation():
        page.locator("button[name=confirm]").click()

    event = Event.objects.get(code=address.split("/")[2])
    assert (event.title, event.place) == ("On shade", "Town hall")
    assert (len(sent), copies(page)) == (5, [])


def test_a_clash_is_shown_and_saved_over_with_the_second_press(visit, site):
    form = form_of(transfer, "transfer.adoption.AdoptionEditForm")
    user, address = form.build()
    page = visit(user).new_page()
    page.goto(site + address)
    form.open(user, address).send(story="Theirs")
    sent = posts(page)
    page.locator("[name=story]").fill("Mine")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".notice.warn")).to_contain_text("Theirs")
    expect(page.locator("[name=story]")).to_have_value("Mine")

    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()

    assert (len(sent), copies(page)) == (2, [])
    assert form.open(user, address).fields["story"] == "Mine"


def test_a_way_to_another_place_of_the_same_page_shows_it_anew(visit, site):
    user, address = form_of(transfer, "transfer.adoption.TaskForm").build()
    page = visit(user).new_page()
    page.goto(site + address)
    page.locator("input[name=note]").fill("Ask the market office.")
    page.locator("[name=done]").check()
    with page.expect_navigation():
        page.locator("form:has(input[name=note]) button").click()

    expect(page.get_by_text("1 of 1 done")).to_be_visible()
    assert copies(page) == []


def test_steps_are_offered_and_not_put_over_those_that_somebody_wrote_since(visit, site):
    package = PackageFactory(complete=True)
    user = transfer.editor_of(package.publisher)
    address = site + transfer.at("package_steps", package.code)
    page = visit(user).new_page()
    page.goto(address)
    page.locator("[name$=-text]").first.fill("Mine")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(status(page)).to_contain_text("kept on this device")
    page.context.set_offline(False)
    edit_steps(package, by=user, version=99, steps=[{"title": "Theirs", "text": "First of all."}])

    page.goto(address)

    expect(page.locator(".found")).to_contain_text("Mine")
    expect(page.locator("[name$=-text]").first).to_have_value("First of all.")


def test_who_has_to_type_the_password_again_finds_the_text_afterwards(visit, site):
    pages = next(row for row in all_rows() if row.route == "juries:city_decision").pages
    address, user = pages[0].build()
    page = visit(user).new_page()
    page.goto(address)
    for row in Session.objects.all():
        session = SessionStore(row.session_key)
        session["account_authentication_methods"] = [{"method": "password", "at": 0}]
        session.save()
    reason = page.locator("textarea").first
    reason.fill("The street is being rebuilt.")
    page.get_by_role("button", name="Sign for the city").click()

    page.locator("[name=password]").fill(PASSWORD)
    assert len(copies(page)) == 1
    page.keyboard.press("Enter")
    expect(reason).to_have_value("The street is being rebuilt.")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign for the city").click()
    assert copies(page) == []


def test_a_page_that_comes_first_leaves_the_copy(visit, monkeypatch):
    address, user = next(row for row in all_rows() if row.route == "juries:conflict_declare").pages[0].build()
    page = visit(user).new_page()
    page.goto(address)
    page.locator("textarea").first.fill("We worked together.")
    monkeypatch.setattr(Juror, "needs_ties", lambda juror: True)
    with page.expect_navigation():
        page.get_by_role("button", name="Declare").click()

    assert page.url.endswith("/ties/")
    assert len(copies(page)) == 1


def test_nobody_has_no_copy_and_keeps_the_text_on_the_page(visit, site):
    page = visit().new_page()
    page.goto(f"{site}/report-a-barrier/")
    page.locator("textarea").first.fill("The map has no table.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send the report").click()

    expect(status(page)).to_contain_text("Your text stays on this page")
    expect(page.locator("textarea").first).to_have_value("The map has no table.")
    assert copies(page) == []
