"""Languages of content; the interface's own are Django's LANGUAGES."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def language_choices() -> list[tuple[str, object]]:
    """The languages that content may be written in: code and name in the reader's language."""
    return list(settings.CONTENT_LANGUAGES)


def language_name(code: str) -> str:
    """The name of a content language in the reader's language; the code itself if unknown."""
    return str(dict(settings.CONTENT_LANGUAGES).get(code, code))


def interface_language(code: str) -> str:
    """The language for our own words and dates beside content in `code`: that one if the interface has it."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def validate_languages(codes: list[str]) -> None:
    """Raise ValidationError unless every code is a content language."""
    known = dict(settings.CONTENT_LANGUAGES)
    if not isinstance(codes, list) or any(code not in known for code in codes):
        raise ValidationError(_("Choose languages from the list."))
