"""Numbers are read exactly, or refused with a sentence: never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posapp.interchange.numbers import NumberProblemError, Numbers

AMOUNTS = st.decimals(
    min_value=Decimal("-999999999999.999999"),
    max_value=Decimal("999999999999.999999"),
    places=6,
    allow_nan=False,
)


@given(AMOUNTS, st.sampled_from([(".", ""), (",", "."), (".", ","), (",", " "), (".", "’")]))
def test_what_a_till_writes_is_read_to_the_last_digit(amount: Decimal, marks: tuple[str, str]) -> None:
    decimal, thousands = marks
    written = f"{amount:,f}" if thousands else f"{amount:f}"
    text = written.replace(",", "\0").replace(".", decimal).replace("\0", thousands)
    assert Numbers(decimal, thousands)(text) == int(amount.scaleb(6))


@given(st.text())
def test_any_other_text_is_refused_in_a_sentence(text: str) -> None:
    try:
        micro = Numbers()(text)
    except NumberProblemError:
        return
    plain = text.strip().replace("\u2212", "-")
    sign = -1 if plain.endswith("-") else 1
    assert Decimal(plain.rstrip("-")) * sign * 10**6 == micro


@pytest.mark.parametrize(
    ("text", "micro"),
    [
        ("6", 6_000_000),
        ("-1", -1_000_000),
        ("12-", -12_000_000),
        ("+3", 3_000_000),
        ("17850.0", 17_850_000_000),
        (".5", 500_000),
        ("5.", 5_000_000),
        (" 2.55 ", 2_550_000),
        ("\u22125", -5_000_000),
        ("2.5500000000", 2_550_000),
        ("0" * 39, 0),
    ],
)
def test_forms_that_tills_use(text: str, micro: int) -> None:
    assert Numbers()(text) == micro


_NO_NUMBERS = "nan NaN inf 1e5 1e999 0x10 1_000 ٣ ๓ -12- --5 1,000 £2.55 1.2.3 . - +"


@pytest.mark.parametrize("text", ["", " ", *_NO_NUMBERS.split()])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(NumberProblemError, match=r"not a number as the profile writes numbers\.$"):
        Numbers()(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("9" * 5_000, "5,000 characters"), ("1" * 13, "larger than any"), ("0.0000001", "six decimals")],
)
def test_what_is_too_long_too_large_or_too_fine(text: str, reason: str) -> None:
    with pytest.raises(NumberProblemError, match=reason):
        Numbers()(text)


def test_a_group_of_thousands_has_three_digits() -> None:
    numbers = Numbers(",", ".")
    assert numbers("1.234,50") == 1_234_500_000
    assert numbers("1.234") == 1_234_000_000
    for text in ("1.23", "12.34,5", ".123", "1..234"):
        with pytest.raises(NumberProblemError):
            numbers(text)


def test_narrow_spaces_are_spaces() -> None:
    assert Numbers(",", " ")("1\u202f234\u00a0567,5") == 1_234_567_500_000


def test_what_was_read_is_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posapp.interchange.numbers._REMEMBERED", 3)
    numbers = Numbers()
    assert [numbers(str(n)) for n in range(10)] == [n * 10**6 for n in range(10)]
    assert len(numbers.known) <= 3
