"""``posapp people``: who works here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posapp.commands.answers import CommandError, Exit, say, say_json
from posapp.commands.stores import opened
from posapp.services import people

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("do", choices=["list", "add"], nargs="?", default="list")
    parser.add_argument("name", nargs="?", help="the name of who joins")


def run(arguments: argparse.Namespace) -> int:
    """List everybody, or add somebody first."""
    with opened(arguments.data, existing=arguments.do == "list") as store:
        if arguments.do == "add":
            try:
                people.add(store, arguments.name or "")
            except people.PersonError as error:
                raise CommandError("bad_name", str(error)) from error
        known = people.everyone(store)
    if arguments.json:
        say_json({"people": [{"person_id": str(x.person_id), "name": x.name} for x in known]})
    else:
        say("\n".join(x.name for x in known) or "Nobody yet. Add somebody: posapp people add NAME.")
    return Exit.OK
