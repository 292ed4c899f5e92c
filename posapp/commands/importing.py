"""``posapp import``: a till's sales or a catalogue from a file, with a bar and a report."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from posapp.commands.answers import CommandError, Exit, say, say_json
from posapp.commands.progress import progress_bar
from posapp.commands.stores import opened, person
from posapp.interchange import profiles
from posapp.interchange.catalogue_profile import CatalogueProfile
from posapp.interchange.first_look import FirstLook, look
from posapp.interchange.problems import FileProblemError
from posapp.interchange.profile import SalesProfile
from posapp.interchange.profile_draft import write_draft
from posapp.interchange.sales import SalesFile
from posapp.interchange.source import Source
from posapp.services.import_report import in_words
from posapp.services.importing import (
    Import,
    Report,
    catalogue_profile,
    import_catalogue,
    import_sales,
)

if TYPE_CHECKING:
    import argparse

    from posapp.storage.store import Store

_OF_THE_WORLD = frozenset({"disk_full", "read_only", "busy", "disk_fails", "damaged", "unreachable"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("what", choices=["sales", "catalogue"], help="what the file holds")
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, plain or packed with gzip")
    parser.add_argument(
        "--profile", metavar="NAME", help="how the file is written: a name, or a TOML file of your own"
    )
    parser.add_argument("--currency", default="", metavar="CODE", help="of a catalogue's prices, such as EUR")
    parser.add_argument("--as", dest="name", metavar="PERSON", help="who imports")


def run(arguments: argparse.Namespace) -> int:
    """Import the file and say what came of it."""
    try:
        if arguments.what == "sales" and not arguments.profile:
            return _draft(arguments)
        report = _import(arguments)
    except FileProblemError as error:
        raise CommandError(error.code, str(error), Exit.INPUT) from error
    return _answer(report, as_json=arguments.json)


def _import(arguments: argparse.Namespace) -> Report:
    """Import; a profile or a file that cannot be used leaves no new store behind."""
    begin = _sales(arguments) if arguments.what == "sales" else _catalogue(arguments)
    with (
        opened(arguments.data, existing=False) as store,
        begin(store) as under_way,
        _stop_signal() as stop,
        progress_bar(arguments.file.name) as show,
    ):
        for progress in under_way:
            show(progress)
            if stop.is_set():
                break
        report = under_way.close()
    assert report is not None, "an import ends with a report, or with an error"
    return report


def _sales(arguments: argparse.Namespace) -> Callable[[Store], Import]:
    profile = profiles.load(arguments.profile, arguments.data, SalesProfile)
    with Source(arguments.file) as source:
        SalesFile(source, profile.profile)
    return lambda store: import_sales(store, arguments.file, profile, _actor(arguments, store))


def _catalogue(arguments: argparse.Namespace) -> Callable[[Store], Import]:
    with Source(arguments.file):
        pass
    if arguments.profile:
        named = profiles.load(arguments.profile, arguments.data, CatalogueProfile)
        return lambda store: import_catalogue(store, arguments.file, named, _actor(arguments, store))

    def begin(store: Store) -> Import:
        profile = catalogue_profile(store, arguments.file, arguments.currency)
        return import_catalogue(store, arguments.file, profile, _actor(arguments, store))

    return begin


def _actor(arguments: argparse.Namespace, store: Store) -> str:
    return person(store, arguments.name).actor if arguments.name else ""


@contextmanager
def _stop_signal() -> Iterator[threading.Event]:
    """Give what is set once somebody presses Ctrl+C; pressed again, it ends the program at once."""
    stop = threading.Event()

    def ask(_number: int, _frame: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _draft(arguments: argparse.Namespace) -> int:
    """Show what a file begins with and write a profile to complete; nothing is imported."""
    seen = look(arguments.file)
    path, is_new = write_draft(seen, arguments.file.name, profiles.own_folder(arguments.data))
    known = ", ".join(profiles.names(arguments.data))
    done = "is written" if is_new else "is there already"
    if not arguments.json:
        say(_table(seen))
    raise CommandError(
        "profile_needed",
        f"Which column is which? A profile to complete {done}: {path}. "
        f"Then: posapp import sales {arguments.file} --profile {path.stem} (or one of: {known}).",
        Exit.USAGE,
        header=seen.header,
        samples=seen.samples,
        encoding=seen.encoding,
        delimiter=seen.delimiter,
        profile=str(path),
    )


def _table(seen: FirstLook) -> str:
    """Return the columns of a file, each with its first values."""
    lines = [f"{len(seen.header)} columns, divided by {seen.delimiter!r}, {seen.encoding}:"]
    for name in seen.header:
        values = " | ".join(seen.sample(name))
        lines.append(f"  {name:<24} {values}")
    return "\n".join(lines)


def _answer(report: Report, *, as_json: bool) -> int:
    if as_json:
        say_json(_object(report))
    else:
        say(in_words(report))
        if report.folder:
            say(f"The report is in {report.folder}")
    if report.problem:
        exit_code = Exit.STORE if report.problem_code in _OF_THE_WORLD else Exit.INPUT
        raise CommandError(report.problem_code, report.problem, exit_code)
    return Exit.CANCELLED if report.cancelled else Exit.OK


def _object(report: Report) -> dict[str, object]:
    """Return the counts first, then what else a program may want to know."""
    places = {"report": report.folder, "rejects": report.rejects, "unmatched_list": report.unmatched_list}
    return {
        **report.counts,
        "cancelled": report.cancelled,
        "seconds": report.seconds,
        "rejected_by_reason": report.rejected_by_reason,
        "unmatched_by_reason": report.unmatched_by_reason,
        **{name: str(path) if path else None for name, path in places.items()},
    }
