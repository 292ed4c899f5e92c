"""``posapp verify``: the auditor's verifier, and which entry a printed head belongs to."""

from __future__ import annotations

import binascii
from typing import TYPE_CHECKING, Any

from posapp import verifier
from posapp.commands.answers import CommandError, Exit, say, say_json

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--head", metavar="HEAD", help="the 16 characters that a desk receipt prints")
    parser.add_argument(
        "--database", metavar="URL", help="a PostgreSQL server's database, for this data folder"
    )


def run(arguments: argparse.Namespace) -> int:
    """Check everything, or find a head; read only, also while desks are at work."""
    try:
        if arguments.head is not None:
            return _find_head(arguments)
        report = verifier.verify(arguments.data, arguments.database)
    except verifier.CannotVerifyError as error:
        raise CommandError("cannot_verify", str(error), Exit.STORE) from error
    if arguments.json:
        say_json(report)
    else:
        say(_sentence(report))
    return Exit.OK if report["ok"] else Exit.BROKEN


def _find_head(arguments: argparse.Namespace) -> int:
    try:
        entry = verifier.entry_of_head(arguments.data, arguments.head, arguments.database)
    except (ValueError, binascii.Error):
        raise CommandError(
            "no_head", f"{arguments.head[:40]!r} is no head: 16 letters A to Z and digits 2 to 7.", Exit.INPUT
        ) from None
    if arguments.json:
        say_json({"entry": entry})
    elif entry is None:
        say("No entry has this head: the paper is of another store, or the journal was rewritten.")
    else:
        say(f"Entry {entry['seq']} of desk {entry['desk']} ({entry['kind']}), {entry['at']}.")
    return Exit.OK if entry else Exit.BROKEN


def _sentence(report: dict[str, Any]) -> str:
    broken = report["first_broken"]
    if broken is None:
        lines = [f"All is as it was written: {report['entries']} entries, {report['records']} records."]
        lines += [f"  desk {x['desk']}: entry {x['seq']}, head {x['head']}" for x in report["heads"]]
        return "\n".join(lines)
    entry = f"entry {broken['seq']}" + (f" ({broken['kind']})" if broken["kind"] else "")
    place = f"Desk {broken['desk']}, {entry}: " if broken["desk"] else ""
    record = " ".join(x for x in broken.get("record", {}).values() if x)
    return f"NOT as it was written. {place}{broken['what']}" + (f": {record}" if record else "") + "."
