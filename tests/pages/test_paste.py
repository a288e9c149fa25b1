"""Pasting into a long field, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import ChallengeFactory, MembershipFactory

pytestmark = [pytest.mark.browser, pytest.mark.alike, pytest.mark.django_db(transaction=True)]
PASTE = """([html, plain]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", plain);
  const field = document.querySelector("textarea[name=problem]");
  field.focus();
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
HTML = "<p>We ask for</p><ul><li>shade</li><li>water</li></ul>"


def test_formed_text_is_pasted_as_markdown_and_undone_and_plain_when_offline(page_for, site):
    challenge = ChallengeFactory(problem="")
    editor = MembershipFactory(organisation=challenge.organisation, editor=True).user
    page = page_for(editor, 1280)
    page.goto(site + reverse("challenges:challenge_section", args=[challenge.code, "problem"]))
    field = page.locator("textarea[name=problem]")

    page.evaluate(PASTE, [HTML, "We ask for shade water"])
    expect(field).to_have_value("We ask for\n\n- shade\n- water")
    expect(page.get_by_text("Undo takes it back")).to_be_visible()
    field.press("Control+z")
    expect(field).to_have_value("")

    page.context.set_offline(True)
    page.evaluate(PASTE, [HTML, "We ask for\nshade\nwater"])
    expect(field).to_have_value("We ask for\nshade\nwater")
    expect(page.get_by_text("Pasted as plain text")).to_be_visible()
    page.context.set_offline(False)
