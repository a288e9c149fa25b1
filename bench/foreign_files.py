"""Memory that bombs take: python -m bench.foreign_files

Three files that are large inside are opened as this process would open them itself ("here", in a process of
its own for each, for comparison), and by a child with limits as the product does it: peak of the asking
process, peak of the child where it lived to tell, seconds, and the verdict.
"""

import io
import multiprocessing
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.bombs import pdf_bomb, picture_bomb, zip_bomb
from core import child
from core.foreign.verdicts import Unfit

BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "PDF, 300 MB inside": (lambda: pdf_bomb(300), "check_pdf"),
    "PDF, 1,200 MB inside": (lambda: pdf_bomb(1200), "check_pdf"),
    "PNG, 900 million points": (picture_bomb, "check_picture"),
    "ZIP, 300 MB inside": (zip_bomb, "check_zip"),
}


def main() -> None:
    """Print a line for each bomb and way."""
    print(f"{'file':26}{'kB':>7}  {'way':6}{'asking MB':>10}{'child MB':>9}{'s':>6}  verdict")
    for name, (make, task) in BOMBS.items():
        content = make()
        for way, act in (("here", _open_here), ("child", _ask_child)):
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                own, other, seconds, verdict = pool.apply(_measure, (act, content, task))
            line = f"{name:26}{len(content) // 1000:>7}  {way:6}{own:>10}{other or '':>9}{seconds:>6.1f}"
            print(f"{line}  {verdict}", flush=True)


def _measure(act: Callable[[bytes, str], str], content: bytes, task: str) -> tuple[int, int, float, str]:
    before, start = peak(), time.perf_counter()
    verdict = act(content, task)
    return peak() - before, child.last.get("peak", 0) // 1024, time.perf_counter() - start, verdict


def peak() -> int:
    """The most memory that this process has held so far, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def _open_here(content: bytes, task: str) -> str:
    opened: Any
    try:
        if task == "check_pdf":
            import pikepdf  # the parsers are loaded here only to compare

            with pikepdf.open(io.BytesIO(content)) as opened:
                return f"{len(opened.pages)} pages"
        if task == "check_picture":
            from PIL import Image

            Image.MAX_IMAGE_PIXELS = None
            with Image.open(io.BytesIO(content)) as opened:
                opened.load()
                return f"{opened.size}"
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            return f"{len(opened.read('zeros'))} bytes"
    except MemoryError:
        return "no memory"


def _ask_child(content: bytes, task: str) -> str:
    try:
        return child.run(task, io.BytesIO(content)).decode()
    except Unfit as unfit:
        return unfit.code


if __name__ == "__main__":
    main()
