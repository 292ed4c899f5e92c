"""``posapp policy``: the store's rules, and changing them; every change is a version in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posapp.commands.answers import CommandError, Exit, say, say_json
from posapp.commands.store import changes_of
from posapp.commands.stores import opened
from posapp.domain.policy import Policy
from posapp.services import store_facts

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("do", choices=["show", "set"], nargs="?", default="show")
    parser.add_argument("changes", nargs="*", metavar="NAME=VALUE", help="for example absorbed_ceiling=25.00")


def run(arguments: argparse.Namespace) -> int:
    """Show the rules, or change some first."""
    with opened(arguments.data) as store:
        try:
            if arguments.do == "set":
                policy = store_facts.change_policy(store, "", changes_of(arguments.changes))
            else:
                policy = store_facts.policy(store)
        except store_facts.FactError as error:
            raise CommandError("bad_value", str(error)) from error
    rules = _rules(policy)
    if arguments.json:
        say_json(rules)
    else:
        say("\n".join(f"{name} = {value}" for name, value in rules.items()))
    return Exit.OK


def _rules(policy: Policy) -> dict[str, object]:
    return {
        "version": policy.version,
        "absorbed_ceiling": str(policy.absorbed_ceiling.decimal),
        "absorbed_share": str(policy.absorbed_share),
        "valuation_days": policy.valuation_days,
        "weight_tolerance": str(policy.weight_tolerance),
        "question": policy.question,
    }
