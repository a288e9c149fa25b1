"""Words are the same however they are typed."""

import pytest

from core.search.hits import place_of_hit
from core.search.words import asked_for, plain_forms


def finds(query: str, text: str) -> bool:
    words = plain_forms(text).split()
    asked = asked_for(query)
    return bool(asked) and all(any(word.startswith(forms) for word in words) for forms in asked)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("SCHULHÖFE", "Kühle Schulhöfe"),
        ("schulhofe", "Kühle Schulhöfe"),
        ("Schulhoefe", "Kühle Schulhöfe"),
        ("Schulhöfe", "Kuehle Schulhoefe"),
        ("heisse", "Heiße Tage"),
        ("HEISSE", "Heiße Tage"),
        ("markets local", "Local markets lose buyers"),
        ("schul", "Schulhöfe"),
        ("São", "Sao Paulo"),
        ("sao", "São Paulo"),
        ("Łódź", "Lodz"),
        ("smørrebrød", "Smoerrebroed"),
        ("बाज़ार", "स्थानीय बाज़ार"),
        ("स्थानीय बाज", "बाज़ार स्थानीय"),
        ("降温", "城市降温计划"),
        ("温", "城市降温"),
        ("น้ำ", "การจัดการน้ำในเมือง"),
        ("ΑΘΉΝΑ", "Αθηνα"),
        ("москва", "МОСКВА"),
    ],
)
def test_a_query_finds_the_text_in_another_spelling(query, text):
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("hofe", "Schulhöfe"),
        ("markets buses", "Local markets"),
        ("कक", "कि"),
        ("城降", "城市降温"),
        ("&|!", "a"),
    ],
)
def test_a_query_does_not_find_another_word(query, text):
    assert not finds(query, text)


def test_forms_are_plain_whatever_the_script():
    assert plain_forms("बाज़ार 城市 & Größe-3").isascii()
    assert all(part.isalnum() for part in plain_forms("बाज़ार 城市 & Größe-3").split())


def test_the_place_of_a_hit_is_the_words_around_it():
    text = "Long before. " * 30 + "Then the **Schulhöfe** are hot. " + "Long after. " * 30
    pieces = place_of_hit(["Nothing here.", text], "schulhoefe")

    assert [one.text for one in pieces if one.is_hit] == ["Schulhöfe"]
    assert pieces[0].text == "… "
    assert "**" not in "".join(one.text for one in pieces)
    assert len("".join(one.text for one in pieces)) < 260


def test_no_hit_is_no_place():
    assert place_of_hit(["Nothing here."], "schulhof") == []
