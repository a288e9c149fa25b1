"""Files that are two things at once."""

import zipfile
from typing import BinaryIO

from core.foreign.verdicts import Unfit


def refuse_second_kind(content: BinaryIO) -> None:
    """Raise Unfit for a paper or picture that is an archive too, or a picture that begins as a paper."""
    start = content.read(1024)
    if b"%PDF-" in start[16:] or zipfile.is_zipfile(content):
        raise Unfit("two_kinds")
    content.seek(0)
