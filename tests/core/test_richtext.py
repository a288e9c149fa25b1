"""Markdown that people write becomes harmless HTML, whatever they write."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import richtext

CORPUS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/pixel.png)",
    "![x](data:image/png;base64,AAAA)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#x73;cript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "<iframe src=https://evil.example></iframe>",
    "<object data=x></object><embed src=x>",
    "<form action=https://evil.example><input name=x></form>",
    "<style>@import 'https://evil.example'</style>",
    "<p style='background:url(https://evil.example)'>x</p>",
    "<b onmouseover=alert(1)>x</b>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example>",
    "```html\n<script>alert(1)</script>\n```",
    '[x](https://a.example/"onmouseover="alert(1))',
    '[x](https://a.example "t" onclick=alert(1))',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--<img src=-- onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<template><script>alert(1)</script></template>",
    "<a id=x><a id=x name=y href=cid:alert(1)>",
]


class Inspector(HTMLParser):
    """Collects what a browser would make of the HTML."""

    def __init__(self):
        super().__init__()
        self.faults = []

    def handle_starttag(self, tag, attrs):
        if tag not in richtext.TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "src", "srcset", "srcdoc", "id", "class"):
                self.faults.append(f"{tag} {name}")
            if name == "href" and not re.match(r"(https?:|mailto:|[/#?.\w%-]*$|[^:]*[/#?])", value or ""):
                self.faults.append(f"{tag} {name}={value}")


def faults(html):
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.faults


@pytest.mark.parametrize("text", CORPUS)
def test_render_lets_nothing_dangerous_through(text):
    assert faults(richtext.render(text)) == []


@pytest.mark.parametrize("text", CORPUS)
def test_html_of_others_becomes_harmless_markdown(text):
    markdown = richtext.markdown_from_html(f"<div><p>before</p>{text}<p>after</p></div>")

    assert faults(richtext.render(markdown)) == []


PIECES = st.sampled_from(
    [*CORPUS, "[", "]", "(", ")", "<", ">", "&", "javascript:", "on", "=", '"', "'", "`", "\n"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map("".join))
def test_render_of_any_text_is_harmless(text):
    assert faults(richtext.render(text)) == []


def test_render_keeps_what_people_format():
    html = richtext.render("# One\n\n**bold** *it* [a](https://example.org)\n\n- x\n\n|a|b|\n|-|-|\n|1|2|")

    assert "<h3>One</h3>" in html
    assert "<strong>bold</strong>" in html
    assert 'href="https://example.org"' in html
    assert 'rel="noopener noreferrer nofollow"' in html
    assert "<li>x</li>" in html
    assert "<table>" in html


def test_render_starts_headings_at_the_level_that_the_page_needs():
    assert "<h4>Deep</h4><h5>" in richtext.render("## Deep\n### er", top_heading=4).replace("\n", "")


def test_markdown_from_html_keeps_structure_and_links():
    text = richtext.markdown_from_html(
        '<h2>Goal</h2><p>See <a href="https://example.org/a">this</a>.</p><ul><li>one</li><li>two</li></ul>'
        "<script>var x = 'gone';</script>"
    )

    assert text == "## Goal\n\nSee [this](https://example.org/a).\n\n- one\n- two"
