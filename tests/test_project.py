"""The project's own papers: locks, licence, public metadata and the promises of the README."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
LOCKS = [ROOT / "requirements/runtime.txt", ROOT / "requirements/dev.txt"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PUBLICCODE = yaml.safe_load((ROOT / "publiccode.yml").read_text())
README = (ROOT / "README.md").read_text()


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(path):
    """Name → version and number of hashes of everything that the file pins."""
    text = path.read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found = {}
    for line in lines:
        pin = re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", line)
        assert pin, f"not an exact pin: {line[:80]}"
        found[canonical(pin[1])] = (pin[2], line.count("--hash=sha256:"))
    return found


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_lock_holds_hashes_and_no_address(path):
    assert all(hashes for _version, hashes in locked(path).values())
    assert not re.search(r"://|--(extra-)?index-url|--find-links|^-e|@ file", path.read_text(), re.MULTILINE)


def test_locks_hold_every_declared_dependency():
    runtime, dev = locked(LOCKS[0]), locked(LOCKS[1])
    wanted = {canonical(re.split(r"[\[~>=<! ]", line)[0]) for line in PROJECT["project"]["dependencies"]}
    tools = {canonical(re.split(r"[\[~>=<! ]", line)[0]) for line in PROJECT["dependency-groups"]["dev"]}

    assert wanted <= set(runtime)
    assert tools <= set(dev)


def test_development_uses_the_same_runtime():
    runtime, dev = locked(LOCKS[0]), locked(LOCKS[1])

    assert {name: dev.get(name) for name in runtime} == runtime


def test_only_the_maintained_state_machine_is_locked():
    for path in LOCKS:
        assert "django-fsm-2" in locked(path)
        assert "django-fsm" not in locked(path)


def test_licence_is_the_eupl_everywhere():
    assert (ROOT / "LICENSE").read_text().startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert PROJECT["project"]["license"] == "EUPL-1.2"
    assert PUBLICCODE["legal"]["license"] == "EUPL-1.2"


def test_publiccode_has_what_version_0_7_demands():
    required = (
        "publiccodeYmlVersion name url platforms developmentStatus softwareType description legal "
        "maintenance localisation"
    )

    assert set(required.split()) <= set(PUBLICCODE)
    assert PUBLICCODE["publiccodeYmlVersion"] == "0.7"
    assert PUBLICCODE["softwareVersion"] == PROJECT["project"]["version"]
    assert PUBLICCODE["maintenance"]["contacts"]
    assert set(PUBLICCODE["localisation"]) == {"localisationReady", "availableLanguages"}


@pytest.mark.parametrize("language", PUBLICCODE["description"])
def test_publiccode_descriptions_have_the_right_length(language):
    description = PUBLICCODE["description"][language]

    assert len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10000
    assert description["features"]


def test_readme_names_the_two_commands_and_the_state_machine():
    for promise in ("make run", "make test", "django-fsm-2", "EUPL-1.2"):
        assert promise in README


@pytest.mark.parametrize(
    "paper", ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "docs/running.md"]
)
def test_links_between_our_papers_lead_somewhere(paper):
    path = ROOT / paper
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text())

    missing = [target for target in targets if not (path.parent / target).exists()]

    assert missing == []


def test_readme_maps_every_app():
    for app in ("core", "network", "challenges", "submissions", "juries", "cocreation", "transfer", "demo"):
        assert f"`{app}/`" in README


def test_running_guide_explains_every_setting():
    settings = (ROOT / "config/settings.py").read_text()
    read = re.findall(r'env\.(?:\w+)\(\s*"([A-Z_]+)"', settings)
    explained = (ROOT / "docs/running.md").read_text()

    assert [name for name in read if f"`{name}`" not in explained] == []


def test_makefile_has_the_promised_targets():
    makefile = (ROOT / "Makefile").read_text()

    for target in ("run", "reset", "test", "lint", "secrets", "audit", "lock", "messages"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_shell_scripts_parse():
    for path in [*ROOT.glob("scripts/*.sh"), ROOT / ".ci/run"]:
        shell = "bash" if path.name == "run" else "sh"
        assert subprocess.run([shell, "-n", path]).returncode == 0, path


def test_files_that_the_documentation_names_exist():
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    named = {
        (page.name, name)
        for page in pages
        for name in re.findall(r"`([a-z_]+/[a-z_0-9/]*(?:\.(?:py|html|js|css))?)`", page.read_text())
        if (ROOT / name.split("/")[0]).is_dir() and not name.startswith("var/")
    }

    assert [place for place in sorted(named) if not (ROOT / place[1]).exists()] == []
