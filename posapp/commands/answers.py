"""How commands answer: objects on standard output, one object per error on standard error, exit codes."""

from __future__ import annotations

import json
import sys
from enum import IntEnum
from typing import Any


class Exit(IntEnum):
    """What a command's exit code means; documented in README."""

    OK = 0
    STANDS_IN_THE_WAY = 1  # understood, and not done: the answer says why
    USAGE = 2  # the command's words are off (argparse uses the same number)
    STORE = 3  # the data folder or its database cannot be used
    INPUT = 4  # a file, a code or a name that cannot be used
    BROKEN = 5  # verify found a changed record or entry
    CANCELLED = 130  # stopped by the person; whole documents stay


class CommandError(Exception):
    """A command that ends with a sentence: a stable code, what happened and what to do next."""

    def __init__(self, code: str, message: str, exit_code: Exit = Exit.INPUT, **facts: object) -> None:
        super().__init__(message)
        self.code = code
        self.exit_code = exit_code
        self.facts = facts


def say_json(answer: dict[str, Any]) -> None:
    """Write one JSON object on one line of standard output."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def say(text: str) -> None:
    """Write a line for a person on standard output."""
    sys.stdout.write(text + "\n")


def say_error(error: CommandError, *, as_json: bool) -> int:
    """Write an error to standard error and return the exit code."""
    if as_json:
        sys.stderr.write(
            json.dumps({"error": error.code, "message": str(error), **error.facts}, ensure_ascii=False) + "\n"
        )
    else:
        sys.stderr.write(f"posapp: {error}\n")
    return int(error.exit_code)
