"""The store that verifier tests tamper with: one for all tests of a file, on each database."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import select, update

from posapp.services import store_facts, visits
from posapp.storage import tables
from posapp.storage.digests import return_digest, sale_digest
from posapp.storage.ids import new_id
from tests.databases import Place
from tests.postgres import PostgresServer
from tests.served import done_now, return_beans, swap_plums, swap_shirt
from tests.stores import BEANS, CARD_RECEIPT, MUG_RECEIPT, Shop, grocer, line_ids
from tests.tampering import World, unlock


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One store for all of this file: every tampering is undone."""
    folder = tmp_path_factory.mktemp("store") / "desk"
    if request.param == "sqlite":
        yield from _a_world(Place(folder, None))
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.temporary_database() as url:
        yield from _a_world(Place(folder, url))


def _a_world(place: Place) -> Iterator[World]:
    shop = grocer(place.folder, place.url)
    swap_shirt(shop)
    return_beans(shop)
    store_facts.change_facts(
        shop.store, shop.clerk.actor, {"address": "1 Main Street", "reply_address": "a@b"}
    )
    store_facts.change_policy(shop.store, shop.clerk.actor, {"valuation_days": "7"})
    swap_plums(shop)
    serving = shop.serving()
    visits.scan(serving, CARD_RECEIPT)
    done_now(serving, visits.scan(serving, BEANS.code))
    _import_a_return_and_a_discount(shop)
    with shop.store.engine.connect() as connection:
        unlock(connection)
        yield World(place, shop, connection)
    shop.store.close()


def _import_a_return_and_a_discount(shop: Shop) -> None:
    """What a till's export holds beside sales: a return matched to a line, and a receipt-wide discount."""
    (line_id,) = line_ids(shop, MUG_RECEIPT)
    with shop.store.acting("import_batch", "") as written:
        act = written.act
        connection = act.connection
        import_id = connection.scalar(
            select(tables.imports.c.import_id).where(tables.imports.c.kind == "sales")
        )
        sale_id = connection.scalar(
            select(tables.sales.c.sale_id).where(tables.sales.c.number == MUG_RECEIPT)
        )
        assert isinstance(import_id, UUID)
        assert isinstance(sale_id, UUID)
        owned = {"store_id": act.store_id, "desk_id": act.desk_id, "import_id": import_id}
        goods = {
            "code": "1011",
            "description": "Mug, blue",
            "quantity_micro": 1_000_000,
            "unit_price_micro": 5,
        }
        till_return_id = new_id()
        back = {
            "till_return_id": till_return_id,
            "line_no": 1,
            **goods,
            "unit": "each",
            "returned_at_ms": 1,
            "occurrence": 1,
        }
        back |= {"sale_line_id": line_id, "document": "R-1"}
        connection.execute(tables.till_returns.insert(), {**owned, **back})
        counter = update(tables.sale_lines).where(tables.sale_lines.c.sale_line_id == line_id)
        connection.execute(counter.values(returned_micro=1_000_000))
        returned = [
            till_return_id.hex,
            1,
            "1011",
            "Mug, blue",
            "each",
            1_000_000,
            5,
            1,
            1,
            line_id.hex,
        ]
        off = {"sale_id": sale_id, "line_no": 2, **goods, "amount_minor": 0, "occurrence": 1}
        connection.execute(tables.sale_discounts.insert(), {**owned, **off})
        discount = [2, "1011", "Mug, blue", 1_000_000, 5, 0, 1]
        part = {"import_id": import_id, "tenders": "{}"}
        act.insert(
            tables.import_documents,
            {
                **part, "kind": "return", "document": "R-1", "first_line": 1, "last_line": 1,
                "digest": return_digest("R-1", [returned]),
            },
            {
                **part, "kind": "sale", "document": MUG_RECEIPT, "first_line": 2, "last_line": 2,
                "digest": sale_digest((MUG_RECEIPT, sale_id.hex, None), [], [discount], {}),
            },
        )  # fmt: skip
