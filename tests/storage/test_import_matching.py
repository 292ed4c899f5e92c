"""A return counts against a sale line only where that is certain; anything less counts against nobody."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from posapp import verifier
from posapp.storage import import_scratch, tables
from posapp.storage.store import Store
from tests.databases import Place
from tests.imported import held_returns, lines_in, returned
from tests.interchange.texts import line, profile

WITHOUT = profile('match_on = "customer"', "")
NAMING = profile('item = "item"', 'item = "item"\noriginal_document = "customer"')
NOON, LATER = "2010-12-01 12:00", "2010-12-02 12:00"

# In a process of its own: opening the database file in this one would drop SQLite's locks.
_READS = """
import pathlib, sys
print(b"".join(x.read_bytes() for x in pathlib.Path(sys.argv[1]).rglob("*") if x.is_file()))
"""


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    store = place.open()
    yield store
    store.close()
    assert verifier.verify(place.folder, place.url)["ok"]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([line("C1", "x", -1)], "none_fits"),
        ([line("A", "y"), line("C1", "x", -1)], "none_fits"),
        ([line("A", "x", price="1.01"), line("C1", "x", -1)], "none_fits"),
        ([line("A", "x", 1), line("C1", "x", -2)], "none_fits"),
        ([line("A", "x", at=LATER), line("C1", "x", -1, at=NOON)], "none_fits"),
        ([line("A", "x"), line("B", "x"), line("C1", "x", -1)], "several_fit"),
        ([line("A", "x"), line("A", "x"), line("C1", "x", -1)], "several_fit"),
    ],
)
def test_what_is_not_certain(store: Store, tmp_path: Path, lines: list[str], reason: str) -> None:
    report = lines_in(store, tmp_path, lines, WITHOUT)
    assert report.unmatched_by_reason == {reason: 1}
    assert returned(store) == {}
    assert len(held_returns(store)) == 1


def test_the_only_line_that_fits(store: Store, tmp_path: Path) -> None:
    lines = [line("A", "x", 2), line("A", "x", 1, "2.00"), line("B", "x", 1), line("C1", "x", -2)]
    assert lines_in(store, tmp_path, lines, WITHOUT).unmatched == 0
    assert returned(store) == {("A", "x"): 2}


def test_the_order_of_the_file_does_not_matter(store: Store, tmp_path: Path) -> None:
    lines = [line("C1", "x", -1, at=LATER), line("C2", "x", -1, at=NOON), line("A", "x", at=NOON)]
    report = lines_in(store, tmp_path, lines, WITHOUT)
    assert report.unmatched == 1, "the earlier return takes what there is"
    assert report.unmatched_list is not None
    assert ",C1," in report.unmatched_list.read_text()


def test_what_has_come_back_fits_no_more(store: Store, tmp_path: Path) -> None:
    lines = [line("A", "x", 1), line("B", "x", 2, at=NOON)]
    lines += [line("C1", "x", -2, at=LATER), line("C2", "x", -1, at=LATER), line("C3", "x", -1, at=LATER)]
    assert lines_in(store, tmp_path, lines, WITHOUT).unmatched_by_reason == {"none_fits": 1}
    assert returned(store) == {("A", "x"): 1, ("B", "x"): 2}


def test_the_customer_decides_where_the_file_tells(store: Store, tmp_path: Path) -> None:
    lines = [line("A", "x", customer="7"), line("B", "x", customer="8"), line("D", "x")]
    lines += [line("C1", "x", -1, customer="8"), line("C2", "x", -1), line("C3", "x", -1, customer="9")]
    report = lines_in(store, tmp_path, lines)
    assert report.unmatched_by_reason == {"no_customer": 1, "none_of_customer_fits": 1}
    assert returned(store) == {("B", "x"): 1}


def test_two_purchases_of_one_customer_leave_it_open(store: Store, tmp_path: Path) -> None:
    lines = [line("A", "x", customer="7"), line("B", "x", customer="7"), line("C1", "x", -1, customer="7")]
    assert lines_in(store, tmp_path, lines).unmatched_by_reason == {"several_fit": 1}


def test_customers_of_earlier_files_are_not_known(store: Store, tmp_path: Path) -> None:
    lines_in(store, tmp_path, [line("A", "x", customer="7")])
    report = lines_in(store, tmp_path, [line("C1", "x", -1, customer="7")])
    assert report.unmatched_by_reason == {"none_of_customer_fits": 1}


def test_a_line_of_an_earlier_file_may_be_the_one_that_is_meant(store: Store, tmp_path: Path) -> None:
    lines_in(store, tmp_path, [line("A", "x", customer="7")])
    now = [line("B", "x", customer="7"), line("C1", "x", -1, customer="7")]
    assert lines_in(store, tmp_path, now).unmatched_by_reason == {"earlier_import_fits": 1}
    assert returned(store) == {}


def test_a_file_with_both_periods_settles_it(store: Store, tmp_path: Path) -> None:
    lines_in(store, tmp_path, [line("A", "x", customer="6")])
    both = [line("A", "x", customer="6"), line("B", "x", customer="7"), line("C1", "x", -1, customer="7")]
    report = lines_in(store, tmp_path, both)
    assert (report.taken, report.already_there, report.unmatched) == (2, 1, 0)
    assert returned(store) == {("B", "x"): 1}


def test_what_an_earlier_file_has_left_over_is_no_doubt(store: Store, tmp_path: Path) -> None:
    lines_in(store, tmp_path, [line("A", "x", 1), line("A", "x", 1, "9.00"), line("A", "z")])
    now = [line("B", "x", 5, customer="7"), line("C1", "x", -4, customer="7")]
    assert lines_in(store, tmp_path, now).unmatched == 0


def test_a_named_receipt_is_certain(store: Store, tmp_path: Path) -> None:
    lines = [line("A", "x"), line("B", "x"), line("C1", "x", -1, customer="B")]
    assert lines_in(store, tmp_path, lines, NAMING).unmatched == 0
    lines = [line("D", "x", 1, "5.00"), line("C2", "x", -1, "4.00", customer="D")]
    assert lines_in(store, tmp_path, lines, NAMING).unmatched == 0, "given back at another price"
    assert returned(store) == {("B", "x"): 1, ("D", "x"): 1}


def test_lines_of_a_named_receipt_that_are_alike_are_one(store: Store, tmp_path: Path) -> None:
    lines = [
        line("A", "x"),
        line("A", "x"),
        line("C1", "x", -1, customer="A"),
        line("C2", "x", -1, customer="A"),
    ]
    assert lines_in(store, tmp_path, lines, NAMING).unmatched == 0
    assert returned(store) == {("A", "x"): 2}


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([line("C1", "x", -1, customer="A")], "named_not_found"),
        ([line("A", "y"), line("C1", "x", -1, customer="A")], "named_not_found"),
        ([line("A", "x"), line("C1", "x", -2, customer="A")], "named_nothing_left"),
        (
            [line("A", "x", 1, "1.00"), line("A", "x", 1, "2.00"), line("C1", "x", -1, "3.00", customer="A")],
            "named_several",
        ),
        ([line("B", "x"), line("C1", "x", -1, customer="A")], "named_not_found"),
    ],
)
def test_a_named_receipt_that_does_not_fit(
    store: Store, tmp_path: Path, lines: list[str], reason: str
) -> None:
    assert lines_in(store, tmp_path, lines, NAMING).unmatched_by_reason == {reason: 1}
    assert returned(store) == {}


def test_whoever_bought_one_thing_hundreds_of_times(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("import_scratch", "import_matching"):
        monkeypatch.setattr(f"posapp.storage.{module}.MOST_PURCHASES", 2)
    assert import_scratch.MOST_PURCHASES == 2
    lines = [
        line("A", "x", 1, customer="7"),
        line("B", "x", 5, customer="7"),
        line("C1", "x", -5, customer="7"),
    ]
    assert lines_in(store, tmp_path, lines).unmatched_by_reason == {"several_fit": 1}


def test_what_tells_customers_apart_is_nowhere_in_the_data_folder(
    store: Store, tmp_path: Path, place: Place
) -> None:
    secret = "customer-4711-secret"
    lines = [line("A", "x", customer=secret), line("C1", "x", -1, customer=secret)]
    lines += [line("C2", "x", -1, customer=secret), line("B", secret[:0], customer=secret)]
    report = lines_in(store, tmp_path, lines)
    assert (report.rejected, report.unmatched) == (1, 1)
    on_disk = subprocess.run([sys.executable, "-c", _READS, place.folder], capture_output=True, check=True)
    with store.reading() as connection:
        rows = [connection.execute(select(x)).all() for x in tables.metadata.tables.values()]
    assert "C1" in str(rows)
    assert b"C2" in on_disk.stdout, "the list of what is unmatched"
    assert secret not in str(rows) + on_disk.stdout.decode()
