"""Importing as a whole: the real month, stopped and broken files, and what the report says of each."""

import csv
import json
import random
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from posapp import verifier
from posapp.interchange import profiles
from posapp.interchange.problems import FileProblemError
from posapp.interchange.profile import SalesProfile
from posapp.interchange.profiles import NamedProfile
from posapp.interchange.source import Source
from posapp.services import import_pace, import_sales_steps, importing
from posapp.services.importing import import_sales
from posapp.storage import imports
from posapp.storage.import_returns import How, take_returns
from posapp.storage.import_scratch import WaitingReturn
from posapp.storage.imports import Run, Taken
from posapp.storage.journal import Act
from posapp.storage.store import Store, open_store
from tests.databases import Place
from tests.imported import (
    MONTH,
    adding_up,
    ended,
    held_returns,
    held_sales,
    journal_kinds,
    lines_in,
    returned,
    sales_of,
)
from tests.interchange.texts import line, profile, write

needs_month = pytest.mark.skipif(not MONTH.exists(), reason="the real month is not beside the repository")


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """A new store; at the end every record and entry is as it was written (the server's is slow to read)."""
    store = place.open()
    yield store
    store.close()
    if not place.on_server:
        assert verifier.verify(place.folder)["ok"]


@pytest.fixture(scope="module")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a new store, to copy."""
    folder = tmp_path_factory.mktemp("empty") / "store"
    open_store(folder).close()
    return folder


@pytest.fixture(scope="module")
def online_retail(tmp_path_factory: pytest.TempPathFactory) -> NamedProfile[SalesProfile]:
    return profiles.load("online-retail", tmp_path_factory.mktemp("none"), SalesProfile)


def _month() -> list[dict[str, str]]:
    with Source(MONTH) as source:
        return list(csv.DictReader("".join(source.text("utf-8")).splitlines()))


def _certain(rows: list[dict[str, str]]) -> Counter[tuple[str, str]]:
    """What a careful person would count against which sale, reckoned without the program."""
    bought: dict[tuple[str, str, str], list[list[object]]] = defaultdict(list)
    for row in rows:
        if not row["InvoiceNo"].startswith("C") and int(row["Quantity"]) > 0:
            key = (row["StockCode"], row["UnitPrice"], row["CustomerID"])
            bought[key].append([row["InvoiceDate"], int(row["Quantity"]), row["InvoiceNo"]])
    found: Counter[tuple[str, str]] = Counter()
    back = [row for row in rows if row["InvoiceNo"].startswith("C") and row["CustomerID"]]
    for row in sorted(back, key=lambda x: x["InvoiceDate"]):
        quantity = -int(row["Quantity"])
        key = (row["StockCode"], row["UnitPrice"], row["CustomerID"])
        fits = [x for x in bought[key] if str(x[0]) <= row["InvoiceDate"] and int(str(x[1])) >= quantity]
        if len(fits) == 1:
            fits[0][1] = int(str(fits[0][1])) - quantity
            found[str(fits[0][2]), row["StockCode"]] += quantity
    return found


@needs_month
def test_the_real_month(store: Store, online_retail: NamedProfile[SalesProfile]) -> None:
    rows = _month()
    report = sales_of(store, MONTH, online_retail)
    assert (report.read, report.taken, report.already_there) == (42_481, 42_411, 0)
    assert report.rejected_by_reason == {"stock_correction": 70}
    assert (report.unmatched, report.problem) == (498, "")
    expected = Counter(
        (x["InvoiceNo"], x["StockCode"], round(float(x["UnitPrice"]) * 10**6), int(x["Quantity"]) * 10**6)
        for x in rows
        if int(x["Quantity"]) > 0
    )
    held = held_sales(store)
    assert Counter(x[:4] for x in held) == expected
    assert {x.occurrence for x in held} == set(range(1, max(expected.values()) + 1))
    assert len(held_returns(store)) == 728
    assert returned(store) == _certain(rows)
    again = sales_of(store, MONTH, online_retail)
    assert (again.read, again.taken, again.already_there, again.rejected) == (42_481, 0, 42_411, 70)


@needs_month
@pytest.mark.parametrize("seed", range(1))
def test_the_real_month_in_two_files_guesses_nothing(
    empty_store: Path, tmp_path: Path, online_retail: NamedProfile[SalesProfile], seed: int
) -> None:
    """Whatever was matched with half of the knowledge is what all of it says, or was not certain then."""
    rows = _month()
    cut = random.Random(seed).randrange(len(rows) // 3, len(rows))
    shutil.copytree(empty_store, tmp_path / "store")
    store = open_store(tmp_path / "store")
    for name, part in (("first", rows[:cut]), ("second", rows[cut:])):
        path = tmp_path / f"{name}.csv"
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(part)
        sales_of(store, path, online_retail)
    assert Counter(x[:4] for x in held_sales(store)).total() == 41_683
    certain_then = _certain(rows[:cut]) + _certain(rows)
    assert not Counter(returned(store)) - certain_then
    store.close()


def test_the_report_lies_beside_its_lists(store: Store, tmp_path: Path) -> None:
    lines = [line("A", "x"), line("A", "=1+1", -5), line("C1", "@x", -1), line("A", "x", "=1+1")]
    report = lines_in(store, tmp_path, lines)
    assert report.folder is not None
    assert report.folder.parent == store.folder / "imports"
    figures = json.loads((report.folder / "report.json").read_text())
    assert (figures["read"], figures["taken"], figures["rejected"], figures["unmatched"]) == (4, 2, 2, 1)
    text = (report.folder / "report.txt").read_text()
    assert "4 lines read" in text
    assert "this corrects the stock, nothing was sold" in text
    assert report.rejects is not None
    rejects = list(csv.reader(report.rejects.read_text("utf-8-sig").splitlines()))
    assert rejects[0] == ["line", "column", "value", "reason"]
    assert [row[:3] for row in rejects[1:]] == [["3", "quantity", "-5"], ["5", "quantity", "'=1+1"]]
    assert report.unmatched_list is not None
    unmatched = list(csv.reader(report.unmatched_list.read_text("utf-8-sig").splitlines()))
    assert unmatched[1][:6] == ["4", "C1", "'@x", "goods", "1", "1"]


def test_two_imports_in_one_second_have_two_reports(store: Store, tmp_path: Path) -> None:
    folders = {lines_in(store, tmp_path, [line("A", "x")]).folder for _ in range(2)}
    assert len(folders) == 2


def test_stopping_keeps_whole_documents_and_the_rest_comes_later(store: Store, tmp_path: Path) -> None:
    lines = [line(f"A{n}", str(item)) for n in range(400) for item in range(5)]
    lines += [line("C1", "1", -1)]
    path = write(tmp_path / "till.csv", lines)
    with import_sales(store, path, profile()) as under_way:
        for progress in under_way:
            if progress.taken:
                break
        report = under_way.close()
    assert report is not None
    assert under_way.close() is report, "closing twice is closing once"
    assert list(under_way) == []
    assert report.cancelled
    assert not report.problem
    assert 0 < adding_up(report).taken < 2_000
    counted = Counter(held.document for held in held_sales(store))
    assert set(counted.values()) == {5}
    assert counted.total() == report.taken
    assert held_returns(store) == []
    assert journal_kinds(store)[-1] == "import_cancelled"
    rest = sales_of(store, path)
    assert (rest.taken + report.taken, rest.already_there) == (2_001, report.taken)


def test_stopping_before_the_first_batch_leaves_nothing(store: Store, tmp_path: Path) -> None:
    under_way = import_sales(store, write(tmp_path / "till.csv", [line("A", "x")]), profile())
    next(under_way)
    report = under_way.close()
    assert report is not None
    assert (report.read, report.cancelled) == (0, True)
    assert held_sales(store) == []
    assert journal_kinds(store) == ["desk_joined"]


def test_a_visit_can_be_served_between_any_two_steps(store: Store, tmp_path: Path) -> None:
    lines = [line(f"A{n}", "x") for n in range(2_000)]
    with import_sales(store, write(tmp_path / "till.csv", lines), profile()) as under_way:
        for progress in under_way:
            with store.acting("signed_in", ""):
                pass
            assert progress.done <= progress.whole
    assert journal_kinds(store).count("signed_in") > 3


def test_the_next_transaction_is_as_large_as_the_last_was_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("time.perf_counter", lambda: clock[0])
    pace = import_pace.Pace(1_000, fewest=100)

    def spend(seconds: float, lines: int) -> int:
        with pace.transaction(lines):
            clock[0] += seconds
        return pace.lines

    assert spend(0.010, 1_000) == 1_500
    assert spend(0.001, 10) == 1_500, "a small one says nothing about a large one"
    assert spend(0.060, 1_500) == 900
    for _ in range(20):
        spend(1.0, pace.lines)
    assert pace.lines == 100
    assert pace.longest_seconds == 1.0


ITEMS = st.tuples(st.sampled_from(["A", "B", "C1"]), st.sampled_from("xy"), st.integers(1, 2))


@settings(max_examples=25)
@given(st.lists(st.lists(ITEMS, max_size=12), min_size=1, max_size=4))
def test_the_nth_line_of_a_kind_is_taken_once_in_whatever_files(
    empty_store: Path, files: list[list[tuple[str, str, int]]]
) -> None:
    folder = empty_store.with_name("copy")
    shutil.copytree(empty_store, folder)
    store = open_store(folder)
    expected: Counter[tuple[str, str, int]] = Counter()
    try:
        for lines in files:
            before = expected.copy()
            expected |= Counter(lines)
            texts = [line(doc, item, -n if doc == "C1" else n) for doc, item, n in lines]
            report = lines_in(store, folder, texts)
            assert report.taken == (expected - before).total()
            assert report.already_there == len(lines) - report.taken
        held = [*held_sales(store), *held_returns(store)]
        assert Counter((x.document, x.code, x.quantity_micro // 10**6) for x in held) == expected
        assert len(set(held)) == len(held), "each occurrence has its own number"
        assert verifier.verify(folder)["ok"]
    finally:
        store.close()
        shutil.rmtree(folder)


CELL = st.one_of(
    st.sampled_from(
        [
            "A",
            "C1",
            "x",
            "1",
            "-1",
            "0",
            "1.00",
            "2010-12-01 10:00",
            "",
            "NaN",
            "9" * 50,
            '"',
            "4111111111111111",
        ]
    ),
    st.text(st.characters(exclude_categories=[]), max_size=6),
)


@settings(max_examples=25)
@given(
    st.lists(
        st.one_of(st.lists(CELL, min_size=6, max_size=8).map(",".join), st.just(line("A", "x"))), max_size=15
    )
)
def test_whatever_a_file_holds_the_report_adds_up(empty_store: Path, lines: list[str]) -> None:
    folder = empty_store.with_name("fuzzed")
    shutil.copytree(empty_store, folder)
    store = open_store(folder)
    try:
        path = folder / "till.csv"
        path.write_bytes(
            "\n".join([write(path, []).read_text().strip(), *lines]).encode("utf-8", "surrogatepass")
        )
        report = sales_of(store, path)
        assert report.taken == len(held_sales(store)) + len(held_returns(store))
        assert sales_of(store, path).taken == 0
        assert verifier.verify(folder)["ok"]
    finally:
        store.close()
        shutil.rmtree(folder)


def test_a_file_that_breaks_off_is_taken_as_far_as_it_is_whole(store: Store, tmp_path: Path) -> None:
    lines = [line("A", "x", customer="7"), line("C1", "x", -1, customer="7"), line("B", "x", 2, customer="8")]
    whole = write(tmp_path / "whole.csv", lines)
    cut = tmp_path / "cut.csv"
    cut.write_bytes(whole.read_bytes()[:-25])
    report = sales_of(store, cut)
    assert report.problem_code == "broken_off"
    assert "breaks off" in report.problem
    assert (report.read, report.taken) == (3, 1)
    assert report.rejected_by_reason == {"broken_off": 1, "cut": 1}
    assert held_returns(store) == [], "the part that is missing may hold what the return belongs to"
    report = sales_of(store, whole)
    assert (report.taken, report.already_there, report.unmatched, report.problem) == (2, 1, 0, "")


def test_a_file_that_changes_meanwhile_is_noticed(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "till.csv", [line("A", "x")])
    with import_sales(store, path, profile()) as under_way:
        next(under_way)
        write(path, [line("A", "x"), line("B", "x")])
        report = ended(under_way)
    assert report.problem_code == "changed"


def test_another_currency_is_refused_before_anything_is_written(store: Store, tmp_path: Path) -> None:
    lines_in(store, tmp_path, [line("A", "x")])
    entries = journal_kinds(store)
    with pytest.raises(FileProblemError, match="amounts are in EUR"):
        lines_in(store, tmp_path, [line("B", "x")], profile('"GBP"', '"EUR"'))
    assert journal_kinds(store) == entries


def test_a_currency_that_is_set_meanwhile_stops_it(store: Store, tmp_path: Path) -> None:
    with import_sales(
        store, write(tmp_path / "t.csv", [line("A", "x")]), profile('"GBP"', '"EUR"')
    ) as under_way:
        next(under_way)
        lines_in(store, tmp_path, [line("B", "x")])
        report = ended(under_way)
    assert report.problem_code == "currency"
    assert report.taken == 0


def test_a_bug_is_not_hidden_and_leaves_nothing_open(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("posapp.services.import_sales_steps.take_sales", broken)
    with (
        import_sales(store, write(tmp_path / "t.csv", [line("A", "x")]), profile()) as under_way,
        pytest.raises(ZeroDivisionError),
    ):
        list(under_way)
    assert under_way.close() is None
    monkeypatch.undo()
    assert lines_in(store, tmp_path, [line("A", "x")]).taken == 1


def test_a_batch_that_gives_way_to_a_visit_is_tried_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def gives_way(run: Run, act: Act, waiting: list[WaitingReturn], how: How) -> tuple[Taken, list[str]]:
        taken = take_returns(run, act, waiting, how)
        tries.append(taken[0].taken)
        if len(tries) < 3:
            raise OperationalError("UPDATE", {}, Exception("deadlock detected"))
        return taken

    monkeypatch.setattr(import_sales_steps, "take_returns", gives_way)
    lines = [line("A", "x", 2, customer="7"), line("C1", "x", -1, customer="7")]
    assert lines_in(store, tmp_path, lines).taken == 2
    assert tries == [1, 1, 1]
    assert returned(store) == {("A", "x"): 1}


def test_a_batch_that_fails_leaves_the_digest_as_it_was(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = imports.note_documents

    def full(*arguments: object) -> None:
        noted(*arguments)  # type: ignore[arg-type]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("posapp.storage.import_sales.note_documents", full)
    report = lines_in(store, tmp_path, [line("A", "x")])
    assert report.problem_code == "disk_full"
    assert "disk is full" in report.problem
    assert held_sales(store) == []
    assert journal_kinds(store)[-1] == "import_cancelled"
    assert importing.Report is type(report)
