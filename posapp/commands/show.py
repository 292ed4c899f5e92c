"""``posapp show``: a receipt, and what is left to return of each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posapp.commands.answers import CommandError, Exit, say, say_json
from posapp.commands.stores import opened
from posapp.domain.codes import readable
from posapp.domain.quantity import Quantity
from posapp.domain.sale import Sale
from posapp.printing.amounts import money_text, quantity_text
from posapp.services.finding import find_sale

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("receipt", metavar="RECEIPT", help="the number of a till's or a desk receipt")


def run(arguments: argparse.Namespace) -> int:
    """Show the receipt."""
    with opened(arguments.data) as store:
        sale = find_sale(store, arguments.receipt)
    if sale is None:
        raise CommandError("unknown_receipt", f"There is no receipt {arguments.receipt[:40]}.")
    if arguments.json:
        say_json(_object(sale))
    else:
        _say(sale)
    return Exit.OK


def _object(sale: Sale) -> dict[str, Any]:
    return {
        "number": sale.number,
        "sold_at": sale.sold_at.isoformat(),
        "currency": sale.lines[0].paid.currency.code if sale.lines else None,
        "lines": [
            {
                "line_no": line.line_no,
                "code": line.code,
                "description": line.description,
                "unit": line.sold.unit,
                "sold": _number(line.sold),
                "returned": _number(line.returned),
                "left": _number(line.left),
                "paid": line.paid.minor,
            }
            for line in sale.lines
        ],
    }


def _say(sale: Sale) -> None:
    say(f"Receipt {readable(sale.number)} of {sale.sold_at:%Y-%m-%d %H:%M} UTC")
    for line in sale.lines:
        left = "all back" if not line.left else f"{quantity_text(line.left)} left"
        sold, paid = quantity_text(line.sold), money_text(line.paid)
        say(f"{line.line_no:>4}  {line.code:<14} {line.description[:40]:<40} {sold:>10} {paid:>12}  {left}")


def _number(quantity: Quantity) -> str:
    return format(quantity.value.normalize(), "f")
