"""Pages with a long text that saves by its button: what was typed offline is there on the way back."""

import pytest
from playwright.sync_api import expect

from tests.addresses import all_rows

pytestmark = pytest.mark.browser
QUICK = {"challenges:challenge_withdraw", "cocreation:decision_create", "transfer:package_steps"}
ROUTES = QUICK | {
    "challenges:challenge_detail",
    "challenges:competition_cancel",
    "challenges:competition_create",
    "challenges:competition_section",
    "challenges:part_create",
    "challenges:part_edit",
    "challenges:question_answer",
    "challenges:review_detail",
    "cocreation:milestone_create",
    "cocreation:milestone_edit",
    "cocreation:milestone_finish",
    "cocreation:project_board",
    "cocreation:project_start",
    "cocreation:risk_create",
    "cocreation:risk_edit",
    "juries:assignment_recuse",
    "juries:city_decision",
    "juries:conflict_declare",
    "juries:meeting_create",
    "juries:motion_create",
    "network:event_create",
    "network:organisation_refuse",
    "submissions:attachment_list",
    "submissions:entry_withdraw",
    "submissions:extension_create",
    "submissions:screening_detail",
    "transfer:adoption_drop",
    "transfer:adoption_edit",
    "transfer:release_withdraw",
}
PAGES = {
    row.route: next(page for page in row.pages if page.role != "public")
    for row in all_rows()
    if row.route in ROUTES
}
TEXT = "Two rows of trees, and a bench."


def test_every_route_is_there():
    assert set(PAGES) == ROUTES


@pytest.mark.parametrize(
    "route",
    [pytest.param(one, marks=() if one in QUICK else pytest.mark.thorough) for one in sorted(ROUTES)],
)
def test_what_was_typed_offline_is_there_on_the_way_back(route, visit, site):
    address, user = PAGES[route].build()
    page = visit(user).new_page()
    page.goto(address)
    form = page.locator("device-form", has=page.locator("textarea:visible")).first
    field = form.locator("textarea").first
    expect(form.locator("[data-draft-status]")).to_be_attached()

    page.context.set_offline(True)
    field.fill(TEXT)
    form.locator("button.btn:enabled").first.click()
    expect(form.locator("[data-draft-status]")).to_contain_text("Your text is kept on this device")
    expect(field).to_have_value(TEXT)
    page.context.set_offline(False)
    page.goto(f"{site}/report-a-barrier/")
    page.goto(address)

    expect(field).to_have_value(TEXT)
    expect(form.locator("[data-draft-status]")).to_contain_text("has been put back")
