"""The process that renders one PDF: the only code that touches WeasyPrint. It knows nothing of Django.

core.pdf starts it, hands it a pickled job on standard input and reads the PDF from standard output.
"""

import pickle
import sys
from dataclasses import dataclass, field
from pathlib import Path

from core.foreign.limits import MEGABYTE, Limits, confine
from core.pictograms import spelled_out

# Measured: 0.3 GB of addresses for one page, 0.5 GB for a table of four thousand rows.
LIMITS = Limits(memory=1536 * MEGABYTE, processor=60, wall=90)
FONTS = {
    "font:noto-sans": ("noto-sans", "normal"),
    "font:noto-sans-italic": ("noto-sans", "italic"),
    "font:noto-sans-devanagari": ("noto-sans-devanagari", "normal"),
}


@dataclass
class PdfJob:
    """What the child needs to know, in plain values."""

    html: str
    css: str = ""
    base_url: str = ""
    pictures: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    attachments: list[tuple[str, bytes, str]] = field(default_factory=list)


def main() -> None:
    """Render the job on standard input."""
    confine(LIMITS)
    job = pickle.load(sys.stdin.buffer)  # noqa: S301 written by our own parent process
    sys.stdout.buffer.write(render(job))


def render(job: PdfJob) -> bytes:
    """The PDF of the job."""
    # Slow to import and needed in this process only.
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    _keep_text_of_complex_scripts()
    fetcher = closed_fetcher(job.pictures)
    fonts = FontConfiguration()
    style = weasyprint.CSS(string=job.css, font_config=fonts, url_fetcher=fetcher)
    attachments = [
        weasyprint.Attachment(string=content, name=name, description=description, relationship="Supplement")
        for name, content, description in job.attachments
    ]
    html = spelled_out(job.html, code_points())
    page = weasyprint.HTML(string=html, base_url=job.base_url or None, url_fetcher=fetcher)
    return page.write_pdf(
        stylesheets=[style], font_config=fonts, attachments=attachments, pdf_variant="pdf/ua-1", pdf_tags=True
    )


def code_points() -> set[int]:
    """What our fonts can show."""
    import fontpkg
    from fontTools.ttLib import TTFont

    paths = [fontpkg.path(name, style=style) for name, style in FONTS.values()]
    return {code for path in paths for code in TTFont(path, lazy=True).getBestCmap()}


def closed_fetcher(pictures: dict[str, tuple[bytes, str]]):
    """A fetcher that opens no address at all: it hands over our fonts and the given pictures by name."""
    import fontpkg
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class ClosedFetcher(URLFetcher):
        def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
            if url in FONTS:
                name, style = FONTS[url]
                body = Path(fontpkg.path(name, style=style)).read_bytes()
                return URLFetcherResponse(url, body, {"Content-Type": "font/ttf"})
            if url in pictures:
                body, media_type = pictures[url]
                return URLFetcherResponse(url, body, {"Content-Type": media_type})
            raise ValueError("documents fetch nothing")

    return ClosedFetcher(allowed_protocols=(), allow_redirects=False)


def _keep_text_of_complex_scripts() -> None:
    """Write the text of Devanagari and similar lines beside their glyphs: copying and reading aloud work.

    WeasyPrint draws such lines in visual order and its glyph-to-text table cannot be undone; the PDF's
    ActualText says what the line reads.
    """
    import pydyf
    from weasyprint.draw import text

    if hasattr(text.draw_first_line, "keeps_text"):
        return
    original = text.draw_first_line

    def draw_first_line(stream, textbox, *args, **kwargs):
        if not any("\u0590" <= letter < "\u1100" for letter in textbox.text):
            return original(stream, textbox, *args, **kwargs)
        words = pydyf.Dictionary({"ActualText": pydyf.String(textbox.text)})
        stream.begin_marked_content("Span", words)
        emojis = original(stream, textbox, *args, **kwargs)
        stream.end_marked_content()
        return emojis

    draw_first_line.keeps_text = True  # type: ignore[attr-defined]
    text.draw_first_line = draw_first_line


if __name__ == "__main__":
    main()
