"""What a till recorded: lines, documents, and discounts on the whole receipt."""

from hypothesis import given
from hypothesis import strategies as st

from posapp.domain.till import TillDocument, TillLine, after_discounts

AMOUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=30)


def _line(row: int, amount_minor: int) -> TillLine:
    return TillLine(row, "x", "goods", "each", 1_000_000, 2_000_000, amount_minor, None, 0)


@given(AMOUNTS, st.data())
def test_a_receipt_wide_discount_loses_nothing_and_makes_no_line_negative(
    amounts: list[int], data: st.DataObject
) -> None:
    discount = data.draw(st.integers(0, sum(amounts)))
    paid = after_discounts(amounts, discount)
    assert sum(paid) == sum(amounts) - discount
    assert all(0 <= part <= amount for part, amount in zip(paid, amounts, strict=True))


def test_no_discount_changes_nothing() -> None:
    assert after_discounts([3, 0], 0) == [3, 0]


def test_a_document_counts_all_its_lines() -> None:
    document = TillDocument("A", [_line(2, 500)], [_line(3, 20), _line(4, 5)], [_line(5, 0)])
    assert len(document) == 4
    assert document.discount_minor == 25
    assert document.sold[0].identity == ("x", 2_000_000, 1_000_000)
