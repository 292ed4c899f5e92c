"""Each line is taken once, whatever pieces its document comes in; on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from posapp import verifier
from posapp.storage import catalogue, tables
from posapp.storage.store import Store
from tests.databases import Place
from tests.imported import Held, held_returns, held_sales, journal_kinds, lines_in, returned
from tests.interchange.texts import line, profile
from tests.served import swap_shirt
from tests.stores import Shop


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """A new store; at the end every record and entry is as it was written."""
    store = place.open()
    yield store
    store.close()
    assert verifier.verify(place.folder, place.url)["ok"]


def _count(store: Store, table: str) -> int:
    with store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(tables.metadata.tables[table])) or 0


def test_repeated_lines_are_real_lines_and_taken_once(store: Store, tmp_path: Path) -> None:
    lines = [line("A", "x"), line("A", "x"), line("A", "x", 2), line("A", "x")]
    first = lines_in(store, tmp_path, lines)
    again = lines_in(store, tmp_path, lines)
    assert (first.taken, first.already_there) == (4, 0)
    assert (again.taken, again.already_there) == (0, 4)
    assert held_sales(store) == [
        Held("A", "x", 1_000_000, 1_000_000, 1),
        Held("A", "x", 1_000_000, 1_000_000, 2),
        Held("A", "x", 1_000_000, 1_000_000, 3),
        Held("A", "x", 1_000_000, 2_000_000, 1),
    ]


def test_a_document_in_pieces_is_one_sale(store: Store, tmp_path: Path) -> None:
    lines = [line("A", "x"), line("B", "x"), line("A", "x"), line("A", "y"), line("B", "x")]
    assert lines_in(store, tmp_path, lines).taken == 5
    assert _count(store, "sales") == 2
    assert lines_in(store, tmp_path, [*lines, line("A", "x")]).taken == 1
    assert [held.occurrence for held in held_sales(store) if held[:2] == ("A", "x")] == [1, 2, 3]


def test_a_piece_that_comes_twice_in_one_file_is_two_pieces(store: Store, tmp_path: Path) -> None:
    """What a later batch of the same run meets again is a second occurrence, not the same line."""
    filler = [line(f"F{n}", "x") for n in range(600)]
    lines = [line("A", "x"), *filler, line("A", "x"), *filler[:1]]
    assert lines_in(store, tmp_path, lines).taken == 603
    assert lines_in(store, tmp_path, lines).already_there == 603
    assert lines_in(store, tmp_path, [*lines, line("A", "x")]).taken == 1


def test_a_cut_file_and_then_the_whole_one(store: Store, tmp_path: Path) -> None:
    lines = [line("A", "x"), line("A", "x"), line("A", "y"), line("C1", "x", -1), line("C1", "x", -1)]
    assert lines_in(store, tmp_path, [lines[0], lines[3]]).taken == 2
    report = lines_in(store, tmp_path, lines)
    assert (report.taken, report.already_there) == (3, 2)
    assert len(held_sales(store)) == 3
    assert [held.occurrence for held in held_returns(store)] == [1, 2]
    numbers = select(tables.sale_lines.c.line_no).order_by(tables.sale_lines.c.line_no)
    with store.reading() as connection:
        assert list(connection.scalars(numbers)) == [1, 2, 3]


def test_the_first_amounts_tell_the_currency_and_the_time_zone(store: Store, tmp_path: Path) -> None:
    by = profile('time_zone = "UTC"', 'time_zone = "Europe/London"')
    lines_in(store, tmp_path, [line("A", "x", -1)], by)
    with store.reading() as connection:
        assert (store.facts(connection).currency, store.facts(connection).time_zone) == (None, "UTC")
    lines_in(store, tmp_path, [line("A", "x")], by)
    with store.reading() as connection:
        facts = store.facts(connection)
    assert (facts.currency, facts.time_zone) == ("GBP", "Europe/London")


def test_products_are_known_from_their_first_sale(store: Store, tmp_path: Path) -> None:
    lines = [
        line("A", "x1", description=""),
        line("A", "x2", description="Red lamp"),
        line("B", "x1", description="Blue lamp"),
        line("B", "x1", description=""),
        line("B", "x2", description="Something else"),
    ]
    lines_in(store, tmp_path, lines)
    with store.reading() as connection:
        names = {x.code: x.description for x in catalogue.find_words(connection, store.store_id, "lamp", 9)}
        found = catalogue.find_code(connection, store.store_id, "X1")
        texts = select(tables.sale_lines.c.description).order_by(tables.sale_lines.c.sale_line_id)
        descriptions = list(connection.scalars(texts))
    assert names == {"x1": "Blue lamp", "x2": "Red lamp"}
    assert found is not None
    assert descriptions == ["Blue lamp", "Red lamp", "Blue lamp", "Blue lamp", "Something else"]


def test_a_name_that_comes_later_is_taken(store: Store, tmp_path: Path) -> None:
    lines_in(store, tmp_path, [line("A", "x1", description="")])
    lines_in(store, tmp_path, [line("B", "x1", description="Blue lamp")])
    with store.reading() as connection:
        found = catalogue.find_code(connection, store.store_id, "x1")
    assert found is not None
    assert found[1].description == "Blue lamp"


def test_a_product_that_is_missing_is_entered_with_the_first_new_line(store: Store, tmp_path: Path) -> None:
    """A batch of nothing but known lines is rolled back; what it entered is not taken for granted."""
    known = [line(f"A{n}", "x") for n in range(700)]
    lines_in(store, tmp_path, known)
    with store.writing() as connection:
        connection.execute(tables.product_codes.delete())
        connection.execute(tables.products.delete())
    lines_in(store, tmp_path, [*known, line("B", "x")])
    with store.reading() as connection:
        assert catalogue.find_code(connection, store.store_id, "x") is not None


def test_article_numbers_of_sales_find_the_product(store: Store, tmp_path: Path) -> None:
    by = profile('item = "item"', 'item = "item"\ngtin = "customer"')
    lines_in(store, tmp_path, [line("A", "x1", customer="4006381333931")], by)
    with store.reading() as connection:
        found = catalogue.find_code(connection, store.store_id, "4006381333931")
    assert found is not None
    assert found[1].code == "x1"


def test_a_receipt_wide_discount_lies_on_all_lines_and_loses_nothing(store: Store, tmp_path: Path) -> None:
    by = profile(more='receipt_discounts = ["D"]')
    lines = [line("A", "x", 1, "10.00"), line("A", "y", 1, "5.00"), line("A", "D", -1, "1.00")]
    lines += [line("B", "x", 3, "0.01"), line("B", "D", -1, "0.02")]
    assert lines_in(store, tmp_path, lines, by).taken == 5
    assert lines_in(store, tmp_path, lines, by).already_there == 5
    paid = select(tables.sale_lines.c.paid_minor).order_by(tables.sale_lines.c.sale_line_id)
    with store.reading() as connection:
        assert list(connection.scalars(paid)) == [933, 467, 1]
        assert connection.scalar(select(func.sum(tables.sale_discounts.c.amount_minor))) == 102


def test_a_discount_that_comes_too_late_changes_nothing(store: Store, tmp_path: Path) -> None:
    by = profile(more='receipt_discounts = ["D"]')
    goods = [line("A", "x", 1, "10.00"), line("A", "y", 1, "10.00")]
    lines_in(store, tmp_path, goods, by)
    report = lines_in(store, tmp_path, [*goods, line("A", "D", -1, "1.00")], by)
    assert (report.taken, report.already_there) == (0, 2)
    assert report.rejected_by_reason == {"discount_too_late": 1}
    late = [*goods, line("A", "z", 1, "10.00"), line("A", "D", -1, "3.00")]
    assert lines_in(store, tmp_path, late, by).taken == 2
    paid = select(tables.sale_lines.c.paid_minor).order_by(tables.sale_lines.c.line_no)
    with store.reading() as connection:
        assert list(connection.scalars(paid)) == [1_000, 1_000, 900]


def test_tenders_add_up_over_batches_and_imports(store: Store, tmp_path: Path) -> None:
    columns = 'item = "item"\ntender = "customer"'
    by = profile('item = "item"', columns, more='tenders = { visa = "card", bar = "cash" }')
    lines = [line("A", "x", 1, "1.00", customer="visa"), line("A", "y", 1, "2.00", customer="bar")]
    lines_in(store, tmp_path, lines, by)
    lines_in(store, tmp_path, [*lines, line("A", "z", 1, "4.00", customer="visa")], by)
    tenders = select(tables.sale_tenders.c.tender, tables.sale_tenders.c.paid_minor)
    with store.reading() as connection:
        assert {tuple(row) for row in connection.execute(tenders)} == {("card", 500), ("cash", 200)}


def test_importing_again_leaves_no_batch_in_the_journal(store: Store, tmp_path: Path) -> None:
    lines = [line("A", "x"), line("C1", "x", -1)]
    lines_in(store, tmp_path, lines)
    before = {name: _count(store, name) for name in tables.metadata.tables}
    lines_in(store, tmp_path, lines)
    kinds = journal_kinds(store)
    assert kinds[1:5] == ["import_started", "import_batch", "import_batch", "import_finished"]
    assert kinds[5:] == ["import_started", "import_finished"]
    after = {name: _count(store, name) for name in tables.metadata.tables}
    assert {x for x in after if after[x] != before[x]} == {"imports", "journal"}


def test_the_number_of_a_desk_receipt_is_no_tills(shop: Shop, tmp_path: Path) -> None:
    number = swap_shirt(shop).receipt_number
    by = profile('"GBP"', '"EUR"')
    report = lines_in(shop.store, tmp_path, [line(number, "x"), line("B", "x")], by)
    assert report.taken == 1
    assert report.rejected_by_reason == {"desk_receipt": 1}


def test_returned_goods_are_counted_once(store: Store, tmp_path: Path) -> None:
    lines = [line("A", "x", 3, customer="7"), line("C1", "x", -2, customer="7")]
    assert lines_in(store, tmp_path, lines).unmatched == 0
    assert lines_in(store, tmp_path, lines).already_there == 2
    assert returned(store) == {("A", "x"): 2}
