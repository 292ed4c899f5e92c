"""An entry: its canonical text, its hash by the documented formula, its signature, its act (DESIGN 5)."""

import base64
import hashlib
import json
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, select

from posapp.storage import people, tables
from posapp.storage.journal import FIRST_PREV_HASH, canonical, head_of
from tests.served import swap_shirt
from tests.stores import Shop


def _entries(shop: Shop) -> list[dict[str, Any]]:
    with shop.store.reading() as connection:
        return [
            dict(x._mapping)
            for x in connection.execute(select(tables.journal).order_by(tables.journal.c.seq))
        ]


def test_every_entry_is_hashed_by_the_formula_chained_and_signed(shop: Shop) -> None:
    swap_shirt(shop)
    prev_hash = FIRST_PREV_HASH
    for seq, entry in enumerate(_entries(shop), 1):
        whole = {
            "actor": entry["actor"],
            "at": entry["at"],
            "desk": entry["desk_id"].hex,
            "kind": entry["kind"],
            "payload": json.loads(entry["payload"]),
            "prev_hash": prev_hash,
            "seq": seq,
            "store": entry["store_id"].hex,
        }
        text = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert entry["hash"] == hashlib.sha256(text.encode()).hexdigest()
        assert entry["prev_hash"] == prev_hash
        key = Ed25519PublicKey.from_public_bytes(shop.store.keys.public)
        key.verify(bytes.fromhex(entry["signature"]), bytes.fromhex(entry["hash"]))
        with pytest.raises(InvalidSignature):
            key.verify(bytes.fromhex(entry["signature"]), bytes.fromhex(entry["prev_hash"]))
        prev_hash = entry["hash"]


def test_a_payload_is_canonical_in_any_script(shop: Shop) -> None:
    with shop.store.acting("person_joined", "") as written:
        people.join(written.act, 'ประเสริฐ Цэцэг 花子 \u2028"\\')
    payload = _entries(shop)[-1]["payload"]
    assert payload == canonical(json.loads(payload))
    assert "ประเสริฐ Цэцэг 花子 \u2028" in payload


def test_an_entry_tells_the_rows_of_its_act_in_full(shop: Shop) -> None:
    done = swap_shirt(shop)
    entry = _entries(shop)[-1]
    records = json.loads(entry["payload"])["records"]
    assert entry["kind"] == "visit"
    of_visit = {"visits", "visit_returns", "visit_replacements", "visit_refunds", "papers"}
    assert set(records) == of_visit | {"sales", "sale_lines", "sale_tenders"}
    (visit,) = records["visits"]
    assert visit["visit_id"] == done.visit_id.hex
    assert visit["journal_seq"] == entry["seq"]
    assert visit["to_customer_minor"] == 500


def test_the_head_is_sixteen_base32_characters_of_the_hash(shop: Shop) -> None:
    with shop.store.acting("signed_in", shop.clerk.actor) as written:
        pass
    assert written.entry is not None
    entry = _entries(shop)[-1]
    assert written.entry.head == head_of(entry["hash"])
    assert base64.b32decode(written.entry.head).hex() == entry["hash"][:20]
    assert (written.entry.seq, written.entry.hash) == (entry["seq"], entry["hash"])


def test_an_act_that_fails_leaves_no_entry_and_no_row(shop: Shop) -> None:
    before = len(_entries(shop))
    with pytest.raises(RuntimeError, match="half-way"):
        _join_and_fail(shop)
    assert len(_entries(shop)) == before
    with shop.store.reading() as connection:
        assert connection.scalar(select(func.count()).where(tables.people.c.name == "Nobody")) == 0


def _join_and_fail(shop: Shop) -> None:
    with shop.store.acting("person_joined", "") as written:
        people.join(written.act, "Nobody")
        raise RuntimeError("half-way")


def test_numbers_that_are_not_numbers_are_no_payload() -> None:
    for value in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="not JSON compliant"):
            canonical({"x": value})


def test_the_order_is_by_number_whatever_the_clock_says(shop: Shop) -> None:
    for days in (-400, 20_000, -30_000, 1):
        shop.clock.forward(days=days)
        with shop.store.acting("signed_in", shop.clerk.actor):
            pass
    entries = _entries(shop)
    assert [x["seq"] for x in entries] == list(range(1, len(entries) + 1))
    assert [x["at"][:4] for x in entries[-4:]] == ["2024", "2078", "1996", "1996"]
