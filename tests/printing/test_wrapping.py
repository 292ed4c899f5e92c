"""Lines: as long as they fit, broken where people would break them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posapp.printing.clean_text import REPLACEMENT
from posapp.printing.shaping import shape
from posapp.printing.wrapping import wrap, wrap_evenly

_WIDTH = 9_000.0  # about 16 letters


def _lines(text: str, width: float = _WIDTH) -> list[str]:
    return [text[start:end] for start, end in wrap(shape(text), width)]


def test_a_line_ends_at_a_space_or_after_a_hyphen() -> None:
    assert _lines("Cappuccino beans, dark roast, fair-trade") == [
        "Cappuccino beans,",
        "dark roast, fair-",
        "trade",
    ]


def test_a_long_word_is_broken_rather_than_cut() -> None:
    lines = _lines("A" + "b" * 60)
    assert len(lines) > 3
    assert "".join(lines) == "A" + "b" * 60


def test_thai_lines_end_between_words() -> None:
    assert _lines("น้ำพริกเผาตราแม่ประนอมสูตรเผ็ดน้อย") == ["น้ำพริกเผาตราแม่", "ประนอมสูตรเผ็ดน้อย"]


def test_japanese_lines_end_between_phrases_and_never_begin_with_a_full_stop() -> None:
    lines = _lines("良いことも悪いことも、率直にお聞かせください。", 11_500)
    assert lines == ["良いことも悪いことも、", "率直にお聞かせください。"]


def test_a_line_never_begins_inside_a_thai_syllable() -> None:
    for line in _lines("ก็" * 40, 3_000):
        assert line.startswith("ก")


def test_no_word_is_left_alone_under_a_centred_paragraph() -> None:
    text = "What should we know? Tell us openly, good or bad."
    shaped = shape(text)
    assert [text[start:end] for start, end in wrap_evenly(shaped, 22_000)] == [
        "What should we know? Tell",
        "us openly, good or bad.",
    ]


def test_the_empty_text_has_no_lines() -> None:
    assert wrap(shape(""), _WIDTH) == []


_NAMES = st.text(
    st.one_of(
        st.sampled_from("abc XYZ-/&.,฿₮€"),
        st.sampled_from("กขคน้ำที่เผ็ดัาำ"),
        st.sampled_from("プラム黒（）、。「」ー"),
        st.sampled_from("ЧавгаөүЖ"),
        st.characters(),
    ),
    max_size=120,
)


@given(_NAMES, st.floats(min_value=1.0, max_value=40_000.0))
def test_every_character_stands_on_exactly_one_line_and_every_line_fits(name: str, width: float) -> None:
    shaped = shape(name)
    assert len(shaped.text) == len(name)
    spans = wrap(shaped, width)
    assert "".join(shaped.text[a:b] for a, b in spans).replace(" ", "") == shaped.text.replace(" ", "")
    for start, end in spans:
        one_cut = sum(start < cut <= end for cut in shaped.cuts) <= 1
        assert shaped.width(start, end) <= width + 0.001 or one_cut


@given(_NAMES)
def test_glyphs_and_characters_agree(name: str) -> None:
    shaped = shape(name, bold=True)
    pieces = shaped.pieces(0, len(name)) if name else []
    assert "".join(piece.text for piece in pieces) == shaped.text
    assert all(glyph.number for piece in pieces for glyph in piece.glyphs), (
        "a missing glyph is drawn as nothing"
    )


@pytest.mark.parametrize(
    "char", ["\N{ARABIC LETTER ALEF}", "\N{GRINNING FACE}", "\ue123", "\N{HANGUL SYLLABLE GA}"]
)
def test_a_character_that_no_face_has_is_seen_to_be_missing(char: str) -> None:
    assert shape(f"a{char}b").text == f"a{REPLACEMENT}b"
