"""Files of strangers are opened in children with limits, and each refusal is a sentence."""

import ast
import io
import os
import signal
from pathlib import Path

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from bench.bombs import pdf_bomb
from bench.foreign_files import peak
from core import child, outbox
from core.cleaning import clean_copy
from core.files import store_upload
from core.foreign.limits import MEGABYTE, Limits
from core.foreign.verdicts import Unfit
from core.models import Notice, StoredFile
from core.verdicts import SENTENCES
from core.workflow import Refused
from tests.core.corpus import UNFIT, archive, locked_pdf, pdf, picture
from tests.factories import StoredFileFactory, UserFactory

ROOT = Path(__file__).resolve().parents[2]
PARSERS = {"pikepdf", "PIL", "zipfile", "tarfile", "openpyxl", "docx", "odf"}


def store(name, content):
    upload = SimpleUploadedFile(name, content)
    return store_upload(upload, by=UserFactory(), kinds=("pdf", "png", "jpeg", "zip"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", UNFIT)
def test_what_is_wrong_inside_is_a_sentence(name):
    make, code = UNFIT[name]

    with pytest.raises(ValidationError) as refusal:
        store(name, make())

    assert refusal.value.messages == [str(SENTENCES[code])]
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_pdf_that_opens_without_a_password_is_taken():
    assert store("owner.pdf", locked_pdf(user="")).kind == "pdf"


@pytest.mark.django_db
def test_bomb_takes_no_memory_of_the_process_that_asks():
    bomb = pdf_bomb(300)
    assert len(bomb) < 320_000
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before = peak()

    with pytest.raises(ValidationError):
        store("a.pdf", bomb)

    assert peak() - before < 30


def test_only_children_know_how_to_open_files():
    """Reading archives, papers and pictures has one home; what we pack ourselves is written elsewhere."""
    writers = {"transfer/bag.py", "demo/package.py", "core/odt.py"}
    apps = (
        "core",
        "network",
        "challenges",
        "submissions",
        "juries",
        "cocreation",
        "transfer",
        "config",
        "demo",
    )
    ours = [path for app in apps for path in (ROOT / app).rglob("*.py")]
    found = {str(path.relative_to(ROOT)) for path in ours if PARSERS & imports(path)}

    assert {name for name in found if not name.startswith("core/foreign/")} == writers
    assert not any("ZipFile(" in line and '"w"' not in line for name in writers for line in lines(name))


def imports(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def lines(name):
    return (ROOT / name).read_text().splitlines()


@pytest.mark.parametrize(
    ("task", "content", "limits"),
    [
        ("clean_picture", picture(size=(3000, 3000)), Limits(wall=0.01)),
        ("clean_picture", picture(size=(3000, 3000)), Limits(output=10)),
        ("unpack_zip", archive(a=os.urandom(3 * MEGABYTE)), Limits(memory=150 * MEGABYTE, output=MEGABYTE)),
    ],
)
def test_child_that_takes_too_much_is_ended(task, content, limits):
    options = {"kind": "png"} if task == "clean_picture" else {}

    with pytest.raises(Unfit, match="heavy"):
        child.run(task, io.BytesIO(content), limits=limits, **options)

    assert child.run("check_pdf", io.BytesIO(pdf())) == b""


def test_nursery_that_was_killed_is_started_anew():
    child.run("check_pdf", io.BytesIO(pdf()))
    os.kill(child._nursery._process.pid, signal.SIGKILL)
    child._nursery._process.wait()

    assert child.run("check_pdf", io.BytesIO(pdf())) == b""


def test_file_is_not_refused_because_the_nursery_died_before_its_child_was_born(monkeypatch):
    """Stopped, it takes the file and opens none; killed then, it leaves the question without an answer."""
    child.run("check_pdf", io.BytesIO(pdf()))
    first = child._nursery._process
    first.send_signal(signal.SIGSTOP)
    give = child._Nursery.give

    def give_and_kill(nursery, *descriptors):
        asked = give(nursery, *descriptors)
        if asked is first:
            first.kill()
            first.wait()
        return asked

    monkeypatch.setattr(child._Nursery, "give", give_and_kill)

    assert child.run("check_pdf", io.BytesIO(pdf())) == b""
    assert child._nursery._process is not first


def test_unpacked_files_arrive_whole():
    files = {"a": os.urandom(1000), "b": b"", "c": b"\n" * 10}

    assert child.unpack_zip(io.BytesIO(archive(**files))) == files


@pytest.mark.parametrize("content", [b"[" * 100_000, b"[" + b"{}," * 300_000 + b"{}]", b"{}," * 300_000])
def test_feeds_are_counted_before_they_are_read(content):
    with pytest.raises(Unfit, match="json_large"):
        child.run("check_json", io.BytesIO(content))


@pytest.mark.django_db
def test_file_refused_after_it_was_taken_is_told_to_its_sender():
    stored = StoredFileFactory(quarantined=True, content=locked_pdf(), original_name="plan.pdf")
    outbox.add("scan", dedupe="scan", file=stored.pk)

    outbox.sweep()
    outbox.sweep()

    stored = StoredFile.objects.get(pk=stored.pk)
    assert stored.is_rejected()
    assert stored.reason == SENTENCES["pdf_locked"]
    [letter] = mail.outbox
    assert letter.to == [stored.uploaded_by.email]
    assert "plan.pdf" in letter.subject
    assert stored.reason in " ".join(letter.body.split())
    assert Notice.objects.get().user == stored.uploaded_by


@pytest.mark.django_db
def test_copy_for_juries_is_made_once_by_the_worker(monkeypatch):
    stored = store("a.pdf", pdf())
    outbox.sweep()
    monkeypatch.setattr(child, "run", None)

    assert clean_copy(StoredFile.objects.get(pk=stored.pk))[0].startswith(b"%PDF-")


@pytest.mark.django_db
def test_copy_that_cannot_be_made_is_refused_with_a_sentence():
    with pytest.raises(Refused, match="Tell the office"):
        clean_copy(StoredFileFactory(content=locked_pdf()))
