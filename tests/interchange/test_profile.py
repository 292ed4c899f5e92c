"""A profile is small, checked to the last key, and says what is wrong by the key's name."""

from pathlib import Path

import pytest

from posapp import places
from posapp.interchange import profiles
from posapp.interchange.catalogue_profile import CatalogueProfile
from posapp.interchange.profile import ProfileError, SalesProfile, decode

MINIMAL = """
currency = "EUR"
time_zone = "Europe/Berlin"
date_formats = ["iso"]

[columns]
document = "Bon"
item = "Artikel"
quantity = "Menge"
sold_at = "Zeit"
unit_price = "Preis"
"""
SHIPPED = sorted((places.resources() / "profiles").glob("*.toml"))


def test_a_minimal_profile_has_cautious_defaults() -> None:
    profile = decode(MINIMAL, "x", SalesProfile)
    assert (profile.encoding, profile.delimiter, profile.decimal, profile.thousands) == (
        "utf-8",
        ",",
        ".",
        "",
    )
    assert (profile.tax_included, profile.tax_rate_ppm, profile.unit) == (True, None, "each")
    assert (profile.match_on, profile.receipt_discounts, profile.returns.document_prefix) == ("", [], "")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_ships_can_be_used(path: Path, tmp_path: Path) -> None:
    named = profiles.load(path.stem, tmp_path, SalesProfile)
    assert named.name == path.stem
    assert named.profile.about


def test_the_online_retail_profile_ships() -> None:
    assert "online-retail" in [path.stem for path in SHIPPED]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('currency = "EUR"', 'currency = "EUR"\ncolour = "red"', "no key `colour`"),
        ('item = "Artikel"', 'item = "Artikel"\nitm = "x"', r"no key `itm` \(in columns\)"),
        ('currency = "EUR"', "", "it lacks `currency`"),
        ('item = "Artikel"', "", r"it lacks `item` \(in columns\)"),
        ('item = "Artikel"', "item = 5", r"got `int` \(in columns.item\)"),
        ('item = "Artikel"', 'item = ""', "columns.item is still empty"),
        ('"EUR"', '"eur"', "currency: 'eur' is not"),
        ("Europe/Berlin", "Mars", "time_zone 'Mars'"),
        ("Europe/Berlin", "../../etc/passwd", "time_zone"),
        ('["iso"]', "[]", "date_formats has at least one"),
        ('unit_price = "Preis"', "", "unit_price or columns.line_total is needed"),
        ('unit_price = "Preis"', 'line_total = "S"\ndiscount = "R"', "leave columns.discount empty"),
        ('currency = "EUR"', 'currency = "EUR"\ntax_included = false', "needs a tax_rate"),
        ('currency = "EUR"', 'currency = "EUR"\ntax_rate = "190"', "tax_rate: "),
        ('currency = "EUR"', 'currency = "EUR"\ndelimiter = ";;"', "delimiter is one character"),
        ('currency = "EUR"', 'currency = "EUR"\nencoding = "cp9999"', "encoding 'cp9999' is not known"),
        ('currency = "EUR"', 'currency = "EUR"\nencoding = "rot13"', "encoding 'rot13' is not known"),
        ('currency = "EUR"', 'currency = "EUR"\nthousands = "."', "two different characters"),
        ('currency = "EUR"', 'currency = "EUR"\nunit = "a long unit"', "is not a unit"),
        ("[columns]", '[tenders]\nVISA = "plastic"\n[columns]', "tenders.VISA is"),
        ("[columns]", '[returns]\ncolumn = "Art"\n[columns]', "column and values go together"),
        (
            "[columns]",
            '[returns]\ndocument_prefix = "C"\nnegative_quantity = true\n[columns]',
            "has one of document_prefix",
        ),
        ("[columns]", "[columns", "is not TOML"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, complaint: str) -> None:
    assert old in MINIMAL
    with pytest.raises(ProfileError, match=complaint):
        decode(MINIMAL.replace(old, new), "x", SalesProfile)


def test_a_profile_is_found_by_name_or_by_path(tmp_path: Path) -> None:
    own = profiles.own_folder(tmp_path)
    own.mkdir()
    (own / "till.toml").write_text(MINIMAL)
    (tmp_path / "elsewhere.toml").write_text(MINIMAL)
    assert profiles.load("till", tmp_path, SalesProfile).name == "till"
    assert profiles.load(str(tmp_path / "elsewhere.toml"), tmp_path, SalesProfile).name == "elsewhere"
    assert "till" in profiles.names(tmp_path)
    with pytest.raises(ProfileError, match=r"no profile called 'til'. There are: .*till"):
        profiles.load("til", tmp_path, SalesProfile)


def test_a_profile_of_ones_own_goes_before_the_shipped_one(tmp_path: Path) -> None:
    profiles.own_folder(tmp_path).mkdir()
    (profiles.own_folder(tmp_path) / "online-retail.toml").write_text(MINIMAL)
    assert profiles.load("online-retail", tmp_path, SalesProfile).profile.currency == "EUR"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(b"#" * 100_000, "too large"), (b"\xff", "is not UTF-8"), (b"a = \0", "is not TOML")],
)
def test_files_that_are_no_profile(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    with pytest.raises(ProfileError, match=complaint):
        profiles.load(str(path), tmp_path, SalesProfile)


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="cannot be read"):
        profiles.load(str(tmp_path / "none.toml"), tmp_path, SalesProfile)


def test_a_catalogue_needs_what_tells_products_apart() -> None:
    with pytest.raises(ProfileError, match=r"columns.code or columns.gtin"):
        decode('[columns]\nprice = "Price"\n', "x", CatalogueProfile)
    with pytest.raises(ProfileError, match="currency: "):
        decode('currency = "euro"\n[columns]\ncode = "Code"\n', "x", CatalogueProfile)
