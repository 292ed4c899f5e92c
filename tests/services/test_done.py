"""Done: once, durable, exactly what was quoted, or nothing (RELIABILITY 1.1 to 1.3)."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from posapp import verifier
from posapp.domain.quantity import Quantity
from posapp.domain.visit import Side, TenderKind
from posapp.services import done as done_service
from posapp.services import store_facts, visits
from posapp.services.desk_state import DeskState, DoneVisit
from posapp.services.done import CommandReusedError, content_digest
from posapp.storage import drafts, receipts, tables
from tests.served import done_now
from tests.stores import (
    BEANS,
    BEANS_RECEIPT,
    CARD_RECEIPT,
    JACKET,
    SHIRT,
    SHIRT_RECEIPT,
    TRAY,
    Shop,
    line_ids,
)


def _count(shop: Shop, table: str) -> int:
    with shop.store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(tables.metadata.tables[table])) or 0


def _left(shop: Shop, receipt: str) -> list[int]:
    lines = select(tables.sale_lines.c.returned_micro).where(
        tables.sale_lines.c.sale_line_id.in_(line_ids(shop, receipt))
    )
    with shop.store.reading() as connection:
        return list(connection.scalars(lines.order_by(tables.sale_lines.c.line_no)))


def _beans(shop: Shop, visit_id: UUID | None = None) -> tuple[visits.Serving, DeskState]:
    serving = shop.serving(visit_id)
    visits.scan(serving, BEANS_RECEIPT)
    return serving, visits.scan(serving, BEANS.code)


def _is_refused(result: DoneVisit | DeskState) -> DeskState:
    assert isinstance(result, DeskState)
    assert result.notice is not None
    assert result.notice.code == "changed_meanwhile"
    return result


def test_the_same_visit_twice_is_one_visit(shop: Shop) -> None:
    serving, state = _beans(shop)
    first = done_now(serving, state)
    entries = _count(shop, "journal")
    for quoted in (state.quote, "", "another"):
        assert done_service.done(serving, quoted) == first
    assert (_count(shop, "visits"), _count(shop, "journal")) == (1, entries)
    assert _left(shop, BEANS_RECEIPT) == [1_000_000]


def test_a_number_used_for_other_goods_is_refused_and_flagged(shop: Shop) -> None:
    serving, state = _beans(shop)
    first = done_service.done(serving, state.quote, "content one")
    assert isinstance(first, DoneVisit)
    assert done_service.done(serving, state.quote, "content one") == first
    with pytest.raises(CommandReusedError):
        done_service.done(serving, state.quote, "content two")
    with shop.store.reading() as connection:
        last = connection.execute(select(tables.journal).order_by(tables.journal.c.seq.desc()).limit(1)).one()
    assert last.kind == "command_refused"
    assert serving.visit_id.hex in last.payload
    assert _count(shop, "visits") == 1


def test_the_content_tells_goods_apart_and_nothing_else(shop: Shop) -> None:
    digests = set()
    for codes in ((BEANS.code,), (BEANS.code, BEANS.code), (BEANS.code, JACKET.code), (SHIRT.code,)):
        serving = shop.serving()
        for code in (BEANS_RECEIPT, *codes):
            visits.scan(serving, code)
        with shop.store.reading() as connection:
            visit = drafts.latest(connection, serving.visit_id)
        assert visit is not None
        digests.add(content_digest(visit))
    assert len(digests) == 4


def test_a_line_taken_by_another_desk_meanwhile_shows_the_new_quote(shop: Shop) -> None:
    serving, _ = _beans(shop)
    state = visits.step_quantity(serving, 1, 1)
    other, others = _beans(shop)
    done_now(other, others)
    entries = _count(shop, "journal")
    changed = _is_refused(done_service.done(serving, state.quote))
    assert (_count(shop, "visits"), _count(shop, "journal")) == (1, entries)
    assert changed.view is not None
    assert (changed.back[0].quantity, changed.view.to_customer.minor) == (Quantity.of(1), 799)
    assert done_now(serving, changed).view.to_customer.minor == 799


def test_a_line_that_is_gone_altogether_goes_off_the_visit(shop: Shop) -> None:
    serving, state = _beans(shop)
    for _ in range(2):
        other, others = _beans(shop)
        done_now(other, others)
    changed = _is_refused(done_service.done(serving, state.quote))
    assert not changed.back
    assert _count(shop, "visits") == 2
    assert visits.undo(serving).back, "what was there can be looked at"
    _is_refused(done_service.done(serving, visits.begin(shop.store).quote))


def test_a_policy_changed_meanwhile_shows_the_new_quote(shop: Shop) -> None:
    """An absorbed share that is smaller now: nothing is written, the screen shows how it stands."""
    serving = shop.serving()
    for code in (SHIRT_RECEIPT, SHIRT.code):
        visits.scan(serving, code)
    state = visits.scan(serving, JACKET.code)
    store_facts.change_policy(shop.store, "", {"absorbed_share": "0.01"})
    changed = _is_refused(done_service.done(serving, state.quote))
    assert changed.way == "beyond"
    _is_refused(done_service.done(serving, changed.quote))
    assert _count(shop, "visits") == 0
    store_facts.change_policy(shop.store, "", {"absorbed_share": "0.5"})
    assert isinstance(done_service.done(serving, state.quote), DoneVisit)


def test_a_policy_that_changes_nothing_of_the_quote_is_no_obstacle(shop: Shop) -> None:
    serving, state = _beans(shop)
    store_facts.change_policy(shop.store, "", {"question": "Was it good?"})
    done_now(serving, state)
    with shop.store.reading() as connection:
        assert connection.scalar(select(tables.visits.c.policy_version)) == 1


@pytest.mark.parametrize("quoted", ["", "0" * 64])
def test_what_was_not_shown_is_not_done(shop: Shop, quoted: str) -> None:
    serving, _ = _beans(shop)
    _is_refused(done_service.done(serving, quoted))
    assert _count(shop, "visits") == 0


def test_nothing_is_not_done(shop: Shop) -> None:
    serving = shop.serving()
    assert isinstance(done_service.done(serving, ""), DeskState)
    state = visits.scan(serving, BEANS_RECEIPT)
    assert isinstance(done_service.done(serving, state.quote), DeskState)
    visits.start_over(serving)
    serving = shop.serving()
    state = visits.add_item(serving, JACKET.code, Side.HOME)
    assert isinstance(done_service.done(serving, state.quote), DeskState)
    assert _count(shop, "visits") == 0


def test_a_card_is_never_given_more_than_it_paid(shop: Shop) -> None:
    """The guard of last resort: what refunds have taken from the tender is more than its lines say."""
    serving = shop.serving()
    visits.scan(serving, CARD_RECEIPT)
    state = visits.scan(serving, TRAY.code)
    card = tables.sale_tenders.c.tender == "card"
    with shop.store.writing() as connection:
        connection.execute(update(tables.sale_tenders).where(card).values(refunded_minor=2398))
    _is_refused(done_service.done(serving, state.quote))
    assert (_count(shop, "visits"), _left(shop, CARD_RECEIPT)) == (0, [0, 0])
    with shop.store.writing() as connection:
        connection.execute(update(tables.sale_tenders).where(card).values(refunded_minor=2397))
    done_now(serving, state)


def test_a_card_is_not_given_money_without_a_sale(shop: Shop) -> None:
    serving = shop.serving()
    visits.scan(serving, SHIRT.code)
    with shop.store.writing() as connection:
        visit = drafts.latest(connection, serving.visit_id)
        assert visit is not None
        drafts.keep(connection, shop.store, replace(visit, tender=TenderKind.CARD), serving.actor)
    done = done_service.done(serving, visits.begin(shop.store).quote)
    assert isinstance(done, DoneVisit)
    assert [given.tender for given in done.view.given_back] == [TenderKind.CASH]


def test_counters_tenders_receipt_and_paper_are_one_act(shop: Shop) -> None:
    serving = shop.serving()
    visits.scan(serving, CARD_RECEIPT)
    visits.scan(serving, BEANS.code)
    state = visits.same_again(serving)
    entries = _count(shop, "journal")
    done = done_now(serving, state)
    assert _count(shop, "journal") == entries + 1
    assert _left(shop, CARD_RECEIPT) == [1_000_000, 0]
    with shop.store.reading() as connection:
        assert receipts.prepared_papers(connection, shop.store.desk_id) == [done.visit_id]
        stored = receipts.load(connection, done.visit_id)
        sold_by = connection.execute(
            select(tables.sale_tenders.c.tender, tables.sale_tenders.c.paid_minor)
            .join(tables.sales)
            .where(tables.sales.c.visit_id == done.visit_id)
        ).one()
    assert tuple(sold_by) == ("card", 799)
    assert stored.view == done.view
    report = verifier.verify(
        shop.store.folder, None if shop.store.engine.dialect.name == "sqlite" else _url(shop)
    )
    assert report["ok"], report
    assert report["heads"][0]["head"] == stored.head


def _url(shop: Shop) -> str:
    return shop.store.engine.url.render_as_string(hide_password=False)


def test_a_mistake_in_the_middle_leaves_everything_as_it_was(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving, state = _beans(shop)
    before = {name: _count(shop, name) for name in tables.metadata.tables}
    monkeypatch.setattr(drafts, "forget", lambda connection, visit_id: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        done_service.done(serving, state.quote)
    monkeypatch.undo()
    assert {name: _count(shop, name) for name in tables.metadata.tables} == before
    assert _left(shop, BEANS_RECEIPT) == [0]
    done_now(serving, state)
