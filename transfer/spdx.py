"""The licences that a package may carry, by their SPDX name; their full texts lie in licences/."""

from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).parent / "licences"
# All of them approved by the Open Source Initiative.
CODE = [
    ("EUPL-1.2", _("European Union Public Licence 1.2")),
    ("MIT", _("MIT Licence")),
    ("Apache-2.0", _("Apache Licence 2.0")),
    ("GPL-3.0-or-later", _("GNU General Public Licence 3 or later")),
    ("AGPL-3.0-or-later", _("GNU Affero General Public Licence 3 or later")),
]
TEXT = [
    ("CC-BY-4.0", _("Creative Commons Attribution 4.0")),
    ("CC0-1.0", _("Creative Commons Zero 1.0 (no rights reserved)")),
]
METADATA = "CC0-1.0"
_names = dict([*CODE, *TEXT])


@cache
def licence_text(code: str) -> str:
    """The full text of a licence on our list."""
    if code not in _names:
        raise LookupError(code)
    return (FOLDER / f"{code}.txt").read_text(encoding="utf-8")


def licence_name(code: str) -> str:
    """The licence's name in the reader's language; the code itself if unknown."""
    return str(_names.get(code, code))


def licence_url(code: str) -> str:
    """The address by which the licence is known."""
    return f"https://spdx.org/licenses/{code}.html"
