"""Brings database, static files and demo up to date. Each step notices when it has nothing to do."""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands


def main() -> None:
    """Leaves an installation behind that can be served; with --accounts it names the demo's people."""
    options = argparse.ArgumentParser()
    options.add_argument("--accounts", action="store_true")
    try:
        django.setup()
    except ImproperlyConfigured as refusal:
        sys.exit(str(refusal))
    if options.parse_args().accounts:
        if settings.DEMO:
            call_if_there("demo_accounts")
        return
    Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
    compile_translations()
    if faults := faults_at_start():
        sys.exit("CityRelay does not start like this.\n" + "\n".join(faults))
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if static_files_changed():
        print("Collecting the static files", flush=True)
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    if settings.DEMO:
        print("Loading the demo (the first time this takes a minute)", flush=True)
        call_if_there("load_demo")


def faults_at_start() -> list[str]:
    """What the checks find wrong, a mistyped path or an unsafe setting, before anything is half started."""
    return [str(found) for found in run_checks() if found.is_serious()]


def compile_translations() -> None:
    """Makes the files that Django reads out of those that people write, without gettext's own tools."""
    for source in ROOT.glob("locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as po, target.open("wb") as mo:
                write_mo(mo, read_po(po))


def call_if_there(command: str) -> None:
    """Runs a command of one of our apps."""
    if command in get_commands():
        call_command(command)


def static_files_changed() -> bool:
    """Whether something was added, changed or removed since the last collection."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return True
    collected = manifest.stat().st_mtime
    sources = [ROOT / "requirements" / "runtime.txt", ROOT / "static", *ROOT.glob("static/**/*")]
    return any(path.stat().st_mtime > collected for path in sources)


if __name__ == "__main__":
    main()
