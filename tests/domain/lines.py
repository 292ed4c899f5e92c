"""Visits for tests, written the way the counter would say them."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import count
from uuid import UUID

from posapp.domain.money import Currency
from posapp.domain.policy import Policy
from posapp.domain.product import Bound, ShelfPrice
from posapp.domain.quantity import Quantity
from posapp.domain.tax import TaxRate
from posapp.domain.visit import Bought, ReplacementLine, ReturnLine, TenderKind, Valued, Visit

EUR = Currency.of("EUR")
JPY = Currency.of("JPY")
KWD = Currency.of("KWD")
CURRENCIES = (JPY, EUR, KWD)

_numbers = count(1)


def some_id() -> UUID:
    return UUID(int=next(_numbers))


def policy(currency: Currency = EUR, ceiling: str = "1000", share: str = "0.40") -> Policy:
    return Policy(version=1, absorbed_ceiling=currency.money(ceiling), absorbed_share=Decimal(share))


def back(
    code: str,
    paid: str,
    quantity: str = "1",
    *,
    unit: str = "each",
    sold: str | None = None,
    before: str | None = None,
    currency: Currency = EUR,
    rate: TaxRate | None = None,
    sale_id: UUID | None = None,
    paid_by: TenderKind | None = None,
) -> ReturnLine:
    """Goods from a sale; ``paid`` is for all that was ``sold``, by default what comes back."""
    bought = Bought(
        sale_line_id=some_id(),
        sale_id=sale_id or some_id(),
        sold=Quantity.of(sold or quantity, unit),
        paid=currency.money(paid),
        returned_before=Quantity.of(before, unit) if before else Quantity(0, unit),
        first_bought_at_ms=0,
        paid_by=paid_by,
    )
    return ReturnLine(
        line_id=0,
        code=code,
        description=code,
        quantity=Quantity.of(quantity, unit),
        tax_rate=rate,
        bought=bought,
    )


def back_without_sale(
    code: str,
    today: str,
    quantity: str = "1",
    *,
    highest: str | None = None,
    unit: str = "each",
    currency: Currency = EUR,
    rate: TaxRate | None = None,
) -> ReturnLine:
    valued = Valued(
        highest=ShelfPrice.of(highest or today, currency, rate), today=ShelfPrice.of(today, currency, rate)
    )
    return ReturnLine(
        line_id=0,
        code=code,
        description=code,
        quantity=Quantity.of(quantity, unit),
        tax_rate=rate,
        valued=valued,
    )


def home(
    code: str,
    price: str,
    quantity: str = "1",
    *,
    unit: str = "each",
    currency: Currency = EUR,
    rate: TaxRate | None = None,
    price_known: bool = True,
    bound: Iterable[Bound] = (),
) -> ReplacementLine:
    return ReplacementLine(
        line_id=0,
        code=code,
        description=code,
        quantity=Quantity.of(quantity, unit),
        shelf=ShelfPrice.of(price, currency, rate),
        price_known=price_known,
        bound=frozenset(bound),
    )


def a_visit(
    returns: Iterable[ReturnLine] = (),
    replacements: Iterable[ReplacementLine] = (),
    *,
    currency: Currency = EUR,
    tender: TenderKind | None = None,
) -> Visit:
    made = Visit(visit_id=some_id(), currency=currency, tender=tender)
    for coming_back in returns:
        made = made.with_return(coming_back)
    for going_home in replacements:
        made = made.with_replacement(going_home)
    return made
