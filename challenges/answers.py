"""The kinds of answers of a form: how each is read, checked and shown. All that shows answers asks here.

Stored is what the team typed. A question is anything that has the fields of FormQuestion.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from babel.numbers import format_currency, format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from license_expression import ExpressionError, get_spdx_licensing

from challenges.numbers import readings, typed
from core.counting import count_letters, count_words
from core.templatetags.times import day, locale, moment_text
from core.texts import plain_digits

YES, NO = "yes", "no"
ADDRESS = r"https?://[^\s/]+\.[^\s/]+"
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "₹": "INR", "¥": "JPY"}
Files = Mapping[str, str]  # of the entry: identifier and title


class Unreadable(Exception):
    """What a team wrote is no answer of that kind; the message says what to write."""


@dataclass(frozen=True)
class Kind:
    """One kind: `read` gives the plain value of a text or raises Unreadable, `show` the value in words."""

    read: Callable[[Any, str], Any]
    show: Callable[[Mapping[str, Any]], Any]


def value_of(question: Any, text: str) -> Any:
    """The typed value of an answer, as exports and the API give it; None where it cannot be read."""
    try:
        return KINDS[question.kind].read(question, text.strip()) if text.strip() else None
    except Unreadable:
        return None


def fault_of(question: Any, text: str, files: Files) -> str:
    """What is wrong with an answer that was given, as a sentence that says what to do; empty if nothing."""
    text = text.strip()
    if not text:
        return ""
    if over := question.word_limit and max(0, count_words(text) - question.word_limit):
        return too_long(over)
    if over := question.letter_limit and max(0, count_letters(text) - question.letter_limit):
        return ngettext("Too long by %d letter.", "Too long by %d letters.", over) % over
    if question.kind == "file" and text not in files:
        return _("Choose one of the entry’s files.")
    try:
        KINDS[question.kind].read(question, text)
    except Unreadable as error:
        return str(error)
    return ""


def too_long(words: int) -> str:
    """That a text has so many words too many."""
    return ngettext("Too long by %d word.", "Too long by %d words.", words) % words


def help_of(question: Any) -> str:
    """The help of a question with what its kind asks for, as one text for page and paper."""
    words = {"unit": question.unit, "columns": "; ".join(question.choices)}
    hints = {
        "number": question.unit and _("In %(unit)s.") % words,
        "money": _("In %(unit)s.") % words,
        "table": _("One row per line, its cells parted by “;”: %(columns)s") % words,
        "licence": _("By its SPDX name, such as EUPL-1.2 or MIT."),
        "file": _("Upload it under “Files” first."),
    }
    limits = [_range_of(question)] if question.kind in ("number", "money") else []
    return " ".join(one for one in [question.help, hints.get(question.kind, ""), *limits] if one)


def terms_of(question: Any, zone: str) -> list[str]:
    """What the form says of a question beside its words: kind, limits, whether and when it is needed."""
    limits = [
        question.word_limit
        and ngettext("at most %d word", "at most %d words", question.word_limit) % question.word_limit,
        question.letter_limit
        and ngettext("at most %d letter", "at most %d letters", question.letter_limit)
        % question.letter_limit,
    ]
    readers = {"jury": _("the office does not read it"), "office": _("the jury does not read it")}
    return [
        str(one)
        for one in [
            question.get_kind_display(),
            *limits,
            _when_needed(question, zone),
            condition_of(question),
            question.frozen_from and _("fixed from %s") % moment_text(question.frozen_from, zone),
            readers.get(question.seen_by),
            question.names_people and _("hidden from the jury of a blind call"),
        ]
        if one
    ]


def condition_of(question: Any) -> str:
    """When the question is asked, where it is not always."""
    if question.shown_if is None:
        return ""
    value = {YES: _("Yes"), NO: _("No")}.get(question.shown_value, question.shown_value)
    words = {"question": question.shown_if, "value": value}
    return _("only if the answer to “%(question)s” is %(value)s") % words


def _when_needed(question: Any, zone: str) -> str:
    if not question.required:
        return _("optional")
    if question.required_from:
        return _("needed from %s") % moment_text(question.required_from, zone)
    return _("needed")


def _range_of(question: Any) -> str:
    least, most = question.minimum, question.maximum
    if least is not None and most is not None:
        return _("From %(least)s to %(most)s.") % {"least": _digits(least), "most": _digits(most)}
    if least is not None:
        return _("Not below %s.") % _digits(least)
    return _("Not above %s.") % _digits(most) if most is not None else ""


def frozen(question: Any, text: str, files: Files) -> dict[str, Any]:
    """What is kept of an answer when it is handed in: words, kind, value, and who may not see it."""
    kept = {"identifier": question.identifier, "label": question.label, "text": text}
    if question.kind in ("text", "long"):
        return kept | _limits_of(question)
    kept |= {"kind": question.kind, "value": value_of(question, text)}
    if question.kind == "file" and text:
        kept |= {"value": text, "text": files.get(text, "")}
    if question.kind in ("number", "money"):
        kept["unit"] = question.unit
    if question.kind == "table":
        kept["columns"] = question.choices
    return kept | _limits_of(question)


def _limits_of(question: Any) -> dict[str, Any]:
    kept: dict[str, Any] = {} if question.seen_by == "both" else {"seen_by": question.seen_by}
    return kept | ({"names_people": True} if question.names_people else {})


def shown(answer: Mapping[str, Any]) -> Any:
    """A kept answer for a reader, in the reader's language: a text, or rows of cells for a table."""
    kind = KINDS.get(answer.get("kind", ""))
    return answer["text"] if kind is None or answer.get("value") is None else kind.show(answer)


def shown_in_words(answer: Mapping[str, Any]) -> str:
    """The same where only text has room: a table as it was typed."""
    found = shown(answer)
    return answer["text"] if isinstance(found, list) else found


# --- reading ------------------------------------------------------------------------------------------


def _any_text(_question: Any, text: str) -> str:
    return text


def _choice(question: Any, text: str) -> str:
    if text not in question.choices:
        raise Unreadable(_("Choose one of the offered answers."))
    return text


def _several(question: Any, text: str) -> list[str]:
    chosen = text.splitlines()
    if any(one not in question.choices for one in chosen):
        raise Unreadable(_("Choose among the offered answers."))
    return chosen


def _yes_no(_question: Any, text: str) -> bool:
    if text not in (YES, NO):
        raise Unreadable(_("Choose yes or no."))
    return text == YES


def _number(question: Any, text: str) -> int | str:
    found = readings(text)
    if not found:
        raise Unreadable(_("Write a number in digits, such as 48000."))
    if len(found) > 1:
        words = {"text": text, "one": typed(found[0]), "other": typed(found[1])}
        raise Unreadable(_("“%(text)s” can be read in two ways. Write %(one)s or %(other)s.") % words)
    _check_range(question, found[0])
    return int(found[0]) if found[0] == found[0].to_integral_value() else plain_digits(found[0])


def _check_range(question: Any, number: Decimal) -> None:
    least, most = question.minimum, question.maximum
    if least is None and question.kind == "money":
        least = Decimal(0)
    decimals = question.decimals
    if least is not None and number < least:
        raise Unreadable(_("Write a number that is not below %s.") % _digits(least))
    if most is not None and number > most:
        raise Unreadable(_("Write a number that is not above %s.") % _digits(most))
    exponent = number.normalize().as_tuple().exponent
    if decimals is not None and isinstance(exponent, int) and -exponent > decimals:
        if not decimals:
            raise Unreadable(_("Write a whole number."))
        raise Unreadable(
            ngettext("Write at most %d decimal.", "Write at most %d decimals.", decimals) % decimals
        )


def _digits(number: Decimal) -> str:
    return format_decimal(number, "#,##0.######", locale=locale())


def _money(question: Any, text: str) -> int | str:
    written = re.search(r"[A-Z]{3}|[€$£₹¥]", text.upper())
    currency = SIGNS.get(written[0], written[0]) if written else question.unit
    if currency != question.unit:
        raise Unreadable(_("Write the amount in %s.") % question.unit)
    return _number(question, text.upper().replace(written[0], "").strip() if written else text)


def _date(_question: Any, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Unreadable(_("Write a day as year, month, day, such as 2027-03-31.")) from error


def _address(_question: Any, text: str) -> str:
    if not re.fullmatch(ADDRESS + r"(/\S*)?", text):
        raise Unreadable(_("Write a web address that begins with https://."))
    return text


def _repository(_question: Any, text: str) -> str:
    if not re.fullmatch(ADDRESS + r"/\S*\w\S*", text):
        raise Unreadable(_("Write the address of the repository, such as https://codeberg.org/team/project."))
    return text


@cache
def _licences() -> Any:
    return get_spdx_licensing()  # the list of SPDX: a tenth of a second


def _licence(_question: Any, text: str) -> str:
    try:
        return str(_licences().parse(text, validate=True))
    except ExpressionError as error:
        raise Unreadable(_("Write the licence by its SPDX name, such as EUPL-1.2 or MIT.")) from error


def _table(question: Any, text: str) -> list[list[str]]:
    rows = [re.split(r"\s*[;\t|]\s*", line.strip()) for line in text.splitlines() if line.strip()]
    for number, row in enumerate(rows, start=1):
        if len(row) != len(question.choices):
            words = {"row": number, "found": len(row), "asked": len(question.choices)}
            raise Unreadable(_("Row %(row)s has %(found)s cells; write %(asked)s, parted by “;”.") % words)
    return rows


# --- showing ------------------------------------------------------------------------------------------


def _as_text(answer: Mapping[str, Any]) -> str:
    return str(answer["value"])


def _as_number(answer: Mapping[str, Any]) -> str:
    number, unit = _digits(Decimal(answer["value"])), answer.get("unit")
    return f"{number} {unit}" if unit else number


def _as_money(answer: Mapping[str, Any]) -> str:
    amount = Decimal(answer["value"])
    pattern = locale().currency_formats["standard"].pattern
    if amount == amount.to_integral_value():
        pattern = re.sub(r"\.0+", "", pattern)
    return format_currency(amount, answer["unit"], pattern, locale=locale(), currency_digits=False)


def _as_day(answer: Mapping[str, Any]) -> str:
    return str(day(date.fromisoformat(answer["value"])))


KINDS = {
    "text": Kind(_any_text, _as_text),
    "long": Kind(_any_text, _as_text),
    "choice": Kind(_choice, _as_text),
    "several": Kind(_several, lambda answer: ", ".join(answer["value"])),
    "number": Kind(_number, _as_number),
    "money": Kind(_money, _as_money),
    "date": Kind(_date, _as_day),
    "yes_no": Kind(_yes_no, lambda answer: _("Yes") if answer["value"] else _("No")),
    "url": Kind(_address, _as_text),
    "repository": Kind(_repository, _as_text),
    "licence": Kind(_licence, _as_text),
    "file": Kind(_any_text, lambda answer: answer["text"]),
    "table": Kind(_table, lambda answer: answer["value"]),
}
