"""What is written for spreadsheets is shown by them and never run."""

import csv
from pathlib import Path

import pytest

from posapp.interchange.problems import LineError, Reject, shortened
from posapp.interchange.safe_csv import SafeCsv, safe


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "\r=1", "-2+3+cmd|' /C calc'!A0"],
)
def test_a_formula_is_a_text(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "plums", "-1", "+2.50", "-1,5", "1=1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


def test_there_is_no_file_before_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    table = SafeCsv(path, ["a", "b"])
    table.close()
    assert (table.exists, path.exists()) == (False, False)
    table.write(1, None)
    table.write("=x", 'tea, "green"')
    table.close()
    table.close()
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(path.read_text("utf-8-sig").splitlines())) == [
        ["a", "b"],
        ["1", ""],
        ["'=x", 'tea, "green"'],
    ]


def test_a_value_in_a_list_is_short_printable_and_no_card_number() -> None:
    assert shortened("tea") == "tea"
    assert shortened("a\x00b\nc\u202ed") == "a b c d"
    assert shortened("4111111111111111") == "************1111"
    assert shortened("x" * 5_000) == f"{'x' * 60}… (5,000 characters)"
    assert "4111" not in shortened("x" * 58 + "4111111111111111 and so on")


def test_a_reject_shows_no_secret() -> None:
    error = LineError("number", "price", "17850.0", "It is not a number.")
    assert Reject.of(7, error).value == "17850.0"
    assert Reject.of(7, error, secret="17850.0").value == ""
