"""`posapp visit`, `show`, `people`, `store` and `policy`, as another program calls them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from sqlalchemy.exc import OperationalError

from posapp import cli
from posapp.storage import visits
from tests.stores import (
    BEANS,
    BEANS_RECEIPT,
    JACKET,
    MUG,
    MUG_RECEIPT,
    PEN,
    PEN_RECEIPT,
    PLUM_RECEIPT,
    PLUMS,
    grocer,
)


class Answer(NamedTuple):
    code: int
    out: Any
    error: Any


Posapp = Callable[..., Answer]


@pytest.fixture
def posapp(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Posapp:
    grocer(tmp_path / "shop").store.close()

    def call(*words: str) -> Answer:
        code = cli.main(["--data", str(tmp_path / "shop"), "--json", *words])
        printed = capsys.readouterr()
        out = json.loads(printed.out) if printed.out else None
        return Answer(code, out, json.loads(printed.err) if printed.err else None)

    return call


def visit(*words: str) -> tuple[str, ...]:
    return ("visit", "--as", "Ana", *words)


def test_plums_again(posapp: Posapp) -> None:
    answer = posapp(*visit("--receipt", PLUM_RECEIPT, "--same", f"{PLUMS.code}=1.380"))
    assert answer.code == 0
    assert answer.out["to_customer"] == 0
    assert answer.out["done"] is True
    assert [(x["side"], x["quantity"], x["unit"]) for x in answer.out["lines"]] == [
        ("back", "1.24", "kg"),
        ("home", "1.38", "kg"),
    ]
    assert Path(answer.out["pdf"]).read_bytes().startswith(b"%PDF-")
    shown = posapp("show", answer.out["receipt_number"])
    assert [x["left"] for x in shown.out["lines"]] == ["1.38"]
    assert "absorbed" not in json.dumps(answer.out)


def test_a_line_comes_back_in_parts_that_add_up(posapp: Posapp) -> None:
    given = [
        posapp(*visit("--receipt", BEANS_RECEIPT, "--back", BEANS.code)).out["to_customer"] for _ in range(2)
    ]
    assert given == [800, 799]
    third = posapp(*visit("--receipt", BEANS_RECEIPT, "--back", BEANS.code))
    assert (third.code, third.error["error"]) == (1, "nothing_left")
    assert [x["left"] for x in posapp("show", BEANS_RECEIPT).out["lines"]] == ["0"]


def test_a_quote_writes_nothing(posapp: Posapp) -> None:
    before = posapp("show", BEANS_RECEIPT).out
    quoted = posapp("visit", "--quote", "--receipt", BEANS_RECEIPT, "--back", f"{BEANS.code}=2")
    assert (quoted.code, quoted.out["to_customer"], quoted.out["done"]) == (0, 1599, False)
    assert posapp("show", BEANS_RECEIPT).out == before


def test_sent_twice_is_done_once(posapp: Posapp) -> None:
    words = visit("--visit-id", str(uuid4()), "--receipt", BEANS_RECEIPT, "--back", BEANS.code)
    first, again = posapp(*words), posapp(*words)
    assert again.out == first.out
    assert posapp("show", BEANS_RECEIPT).out["lines"][0]["returned"] == "1"
    other = posapp(*words[:-1], f"{BEANS.code}=2")
    assert (other.code, other.error["error"]) == (1, "command_reused")


def test_more_of_the_same_than_came_back_goes_through_the_till(posapp: Posapp) -> None:
    answer = posapp(*visit("--receipt", MUG_RECEIPT, "--back", MUG.code, "--same", f"{MUG.code}=3"))
    assert [x["quantity"] for x in answer.out["through_till"]] == ["2"]
    assert [x.get("charged") for x in answer.out["lines"] if x["side"] == "home"] == [500]


def test_a_pen_for_a_jacket_stands_in_the_way(posapp: Posapp) -> None:
    answer = posapp(*visit("--receipt", PEN_RECEIPT, "--back", PEN.code, "--home", JACKET.code))
    assert (answer.code, answer.out["done"]) == (1, False)
    assert answer.out["stands_in_the_way"]["code"] == "beyond"
    assert "through the till" in answer.out["stands_in_the_way"]["message"]


@pytest.mark.parametrize(
    ("words", "error", "code"),
    [
        (visit("--receipt", "nonsense", "--back", BEANS.code), "unknown_receipt", 1),
        (visit("--receipt", BEANS_RECEIPT, "--back", "nonsense"), "unknown", 1),
        (visit("--receipt", BEANS_RECEIPT, "--back", f"{BEANS.code}=3"), "less_left", 1),
        (visit("--receipt", BEANS_RECEIPT, "--back", f"{BEANS.code}=0"), "bad_quantity", 1),
        (visit("--receipt", BEANS_RECEIPT, "--back", f"{BEANS.code}=NaN"), "bad_quantity", 1),
        (visit("--receipt", BEANS_RECEIPT, "--back", f"{BEANS.code}=0.5"), "bad_quantity", 1),
        (visit("--receipt", BEANS_RECEIPT, "--back", f"{BEANS.code}=1e999"), "bad_quantity", 1),
        (("visit", "--as", "Nobody", "--back", BEANS.code), "unknown_person", 4),
        (("visit", "--back", BEANS.code), "usage", 2),
        (("show", "nonsense"), "unknown_receipt", 4),
        (("people", "add", "ana"), "bad_name", 4),
        (("people", "add", " \t"), "bad_name", 4),
        (("store", "set", "currency=GBP"), "bad_value", 4),
        (("store", "set", "time_zone=../../etc/passwd"), "bad_value", 4),
        (("policy", "set", "absorbed_share=2"), "bad_value", 4),
        (("policy", "set", "absorbed_ceiling=-1"), "bad_value", 4),
        (("policy", "set", "nonsense=1"), "bad_value", 4),
    ],
)
def test_what_cannot_be_ends_in_one_object(
    posapp: Posapp, words: tuple[str, ...], error: str, code: int
) -> None:
    answer = posapp(*words)
    assert (answer.error["error"], answer.code, answer.out) == (error, code, None)
    assert answer.error["message"].endswith(".")


def test_a_folder_without_a_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["show", "1", "--data", str(tmp_path / "nothing")]) == 3
    assert "no store" in capsys.readouterr().err
    assert not (tmp_path / "nothing").exists()


def test_a_new_rule_is_a_new_version(posapp: Posapp) -> None:
    changed = posapp("policy", "set", "absorbed_ceiling=30.50", "question=How was it?")
    assert changed.out["version"] == 1
    assert posapp("policy").out == changed.out
    assert posapp("policy", "set", "valuation_days=7").out["absorbed_ceiling"] == "30.50"


def test_the_first_person_named_at_a_new_store_joins_it(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert cli.main(["--data", str(folder), "people", "add", "Ben"]) == 0
    assert cli.main(["--data", str(folder), "people"]) == 0


def test_a_visit_whose_paper_cannot_be_saved_stands_and_says_so(posapp: Posapp, tmp_path: Path) -> None:
    """Otherwise a clerk who reads an error does it again, and pays twice."""
    (tmp_path / "shop" / "receipts").write_text("in the way")
    number = str(uuid4())
    words = visit("--receipt", BEANS_RECEIPT, "--back", BEANS.code, "--visit-id", number)
    answer = posapp(*words)
    assert (answer.code, answer.out["done"], answer.out["pdf"]) == (0, True, None)
    (tmp_path / "shop" / "receipts").unlink()
    again = posapp(*words)
    assert (again.out["receipt_number"], again.out["to_customer"]) == (answer.out["receipt_number"], 800)
    assert Path(again.out["pdf"]).exists()


def test_a_visit_that_was_overtaken_is_never_said_to_give_anything_back(
    posapp: Posapp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_: object) -> None:
        raise visits.TakenMeanwhileError

    monkeypatch.setattr(visits, "take_back", taken)
    answer = posapp(*visit("--receipt", BEANS_RECEIPT, "--back", BEANS.code))
    assert (answer.code, answer.out["done"]) == (1, False)
    assert answer.out["stands_in_the_way"]["code"] == "changed_meanwhile"


def test_a_full_disk_is_a_sentence(posapp: Posapp, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(visits, "take_back", full)
    answer = posapp(*visit("--receipt", BEANS_RECEIPT, "--back", BEANS.code))
    assert (answer.code, answer.error["error"]) == (3, "disk_full")


@pytest.mark.parametrize("text", ["\udcff", "\u202eGrocer", "a\x1bb", "a\x00b"])
def test_a_name_that_cannot_be_printed_is_refused(posapp: Posapp, text: str) -> None:
    answer = posapp("store", "set", f"name={text}")
    assert (answer.code, answer.error["error"]) == (4, "bad_value")


@pytest.mark.parametrize("text", ["\udcff", "1\udcff", f"{BEANS.code}=1\udcff"])
def test_bytes_that_are_no_text_are_no_fault(posapp: Posapp, text: str) -> None:
    answer = posapp(*visit("--receipt", f"{BEANS_RECEIPT}\udcff", "--back", text))
    assert answer.code in (0, 1)
