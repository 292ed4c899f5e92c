"""The sentences behind a notice's or a fault's code, for programs and terminals."""

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
    "changed_meanwhile": "Other desks changed the receipt meanwhile, and nothing was done. Send it again.",
}

FAULTS = {
    "cannot_open": "The store cannot be opened here.",
    "disk_full": "The disk is full. Make room and try again.",
    "read_only": "The data folder is read-only for this user.",
    "busy": "Another program is writing to the store. Try again.",
    "disk_fails": "The disk reported a fault.",
    "damaged": "The database is damaged. Ask for help before anything else is done here.",
    "unreachable": "The database server cannot be reached.",
}
