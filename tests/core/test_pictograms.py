"""Signs that the fonts of documents lack are named, so that no reader meets an empty box."""

import io

import pytest
from pypdf import PdfReader

from core.pdf_child import PdfJob, code_points, render
from core.pictograms import spelled_out

NAMED = {
    "Go by 🚲 to the market": "Go by [bicycle] to the market",
    "🚀🚀": "[rocket][rocket]",
    "❤️": "[heavy black heart]",
    "👍🏽 👍": "[thumbs up sign] [thumbs up sign]",
    "👩🏽‍🚀": "[woman, rocket]",
    "🇩🇪🇧🇷": "[flag DE][flag BR]",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f": "[waving black flag]",
    "1️⃣ #⃣": "1 #",
    "✅ done ☐": "[white heavy check mark] done [ballot box]",
    "A → B": "A [rightwards arrow] B",
    "\U0001faff": "[picture]",
    "©️ 40 °C – 3 € • ½ … “x” Łódź ж λ": "© 40 °C – 3 € • ½ … “x” Łódź ж λ",
    "प्रविष्टि 市": "प्रविष्टि 市",
}


@pytest.fixture(scope="module")
def shown():
    return code_points()


@pytest.mark.parametrize(("text", "named"), NAMED.items())
def test_signs_without_a_shape_are_named(text, named, shown):
    assert spelled_out(text, shown) == named


def test_pdf_names_an_emoji_and_takes_no_font_from_the_system():
    css = (
        '@font-face { font-family: "Noto Sans"; src: url(font:noto-sans) } html { font-family: "Noto Sans" }'
    )
    html = '<html lang="en"><title>🚲</title><h1>🚲 Lanes</h1><p>From 👩🏽‍🚀 → you</p>'

    reader = PdfReader(io.BytesIO(render(PdfJob(html=html, css=css))))

    page = reader.pages[0]
    assert page.extract_text().split("\n") == [
        "[bicycle] Lanes",
        "From [woman, rocket] [rightwards arrow] you",
    ]
    assert all("Noto" in str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values())
