"""Journals rewritten by somebody who reckons hashes, and the auditor's way to run the verifier."""

import hashlib
import json
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import update

from posapp import verifier
from posapp.storage import tables
from tests.tampered_world import world
from tests.tampering import World

__all__ = ["world"]

_NOT_SIGNED = "the entry is not signed by its desk"


def test_an_entry_appended_without_the_key(world: World) -> None:
    *_, last = world.rows(tables.journal)
    forged = {**last, "seq": last["seq"] + 1, "prev_hash": last["hash"], "kind": "signed_in"}
    forged["payload"] = '{"records":{}}'
    forged["hash"] = _hash(forged)
    with world.inserted(tables.journal, forged) as report:
        assert (report["first_broken"]["seq"], report["first_broken"]["what"]) == (forged["seq"], _NOT_SIGNED)


def test_entries_that_changed_places(world: World) -> None:
    entries = world.rows(tables.journal)
    content = ("at", "actor", "kind", "payload", "prev_hash", "hash", "signature")
    for first, second in pairwise(entries[1:]):
        swapped = [{**first, **{x: second[x] for x in content}}, {**second, **{x: first[x] for x in content}}]
        assert _report_of(world, swapped, entries)["first_broken"]["seq"] == first["seq"]


@pytest.mark.parametrize(
    "forger", [None, Ed25519PrivateKey.generate()], ids=["old signatures", "another key"]
)
def test_a_chain_reckoned_again_without_the_key(world: World, forger: Ed25519PrivateKey | None) -> None:
    """Somebody changes an entry and every hash after it."""
    entries = world.rows(tables.journal)
    for start in range(0, len(entries), 6):
        report = _report_of(world, _rewritten(entries, start, forger), entries)
        assert (report["first_broken"]["seq"], report["first_broken"]["what"]) == (start + 1, _NOT_SIGNED)
    assert world.verify()["ok"]


def test_a_whole_journal_signed_with_another_key(world: World) -> None:
    """The keys folder knows; where the auditor has none, the paper outside does."""
    forger = Ed25519PrivateKey.generate()
    public = forger.public_key().public_bytes_raw()
    entries, (desk,) = world.rows(tables.journal), world.rows(tables.desks)
    printed = world.verify()["heads"][0]["head"]
    payload = entries[0]["payload"].replace(desk["public_key"].hex(), public.hex())
    _put(world, _rewritten([{**entries[0], "payload": payload}, *entries[1:]], 0, forger))
    keys = world.place.folder / "keys"
    with world.changed(tables.desks, desk, public_key=public) as report:
        assert report["first_broken"]["what"] == "the desk's key is not the one in its keys folder"
        keys.rename(keys.with_name("away"))
        alone = world.verify()
        keys.with_name("away").rename(keys)
        assert verifier.entry_of_head(world.place.folder, printed, world.place.url) is None
    _put(world, entries)
    assert alone["ok"], "without the keys nothing inside contradicts"
    assert verifier.entry_of_head(world.place.folder, printed, world.place.url) is not None


def test_it_runs_alone_and_writes_nothing(world: World) -> None:
    """As an auditor runs it: the one file, with none of the program beside it."""
    before = {path: path.stat().st_mtime_ns for path in world.place.folder.glob("*.db")}
    alone = world.place.folder.parent / "verifier.py"
    shutil.copy(Path(verifier.__file__), alone)
    words = [alone, world.place.folder, *([world.place.url] if world.place.url else [])]
    command = [sys.executable, "-I", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["ok"]
    assert {path: path.stat().st_mtime_ns for path in world.place.folder.glob("*.db")} == before


def test_it_works_while_the_desk_is_in_the_middle_of_an_act(world: World) -> None:
    before = world.verify()["entries"]
    serving = world.shop.serving()
    with world.shop.store.acting("signed_in", serving.actor):
        report = world.verify()
    assert (report["ok"], report["entries"]) == (True, before)
    assert world.verify()["entries"] == before + 1


def _report_of(world: World, forged: list[dict[str, Any]], entries: list[dict[str, Any]]) -> dict[str, Any]:
    _put(world, forged)
    report = world.verify()
    _put(world, entries)
    return report


def _hash(entry: dict[str, Any]) -> str:
    whole = {"actor": entry["actor"], "at": entry["at"], "desk": entry["desk_id"].hex, "kind": entry["kind"]}
    whole |= {"prev_hash": entry["prev_hash"], "seq": entry["seq"], "store": entry["store_id"].hex}
    whole["payload"] = json.loads(entry["payload"])
    text = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _rewritten(
    entries: list[dict[str, Any]], start: int, forger: Ed25519PrivateKey | None
) -> list[dict[str, Any]]:
    """The entries with another moment in one of them, and all hashes (and signatures) after it new."""
    rewritten = [dict(entry) for entry in entries]
    rewritten[start]["at"] = "2020" + rewritten[start]["at"][4:]
    for index in range(start, len(rewritten)):
        entry = rewritten[index]
        entry["prev_hash"] = rewritten[index - 1]["hash"] if index else "0" * 64
        entry["hash"] = _hash(entry)
        if forger is not None:
            entry["signature"] = forger.sign(bytes.fromhex(entry["hash"])).hex()
    return rewritten


def _put(world: World, entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        key = (tables.journal.c.desk_id == entry["desk_id"], tables.journal.c.seq == entry["seq"])
        world.connection.execute(update(tables.journal).where(*key).values(entry))
    world.connection.commit()
