"""Countries by their ISO 3166-1 alpha-2 codes, with names from Babel's data."""

from functools import cache

from babel.core import Locale, UnknownLocaleError
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.letters import letters_key

# What Babel lists beside countries: unions, parts, test and private codes.
_NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


@cache
def _names(language: str) -> dict[str, str]:
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return {code: locale.territories.get(code, code) for code in country_codes()}


@cache
def country_codes() -> frozenset[str]:
    """Every code that may be stored."""
    known = map(str, Locale("en").territories)
    return frozenset(c for c in known if len(c) == 2 and c.isalpha()) - _NOT_COUNTRIES


def country_name(code: str) -> str:
    """The country's name in the reader's language; the code itself if unknown."""
    return _names(get_language() or "en").get(code, code)


def country_choices() -> list[tuple[str, str]]:
    """Code and name, by name in the reader's language."""
    return sorted(_names(get_language() or "en").items(), key=lambda pair: letters_key(pair[1]))


def validate_country(code: str) -> None:
    """Raise ValidationError unless the code is a country's."""
    if code not in country_codes():
        raise ValidationError(_("Choose a country from the list."))
