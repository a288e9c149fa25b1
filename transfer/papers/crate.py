"""RO-Crate 1.2: every file of the release described for machines, and a page for people."""

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from transfer.papers.facts import ManualFacts, PayloadFile, ReleaseFacts, bcp47
from transfer.spdx import METADATA, licence_name, licence_url

TYPES = {
    "pdf": "application/pdf",
    "html": "text/html",
    "md": "text/markdown",
    "json": "application/json",
    "yml": "application/yaml",
    "cff": "application/yaml",
    "toml": "application/toml",
    "txt": "text/plain",
    "csv": "text/csv",
    "py": "text/x-python",
    "js": "text/javascript",
}


def crate_metadata(facts: ReleaseFacts, files: Sequence[PayloadFile]) -> str:
    """ro-crate-metadata.json; `files` are all other files of the payload."""
    graph = [_descriptor(), _root(facts, files), _software(facts), *_people(facts), *_licences(facts)]
    graph += _audiences(facts)
    manuals = {f"{manual.stem}.{kind}": manual for manual in facts.manuals for kind in ("pdf", "html")}
    graph += [_file(facts, file, manuals.get(file.name)) for file in files]
    context = "https://w3id.org/ro/crate/1.2/context"
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=2) + "\n"


def _descriptor() -> dict[str, Any]:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
        "license": {"@id": licence_url(METADATA)},
    }


def _root(facts: ReleaseFacts, files: Sequence[PayloadFile]) -> dict[str, Any]:
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{facts.title} {facts.number}",
        "description": facts.summary,
        "datePublished": facts.published_on.isoformat(),
        "version": facts.number,
        "license": {"@id": licence_url(facts.licence_text_code)},
        "publisher": {"@id": facts.publisher_url},
        "author": [{"@id": facts.publisher_url}, *({"@id": _partner(n)} for n in range(len(facts.partners)))],
        "contactPoint": {"@id": f"mailto:{facts.contact_email}"},
        "url": facts.url,
        "inLanguage": facts.languages(),
        "mainEntity": {"@id": "#software"},
        "hasPart": [{"@id": _address(file.name)} for file in files],
    }
    if facts.based_on_url:
        root["isBasedOn"] = facts.based_on_url
    return root


def _software(facts: ReleaseFacts) -> dict[str, Any]:
    software = {
        "@id": "#software",
        "@type": "SoftwareApplication",
        "name": facts.title,
        "softwareVersion": facts.number,
        "applicationCategory": "GovernmentApplication",
        "license": {"@id": licence_url(facts.licence_code)},
        "url": facts.repository_url or facts.url,
    }
    if facts.based_on_url:
        software["isBasedOn"] = facts.based_on_url
    return software


def _people(facts: ReleaseFacts) -> list[dict[str, Any]]:
    contact = {
        "@id": f"mailto:{facts.contact_email}",
        "@type": "ContactPoint",
        "name": facts.contact_name,
        "email": facts.contact_email,
        "contactType": "maintenance",
    }
    publisher = {
        "@id": facts.publisher_url,
        "@type": "Organization",
        "name": facts.publisher,
        "url": facts.publisher_url,
        "contactPoint": {"@id": contact["@id"]},
    }
    partners = [
        {"@id": _partner(n), "@type": "Organization", "name": name} for n, name in enumerate(facts.partners)
    ]
    return [publisher, contact, *partners]


def _partner(n: int) -> str:
    return f"#partner-{n + 1}"


def _licences(facts: ReleaseFacts) -> list[dict[str, Any]]:
    codes = sorted({METADATA, facts.licence_code, facts.licence_text_code})
    return [
        {"@id": licence_url(code), "@type": "CreativeWork", "name": licence_name(code), "identifier": code}
        for code in codes
    ]


def _audiences(facts: ReleaseFacts) -> list[dict[str, Any]]:
    titles = {manual.audience: manual.audience_title for manual in facts.manuals}
    return [
        {"@id": f"#audience-{slug}", "@type": "Audience", "name": title, "audienceType": title}
        for slug, title in sorted(titles.items())
    ]


def _file(facts: ReleaseFacts, file: PayloadFile, manual: ManualFacts | None) -> dict[str, Any]:
    ending = file.name.rpartition(".")[2].lower()
    entity: dict[str, Any] = {
        "@id": _address(file.name),
        "@type": "File",
        "name": manual.title if manual else file.name.rpartition("/")[2],
        "contentSize": str(file.size),
        "encodingFormat": TYPES.get(ending, "application/octet-stream"),
    }
    if manual:
        entity |= {
            "inLanguage": bcp47(manual.language),
            "audience": {"@id": f"#audience-{manual.audience}"},
            "license": {"@id": licence_url(facts.licence_text_code)},
        }
    elif file.name.startswith("source/") and facts.has_source:
        entity["license"] = {"@id": licence_url(facts.licence_code)}
    return entity


def _address(name: str) -> str:
    """A path as a relative address: spaces and the like written as RO-Crate asks."""
    return "".join(c if c.isalnum() or c in "/._-~()+,=@!$&'*" else _escaped(c) for c in name)


def _escaped(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


def crate_preview(facts: ReleaseFacts, files: Sequence[PayloadFile]) -> str:
    """ro-crate-preview.html: the same for people, as one plain page."""
    rows = "".join(
        f'<li><a href="{escape(_address(file.name))}">{escape(file.name)}</a> ({file.size} bytes)</li>\n'
        for file in files
    )
    return (
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f"<title>{escape(facts.title)} {escape(facts.number)}</title></head>\n<body>\n"
        f"<h1>{escape(facts.title)} {escape(facts.number)}</h1>\n<p>{escape(facts.summary)}</p>\n"
        f"<p>{escape(facts.publisher)}, {facts.published_on.isoformat()}. "
        f'<a href="{escape(facts.url)}">{escape(facts.url)}</a></p>\n'
        f"<h2>Files</h2>\n<ul>\n{rows}</ul>\n</body>\n</html>\n"
    )
