"""Text copied from Word, LibreOffice, Google Docs and web pages becomes Markdown with its structure."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from core.pasting import LARGEST, markdown_of_paste
from core.richtext import render
from tests.factories import UserFactory


def item(level, mark, text):
    """A list paragraph as Word copies it."""
    return (
        f"<p class=MsoListParagraph style='margin-left:36pt;text-indent:-18pt;mso-list:l0 level{level} lfo1'>"
        f"<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>{mark}"
        "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>"
        f"<span lang=EN-GB>{text}<o:p></o:p></span></p>"
    )


WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p {margin:0}</style></head><body>"
    "<!--StartFragment--><h1>Cool schoolyards<o:p></o:p></h1>"
    "<p class=MsoNormal>The yards are <b>too hot</b>,<br>"
    "see <a href='https://example.org/heat'>the map</a>.</p>"
    + item(1, "·", "shade")
    + item(2, "o", "trees")
    + item(1, "·", "water")
    + "<p class=MsoNormal>Then:</p>"
    + item(1, "1.", "measure")
    + item(1, "2.", "plant")
    + "<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>Year</p></td><td><p>Days</p></td></tr>"
    "<tr><td><p class=MsoNormal>2024</p></td><td><p>31</p></td></tr></table><!--EndFragment--></body></html>"
)
GOOGLE = (
    "<meta charset='utf-8'><b style='font-weight:normal;' id='docs-internal-guid-1'>"
    "<h2 dir='ltr'><span style='font-weight:400'>Cool schoolyards</span></h2>"
    "<p dir='ltr'><span style='font-weight:400'>The yards are </span>"
    "<span style='font-weight:700'>too hot</span></p>"
    "<ul><li dir='ltr'><p dir='ltr'><span>shade</span></p></li><ul><li><p><span>trees</span></p></li></ul>"
    "<li><p><span style='font-style:italic'>water</span></p></li></ul></b>"
)
OFFICE = (
    "<html><body lang='en-GB'><h1 class='western'>Cool schoolyards</h1>"
    "<p style='line-height: 100%; margin-bottom: 0cm'>The yards are <b>too hot</b></p>"
    "<ol><li><p style='margin-bottom: 0cm'>measure</p></li><li><p>plant</p></li></ol>"
    "<table width='100%'><tr valign='top'><td><p>Year</p></td><td><p>Days | nights</p></td></tr>"
    "<tr><td><p>2024</p></td><td><ul><li><p>31</p></li><li>12</li></ul></td></tr></table></body></html>"
)


def shown(html):
    """The pasted text as its page shows it."""
    return BeautifulSoup(render(markdown_of_paste(html)), "html.parser")


def test_a_brief_from_word_keeps_headings_lists_tables_links_and_lines():
    page = shown(WORD)

    assert page.find(["h2", "h3"]).text == "Cool schoolyards"
    assert page.find("strong").text == "too hot"
    assert page.find("br")
    assert page.find("a")["href"] == "https://example.org/heat"
    bullets = page.find("ul")
    assert [one.find(string=True).strip() for one in bullets.find_all("li", recursive=False)] == [
        "shade",
        "water",
    ]
    assert bullets.find("ul").text.strip() == "trees"
    assert [one.text.strip() for one in page.find("ol").find_all("li")] == ["measure", "plant"]
    assert [one.text for one in page.find("table").find_all(["th", "td"])] == ["Year", "Days", "2024", "31"]
    assert "·" not in page.text
    assert "margin" not in page.text


def test_google_docs_says_bold_by_style_and_hangs_lists_between_items():
    page = shown(GOOGLE)

    assert [one.text for one in page.find_all("strong")] == ["too hot"]
    assert page.find("em").text == "water"
    assert page.find("ul").find("ul").text.strip() == "trees"
    assert page.find(["h2", "h3"]).text == "Cool schoolyards"


def test_libreoffice_puts_paragraphs_into_items_and_cells():
    page = shown(OFFICE)

    assert [one.text.strip() for one in page.find("ol").find_all("li")] == ["measure", "plant"]
    cells = [" ".join(one.text.split()) for one in page.find("table").find_all(["th", "td"])]
    assert cells == ["Year", "Days | nights", "2024", "31 12"]


def test_nothing_that_runs_and_no_picture_comes_along():
    text = markdown_of_paste(
        "<p onclick='x()'>Hello <img src=x onerror=y><script>alert(1)</script>"
        "<a href='javascript:z()'>link</a></p><iframe src='https://example.org'></iframe>"
    )
    assert text == "Hello link"


@pytest.mark.parametrize(
    "html",
    ["<p>" + "x" * LARGEST, "<div>" * 20_000 + "deep", f"<table><td>{'<br>' * 4_000}"],
    ids=["large", "deep", "cell"],
)
def test_what_cannot_be_read_is_refused(html):
    with pytest.raises(ValueError, match="too"):
        markdown_of_paste(html)


@pytest.mark.django_db
def test_the_address_answers_people_who_are_signed_in(client):
    def send(html):
        return client.post(reverse("paste"), html, content_type="text/html; charset=utf-8")

    assert send("<b>bold</b>").status_code == 403
    client.force_login(UserFactory())
    answered = send("<ul><li>Straße</li></ul>")
    assert (answered.status_code, answered.text) == (200, "- Straße")
    assert answered["Content-Type"].startswith("text/plain")
    assert send("<div>" * 20_000).status_code == 422
