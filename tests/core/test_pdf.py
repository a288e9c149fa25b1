"""PDFs: tagged, readable by machines, and closed to the outside world."""

import functools
import http.server
import io
import sys
import threading

import pytest
from django.template import engines
from pypdf import PdfReader

from core import pdf
from core.languages import interface_language
from core.pdf import AttachedFile, PdfFailed, render_pdf
from core.pdf_child import PdfJob, render

HINDI = "प्रविष्टियों की अंतिम तिथि से पहले टीमों ने क्षेत्र में काम किया।"
TEMPLATE = """{% extends "core/documents/base.html" %}
{% block kicker %}Challenge brief{% endblock %}
{% block content %}<h2>The problem</h2><p>{{ text }}</p>
<p lang="hi">{{ hindi }}</p>
<table><caption>Weights</caption><thead><tr><th scope="col">Criterion</th></tr></thead>
<tbody><tr><th scope="row">Effect</th></tr></tbody></table>{% endblock %}"""


@functools.cache
def paper(title="Shade where people wait", **options):
    """TEMPLATE as a PDF; tests that look at the same one share it, because it takes most of a second."""
    template = engines["django"].from_string(TEMPLATE)
    context = {"text": "Waiting at noon: 40 °C", "hindi": HINDI}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "render_to_string", lambda _name, values: template.render(values))
        return render_pdf("x", context, title=title, **options)


def test_own_words_are_in_the_contents_language_only_if_the_interface_has_it(settings):
    settings.LANGUAGES = [("en", "English"), ("hi", "Hindi")]
    assert interface_language("hi") == "hi"
    assert interface_language("pt-br") == "en"


def test_pdf_is_tagged_titled_and_has_a_language():
    reader = PdfReader(io.BytesIO(paper(language="es")))

    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "es"
    assert reader.metadata.title == "Shade where people wait"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert "/StructTreeRoot" in root


def test_pdf_says_what_the_template_says():
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper())).pages)

    assert "Shade where people wait" in text
    assert "Waiting at noon: 40 °C" in text
    assert "Made by CityRelay on" in text


def test_pdf_keeps_the_text_of_devanagari_beside_its_glyphs():
    page = PdfReader(io.BytesIO(paper())).pages[0]

    assert HINDI.encode("utf-16-be").hex().encode() in page.get_contents().get_data().lower()


def test_pdf_carries_attachments():
    content = paper(attachments=(AttachedFile("scores.csv", b"a;b\n", "Scores"),))

    assert PdfReader(io.BytesIO(content)).attachments["scores.csv"] == [b"a;b\n"]


def test_pdf_embeds_its_own_fonts_only():
    page = PdfReader(io.BytesIO(paper())).pages[0]

    fonts = [font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()]
    assert fonts
    assert all("Noto" in name for name in fonts)


def test_endless_document_ends_with_a_clear_failure(monkeypatch):
    monkeypatch.setattr(pdf, "TIMEOUT", 0.05)

    with pytest.raises(PdfFailed, match="took longer"):
        paper.__wrapped__()  # not what another test left


def test_child_that_dies_is_a_failure_with_its_last_words(monkeypatch):
    job = PdfJob(html="<p>x")
    job.css = None  # WeasyPrint refuses

    with pytest.raises(PdfFailed):
        pdf._run(job)


@pytest.fixture
def outside(tmp_path):
    """A server and a file that nobody must come to: (address, path of the file, list of requests)."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(302 if self.path == "/hop" else 200)
            self.send_header("Location", "/final")
            self.end_headers()

        def log_message(self, *args):
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()  # soon stopped
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP-SECRET-CONTENT")
    yield f"http://127.0.0.1:{server.server_port}", secret, asked
    server.shutdown()
    server.server_close()


VECTORS = {
    "img over http": '<img alt="x" src="{web}/a.png">',
    "img from a file": '<img alt="x" src="file://{file}">',
    "img over ftp": '<img alt="x" src="ftp://127.0.0.1/{file}">',
    "img from data": '<img alt="x" src="data:image/svg+xml;base64,PHN2Zy8+">',
    "redirect": '<img alt="x" src="{web}/hop">',
    "css import": '<style>@import "{web}/a.css"; @import "file://{file}";</style>',
    "font face": (
        "<style>@font-face {{ font-family: f; src: url(file://{file}), url({web}/f.ttf) }}"
        " p {{ font: 9pt f }}</style>"
    ),
    "style sheet link": '<link rel="stylesheet" href="{web}/a.css"><link rel="stylesheet" href="file://{file}">',
    "object and embed": '<object data="file://{file}"></object><embed src="{web}/a.png">',
    "attached link": '<link rel="attachment" href="file://{file}"><a rel="attachment" href="file://{file}">x</a>',
    "svg image": '<svg width="9" height="9"><image href="file://{file}"/><use href="{web}/a.svg#x"/></svg>',
    "svg text": '<svg><style>@import "{web}/a.css";</style><text>x</text></svg>',
    "css url": '<p style="background:url({web}/a.png);list-style-image:url(file://{file});content:url({web}/b)">x</p>',
    "relative": '<base href="file://{folder}/"><img alt="x" src="secret.txt"><img alt="y" src="/etc/passwd">',
    "scheme in capitals": '<img alt="x" src="FILE://{file}"><img alt="x" src=" file://{file}">',
    "our own names abused": '<img alt="x" src="font:../../{file}"><img alt="x" src="static:../{file}">',
}


@pytest.mark.parametrize("name", VECTORS)
def test_pdf_fetches_nothing(name, outside):
    web, secret, asked = outside
    body = VECTORS[name].format(web=web, file=secret, folder=secret.parent)
    opened = []
    _listeners.append(lambda event, path: opened.append(path) if str(secret.parent) in str(path) else None)

    content = render(PdfJob(html=f'<html lang="en"><title>t</title><h1>t</h1>{body}<p>end', base_url=web))

    _listeners.pop()
    assert content.startswith(b"%PDF")
    assert asked == []
    assert opened == []
    reader = PdfReader(io.BytesIO(content))
    assert not reader.attachments
    assert b"TOP-SECRET-CONTENT" not in content


_listeners: list = []


def _hear(event, arguments):
    """Audit hooks cannot be taken off again: one stays, and passes on to whoever listens."""
    if event == "open" and _listeners:
        _listeners[-1](event, arguments[0])


sys.addaudithook(_hear)
