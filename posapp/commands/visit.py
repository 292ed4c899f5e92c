"""``posapp visit``: a return or an exchange without a window, by the same rules and in the same act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from posapp.commands.answers import CommandError, Exit, say, say_json
from posapp.commands.stores import opened, person
from posapp.commands.words import FAULTS, NOTICES
from posapp.domain.codes import readable
from posapp.domain.customer_view import CameBack, CustomerView, GoesHome, ThroughTill
from posapp.domain.visit import TenderKind
from posapp.printing.amounts import money_text, quantity_text
from posapp.printing.save import CannotSaveError
from posapp.services import finding
from posapp.services.desk_state import DeskState, DoneVisit, Way
from posapp.services.done import CommandReusedError
from posapp.services.handover import Goods, Request, do_request, quote_request
from posapp.services.papers import save_paper
from posapp.services.visit_lines import CannotAddError
from posapp.services.visits import Serving
from posapp.storage import faults
from posapp.storage.ids import new_id

if TYPE_CHECKING:
    import argparse

    from posapp.storage.store import Store

_STANDING = {
    Way.EMPTY: ("empty", "Nothing comes back. Name what does with --back."),
    Way.TILL_ONLY: ("through_till", "Nothing comes back, so this is a purchase: it goes through the till."),
    Way.BEYOND: ("beyond", "Give the money back here; the item goes through the till."),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "--receipt", action="append", default=[], metavar="NO", help="a receipt it was bought with"
    )
    for side, text in (
        ("back", "comes back"),
        ("same", "goes home again, the same (and comes back, unless --back names it)"),
        ("home", "goes home instead"),
    ):
        parser.add_argument(f"--{side}", action="append", default=[], metavar="CODE[=QTY]", help=text)
    parser.add_argument(
        "--tender", choices=["original", "cash"], default="original", help="how money goes back"
    )
    parser.add_argument("--as", dest="name", metavar="PERSON", help="who serves; needed unless --quote")
    parser.add_argument("--quote", action="store_true", help="say what it comes to and write nothing")
    parser.add_argument(
        "--visit-id", type=UUID, metavar="UUID", help="your own number: sent twice, done once"
    )


def run(arguments: argparse.Namespace) -> int:
    """Do or quote the visit and say what came of it."""
    request = Request(
        receipts=tuple(map(finding.clean, arguments.receipt)),
        back=_goods(arguments.back),
        same=_goods(arguments.same),
        home=_goods(arguments.home),
        tender=TenderKind.CASH if arguments.tender == "cash" else None,
    )
    if not arguments.quote and not arguments.name:
        raise CommandError("usage", "Say who serves with --as PERSON, or ask for a --quote.", Exit.USAGE)
    with opened(arguments.data) as store:
        try:
            return _answer(arguments, store, request)
        except CannotAddError as error:
            code, values = error.notice.code, error.notice.values
            raise CommandError(
                code, NOTICES[code].format_map(values), Exit.STANDS_IN_THE_WAY, **values
            ) from error
        except CommandReusedError as error:
            raise CommandError("command_reused", str(error), Exit.STANDS_IN_THE_WAY) from error


def _answer(arguments: argparse.Namespace, store: Store, request: Request) -> int:
    if arguments.quote:
        return _say_state(quote_request(store, request), as_json=arguments.json)
    serving = Serving(store, person(store, arguments.name).actor, arguments.visit_id or new_id())
    result = do_request(serving, request)
    if isinstance(result, DeskState):
        return _say_state(result, as_json=arguments.json)
    return _say_done(store, result, as_json=arguments.json)


def _say_done(store: Store, result: DoneVisit, *, as_json: bool) -> int:
    pdf, problem = _saved(store, result)
    if as_json:
        numbers = {"receipt_number": result.receipt_number, "pdf": pdf}
        say_json(
            _object(str(result.visit_id), result.view) | numbers | {"done": True, "stands_in_the_way": None}
        )
    else:
        say(_outcome(result.view))
        say(f"Receipt {readable(result.receipt_number)}: {pdf or f'{problem} Plum saves it later.'}")
    return Exit.OK


def _saved(store: Store, result: DoneVisit) -> tuple[str | None, str]:
    """Return where the paper is, or why it is not there yet: the visit is done, and is said to be."""
    try:
        return str(save_paper(store, result.visit_id).path), ""
    except CannotSaveError as error:
        return None, str(error)
    except Exception as error:
        fault = faults.kind_of(error)
        if fault is None:
            raise
        return None, FAULTS[fault]


def _say_state(state: DeskState, *, as_json: bool) -> int:
    code, message = _STANDING.get(state.way, ("", ""))
    if state.notice is not None:  # it could go ahead, and did not: other desks were faster every time
        code, message = state.notice.code, NOTICES[state.notice.code]
    if state.view is None:
        raise CommandError("empty_store", NOTICES["empty_store"], Exit.STANDS_IN_THE_WAY)
    if as_json:
        standing = {"code": code, "message": message} if code else None
        numbers = {"receipt_number": None, "pdf": None}
        say_json(_object(None, state.view) | numbers | {"done": False, "stands_in_the_way": standing})
    else:
        say(message or _outcome(state.view))
    return Exit.STANDS_IN_THE_WAY if code else Exit.OK


def _object(visit_id: str | None, view: CustomerView) -> dict[str, Any]:
    """Return the answer for another program: minor units, and nothing that a customer may not see."""
    back = [_line("back", x, credit=x.credit.minor) for x in view.came_back]
    home = [_line("home", x, charged=x.charged.minor) for x in view.goes_home]
    return {
        "visit_id": visit_id,
        "to_customer": view.to_customer.minor,
        "currency": view.to_customer.currency.code,
        "lines": back + home,
        "through_till": [_line("till", x) for x in view.through_till],
        "given_back": [{"tender": x.tender.value, "amount": x.amount.minor} for x in view.given_back],
    }


def _line(side: str, line: CameBack | GoesHome | ThroughTill, **amounts: int) -> dict[str, Any]:
    return {
        "side": side,
        "code": line.code,
        "description": line.description,
        "quantity": format(line.quantity.value.normalize(), "f"),
        "unit": line.quantity.unit,
        **amounts,
    }


def _outcome(view: CustomerView) -> str:
    lines = [f"{quantity_text(x.quantity)} {x.description}: through the till" for x in view.through_till]
    given = [f"Give back {money_text(x.amount)} ({x.tender.value})" for x in view.given_back]
    return "\n".join(given or ["Nothing to pay"]) + "".join(f"\n{line}" for line in lines)


def _goods(words: list[str]) -> tuple[Goods, ...]:
    """Return codes with their quantities: the last ``=`` divides, so that a code may hold one."""
    goods = []
    for word in map(finding.clean, words):
        code, divider, quantity = word.rpartition("=")
        goods.append(Goods(code, quantity) if divider and code else Goods(word))
    return tuple(goods)
