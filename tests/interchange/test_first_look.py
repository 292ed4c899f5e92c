"""A file that nobody has described: what can be guessed is guessed, and the draft says the rest."""

from pathlib import Path

import pytest

from posapp.interchange.catalogue_profile import guessed
from posapp.interchange.first_look import date_formats, has_comma_decimal, look
from posapp.interchange.problems import FileProblemError
from posapp.interchange.profile import ProfileError, SalesProfile, decode
from posapp.interchange.profile_draft import draft, write_draft
from posapp.interchange.sales import SalesFile
from posapp.interchange.source import Source
from posapp.interchange.words import column_for
from tests.interchange.texts import write

GERMAN = "Beleg;SKU;Name;Qty;Price;Date"
ROW = "17;4711;Müsli, groß;2;1.234,50;31.12.2024 18:05"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiter_and_encoding_are_seen(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"{GERMAN}\n{ROW}\n".encode(encoding))
    seen = look(path)
    assert (seen.delimiter, seen.header) == (";", GERMAN.split(";"))
    assert seen.encoding == {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    assert seen.sample("Name") == ["Müsli, groß"]


def test_a_packed_file_is_looked_at_too(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv.gz", ["1,2"] * 10, "a,b")
    assert look(path).samples == [["1", "2"]] * 3
    path.write_bytes(path.read_bytes()[:-4])
    assert look(path).header == ["a", "b"]


def test_a_draft_needs_only_what_nobody_can_guess(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"{GERMAN}\n{ROW}\n".encode("cp1252"))
    text = draft(look(path), "a.csv")
    with pytest.raises(ProfileError):
        decode(text, "a", SalesProfile)
    completed = (
        text.replace('currency = ""', 'currency = "EUR"')
        .replace('time_zone = ""', 'time_zone = "Europe/Berlin"')
        .replace('document = ""', 'document = "Beleg"')
        .replace('decimal = ","', 'decimal = ","\nthousands = "."')
    )
    profile = decode(completed, "a", SalesProfile)
    with Source(path) as source:
        (first, *_) = SalesFile(source, profile).portions()
    assert first.rejects == []
    with Source(path) as source:
        (document,) = [x for part in SalesFile(source, profile).portions() for x in part.documents]
    assert document.sold[0].amount_minor == 246_900
    assert document.sold[0].description == "Müsli, groß"


def test_a_header_cannot_break_out_of_the_draft(tmp_path: Path) -> None:
    header = '"date\x01]"" currency = ""XXX""",sku,qty,price'
    path = write(tmp_path / "a.csv", [], header)
    text = draft(look(path), 'a"\n.csv')
    with pytest.raises(ProfileError, match="currency: ''"):
        decode(text, "a", SalesProfile)


def test_a_draft_is_never_overwritten(tmp_path: Path) -> None:
    seen = look(write(tmp_path / "a.csv", [], "x,y"))
    path, is_new = write_draft(seen, "a.csv", tmp_path / "profiles")
    assert (path, is_new) == (tmp_path / "profiles" / "a.toml", True)
    path.write_text("mine")
    assert write_draft(seen, "a.csv.gz", tmp_path / "profiles") == (path, False)
    assert path.read_text() == "mine"
    with pytest.raises(FileProblemError, match="cannot be written"):
        write_draft(seen, "a.csv", path)


def test_dates_that_can_be_read_in_two_ways_are_left_to_people() -> None:
    assert date_formats(["2024-12-31 18:05:00"]) == ["%Y-%m-%d %H:%M:%S"]
    assert date_formats(["01/02/2024 18:05"]) == ["%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"]
    assert date_formats(["13/02/2024 18:05", "01/02/2024 18:05"]) == ["%d/%m/%Y %H:%M"]
    assert date_formats([]) == date_formats(["soon"]) == []


def test_a_decimal_comma_is_seen() -> None:
    assert has_comma_decimal(["1", "2,50"])
    assert not has_comma_decimal(["1", "2.50", "1,234.50"])


def test_the_likelier_word_is_meant() -> None:
    assert column_for("code", ["Item", "SKU"]) == "SKU"
    assert column_for("sold_at", ["Invoice Date", "date"]) == "Invoice Date"
    assert column_for("gtin", ["x"]) is None


def test_a_catalogue_whose_header_tells_too_little(tmp_path: Path) -> None:
    seen = look(write(tmp_path / "a.csv", ["1,2"], "Nummer,Preis"))
    with pytest.raises(ProfileError, match="“Nummer”, “Preis”"):
        guessed(seen, "EUR", "UTC")


def test_a_catalogue_with_decimal_commas_and_days(tmp_path: Path) -> None:
    seen = look(write(tmp_path / "a.csv", ["1;2,50;31.12.2024"], "code;price;valid from"))
    profile = guessed(seen, "EUR", "Europe/Berlin").profile
    assert (profile.decimal, profile.date_formats, profile.delimiter) == (",", ["%d.%m.%Y"], ";")
