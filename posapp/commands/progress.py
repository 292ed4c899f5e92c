"""A progress bar on the terminal: what is done, how fast, how long it still takes. No terminal, no bar."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posapp.services.importing import Progress

_STAGES = {"checking": "Checking", "reading": "Reading", "matching": "Matching returns"}
_SECONDS_BETWEEN = 0.1
_MINUTE = 60


@contextmanager
def progress_bar(name: str) -> Iterator[Callable[[Progress], None]]:
    """Give what shows progress on standard error, which is left as it was at the end."""
    if not sys.stderr.isatty():
        yield lambda _progress: None
        return
    from rich import progress as rich
    from rich.console import Console

    texts = [rich.TextColumn(text) for text in ("{task.description}", "{task.fields[rate]}")]
    columns = (texts[0], rich.BarColumn(), rich.TaskProgressColumn(), texts[1])
    with rich.Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as bar:
        task = bar.add_task(name, total=None, rate="")
        shown = 0.0

        def show(progress: Progress) -> None:
            nonlocal shown
            if (now := time.monotonic()) - shown < _SECONDS_BETWEEN:
                return
            shown = now
            bar.update(
                task,
                description=f"{_STAGES[progress.stage]} {name}",
                completed=progress.done,
                total=progress.whole or None,
                rate=rate_and_time(progress),
                refresh=True,
            )

        yield show


def rate_and_time(progress: Progress) -> str:
    """Return the rate and the time left, such as ``21,000 lines/s, 12 s left``."""
    rate = f"{progress.lines_per_second:,.0f} lines/s"
    if progress.seconds_left is None:
        return rate
    minutes, seconds = divmod(round(progress.seconds_left), _MINUTE)
    return f"{rate}, {f'{minutes} min ' if minutes else ''}{seconds} s left"
