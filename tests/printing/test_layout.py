"""Pages: nothing cut, nothing over the edge, nothing apart that belongs together."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posapp.domain.money import Currency
from posapp.domain.quantity import Quantity
from posapp.printing.clean_text import clean
from posapp.printing.compose import compose
from posapp.printing.document import Block, Document, Heading, Item, Row, Space, Table, Text, Together
from posapp.printing.faces import UNITS
from posapp.printing.layout import lay_out
from posapp.printing.marks import Page, TextMark
from posapp.printing.papers import A4, DOT, LETTER, PAPERS, ROLL_80, Paper
from posapp.printing.receipt import DeskReceipt
from tests.printing.reading import fills, texts
from tests.printing.receipts import LANGUAGES, LATIN, back, home, long, named, taxed, view

_SHEETS = (A4, LETTER)
_ALL = tuple(PAPERS.values())


def _document(*blocks: Block) -> Document:
    return Document(
        title="", author="", language="en", running_head="Head", page_words="{page}/{pages}", blocks=blocks
    )


def _right(mark: TextMark) -> float:
    return mark.x + sum(glyph.advance for glyph in mark.glyphs) * mark.size / UNITS


def _assert_inside(pages: tuple[Page, ...], paper: Paper) -> None:
    for page in pages:
        for mark in texts([page]):
            assert mark.x >= paper.left - 0.01
            assert _right(mark) <= paper.left + paper.column + 0.01
            assert 0 < mark.y < page.height
        for fill in fills([page]):
            for x, y, width, height in fill.boxes:
                assert x >= 0
                assert y >= 0
                assert x + width <= page.width
                assert y + height <= page.height


def _rows(pages: tuple[Page, ...]) -> list[str]:
    """The text of each line, from top to bottom, left to right."""
    rows: dict[tuple[int, float], list[TextMark]] = {}
    for number, page in enumerate(pages):
        for mark in texts([page]):
            rows.setdefault((number, round(mark.y, 2)), []).append(mark)
    return [
        "".join(mark.text for mark in sorted(row, key=lambda each: each.x)) for _, row in sorted(rows.items())
    ]


@pytest.mark.parametrize("paper", _ALL, ids=lambda paper: paper.name)
@pytest.mark.parametrize("receipt", LANGUAGES.values(), ids=LANGUAGES)
def test_every_language_fits_every_paper(receipt: DeskReceipt, paper: Paper) -> None:
    pages = lay_out(compose(receipt), paper)
    assert len(pages) == 1
    _assert_inside(pages, paper)


@given(st.text(max_size=300), st.sampled_from(_ALL))
def test_a_hostile_name_stays_inside_the_column(name: str, paper: Paper) -> None:
    _assert_inside(lay_out(compose(named(name)), paper), paper)


@pytest.mark.parametrize("paper", _ALL, ids=lambda paper: paper.name)
@pytest.mark.parametrize(
    "name", ["W" * 5000, "ab " * 1667, "น้ำ" * 1250, "（黒）" * 1250, "\u202e\x00\n" * 1250]
)
def test_five_thousand_characters_take_the_lines_they_need(name: str, paper: Paper) -> None:
    pages = lay_out(compose(named(name)), paper)
    _assert_inside(pages, paper)
    said = Counter("".join(mark.text for mark in texts(pages)))
    for char, times in Counter(clean(name).replace(" ", "")).items():
        assert said[char] >= times
    assert sum(mark.text == "€4.96" for mark in texts(pages)) == 3, "of the item, in all, in cash"


def test_a_roll_is_as_long_as_its_content() -> None:
    short, longer = (lay_out(compose(receipt), ROLL_80) for receipt in (long(1), long(100)))
    assert len(short) == len(longer) == 1
    assert longer[0].height > 10 * short[0].height / 2
    assert longer[0].height / DOT == pytest.approx(round(longer[0].height / DOT))


@pytest.mark.parametrize("paper", _SHEETS, ids=lambda paper: paper.name)
def test_a_hundred_lines_take_pages_that_know_their_number(paper: Paper) -> None:
    pages = lay_out(compose(long(100)), paper)
    _assert_inside(pages, paper)
    assert len(pages) >= 4
    for number, page in enumerate(pages, start=1):
        said = [mark.text for mark in texts([page])]
        assert said[-1] == f"Page {number} of {len(pages)}"
        if number > 1:
            assert said[0] == "Receipt P7K2M-9QXD-4T8W-ABCD"
    rows = _rows(pages)
    for line in range(100):
        assert rows.count(f"Thing number {line}€{(100 + line) / 100:.2f}") == 1


@pytest.mark.parametrize("lines", range(8, 30))
def test_a_heading_an_item_and_a_code_stay_with_what_is_theirs(lines: int) -> None:
    """Whatever falls on the page's end, no page ends with a heading or a name, or begins with a quantity."""
    for page in lay_out(compose(long(lines)), A4):
        said = [row for row in _rows((page,)) if not row.startswith("Page ")]
        assert not said[-1].startswith(("What came back", "Thing number"))
        assert said[0] != "× 1"
        if "Record ABCD EFGH JKLM NPQR" in said:
            assert "P7K2M-9QXD-4T8W-ABCD" in said
        if LATIN.question in said:
            assert "Code 7KQ4 M2XD" in said


def test_amounts_end_at_one_edge() -> None:
    pages = lay_out(compose(LATIN), ROLL_80)
    ends = {
        round(_right(mark), 3) for mark in texts(pages) if mark.text in {"€4.96", "€8.00", "€12.96", "€3.00"}
    }
    assert max(ends) == pytest.approx(ROLL_80.left + ROLL_80.column, abs=0.01)
    items = [mark for mark in texts(pages) if mark.text == "€12.96"]
    assert {round(_right(mark), 3) for mark in items} <= ends


def test_an_amount_too_wide_to_stand_beside_its_label_follows_below() -> None:
    amount = "€" + "9" * 60
    pages = lay_out(_document(Row("Money back", amount)), ROLL_80)
    _assert_inside(pages, ROLL_80)
    assert "".join(_rows(pages)) == "Money back" + amount


def test_a_table_too_wide_for_its_columns_gives_each_cell_a_line() -> None:
    wide = tuple("¤" + "9" * 14 for _ in range(3))
    table = Table(("Rate", "Net", "Tax", "Gross"), (("Caption",), ("7 %", *wide)))
    pages = lay_out(_document(table), ROLL_80)
    _assert_inside(pages, ROLL_80)
    assert _rows(pages) == ["Caption", "7 %", f"Net{wide[0]}", f"Tax{wide[1]}", f"Gross{wide[2]}"]


def test_tugriks_by_the_hundred_million_are_never_cut() -> None:
    mnt = Currency.of("MNT")
    much = mnt.money("999999999.99")
    things = (back("Алт", Quantity.of("1.5", "kg"), much),)
    gold = replace(
        LATIN,
        view=view(things, (home("Мөнгө", Quantity.of(1), much),), (), (taxed("back", "10", much),), mnt),
    )
    pages = lay_out(compose(gold), ROLL_80)
    _assert_inside(pages, ROLL_80)
    assert any("₮999,999,999.99" in row for row in _rows(pages))


@pytest.mark.parametrize("paper", _ALL, ids=lambda paper: paper.name)
def test_a_number_longer_than_fits_is_never_cut(paper: Paper) -> None:
    number = "-".join(f"{part:04}" for part in range(60))
    pages = lay_out(compose(replace(LATIN, number=number)), paper)
    _assert_inside(pages, paper)
    assert "".join(mark.text for mark in texts(pages)).count(number) == len(pages) + 1, (
        "on every page, and below its code"
    )


def test_a_head_as_long_as_a_page_stands_on_the_first_page_only() -> None:
    document = replace(_document(*(Text(f"Line {number}") for number in range(200))), running_head="H" * 9000)
    pages = lay_out(document, A4)
    _assert_inside(pages, A4)
    assert not any("HHH" in mark.text for mark in texts(pages))


def test_no_page_begins_with_air() -> None:
    document = _document(Space(3), *(block for n in range(80) for block in (Text(f"Line {n}"), Space(1))))
    for page in lay_out(document, A4):
        first = min(mark.y for mark in texts([page]))
        assert first < A4.top + 12


def test_what_belongs_together_moves_to_the_next_page_together() -> None:
    filler = [Text(f"Line {number}") for number in range(38)]
    together = Together((Heading("Kept"), *(Text(f"Kept {number}") for number in range(10))))
    first, second = lay_out(_document(*filler, together), A4)
    assert not [mark for mark in texts([first]) if mark.text.startswith("Kept")]
    assert len([mark for mark in texts([second]) if mark.text.startswith("Kept")]) == 11


def test_empty_blocks_take_no_harm() -> None:
    empty = _document(Text(""), Item("", "", ""), Row("", ""), Together(()), Together((Text(""),)))
    for paper in _ALL:
        assert texts(lay_out(empty, paper)) == []


def test_a_block_without_a_look_is_refused() -> None:
    with pytest.raises(TypeError, match="no look for str"):
        lay_out(_document("text"), ROLL_80)  # type: ignore[arg-type]
