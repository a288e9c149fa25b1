"""clean_copy(): a file without what it tells about its maker, for juries that must not know."""

from django.utils.translation import gettext_lazy as _

from core import child
from core.files import CLEANERS, keep_bare, make_bare
from core.foreign.verdicts import Unfit
from core.models import StoredFile
from core.uploads import KINDS
from core.workflow import Refused


def clean_copy(stored: StoredFile) -> tuple[bytes, str]:
    """The file's bytes without author, tool, place and time, and their media type.

    Pictures are drawn anew; PDFs lose their document information, metadata, authors of comments, embedded
    files and the metadata of their pictures. What the pages show is not changed. The copy is made when the
    file is checked; for one that has none it is made now. Raises Refused for archives, and when it cannot
    be made.
    """
    if stored.kind not in CLEANERS:
        raise Refused(_("An archive cannot be shown without telling who packed it."))
    return _kept(stored) or _made(stored), KINDS[stored.kind][0]


def _kept(stored: StoredFile) -> bytes | None:
    storage, name = stored.file.storage, stored.bare_name()
    if not storage.exists(name):
        return None
    with storage.open(name, "rb") as kept:
        return kept.read()


def _made(stored: StoredFile) -> bytes:
    try:
        with stored.file.open("rb") as content:
            bare = make_bare(stored, content)
    except Unfit as unfit:
        message = _("No copy of this file can be made that does not tell who made it. Tell the office.")
        raise Refused(message) from unfit
    except child.Busy as error:
        raise Refused(_("Many files are being checked just now. Wait a minute and try again.")) from error
    keep_bare(stored, bare or b"")
    return bare or b""
