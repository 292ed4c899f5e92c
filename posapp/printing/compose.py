"""A desk receipt becomes a document: what is said, and in which order (DESIGN 3.13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from urllib.parse import quote

from posapp.domain.codes import readable
from posapp.domain.customer_view import CameBack, CustomerView, GoesHome, TaxLine
from posapp.domain.money import Money, total
from posapp.domain.visit import TenderKind
from posapp.printing.amounts import money_text, quantity_text, rate_text
from posapp.printing.document import (
    Align,
    Barcode,
    Block,
    Document,
    Heading,
    Item,
    QrCode,
    Role,
    Row,
    Rule,
    Space,
    Table,
    Text,
    Together,
)
from posapp.printing.receipt import DeskReceipt
from posapp.printing.words import ReceiptWords

_GROUP = 4


def compose(receipt: DeskReceipt) -> Document:
    """Return what a desk receipt says: everything at its credited or charged amount, nothing beside it."""
    words = receipt.words
    number = words.number.format(number=readable(receipt.number))
    return Document(
        title=number,
        author=receipt.store_name,
        language=words.language,
        running_head=f"{number}. {words.practice}" if receipt.practice else number,
        page_words=words.page,
        blocks=_marked(
            receipt,
            (
                *_store(receipt),
                *_visit(receipt, number),
                *_goods(receipt.view, words),
                *_money_back(receipt.view, words),
                *_taxes(receipt.view, words),
                *_codes(receipt),
                *_invitation(receipt),
            ),
        ),
    )


def _marked(receipt: DeskReceipt, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Practice and copies say so first and last: a paper torn in two still tells."""
    said = []
    if receipt.practice:
        said.append(receipt.words.practice)
    if receipt.copy_number:
        said.append(receipt.words.copy.format(copy_number=receipt.copy_number))
    marks = tuple(Text(words, Role.BANNER, Align.CENTRE) for words in said)
    return (*marks, Rule(), Space(0.5), *blocks, Space(0.5), Rule(), *marks) if marks else blocks


def _store(receipt: DeskReceipt) -> Iterator[Block]:
    yield Text(receipt.store_name, Role.SHOP, Align.CENTRE)
    for line in receipt.store_lines:
        yield Text(line, Role.SMALL, Align.CENTRE)
    yield Space(1.0)


def _visit(receipt: DeskReceipt, number: str) -> Iterator[Block]:
    """The moment is written the one way that no country reads differently."""
    yield Text(receipt.words.title, Role.STRONG)
    yield Text(number, Role.SMALL)
    served_by = receipt.words.served_by.format(name=receipt.served_by)
    yield Row(f"{receipt.done_at:%Y-%m-%d %H:%M}", served_by, Role.SMALL)


def _goods(view: CustomerView, words: ReceiptWords) -> Iterator[Block]:
    """What goes through the till stands on the till's own receipt."""
    if view.came_back:
        yield Heading(words.came_back)
        yield from (_item(line, line.credit) for line in view.came_back)
        yield from _sum([line.credit for line in view.came_back], words)
    if view.goes_home:
        yield Heading(words.goes_home)
        yield from (_item(line, line.charged) for line in view.goes_home)
        yield from _sum([line.charged for line in view.goes_home], words)


def _item(line: CameBack | GoesHome, amount: Money) -> Item:
    """A weight stands there without a price per unit: charged ÷ weight would invite a sum (DESIGN 3.13)."""
    times = "" if line.quantity.measured else "\N{MULTIPLICATION SIGN} "
    return Item(line.description, times + quantity_text(line.quantity), money_text(amount))


def _sum(amounts: list[Money], words: ReceiptWords) -> Iterator[Block]:
    if len(amounts) > 1:
        yield Row(words.together, money_text(total(amounts, amounts[0].currency)), Role.STRONG)


def _money_back(view: CustomerView, words: ReceiptWords) -> Iterator[Block]:
    yield Space(0.5)
    yield Rule()
    if not view.to_customer and view.goes_home:
        yield Text(words.nothing_to_pay, Role.RESULT)
        return
    back = Row(words.money_back, money_text(view.to_customer), Role.RESULT)
    tender_words = {TenderKind.CASH: words.cash, TenderKind.CARD: words.card}
    yield Together(
        (back, *(Row(tender_words[given.tender], money_text(given.amount)) for given in view.given_back))
    )


def _taxes(view: CustomerView, words: ReceiptWords) -> Iterator[Block]:
    """Goods of an unknown rate have no line here (DESIGN 3.16)."""
    if not view.taxes:
        return
    yield Space(0.5)
    rows = (
        *_tax_rows(words.came_back, "back", view.taxes),
        *_tax_rows(words.goes_home, "home", view.taxes),
    )
    yield Table((words.rate, words.net, words.tax, words.gross), rows)


def _tax_rows(
    caption: str, direction: Literal["back", "home"], taxes: tuple[TaxLine, ...]
) -> Iterator[tuple[str, ...]]:
    totals = [line.total for line in taxes if line.direction == direction]
    if totals:
        yield (caption,)
    for each in totals:
        yield (rate_text(each.rate), money_text(each.net), money_text(each.tax), money_text(each.gross))


def _codes(receipt: DeskReceipt) -> Iterator[Block]:
    record = receipt.words.record.format(head=_in_groups(receipt.head))
    yield Space(1.0)
    yield Together(
        (Barcode(receipt.number, readable(receipt.number)), Text(record, Role.SMALL, Align.CENTRE))
    )


def _in_groups(code: str) -> str:
    """People read and compare groups of four without losing their place."""
    return " ".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP)) if code.isalnum() else code


def _invitation(receipt: DeskReceipt) -> Iterator[Block]:
    """Every customer is asked, not only the pleased ones (P6)."""
    code = receipt.words.code.format(code=_in_groups(receipt.invitation_code))
    yield Space(0.5)
    yield Rule()
    yield Together(
        (
            Text(receipt.question, Role.STRONG, Align.CENTRE),
            *_reply_code(receipt),
            Text(code, Role.BODY, Align.CENTRE),
        )
    )


def _reply_code(receipt: DeskReceipt) -> Iterator[Block]:
    if receipt.reply_address:
        subject = receipt.words.mail_subject.format(code=receipt.invitation_code)
        # Quoted, so that no address can carry a header of its own ("?bcc=").
        yield QrCode(f"mailto:{quote(receipt.reply_address, safe='@')}?subject={quote(subject, safe='')}")
