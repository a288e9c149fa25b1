"""Markdown to safe HTML, and other people's HTML to Markdown."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdownify import markdownify

TAGS = {
    "p",
    "br",
    "hr",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "del",
    "code",
    "pre",
    "blockquote",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
ATTRIBUTES = {"a": {"href", "title"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
_parser = MarkdownIt("js-default", {"linkify": False, "html": False})


def render(text: str, *, top_heading: int = 3) -> SafeString:
    """HTML of a Markdown text: no scripts, no images, headings from level `top_heading` on."""
    tokens = _parser.parse(text or "")
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = top_heading - min(levels) if levels else 0
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + shift)}"
    html = _parser.renderer.render(tokens, _parser.options, {})
    return mark_safe(_clean(html))


def _clean(html: str) -> str:
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer nofollow"
    )


def markdown_from_html(html: str, *, newline_style: str = "spaces") -> str:
    """Markdown of somebody else's HTML: nothing executable, structure and links kept."""
    cleaned = nh3.clean(
        html or "",
        tags=TAGS | {"h1", "b", "i", "u", "s", "div", "span", "dl", "dt", "dd"},
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        clean_content_tags={"script", "style", "iframe", "object", "svg", "noscript", "template"},
        link_rel=None,
    )
    text = markdownify(
        cleaned, heading_style="ATX", bullets="-", escape_asterisks=True, newline_style=newline_style
    )
    lines = [line.rstrip() for line in text.replace("\xa0", " ").split("\n")]
    return "\n".join(line for n, line in enumerate(lines) if line or (n and lines[n - 1])).strip()
