"""What a command needs before it can start: the system's libraries, and .venv with the pinned packages."""

import enum

from devtools import system, venv
from devtools.steps import Steps


class For(enum.Enum):
    """What the environment is prepared for."""

    LINT = enum.auto()
    RUN = enum.auto()
    TEST = enum.auto()
    BUNDLE = enum.auto()


_NEEDS = {
    For.LINT: system.OFFSCREEN,
    For.RUN: system.WINDOW,
    For.TEST: system.WINDOW + system.TEST,
    For.BUNDLE: system.WINDOW + system.BUNDLE,
}


def prepare(purpose: For, *, quiet: bool = False) -> None:
    """Bring everything in order; quick when it is."""
    steps = Steps(quiet=quiet)
    system.prepare(_NEEDS[purpose], steps)
    venv.prepare(steps)
