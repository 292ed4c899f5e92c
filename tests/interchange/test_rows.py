"""Lines become rows; a line that breaks the rules costs itself and no other line."""

import csv
import io
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posapp.interchange.lines import LONGEST_LINE
from posapp.interchange.problems import BrokenOffError, FileProblemError, Reject
from posapp.interchange.rows import Row, Rows

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff"), max_size=12)
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8)


def _pieces(text: str, size: int) -> Iterator[str]:
    return (text[start : start + size] for start in range(0, len(text), size))


def _read(text: str, size: int = 50_000, delimiter: str = ",") -> tuple[list[Row], list[Reject], bool]:
    rows, rejects = list[Row](), list[Reject]()
    table = Rows(_pieces(text, size), delimiter)
    try:
        for chunk in table.chunks():
            rows += chunk.rows
            rejects += chunk.rejects
    except BrokenOffError:
        return rows, rejects, True
    return rows, rejects, False


@given(TABLES, st.integers(1, 60), st.sampled_from([",", ";", "\t"]))
def test_a_right_table_is_read_as_it_was_written(table: list[list[str]], size: int, delimiter: str) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(["a", "b", "c"])
    writer.writerows(table)
    rows, rejects, broken = _read(text.getvalue(), size, delimiter)
    # A line inside a cell that looks like a whole row is taken for one: see the tests of quotation marks.
    if not any("\n" in cell for fields in table for cell in fields):
        assert [fields for _, fields in rows] == table
        assert (rejects, broken) == ([], False)


@given(st.text(st.sampled_from('ab,"\n\0é\ud800 '), max_size=200), st.integers(1, 80))
def test_every_line_that_is_not_blank_is_in_a_row_or_rejected_once(body: str, size: int) -> None:
    rows, rejects, _ = _read(f"a,b,c\n{body}", size)
    seen = sorted([row for row, _ in rows] + [reject.row for reject in rejects])
    assert all(first < second for first, second in pairwise(seen)), "no line twice"
    lines = body.split("\n")
    inside = {row + more for row, fields in rows for more in range(1, 1 + sum(x.count("\n") for x in fields))}
    empty = {number for number, line in enumerate(lines, 2) if not line.replace(",", "").replace('"', "")}
    assert set(range(2, 2 + len(lines))) <= set(seen) | inside | empty


def test_a_text_may_go_on_over_lines() -> None:
    rows, rejects, _ = _read('a,b,c\n1,"two\nlines",3\n4,5,6\n', size=9)
    assert rows == [(2, ["1", "two\nlines", "3"]), (4, ["4", "5", "6"])]
    assert rejects == []


def test_a_quotation_mark_that_stays_open_costs_its_line_alone() -> None:
    text = 'a,b,c\n1,"lamp,3\n4,5,6\n7,8" lamp,9\n10,"x",12\n'
    rows, rejects, _ = _read(text)
    assert [row for row, _ in rows] == [3, 4, 5]
    assert [(reject.row, reject.code) for reject in rejects] == [(2, "quotes")]


def test_a_row_swallowed_by_quotation_marks_is_seen() -> None:
    """The csv module would make one row of the two, with the price of the second."""
    rows, rejects, _ = _read('a,b,c\n1,"lamp,3\n4,5 7",6\n')
    assert rows == [(3, ["4", '5 7"', "6"])]
    assert [reject.row for reject in rejects] == [2]


def test_open_marks_at_every_line_are_no_trap() -> None:
    rows, rejects, _ = _read("a,b,c\n" + '1,"2,3\n' * 5_000 + "4,5,6\n")
    assert rows == [(5_002, ["4", "5", "6"])]
    assert len(rejects) == 5_000


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("1,2", "too_few_columns"),
        ("1,2,3,4", "too_many_columns"),
        ("," * 1_000_000, "too_long"),
        (",".join("x" * 60_000), "too_many_columns"),
        (f"1,{'x' * (LONGEST_LINE + 1)},3", "too_long"),
        ("1,\0,3", "nul"),
        ("1,\udce9,3", "encoding"),
        ('1,"a"b,3', "quotes"),
    ],
)
def test_a_line_that_is_no_row_costs_itself(line: str, code: str) -> None:
    rows, rejects, _ = _read(f"a,b,c\n1,2,3\n{line}\n4,5,6\n")
    assert rows == [(2, ["1", "2", "3"]), (4, ["4", "5", "6"])]
    assert [(reject.row, reject.code) for reject in rejects] == [(3, code)]
    assert all(reject.reason.endswith(".") for reject in rejects)


def test_blank_lines_and_a_last_delimiter_do_no_harm() -> None:
    rows, rejects, _ = _read("\n\na,b,c\n\n1,2,3,\n,,\n")
    assert rows == [(5, ["1", "2", "3"]), (6, ["", "", ""])]
    assert rejects == []


@pytest.mark.parametrize("end", ["4,5", '4,"5', "4"])
def test_a_file_cut_in_a_line_says_so(end: str) -> None:
    rows, rejects, broken = _read(f"a,b,c\n1,2,3\n{end}")
    assert rows == [(2, ["1", "2", "3"])]
    assert [(reject.row, reject.code) for reject in rejects] == [(3, "cut")]
    assert broken


def test_a_last_line_needs_no_line_end() -> None:
    assert _read("a,b,c\n1,2,3") == ([(2, ["1", "2", "3"])], [], False)


def test_a_line_too_short_before_the_end_is_no_cut() -> None:
    assert _read("a,b,c\n1,2\n")[2] is False


def test_a_source_that_breaks_gives_what_was_whole() -> None:
    def pieces() -> Iterator[str]:
        yield "a,b,c\n1,2,3\n4,5"
        raise BrokenOffError

    table = Rows(pieces(), ",")
    chunks = table.chunks()
    assert next(chunks).rows == [(2, ["1", "2", "3"])]
    assert next(chunks).rejects[0].code == "cut"
    with pytest.raises(BrokenOffError):
        next(chunks)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("\n \n\ufeff\n", "empty"),
        ("a,\0,c\n", "not_a_table"),
        ('a,"b,c\n1,2,3\n', "not_a_table"),
        ("\udcff\udcfea,b\n", "not_a_table"),
        ("x" * (LONGEST_LINE + 5), "not_a_table"),
        ("," * 100_000 + "\n", "too_many_columns"),
    ],
)
def test_what_is_no_table_at_all(text: str, code: str) -> None:
    with pytest.raises(FileProblemError) as raised:
        Rows(_pieces(text, 60_000), ",")
    assert raised.value.code == code
    assert str(raised.value).endswith(".")


def test_blank_lines_without_end_are_an_empty_file() -> None:
    with pytest.raises(FileProblemError, match="is empty"):
        Rows(("\n" * 65_536 for _ in range(10_000_000)), ",")


def test_a_line_without_an_end_does_not_fill_the_memory() -> None:
    endless = ("x" * 65_536 for _ in range(10_000_000))
    with pytest.raises(FileProblemError, match="line without an end"):
        Rows(endless, ",")
