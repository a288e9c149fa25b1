"""Plain papers as OpenDocument text: headings, paragraphs, notes and lists, written without a library."""

import io
import re
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

TYPE = "application/vnd.oasis.opendocument.text"
SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(
    f'xmlns:{short}="{address}"'
    for short, address in {
        "office": f"{SPACE}office:1.0",
        "text": f"{SPACE}text:1.0",
        "style": f"{SPACE}style:1.0",
        "fo": f"{SPACE}xsl-fo-compatible:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "manifest": f"{SPACE}manifest:1.0",
    }.items()
)
SIZES = {1: "22pt", 2: "16pt", 3: "12pt"}
MOMENT = (2020, 1, 1, 0, 0, 0)  # the same paper has the same bytes


class Paper:
    """A paper that is being written; its title is the first heading."""

    def __init__(self, title: str, language: str) -> None:
        self.title, self.language = title, language
        self.body: list[str] = []
        self.heading(title, 1)

    def heading(self, text: str, level: int) -> None:
        """A heading of level 1 to 3."""
        name = f'text:style-name="Heading_20_{level}" text:outline-level="{level}"'
        self.body.append(f"<text:h {name}>{escape(_storable(text))}</text:h>")

    def text(self, text: str, style: str = "Text_20_body") -> None:
        """A paragraph for each line; an empty text leaves room."""
        for line in _storable(text).split("\n"):
            self.body.append(f'<text:p text:style-name="{style}">{escape(line)}</text:p>')

    def note(self, text: str) -> None:
        """A paragraph in smaller letters."""
        self.text(text, "Note")

    def items(self, texts: Iterable[str]) -> None:
        """A list, nothing where there are no items."""
        rows = "".join(
            f'<text:list-item><text:p text:style-name="Text_20_body">{escape(_storable(one))}</text:p>'
            "</text:list-item>"
            for one in texts
        )
        if rows:
            self.body.append(f"<text:list>{rows}</text:list>")


def odt_of(paper: Paper) -> bytes:
    """The file; the same paper gives the same bytes."""
    files = {
        "content.xml": _document("document-content", f"<office:text>{''.join(paper.body)}</office:text>"),
        "styles.xml": _root("document-styles", _styles(paper.language)),
        "meta.xml": _root("document-meta", _meta(paper)),
        "META-INF/manifest.xml": _manifest(),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        # Readers know the file by its first entry, which is not packed.
        archive.writestr(zipfile.ZipInfo("mimetype", MOMENT), TYPE)
        for name, text in files.items():
            info = zipfile.ZipInfo(name, MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return target.getvalue()


def _storable(text: str) -> str:
    """The text without the control signs that XML cannot hold."""
    plain = text.replace("\r\n", "\n")
    return re.sub("[^\\n\\t\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", plain)


def _root(name: str, inside: str) -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<office:{name} {NAMES} office:version="1.3">{inside}</office:{name}>'


def _document(name: str, inside: str) -> str:
    return _root(name, f"<office:body>{inside}</office:body>")


def _styles(language: str) -> str:
    code, _dash, country = language.partition("-")
    place = f"fo:language={quoteattr(code)} fo:country={quoteattr(country.upper() or 'none')}"
    headings = "".join(
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}" '
        f'style:family="paragraph" style:default-outline-level="{level}">'
        '<style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.15cm" '
        'fo:keep-with-next="always"/>'
        f'<style:text-properties fo:font-size="{size}" fo:font-weight="bold"/></style:style>'
        for level, size in SIZES.items()
    )
    return (
        '<office:styles><style:default-style style:family="paragraph">'
        f'<style:text-properties fo:font-size="11pt" {place}/></style:default-style>{headings}'
        '<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph">'
        '<style:paragraph-properties fo:margin-bottom="0.2cm"/></style:style>'
        '<style:style style:name="Note" style:family="paragraph"><style:text-properties '
        'fo:font-size="9pt" fo:color="#555555"/></style:style></office:styles>'
    )


def _meta(paper: Paper) -> str:
    title, language = escape(_storable(paper.title)), escape(paper.language)
    return f"<office:meta><dc:title>{title}</dc:title><dc:language>{language}</dc:language></office:meta>"


def _manifest() -> str:
    rows = [("/", TYPE), *((name, "text/xml") for name in ("content.xml", "styles.xml", "meta.xml"))]
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in rows
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<manifest:manifest {NAMES} manifest:version="1.3">{entries}</manifest:manifest>'
