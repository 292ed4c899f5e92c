"""Start here: without a command the window, otherwise a command that needs none."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from posapp import __version__

if TYPE_CHECKING:
    import argparse

# Command, module, one line of help. Modules are imported only when their command is called.
_COMMANDS = (
    ("import", "posapp.commands.importing", "take in a till's sales or a catalogue from a file"),
    ("visit", "posapp.commands.visit", "do a return or an exchange without a window"),
    ("show", "posapp.commands.show", "show a receipt and what is left to return of it"),
    ("verify", "posapp.commands.verify", "check the journal and every record against it"),
    ("people", "posapp.commands.people", "list who works here, or add somebody"),
    ("store", "posapp.commands.store", "show or set the store's name, address and currency"),
    ("policy", "posapp.commands.policy", "show or change the store's rules"),
)


def main(argv: list[str] | None = None) -> int:
    """Run Plum and return its exit code; with no command it opens the window."""
    words = sys.argv[1:] if argv is None else argv
    if "--self-test" in words:
        from posapp.commands import self_test

        return self_test.run(as_json="--json" in words)
    if _command(words) is None and not {"-h", "--help", "--version"} & set(words):
        from posapp.app import run

        return run(words)
    return _command_line(words)


def _command_line(words: list[str]) -> int:
    from posapp import places
    from posapp.commands.answers import CommandError, Exit, say_error

    arguments = _parser(words).parse_args(words)
    arguments.data = arguments.data or places.data_folder()
    try:
        return int(arguments.run(arguments))
    except CommandError as error:
        return say_error(error, as_json=arguments.json)
    except KeyboardInterrupt:
        return int(Exit.CANCELLED)


def _command(words: list[str]) -> str | None:
    """Return the first word that is neither an option nor the value of ``--data``."""
    before = ["", *words]
    positional = (
        w for last, w in zip(before, words, strict=False) if last != "--data" and not w.startswith("-")
    )
    return next(positional, None)


def _parser(words: list[str]) -> argparse.ArgumentParser:
    from argparse import SUPPRESS, ArgumentParser  # here: the window's first paint does not wait for it

    parser = ArgumentParser(
        prog="posapp",
        description="Plum: returns and exchanges in one step. Without a command it opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"Plum {__version__}")
    _add_common(parser, default=None)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, module, help_line in _COMMANDS:
        command = commands.add_parser(name, help=help_line, description=help_line)
        if name == _command(words):  # only the command that is called pays for its imports
            _add_common(command, default=SUPPRESS)
            loaded = import_module(module)
            loaded.add_arguments(command)
            command.set_defaults(run=loaded.run)
    return parser


def _add_common(parser: argparse.ArgumentParser, default: object) -> None:
    from pathlib import Path

    parser.add_argument(
        "--data", type=Path, default=default, metavar="DIR", help="the store's data folder (or PLUM_DATA)"
    )
    parser.add_argument("--json", action="store_true", default=default or False, help="answer in JSON")


if __name__ == "__main__":
    sys.exit(main())
