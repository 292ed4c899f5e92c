"""A catalogue is taken once; prices are only ever added; what it does not say stays (DESIGN 3.2)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from posapp import verifier
from posapp.domain.product import Bound
from posapp.services.importing import Report, catalogue_profile, import_catalogue
from posapp.storage import catalogue, tables
from posapp.storage.ids import to_ms
from posapp.storage.store import Store
from tests.databases import Place
from tests.imported import ended, lines_in
from tests.interchange.texts import line, write
from tests.stores import Clock, gtin

EAN = gtin(400638100001)


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """A new store whose clock the test moves; at the end every record and entry is as it was written."""
    store = place.open()
    store.now = Clock()
    yield store
    store.close()
    assert verifier.verify(place.folder, place.url)["ok"]


def _take(store: Store, folder: Path, header: str, *rows: str) -> Report:
    path = write(folder / "goods.csv", rows, header)
    with import_catalogue(store, path, catalogue_profile(store, path, "EUR")) as under_way:
        return ended(under_way)


def _prices(store: Store, code: str) -> list[tuple[int, int, int | None, int]]:
    price, product = tables.shelf_prices.c, tables.products.c
    rows = (
        select(price.from_ms, price.price_micro, price.tax_rate_ppm, price.tax_included)
        .join(tables.products, product.product_id == price.product_id)
        .where(product.code == code)
    )
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(rows.order_by(price.from_ms))]


def _found(store: Store, code: str) -> tuple[str, str, str, frozenset[Bound]] | None:
    with store.reading() as connection:
        found = catalogue.find_code(connection, store.store_id, code)
    return (found[1].code, found[1].description, found[1].unit, found[1].bound) if found else None


def test_a_product_is_found_by_all_its_codes_and_its_name(store: Store, tmp_path: Path) -> None:
    header = "sku,ean,name,uom,price,vat,no return,gift card"
    report = _take(store, tmp_path, header, f"7,{EAN},Gift card,,20.00,0,no,YES", "8,,Plums,KG,4.50,7%,x,")
    assert (report.taken, report.rejected) == (2, 0)
    assert _found(store, EAN) == ("7", "Gift card", "each", frozenset({Bound.CASH_LIKE}))
    assert _found(store, "8") == ("8", "Plums", "kg", frozenset({Bound.NO_RETURN}))
    assert _prices(store, "8") == [(to_ms(store.now()), 4_500_000, 70_000, 1)]
    with store.reading() as connection:
        assert [x.code for x in catalogue.find_words(connection, store.store_id, "gif", 5)] == ["7"]
        assert store.facts(connection).currency == "EUR"


def test_the_same_catalogue_again_adds_nothing(store: Store, tmp_path: Path) -> None:
    rows = ["1,Tea,3.00", "2,Plums,4.50", "1,Tea,3.00"]
    first = _take(store, tmp_path, "code,name,price", *rows)
    again = _take(store, tmp_path, "code,name,price", *rows)
    assert (first.taken, first.already_there) == (2, 1)
    assert (again.taken, again.already_there) == (0, 3)


def test_a_price_that_changes_is_added(store: Store, tmp_path: Path) -> None:
    start = to_ms(store.now())
    _take(store, tmp_path, "code,name,price", "1,Tea,3.00", "2,Plums,4.50")
    store.now.forward(days=1)  # type: ignore[attr-defined]
    report = _take(store, tmp_path, "code,name,price", "1,Tea,3.20", "2,Plums,4.50")
    assert (report.taken, report.already_there) == (1, 1)
    assert [x[:2] for x in _prices(store, "1")] == [(start, 3_000_000), (start + 86_400_000, 3_200_000)]
    assert len(_prices(store, "2")) == 1


def test_prices_may_hold_from_a_day_on(store: Store, tmp_path: Path) -> None:
    rows = [
        "1,4.00,2025-01-01",
        "1,5.00,2025-03-01",
        "1,4.00,2025-02-01",
        "1,4.50,2025-01-15",
        "1,6.00,2025-01-15",
    ]
    report = _take(store, tmp_path, "code,price,valid from", *rows)
    assert (report.taken, report.already_there) == (3, 1)
    assert report.rejected_by_reason == {"price_known": 1}
    assert [x[1] for x in _prices(store, "1")] == [4_000_000, 4_500_000, 5_000_000]


def test_what_the_catalogue_does_not_say_stays(store: Store, tmp_path: Path) -> None:
    _take(store, tmp_path, "code,name,unit,no return,price", "1,Tea,kg,yes,3.00", "2,Plums,kg,,")
    assert _take(store, tmp_path, "code,name", "1,").already_there == 1
    assert _found(store, "1") == ("1", "Tea", "kg", frozenset({Bound.NO_RETURN}))
    assert _found(store, "2") is not None, "left alone where a newer catalogue does not name it"
    assert _take(store, tmp_path, "code,no return", "1,no").taken == 1
    assert _found(store, "1") == ("1", "Tea", "kg", frozenset())
    assert _take(store, tmp_path, "code,name,unit", "1,Green tea,each", "1,Black tea,").taken == 2
    assert _found(store, "1") == ("1", "Black tea", "each", frozenset())


def test_a_product_that_comes_back_into_the_catalogue(store: Store, tmp_path: Path) -> None:
    _take(store, tmp_path, "code,name", "1,Tea")
    with store.writing() as connection:
        connection.execute(update(tables.products).values(removed_at_ms=1))
    assert _found(store, "1") is None
    assert _take(store, tmp_path, "code,name", "1,Tea").taken == 1
    assert _found(store, "1") is not None


def test_an_article_number_stands_for_one_item(store: Store, tmp_path: Path) -> None:
    other = gtin(400638100002)
    rows = [f"1,{EAN}", f"2,{EAN}", f"1,{other}", "3,4006381333932", "4,12", "5,"]
    report = _take(store, tmp_path, "code,gtin", *rows)
    assert report.taken == 3
    assert report.rejected_by_reason == {"gtin_taken": 1, "gtin": 2}
    assert report.rejects is not None
    text = report.rejects.read_text("utf-8-sig")
    assert "check digit is wrong" in text
    assert "8, 12, 13 or 14 digits" in text
    found = [_found(store, code) for code in (EAN, other)]
    assert found[0] == found[1] == ("1", "1", "each", frozenset())
    assert _take(store, tmp_path, "code,gtin", f"2,{other}").rejected_by_reason == {"gtin_taken": 1}
    assert _found(store, "2") is None, "a line is taken whole or not at all"


def test_without_codes_the_article_number_is_the_code(store: Store, tmp_path: Path) -> None:
    assert _take(store, tmp_path, "gtin,name", f"{EAN},Tea").taken == 1
    assert _found(store, EAN) == (EAN, "Tea", "each", frozenset())


def test_prices_without_tax_keep_their_rate(store: Store, tmp_path: Path) -> None:
    report = _take(store, tmp_path, "code,price,vat,vat included", "1,4.00,7,no", "2,4.00,,no", "3,4.00,,")
    assert report.taken == 2
    assert report.rejected_by_reason == {"tax_rate": 1}
    assert [x[1:] for x in _prices(store, "1")] == [(4_000_000, 70_000, 0)]
    assert [x[1:] for x in _prices(store, "3")] == [(4_000_000, None, 1)]


@pytest.mark.parametrize(
    ("header", "row", "code"),
    [
        ("code,price", "1,-1", "price_below_zero"),
        ("code,price", "1,x", "number"),
        ("code,unit", "1,a long unit", "unit"),
        ("code,no return", "1,perhaps", "yes_or_no"),
        ("code,price,valid from", "1,1,tomorrow", "date"),
        ("code,price", ",1", "missing"),
    ],
)
def test_a_line_that_cannot_be_taken(store: Store, tmp_path: Path, header: str, row: str, code: str) -> None:
    report = _take(store, tmp_path, header, row, "9" + "," * header.count(","))
    assert report.rejected_by_reason == {code: 1}
    assert report.taken == 1


def test_sales_and_catalogue_meet_in_the_code(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "goods.csv", ["x,Red lamp,5.00"], "code,name,price")
    lines_in(store, tmp_path, [line("A", "x", description="LAMP RED"), line("A", "y")])
    with import_catalogue(store, path, catalogue_profile(store, path)) as under_way:
        assert ended(under_way).taken == 1
    assert _found(store, "x") == ("x", "Red lamp", "each", frozenset())
    lines_in(store, tmp_path, [line("B", "x", description="LAMP RED")])
    assert _found(store, "x") == ("x", "Red lamp", "each", frozenset()), "the catalogue's name stays"


def test_a_torn_catalogue_is_taken_as_far_as_it_is_whole(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "goods.csv", ["1,Tea", "2,Plums"], "code,name")
    path.write_bytes(path.read_bytes()[:-7])
    with import_catalogue(store, path, catalogue_profile(store, path)) as under_way:
        report = ended(under_way)
    assert (report.problem_code, report.taken, report.rejected) == ("broken_off", 1, 1)
