"""The kinds of answers: how each is read, checked and shown."""

import pytest
from django.utils import translation

from challenges.answers import fault_of, frozen, help_of, shown, value_of
from challenges.models import FormQuestion
from challenges.numbers import readings, typed
from core.counting import count_letters, count_words


def asked(kind, **fields):
    return FormQuestion(kind=kind, identifier="it", label="It", **fields)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,250,000", "1250000"),
        ("12,34,567", "1234567"),
        ("48 000", "48000"),
        ("48\u202f000,50", "48000.5"),
        ("48’000", "48000"),
        ("1.234,5", "1234.5"),
        ("१२,३४,५६७", "1234567"),
        ("0.125", "0.125"),
        ("−7", "-7"),
    ],
)
def test_a_number_is_read_as_it_is_written_anywhere(text, number):
    assert [f"{one.normalize():f}" for one in readings(text)] == [number]


@pytest.mark.parametrize("text", ["", "many", "1 2", "1.2,3,4", "12 345 6", "4.", "9" * 31])
def test_what_is_no_number_is_none(text):
    assert readings(text) == []


@pytest.mark.parametrize(("text", "offered"), [("48,000", ["48000", "48"]), ("1.234", ["1234", "1.2340"])])
def test_a_number_with_two_readings_is_asked_back_with_both(text, offered):
    fault = fault_of(asked("number"), text, {})

    assert all(one in fault for one in offered)
    assert [typed(readings(one)[0]) for one in offered] == offered
    assert value_of(asked("number"), text) is None


@pytest.mark.parametrize(
    ("kind", "text", "fields", "value", "words"),
    [
        ("number", "1 250 000,5", {"unit": "m²"}, "1250000.5", "1.250.000,5 m²"),
        ("money", "€48 000", {"unit": "EUR"}, 48000, "48.000\xa0€"),
        ("money", "1250.5 eur", {"unit": "EUR"}, "1250.5", "1.250,50\xa0€"),
        ("date", "2027-03-31", {}, "2027-03-31", "31 März 2027"),
        ("several", "Shade\nWater", {"choices": ["Shade", "Water"]}, ["Shade", "Water"], "Shade, Water"),
        ("licence", "mit or eupl-1.2", {}, "MIT OR EUPL-1.2", "MIT OR EUPL-1.2"),
        ("table", "a; 1\nb\t2", {"choices": ["Item", "Cost"]}, [["a", "1"], ["b", "2"]], None),
        ("repository", "https://codeberg.org/a/b", {}, "https://codeberg.org/a/b", None),
    ],
)
def test_each_kind_has_a_value_and_words_in_the_readers_language(kind, text, fields, value, words):
    question = asked(kind, **fields)

    assert fault_of(question, text, {}) == ""
    kept = frozen(question, text, {})
    assert kept["value"] == value == value_of(question, text)
    with translation.override("de"):
        assert shown(kept) == (words or value)


@pytest.mark.parametrize(
    ("kind", "text", "fields", "fault"),
    [
        ("money", "-5", {"unit": "EUR"}, "not below 0"),
        ("money", "$5", {"unit": "EUR"}, "in EUR"),
        ("number", "300", {"maximum": 250}, "not above 250"),
        ("number", "1.25", {"decimals": 1}, "at most 1 decimal"),
        ("number", "1.5", {"decimals": 0}, "whole number"),
        ("several", "Shade\nGold", {"choices": ["Shade"]}, "offered"),
        ("yes_no", "perhaps", {}, "yes or no"),
        ("date", "31.3.2027", {}, "year, month, day"),
        ("licence", "open", {}, "SPDX"),
        ("licence", "MIT OR", {}, "SPDX"),
        ("repository", "https://codeberg.org/", {}, "repository"),
        ("table", "a;b\nc", {"choices": ["Item", "Cost"]}, "Row 2 has 1"),
        ("file", "gone", {}, "files"),
        ("long", "我们让城市", {"word_limit": 3}, "2 words"),
        ("long", "เราทำ", {"letter_limit": 3}, "letter"),
    ],
)
def test_what_does_not_fit_says_what_to_write(kind, text, fields, fault):
    assert fault in fault_of(asked(kind, **fields), text, {})


def test_words_are_counted_in_every_script():
    counts = {
        text: count_words(text) for text in ["Don’t stop: 3.14 — now", "हम शहर को ठंडा करते हैं", "城市凉快"]
    }

    assert list(counts.values()) == [4, 6, 4]
    assert count_letters("नमस्ते") < len("नमस्ते")


def test_the_help_says_unit_and_range():
    assert help_of(asked("number", help="Per year.", unit="kWh", minimum=1, maximum=9000)) == (
        "Per year. In kWh. From 1 to 9,000."
    )
