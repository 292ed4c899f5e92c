"""Card numbers are found in free text, however they are written, and little else is (RELIABILITY 1.10)."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posapp.domain.card_numbers import mask


def _with_check_digit(digits: str) -> str:
    """Complete a number by ISO/IEC 7812-1, Annex B."""
    doubled = [int(x) * (2 - n % 2) for n, x in enumerate(reversed(digits))]
    return f"{digits}{-sum(x // 10 + x % 10 for x in doubled) % 10}"


NUMBERS = st.integers(12, 18).flatmap(
    lambda length: st.from_regex(rf"[1-9][0-9]{{{length - 1}}}", fullmatch=True).map(_with_check_digit)
)


@given(
    NUMBERS, st.sampled_from(["", "paid with ", "no. 12 ", "№"]), st.sampled_from(["", " thanks", ".", " 7"])
)
def test_no_card_number_stays(number: str, before: str, after: str) -> None:
    for written in (number, " ".join(_groups(number)), "-".join(_groups(number))):
        masked = mask(f"{before}{written}{after}")
        assert written not in masked
        assert "".join(filter(str.isdigit, masked)).count(number) == 0
        assert "*" * 9 in masked


@pytest.mark.parametrize(
    "text",
    ["", "SET OF 3 COLOURED FLYING DUCKS", "4111111111111112", "123 456 789", "1" * 30, "4111 1111"],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert mask(text) == text


def test_one_article_number_in_ten_would_be_taken_for_a_card() -> None:
    """Why item codes are never searched."""
    draw = random.Random(1)
    codes = [f"4{draw.randrange(10**12):012}" for _ in range(2_000)]
    assert 0.07 < sum(mask(code) != code for code in codes) / len(codes) < 0.13


def _groups(number: str) -> list[str]:
    return [number[start : start + 4] for start in range(0, len(number), 4)]
