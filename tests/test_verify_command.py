"""`posapp verify`: what it says, and its exit codes."""

import json
from pathlib import Path

import pytest
from sqlalchemy import update

from posapp import cli
from posapp.commands.answers import Exit
from posapp.storage import tables
from tests.served import swap_shirt
from tests.stores import grocer
from tests.tampering import unlock


def _run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    code = cli.main(["verify", *map(str, words)])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_it_says_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = grocer(tmp_path)
    swap_shirt(shop)
    code, said = _run(capsys, "--data", tmp_path)
    assert code == Exit.OK
    assert said.startswith("All is as it was written: ")
    code, said = _run(capsys, "--data", tmp_path, "--json")
    report = json.loads(said)
    assert (code, list(report)) == (Exit.OK, ["ok", "entries", "records", "desks", "first_broken", "heads"])
    with shop.store.engine.connect() as connection:
        unlock(connection)
        connection.execute(update(tables.visit_refunds).values(amount_minor=1))
        connection.commit()
    shop.store.close()
    code, said = _run(capsys, "--data", tmp_path)
    assert code == Exit.BROKEN
    assert "(visit): a record was changed: visit_refunds" in said
    assert "amount_minor" in said


def test_it_finds_the_entry_of_a_printed_head(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = grocer(tmp_path)
    done = swap_shirt(shop)
    shop.store.close()
    (head,) = json.loads(_run(capsys, "--data", tmp_path, "--json")[1])["heads"]
    printed = head["head"]
    for typed in (printed, printed.lower(), f"{printed[:4]}-{printed[4:8]} {printed[8:]}"):
        code, said = _run(capsys, "--data", tmp_path, "--head", typed, "--json")
        assert (code, json.loads(said)["entry"]["seq"]) == (Exit.OK, head["seq"])
    assert f"Entry {head['seq']} of desk" in _run(capsys, "--data", tmp_path, "--head", printed)[1]
    assert done.receipt_number
    assert _run(capsys, "--data", tmp_path, "--head", "A" * 16)[0] == Exit.BROKEN
    for typed in ("", "A" * 15, "1" * 16, "é" * 16, "A" * 24):
        assert _run(capsys, "--data", tmp_path, "--head", typed)[0] == Exit.INPUT


def test_without_a_store_it_makes_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(capsys, "--data", tmp_path / "nowhere")[0] == Exit.STORE
    assert not (tmp_path / "nowhere").exists()
