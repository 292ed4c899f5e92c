"""What the store says of itself on paper, and the rules it may tune: read and changed, always journaled."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from posapp.domain.money import Currency, MoneyError
from posapp.domain.policy import Policy
from posapp.storage import policies, stores

if TYPE_CHECKING:
    from posapp.storage.store import Store, StoreFacts

_LONGEST_QUESTION = 200
_MOST_DAYS = 3650


class FactError(ValueError):
    """A value that a store's fact or rule cannot have; the sentence says what it can."""


def facts(store: Store) -> StoreFacts:
    """Return what the store says of itself."""
    with store.reading() as connection:
        return store.facts(connection)


def change_facts(store: Store, actor: str, changes: dict[str, str]) -> StoreFacts:
    """Change name, address, reply_address, currency or time_zone; raise FactError for what cannot be."""
    for name, value in changes.items():
        _check_fact(name, value)
        if not value.replace("\n", "").isprintable():
            raise FactError(f"{name} has a character that cannot be printed.")
    with store.acting("store_changed", actor) as written:
        connection = written.act.connection
        if "currency" in changes and stores.has_prices(connection, store.store_id):
            raise FactError("The currency cannot change once there are sales or prices.")
        stores.change(connection, store.store_id, changes)
        written.act.facts["changes"] = changes
        return store.facts(connection)


def policy(store: Store) -> Policy:
    """Return the policy in force; raise FactError while the store has no currency."""
    with store.reading() as connection:
        return policies.current(connection, store.store_id, _currency(store.facts(connection)))


def change_policy(store: Store, actor: str, changes: dict[str, str]) -> Policy:
    """Add a version with changed rules, given as text; raise FactError for what cannot be."""
    with store.acting("policy_changed", actor) as written:
        connection = written.act.connection
        currency = _currency(store.facts(connection))
        old = policies.current(connection, store.store_id, currency)
        new = old
        for name, value in changes.items():
            new = _with_rule(new, name, value, currency)
        new = replace(new, version=old.version + 1)
        policies.write(written.act, new.version, policies.content_of(new))
        return new


def _currency(known: StoreFacts) -> Currency:
    if known.currency is None:
        raise FactError("This store has no currency yet: import its sales, or set it first.")
    return Currency.of(known.currency)


def _with_rule(old: Policy, name: str, value: str, currency: Currency) -> Policy:
    rules = [field.name for field in fields(Policy) if field.name != "version"]
    if name not in rules:
        raise FactError(f"There is no rule called {name[:40]!r}. There are: {', '.join(rules)}.")
    try:
        match name:
            case "absorbed_ceiling":
                return replace(old, absorbed_ceiling=currency.money(value))
            case "absorbed_share":
                return replace(old, absorbed_share=_between(value, 0, 1))
            case "weight_tolerance":
                return replace(old, weight_tolerance=_between(value, 1, 2))
            case "valuation_days":
                return replace(old, valuation_days=int(_between(str(int(value)), 0, _MOST_DAYS)))
            case _:  # question
                return replace(old, question=_line(value, _LONGEST_QUESTION))
    except (ValueError, InvalidOperation) as error:
        raise FactError(f"{name} cannot be {value[:40]!r}: {error}.") from None


def _check_fact(name: str, value: str) -> None:
    if name == "currency":
        try:
            Currency.of(value)
        except MoneyError as error:
            raise FactError(f"{error}.") from None
    elif name == "time_zone":
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise FactError(f"{value[:40]!r} is not a time zone such as Europe/London.") from None
    elif name == "reply_address":
        if value and ("@" not in value or any(c.isspace() for c in value)):
            raise FactError(f"{value[:40]!r} is not an e-mail address.")
    elif name not in {"name", "address"}:
        raise FactError(f"A store has no {name[:40]!r}.")


def _between(value: str, low: int, high: int) -> Decimal:
    number = Decimal(value)
    if not low <= number <= high:
        raise ValueError(f"it lies between {low} and {high}")
    return number


def _line(value: str, longest: int) -> str:
    text = " ".join(value.split())
    if not 1 <= len(text) <= longest:
        raise ValueError(f"it has 1 to {longest} letters")
    if not text.isprintable():
        raise ValueError("it has a character that cannot be printed")
    return text
