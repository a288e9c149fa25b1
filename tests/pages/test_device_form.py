"""Long forms that save by their button: offline nothing typed is lost, and what is saved leaves no copy."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.urls import resolve
from playwright.sync_api import expect

from cocreation.actions.projects import edit_project
from cocreation.models import Project
from tests.editing import cocreation, juries, network, transfer

pytestmark = [pytest.mark.browser, pytest.mark.alike]
LONG = {
    "cocreation.projects.ProjectForm",
    "cocreation.updates.UpdateForm",
    "cocreation.gates.GateForm",
    "juries.deliberation.DecisionForm",
    "juries.release.LetterForm",
    "network.organisations.OrganisationForm",
    "network.events.EventForm",
    "transfer.package.BasicsForm",
    "transfer.package.NeedsForm",
    "transfer.package.ResultsForm",
    "transfer.release.ReleaseForm",
    "transfer.parts.ManualForm",
    "transfer.adoption.FollowUpForm",
}
QUICK = {"cocreation.projects.ProjectForm", "juries.release.LetterForm"}
FORMS = [
    pytest.param(form, id=form.name, marks=() if form.name in QUICK else pytest.mark.thorough)
    for app in (cocreation, juries, network, transfer)
    for form in app.FORMS
    if form.name in LONG
]


def copies(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")


@pytest.mark.parametrize("form", FORMS)
def test_what_was_typed_offline_is_there_again_and_is_saved(form, visit, site):
    user, address = form.build()
    context = visit(user)
    page = context.new_page()
    page.goto(site + address)
    name, text = next(iter(form.first.items()))
    field = page.locator(f"device-form [name='{name}']").first
    save = page.locator("device-form .btn").first
    expect(page.locator("device-form [data-draft-status]")).to_be_attached()

    context.set_offline(True)
    field.fill(text)
    save.click()
    expect(page.locator("device-form [data-draft-status]")).to_contain_text(
        "Your text is kept on this device"
    )
    expect(field).to_have_value(text)

    context.set_offline(False)
    page.goto(f"{site}/report-a-barrier/")
    page.goto(site + address)
    expect(field).to_have_value(text)

    if form.also:
        return  # has to be filled in further before it can be saved
    with page.expect_navigation():
        save.click()
    expect(page.locator("device-form .errsum")).to_have_count(0)
    assert copies(page) == []


@pytest.fixture
def typed(visit, site):
    """The page of a project, in which somebody has typed a title without a connection."""
    form = next(form.values[0] for form in FORMS if form.values[0].name == "cocreation.projects.ProjectForm")
    user, address = form.build()
    page = visit(user).new_page()
    page.goto(site + address)
    page.context.set_offline(True)
    page.locator("device-form [name=title]").fill("Mine")
    page.locator("device-form .btn").first.click()
    expect(page.locator("device-form [data-draft-status]")).to_contain_text("kept on this device")
    page.context.set_offline(False)
    page.project_page = site + address
    page.person = user
    return page


def test_a_copy_is_offered_and_not_put_over_what_somebody_wrote_since(typed):
    project = Project.objects.get(code=resolve(urlsplit(typed.project_page).path).kwargs["code"])
    edit_project(project, by=typed.person, version=project.version, title="Theirs")

    typed.goto(typed.project_page)

    expect(typed.locator(".found")).to_contain_text("Mine")
    expect(typed.locator("device-form [name=title]")).to_have_value("Theirs")
    typed.get_by_role("button", name="Put it in").click()
    expect(typed.locator("device-form [name=title]")).to_have_value("Mine")


def test_who_is_signed_out_meanwhile_stays_with_the_text(typed):
    Session.objects.all().delete()

    typed.locator("device-form .btn").first.click()

    expect(typed.get_by_role("link", name="Sign in and continue")).to_be_visible()
    expect(typed.locator("device-form [name=title]")).to_have_value("Mine")
    assert len(copies(typed)) == 1


def posts(page):
    """Fills with the addresses to which the page posts from now on."""
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    return sent


def test_what_the_server_refuses_is_sent_once_and_shown_with_its_reason(typed):
    complaints = []
    typed.on("console", lambda message: complaints.append(message.text))
    typed.on("pageerror", lambda error: complaints.append(str(error)))
    sent, address, steps = posts(typed), typed.url, typed.evaluate("history.length")
    typed.locator("device-form [name=title]").fill("")
    typed.locator("device-form [name=summary]").fill("More shade")
    typed.locator("device-form .btn").first.click()

    expect(typed.locator(".errsum")).to_be_focused()
    expect(typed).to_have_title(re.compile("^Error:"))
    expect(typed.locator("device-form [name=title]")).to_have_value("")
    expect(typed.locator("device-form [name=summary]")).to_have_value("More shade")
    assert (sent, typed.url, typed.evaluate("history.length")) == ([address], address, steps)
    assert len(copies(typed)) == 1
    assert complaints == []

    # The page that came is as alive as one that was loaded.
    typed.locator("device-form [name=title]").fill("Shade")
    with typed.expect_navigation():
        typed.locator("device-form .btn").first.click()
    assert (len(sent), copies(typed)) == (2, [])
    expect(typed.get_by_role("status").or_(typed.locator(".notice")).first).to_contain_text("Saved")


def test_what_is_saved_is_sent_once(typed):
    sent, address = posts(typed), typed.url
    with typed.expect_navigation():
        typed.locator("device-form .btn").first.click()

    assert sent == [address]
    assert copies(typed) == []


def test_a_form_from_before_another_sign_in_comes_anew_with_everything_typed(typed):
    typed.context.clear_cookies(name="csrftoken")
    sent = posts(typed)
    with typed.expect_navigation():
        typed.locator("device-form .btn").first.click()

    expect(typed.locator("device-form [name=title]")).to_have_value("Mine")
    assert (len(sent), len(copies(typed))) == (1, 1)
