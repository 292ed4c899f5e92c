from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posapp.domain.card_numbers import mask

CARD = "4111111111111111"  # the card industry's own test number


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (CARD, "************1111"),
        ("paid with 4111 1111 1111 1111, thanks", "paid with ***************1111, thanks"),
        ("4111-1111-1111-1111", "***************1111"),
        ("3782 822463 10005", "*************0005"),
        (f"at 14 {CARD}", "at 14 ************1111"),
        (f"{CARD} and {CARD}", "************1111 and ************1111"),
        ("4222222222222", "*********2222"),
    ],
)
def test_of_a_card_number_the_last_four_digits_stay(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the plums were not good",
        "4111111111111112",  # the check digit is wrong
        "411111111111",  # too short
        "41111111111111111111",  # too long
        "4111.1111.1111.1111",
        "ring 030 901820",
    ],
)
def test_what_is_no_card_number_stays(text: str) -> None:
    assert mask(text) == text


@given(st.text(alphabet="0123456789 -x", max_size=80))
def test_masking_keeps_the_length_and_masks_once_and_for_all(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert mask(masked) == masked


def test_a_page_of_single_digits_does_not_hold_anybody_up() -> None:
    start = perf_counter()
    mask("7 " * 20_000)
    assert perf_counter() - start < 10  # trying every pair of groups takes minutes
