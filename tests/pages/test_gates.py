"""The gates catch what they are there for: a page with one fault in it, of each kind and at each width."""

import pytest

from tests.addresses import Page
from tests.pages.walk import WIDE, look

pytestmark = [pytest.mark.browser, pytest.mark.alike]
POLICY = "default-src 'self'; img-src 'self' data:"
PAGE = """<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/broken.css"></head>
<body><main><h1>A page</h1><p>Some words and <a href="/elsewhere/">a link</a>.</p>%s</main></body></html>"""
CSS = """body { color: #111; background: #fff; margin: 8px } button { min-height: 24px } a { color: #00f }
.phone { display: none } .w { width: 9px }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #111 } a { color: #9cf } }
"""
TINY = "<p class=tiny><button>a</button><button>b</button></p>"
SMALL = ".tiny button {width: 10px; height: 10px; min-height: 0; padding: 0; border: 0; overflow: hidden}"
GO = "<button>Go</button><p class=bar></p>"
COVER = ".bar {position: fixed; inset: 0}"
GONE = "button {width: 0; height: 0; min-height: 0; padding: 0; border: 0; overflow: hidden}"
PALE = "<p class=pale>Pale</p>"


def on(condition, *rules):
    """Style where the condition holds."""
    return f"@media {condition} {{ {' '.join(rules)} }}"


def wide(*rules):
    return on("(min-width: 900px)", *rules)


def phone(*rules):
    return on("(min-width: 350px) and (max-width: 500px)", *rules)


def narrow(*rules):
    return on("(max-width: 340px)", *rules)


def dark(*rules):
    return on("(prefers-color-scheme: dark)", *rules)


SHOWN = phone(".phone {display: block}")
FAULTS = {  # name: (beginning of what is found, body, style)
    "wide": ("at 1280 px: 2000 px wide", "<p class=w>w</p>", wide(".w {width: 1992px}")),
    "wide on a phone": ("at 390 px: 450 px wide", "<p class=w>w</p>", phone(".w {width: 442px}")),
    "wide where it is narrow": ("at 320 px: 400 px wide", "<p class=w>w</p>", narrow(".w {width: 392px}")),
    "wide when spaced": ("at 320 px: with wider", f"<p class=m>{'w' * 24}</p>", ".m {font: 20px monospace}"),
    "covered": ('at 1280 px: button "Go" has the focus but is covered', GO, wide(COVER)),
    "covered on a phone": ('at 390 px: button "Go" has the focus but is covered', GO, phone(COVER)),
    "hidden on a phone": ('at 390 px: button "Go" has the focus but is hidden', GO, phone(GONE)),
    "pale": ("at 1280 px: axe (light) color-contrast", PALE, ".pale {color: #aaa}"),
    "pale in the dark": ("at 1280 px: axe (dark) color-contrast", PALE, dark(".pale {color: #444}")),
    "pale on a phone": ("at 390 px: axe (light) color-contrast", PALE, phone(".pale {color: #aaa}")),
    "pale on a phone in the dark": (
        "at 390 px: axe (dark) color-contrast",
        "<p class=phone>Pale</p>",
        SHOWN + dark(".phone {color: #444}"),
    ),
    "small targets": ("at 1280 px: axe (light) target-size", TINY, SMALL),
    "small targets on a phone": ("at 390 px: axe (light) target-size", TINY, phone(SMALL)),
    "unnamed image on a phone": ("at 390 px: axe (light) image-alt", "<img class=phone src='data:,'>", SHOWN),
    "unnamed field on a phone": (
        "at 390 px: n has no label",
        "<form><input class=phone name=n></form>",
        SHOWN,
    ),
    "two fields of one name": (
        "at 1280 px: two controls of one form",
        "<form><label>A <input name=a></label><label>A <input name=b></label></form>",
        "",
    ),
    "dead link": ("at 1280 px: link to #nowhere leads nowhere", "<a href='#nowhere'>Up</a>", ""),
    "two titles": ("at 1280 px: 2 h1 elements", "<h1>Another</h1>", ""),
    "one id twice": ('at 1280 px: id "twice" occurs twice', "<i id=twice></i><b id=twice></b>", ""),
    "style that is forbidden": ("console error: Applying inline style", "<p style='color: red'>Red</p>", ""),
    "another host": ("request to other.example", "<img alt='' src='http://other.example/x.png'>", ""),
}


@pytest.fixture
def faults(page_for):
    """What the gates say about a page with that body and style."""

    def find(body, css="", policy=POLICY):
        page = page_for(None, WIDE)
        header = {"Content-Security-Policy": policy} if policy else {}
        answers = {
            "**/broken/": {"body": PAGE % body, "content_type": "text/html", "headers": header},
            "**/broken.css": {"body": CSS + css, "content_type": "text/css"},
        }
        for address, answer in answers.items():
            page.route(address, lambda route, _request, answer=answer: route.fulfill(**answer))
        found = look(page, "/broken/", Page("broken", "public", str))
        page.unroute_all()
        return found

    return find


def test_a_sound_page_passes(faults):
    assert faults("<form><label>Name <input name=n></label><button>Go</button></form>") == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_where_it_is(faults, name):
    expected, body, css = FAULTS[name]

    found = faults(body, css)

    assert any(line.startswith(expected) for line in found), found


def test_a_page_without_a_policy_is_found(faults):
    assert "no Content-Security-Policy" in faults("<p>Words</p>", policy="")


def test_a_heavy_page_is_found(faults):
    noise = "".join(f"{number * 7919 % 1_000_003:x}" for number in range(40_000))

    assert any("bytes compressed" in line for line in faults(f"<!-- {noise} -->"))
