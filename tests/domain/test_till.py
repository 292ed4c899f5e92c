from hypothesis import given
from hypothesis import strategies as st

from posapp.domain.till import TillDocument, TillLine, after_discounts


def line(row: int, amount_minor: int, code: str = "4711") -> TillLine:
    return TillLine(
        row=row,
        code=code,
        description="Plums",
        unit="kg",
        quantity_micro=1_240_000,
        unit_price_micro=4_000_000,
        amount_minor=amount_minor,
        tax_rate_ppm=None,
        at_ms=0,
    )


@given(st.data(), st.lists(st.integers(0, 10**9), min_size=1, max_size=8))
def test_a_discount_lies_on_all_lines_and_nothing_is_lost(data: st.DataObject, amounts: list[int]) -> None:
    discount = data.draw(st.integers(0, sum(amounts)))
    paid = after_discounts(amounts, discount)
    assert sum(paid) == sum(amounts) - discount
    assert all(0 <= part <= amount for part, amount in zip(paid, amounts, strict=True))


def test_without_a_discount_every_line_is_paid_as_printed() -> None:
    assert after_discounts([3, 0, 5], 0) == [3, 0, 5]
    assert after_discounts([], 0) == []


def test_a_document_counts_its_lines_and_adds_up_its_discounts() -> None:
    document = TillDocument("1", sold=[line(1, 496)], discounts=[line(2, 50), line(3, 25)])
    assert len(document) == 3
    assert document.discount_minor == 75


def test_a_line_is_told_from_others_by_code_price_and_quantity() -> None:
    assert line(1, 496).identity == line(2, 400).identity == ("4711", 4_000_000, 1_240_000)
    assert line(1, 496).identity != line(1, 496, code="4712").identity
