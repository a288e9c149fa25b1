"""How to cite a release (CITATION.cff 1.2.0), and under which terms each file is (REUSE 3.3)."""

import json

import yaml

from transfer.papers.facts import ReleaseFacts
from transfer.spdx import METADATA

METADATA_FILES = ["ro-crate-metadata.json", "publiccode.yml", "CITATION.cff", "replication/**"]
TEXT_FILES = ["README.md", "CHANGELOG.md", "ro-crate-preview.html", "manuals/**", "lessons/**"]


def citation(facts: ReleaseFacts) -> str:
    """The text of CITATION.cff."""
    paper = {
        "cff-version": "1.2.0",
        "message": "If you use this solution, please cite it as below.",
        "type": "software",
        "title": facts.title,
        "abstract": facts.summary,
        "authors": [{"name": name} for name in [facts.publisher, *facts.partners]],
        "version": facts.number,
        "date-released": facts.published_on.isoformat(),
        "license": facts.licence_code,
        "url": facts.url,
    }
    if facts.repository_url:
        paper["repository-code"] = facts.repository_url
    return yaml.safe_dump(paper, sort_keys=False, allow_unicode=True, width=100)


def reuse_toml(facts: ReleaseFacts) -> str:
    """The text of REUSE.toml; in the source, what a file says itself comes first."""
    parts = [(METADATA_FILES, METADATA, "override"), (TEXT_FILES, facts.licence_text_code, "override")]
    source_licence = facts.licence_code if facts.has_source else facts.licence_text_code
    parts.append((["source/**"], source_licence, "closest"))
    return "version = 1\n" + "".join(_annotation(facts, *part) for part in parts)


def used_licences(facts: ReleaseFacts) -> list[str]:
    """The licences whose texts belong into LICENSES/: those in use, and no other."""
    source = [facts.licence_code] if facts.has_source else []
    return sorted({METADATA, facts.licence_text_code, *source})


def _annotation(facts: ReleaseFacts, paths: list[str], licence: str, precedence: str) -> str:
    owner = f"{facts.published_on.year} {facts.publisher}"
    # JSON strings without control characters are TOML strings too.
    return (
        "\n[[annotations]]\n"
        f"path = {json.dumps(paths)}\n"
        f'precedence = "{precedence}"\n'
        f"SPDX-FileCopyrightText = {json.dumps(owner, ensure_ascii=False)}\n"
        f'SPDX-License-Identifier = "{licence}"\n'
    )
