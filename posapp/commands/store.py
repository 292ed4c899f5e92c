"""``posapp store``: what the store says of itself on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posapp.commands.answers import CommandError, Exit, say, say_json
from posapp.commands.stores import opened
from posapp.services import store_facts

if TYPE_CHECKING:
    import argparse

_NAMES = ("name", "address", "reply_address", "currency", "time_zone")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("do", choices=["show", "set"], nargs="?", default="show")
    parser.add_argument("changes", nargs="*", metavar="NAME=VALUE", help=f"of {', '.join(_NAMES)}")


def run(arguments: argparse.Namespace) -> int:
    """Show the facts, or change some first."""
    with opened(arguments.data, existing=arguments.do == "show") as store:
        try:
            if arguments.do == "set":
                store_facts.change_facts(store, "", changes_of(arguments.changes))
            facts = store_facts.facts(store)
        except store_facts.FactError as error:
            raise CommandError("bad_value", str(error)) from error
    known = {name: getattr(facts, name) for name in _NAMES}
    if arguments.json:
        say_json(known)
    else:
        say("\n".join(f"{name} = {value or ''}" for name, value in known.items()))
    return Exit.OK


def changes_of(words: list[str]) -> dict[str, str]:
    r"""Return NAME=VALUE words as a mapping, ``\n`` in a value as a line's end; raise CommandError else."""
    changes = {}
    for word in words:
        name, divider, value = word.partition("=")
        if not divider:
            raise CommandError("usage", f"{word[:40]!r} is not of the form NAME=VALUE.", Exit.USAGE)
        changes[name] = value.replace("\\n", "\n")
    if not changes:
        raise CommandError("usage", "Say what to set: NAME=VALUE.", Exit.USAGE)
    return changes
