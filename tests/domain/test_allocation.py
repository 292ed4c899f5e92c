from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from posapp.domain.allocation import between, by_weight, divide_half_up, up_to

amounts = st.one_of(st.integers(0, 20), st.integers(0, 10**15))


@given(amounts, st.integers(1, 10**15))
def test_rounding_is_to_the_nearest_and_halves_go_up(numerator: int, denominator: int) -> None:
    off = divide_half_up(numerator, denominator) - Fraction(numerator, denominator)
    assert Fraction(-1, 2) < off <= Fraction(1, 2)


def test_halves_go_up() -> None:
    assert [divide_half_up(n, 2) for n in range(6)] == [0, 1, 1, 2, 2, 3]


@given(amounts, st.lists(st.integers(0, 10**9), min_size=1, max_size=8).filter(sum))
def test_successive_shares_add_up_whatever_the_steps(total: int, steps: list[int]) -> None:
    whole, done, shares = sum(steps), 0, []
    for step in steps:
        shares.append(between(total, done, step, whole))
        done += step
    assert sum(shares) == total
    assert min(shares) >= 0


@given(amounts, st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_is_the_exact_one_rounded(total: int, part: int, more: int) -> None:
    assert abs(up_to(total, part, part + more) - Fraction(total * part, part + more)) <= Fraction(1, 2)


@given(amounts, st.lists(amounts, max_size=8))
def test_parts_by_weight_add_up_and_are_less_than_one_from_exact(total: int, weights: list[int]) -> None:
    parts = by_weight(total, weights)
    assert len(parts) == len(weights)
    if sum(weights):
        assert sum(parts) == total
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part - Fraction(total * weight, sum(weights))) < 1


@given(st.data(), st.lists(amounts, min_size=1, max_size=8))
def test_no_part_exceeds_its_weight_while_there_is_enough(data: st.DataObject, weights: list[int]) -> None:
    total = data.draw(st.integers(0, sum(weights)))
    assert all(part <= weight for part, weight in zip(by_weight(total, weights), weights, strict=True))


def test_equal_remainders_go_to_the_earlier_weight() -> None:
    assert by_weight(10, [1, 1, 1]) == [4, 3, 3]
    assert by_weight(5, [1, 3, 1, 3]) == [1, 2, 0, 2]


def test_the_largest_remainder_comes_first() -> None:
    assert by_weight(10, [33, 34, 33]) == [3, 4, 3]


def test_nothing_weighs_anything() -> None:
    assert by_weight(7, [0, 0, 0]) == [7, 0, 0]
    assert by_weight(7, [0]) == [7]
    assert by_weight(0, []) == []
