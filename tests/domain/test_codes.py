import pytest
from hypothesis import given
from hypothesis import strategies as st

from posapp.domain.codes import RANDOM_BITS, is_proved, looks_like_receipt, normal, readable, receipt_number
from posapp.domain.codes import short_code as code_of

SECRET = b"not a real one"
chances = st.integers(0, 2**RANDOM_BITS - 1)


@given(chances)
def test_a_number_of_ours_is_proved_by_its_secret_alone(chance: int) -> None:
    number = receipt_number(chance, SECRET)
    assert looks_like_receipt(number)
    assert is_proved(number, SECRET)
    assert not is_proved(number, b"another one")


@given(chances, st.integers(1, 16), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_number_with_one_character_changed_is_not_proved(chance: int, place: int, character: str) -> None:
    number = receipt_number(chance, SECRET)
    changed = number[:place] + character + number[place + 1 :]
    assert is_proved(changed, SECRET) is (changed == number)


@given(chances)
def test_a_number_is_read_aloud_in_groups_and_typed_back_in_any_way(chance: int) -> None:
    number = receipt_number(chance, SECRET)
    groups = readable(number)
    assert [len(group) for group in groups.split("-")] == [5, 4, 4, 4]
    for typed in (groups, groups.lower(), groups.replace("-", " "), groups.replace("0", "o")):
        assert normal(typed) == number
    assert normal(number.replace("1", "l")) == normal(number.replace("1", "I")) == number


def test_codes_of_chance() -> None:
    assert code_of(0) == "00000000"
    assert code_of(2**RANDOM_BITS - 1) == "ZZZZZZZZ"
    assert code_of(1) == "00000001"


@pytest.mark.parametrize(
    "text", ["", "4006381333931", "P" + "0" * 15, "P" + "0" * 17, "Q" + "0" * 16, "P" + "O" * 16]
)
def test_what_is_not_ours_is_left_as_it_is(text: str) -> None:
    assert not looks_like_receipt(text)
    assert not is_proved(text, SECRET)
    assert readable(text) == text
