"""The bag: checked here by hashing every file, with none of the product's own code."""

import hashlib
import io
import json
import re
import zipfile
from datetime import date

import pytest
import yaml

from transfer.bag import UnsafeName, build_bag, check_names, source_names

ON = date(2026, 11, 20)
PAYLOAD = {"README.md": b"# Hello\n", "manuals/vendors/manual.en.html": b"<p>Hi</p>", "a b%.txt": b"x"}


def files_of(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def assert_is_valid_bag(packed: bytes) -> dict[str, bytes]:
    """One folder; each manifest lists each payload file with its true checksum. Gives the payload."""
    files = files_of(packed)
    tops = {name.split("/")[0] for name in files}
    assert len(tops) == 1
    top = tops.pop()
    inner = {name[len(top) + 1 :]: content for name, content in files.items()}
    assert inner["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    payload = {name[5:]: content for name, content in inner.items() if name.startswith("data/")}
    tags = {name for name in inner if not name.startswith(("data/", "tagmanifest-"))}
    for algorithm in ("sha256", "sha512"):
        assert listed(inner[f"manifest-{algorithm}.txt"], inner, algorithm) == {f"data/{n}" for n in payload}
        assert listed(inner[f"tagmanifest-{algorithm}.txt"], inner, algorithm) == tags
    oxum = re.search(r"^Payload-Oxum: (\d+)\.(\d+)$", inner["bag-info.txt"].decode(), re.MULTILINE)
    assert (int(oxum[1]), int(oxum[2])) == (sum(map(len, payload.values())), len(payload))
    return payload


def listed(manifest: bytes, inner: dict[str, bytes], algorithm: str) -> set[str]:
    names = set()
    for line in manifest.decode().splitlines():
        digest, name = line.split("  ", 1)
        name = name.replace("%25", "%")
        assert hashlib.new(algorithm, inner[name]).hexdigest() == digest
        names.add(name)
    return names


def test_bag_lists_every_file_with_its_checksums():
    packed = build_bag("market-1.0.0", PAYLOAD, info={"Contact-Email": "a@example.org"}, on=ON)

    assert assert_is_valid_bag(packed) == PAYLOAD


def test_same_input_gives_the_same_bytes():
    again = dict(reversed(PAYLOAD.items()))

    first, second = (build_bag("m-1.0.0", payload, info={}, on=ON) for payload in (PAYLOAD, again))

    assert first == second


def test_a_changed_byte_changes_the_manifest():
    first = files_of(build_bag("m", PAYLOAD, info={}, on=ON))
    second = files_of(build_bag("m", {**PAYLOAD, "README.md": b"# Hallo\n"}, info={}, on=ON))

    assert first["m/manifest-sha256.txt"] != second["m/manifest-sha256.txt"]


def test_a_line_break_in_the_info_cannot_add_a_line():
    packed = build_bag(
        "m", PAYLOAD, info={"External-Description": "x\nContact-Email: evil@example.org"}, on=ON
    )

    info = files_of(packed)["m/bag-info.txt"].decode()

    assert [line.split(":")[0] for line in info.splitlines()] == [
        "External-Description",
        "Bagging-Date",
        "Payload-Oxum",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "a/../../evil.txt",
        "/etc/passwd",
        "a//b",
        "a/./b",
        "C:\\evil.txt",
        "..\\evil.txt",
        "c:evil",
        "con",
        "docs/NUL.txt",
        "COM¹.txt",
        "con .txt",
        "市" * 100,
        "a\nb",
        "a\x00b",
        "report\u202etxt.exe",
        "dot.",
        " lead",
        "x" * 300,
        "",
    ],
)
def test_unsafe_names_are_refused(name):
    with pytest.raises(UnsafeName):
        build_bag("m", {name: b"x"}, info={}, on=ON)


@pytest.mark.parametrize("names", [["A.txt", "a.txt"], ["é", "e\u0301"], ["a", "a/b"]])
def test_names_that_clash_somewhere_are_refused(names):
    with pytest.raises(UnsafeName):
        check_names(names)


def test_source_loses_its_outer_folder_and_litter():
    names = ["market-1.0/README.md", "market-1.0/app/a.py", "__MACOSX/x", "market-1.0/.git/config"]

    assert set(source_names(names).values()) == {"README.md", "app/a.py"}


@pytest.mark.parametrize("name", ["../evil", "/abs", "a/../../b", "c:\\x"])
def test_source_that_leads_outside_is_refused(name):
    with pytest.raises(UnsafeName):
        source_names(["ok.txt", name])


@pytest.mark.django_db
def test_release_bag_is_whole_and_tells_nothing_else(release_bag):
    packed, secrets = release_bag

    payload = assert_is_valid_bag(packed)

    assert {
        "README.md",
        "CHANGELOG.md",
        "publiccode.yml",
        "CITATION.cff",
        "REUSE.toml",
        "LICENSES/EUPL-1.2.txt",
        "LICENSES/CC-BY-4.0.txt",
        "LICENSES/CC0-1.0.txt",
        "manuals/administrators/manual.en.pdf",
        "manuals/administrators/manual.en.html",
        "manuals/vendors/manual.es.pdf",
        "source/app/main.py",
        "replication/checklist.json",
        "replication/standard-for-public-code.json",
        "ro-crate-metadata.json",
        "ro-crate-preview.html",
        "lessons/lessons.md",
    } <= set(payload)
    everything = "\n".join(payload).encode() + b"\n".join(payload.values())
    for secret in secrets:
        assert secret.encode() not in everything


@pytest.mark.django_db
def test_metadata_lists_every_file(release_bag):
    payload = assert_is_valid_bag(release_bag[0])
    graph = json.loads(payload["ro-crate-metadata.json"])["@graph"]
    entities = {entity["@id"]: entity for entity in graph}
    files = set(payload) - {"ro-crate-metadata.json"}

    assert {entity["@id"] for entity in graph if entity["@type"] == "File"} == files
    assert {part["@id"] for part in entities["./"]["hasPart"]} == files
    assert entities["./"]["datePublished"] == ON.isoformat()
    assert entities["./"]["license"]["@id"] in entities
    manual = entities["manuals/vendors/manual.es.pdf"]
    assert manual["inLanguage"] == "es"
    assert entities[manual["audience"]["@id"]]["@type"] == "Audience"
    assert int(manual["contentSize"]) == len(payload["manuals/vendors/manual.es.pdf"])


@pytest.mark.django_db
def test_papers_for_catalogues_say_what_they_must(release_bag):
    payload = assert_is_valid_bag(release_bag[0])
    public = yaml.safe_load(payload["publiccode.yml"])
    citation = yaml.safe_load(payload["CITATION.cff"])

    assert public["publiccodeYmlVersion"] == "0.7"
    assert public["legal"]["license"] == "EUPL-1.2"
    assert len(public["description"]["en"]["shortDescription"]) <= 150
    assert len(public["description"]["en"]["longDescription"]) >= 150
    assert public["usedBy"] == ["Kampala"]
    assert public["localisation"]["availableLanguages"] == ["en", "es"]
    assert citation["cff-version"] == "1.2.0"
    assert citation["authors"] == [{"name": "IMEPLAN"}]
    assert payload["manuals/vendors/manual.es.pdf"].startswith(b"%PDF")
