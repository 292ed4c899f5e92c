"""The sentences behind a notice's code, for programs and terminals."""

from __future__ import annotations

NOTICES = {
    "empty_store": "This store has no sales yet. Import them first: posapp import sales FILE.",
    "unknown": "Nothing here has the number {text}.",
    "unknown_receipt": "There is no receipt {text}.",
    "nothing_left": "{item} has come back already. {when}",
    "less_left": "Less than that is left to come back: {item}.",
    "no_return": "{item} cannot come back.",
    "no_price": "No price is known for {item}: it goes through the till.",
    "bad_quantity": "{text} is not a quantity: {reason}.",
}
