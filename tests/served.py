"""Whole visits through the services, in a line, for tests that need one to have happened."""

from posapp.services import done as done_service
from posapp.services import visits
from posapp.services.desk_state import DeskState, DoneVisit
from posapp.services.visits import Serving
from posapp.storage import receipts
from tests.stores import BEANS, BEANS_RECEIPT, JACKET, PLUM_RECEIPT, SHIRT, SHIRT_RECEIPT, Shop


def done_now(serving: Serving, state: DeskState) -> DoneVisit:
    """Press Done for what the screen shows; it must go through, and be what is read of it ever after."""
    result = done_service.done(serving, state.quote)
    assert isinstance(result, DoneVisit), result
    with serving.store.reading() as connection:
        stored = receipts.load(connection, result.visit_id)
    assert (stored.receipt_number, stored.view) == (result.receipt_number, result.view)
    return result


def swap_shirt(shop: Shop) -> DoneVisit:
    """E3: the shirt comes back, the same again goes home, 5.00 goes back in cash."""
    serving = shop.serving()
    visits.scan(serving, SHIRT_RECEIPT)
    visits.scan(serving, SHIRT.code)
    return done_now(serving, visits.same_again(serving))


def swap_for_jacket(shop: Shop) -> DoneVisit:
    """E4: the shirt comes back and a dearer jacket goes home."""
    serving = shop.serving()
    visits.scan(serving, SHIRT_RECEIPT)
    visits.scan(serving, SHIRT.code)
    return done_now(serving, visits.scan(serving, JACKET.code))


def return_beans(shop: Shop) -> DoneVisit:
    """E2: one of two beans comes back for money."""
    serving = shop.serving()
    visits.scan(serving, BEANS_RECEIPT)
    return done_now(serving, visits.scan(serving, BEANS.code))


def swap_plums(shop: Shop) -> DoneVisit:
    """E1: plums come back, a heavier bag goes home."""
    serving = shop.serving()
    visits.scan(serving, PLUM_RECEIPT)
    visits.scan(serving, "4040")
    state = visits.same_again(serving)
    return done_now(serving, visits.set_quantity(serving, state.home[0].line_id, "1,380"))
