"""An import under way: stepped through, stopped, and always with a report at its end."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Self

from posapp.interchange.import_folder import ImportFolder
from posapp.interchange.problems import FileProblemError
from posapp.interchange.source import Source
from posapp.services.import_report import as_figures, in_words
from posapp.services.import_tally import Progress, Report, Tally
from posapp.storage import faults, imports
from posapp.storage.imports import ImportedFile, Run, WrongCurrencyError

if TYPE_CHECKING:
    from posapp.storage.store import Store

_STAYS = "What was taken before stays, and nothing is taken twice."
_SENTENCES = {
    "disk_full": f"The disk is full. Make room and import the file again. {_STAYS}",
    "read_only": f"The data folder cannot be written. Ask whoever looks after this PC. {_STAYS}",
    "busy": f"The database was busy for too long. Import the file again. {_STAYS}",
    "disk_fails": f"The disk did not take what was written. Have it looked at before going on. {_STAYS}",
    "damaged": "The database is damaged. Stop working with it and put a backup back.",
    "unreachable": f"The store's server cannot be reached. Import the file again when it is back. {_STAYS}",
    "changed": f"Somebody wrote to the file while it was being read. Import it again. {_STAYS}",
    "currency": f"The file's amounts are not in the store's currency. {_STAYS}",
    "broken_off": (
        "The file breaks off: it was not copied whole. What was whole in it was taken. "
        "Copy it again and import it again; nothing is taken twice."
    ),
}
Steps = Generator[None, None, str]  # its value: the code of what is wrong with the file, or nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is imported, and how."""

    source: Source
    file: ImportedFile
    steps: Callable[[Run, Tally], Steps]


class Import(Iterator[Progress]):
    """An import under way. Each ``next`` is one short step; between two of them it may be stopped.

    Use it in a ``with`` block or call ``close``, which cancels it unless it has ended: whole documents stay.
    ``report`` is there once it has ended. Steps raise nothing but bugs: what is wrong with the file or the
    world ends the import, and the report says it. One thread at a time uses it, the one that uses the store.
    """

    def __init__(self, store: Store, job: Job, actor: str) -> None:
        self.report: Report | None = None
        self._source = job.source
        self._tally = Tally(_new_folder(store, job.file.name))
        self._run = Run(store, actor, job.file)
        self._started = False
        self._steps = self._all_steps(job)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __next__(self) -> Progress:
        """Do one step and say how far it is."""
        if self._run.closed:
            raise StopIteration
        try:
            next(self._steps)
        except StopIteration as end:
            self._end("import_finished", end.value)
            raise
        except Exception as error:
            if (code := _code_of(error)) is None:
                self._let_go()
                raise
            self._end("import_cancelled", code, str(error) if isinstance(error, FileProblemError) else "")
            raise StopIteration from None
        return self._tally.progress()

    def close(self) -> Report | None:
        """Stop if it has not ended, and return how it ended; None if a bug ended it."""
        if not self._run.closed:
            self._steps.close()
            self._end("import_cancelled")
        return self.report

    def _all_steps(self, job: Job) -> Steps:
        self._tally.enter("checking", self._source.size)
        for sha256 in self._source.hashing():
            self._tally.done = self._source.done_bytes
            if sha256 is not None:
                self._run.file = job.file._replace(sha256=sha256)
            yield
        imports.start(self._run)
        self._started = True
        yield
        problem = yield from job.steps(self._run, self._tally)
        assert self._tally.all_accounted(), "a line was read and nothing became of it"
        return "changed" if self._source.changed_meanwhile() else problem

    def _end(self, kind: str, problem: str = "", sentence: str = "") -> None:
        """Write down how it ended, as far as the world lets us."""
        counts = self._tally.counts()
        try:
            if self._started:
                imports.finish(self._run, kind, asdict(counts), problem)
        except Exception as error:
            if (code := _code_of(error)) is None:
                raise
            problem, sentence = code, ""
        finally:
            self._let_go()
        report = Report(
            **asdict(counts),
            import_id=str(self._run.import_id),
            file_name=self._run.file.name,
            profile=self._run.file.profile,
            seconds=round(self._tally.seconds, 3),
            cancelled=kind == "import_cancelled" and not problem,
            problem_code=problem,
            problem=sentence or _SENTENCES.get(problem, ""),
            rejected_by_reason=dict(self._tally.rejected_by_reason),
            unmatched_by_reason=dict(self._tally.unmatched_by_reason),
            reasons=dict(self._tally.reasons),
            notes=dict(self._tally.notes),
        )
        self.report = _written(report, self._tally)

    def _let_go(self) -> None:
        self._run.close()
        self._source.close()


def _code_of(error: Exception) -> str | None:
    """Return the stable code of what failed; None for a bug."""
    if isinstance(error, FileProblemError):
        return error.code
    return "currency" if isinstance(error, WrongCurrencyError) else faults.kind_of(error)


def wrong_currency(currency: str | None) -> str:
    """Return the sentence about amounts that this store cannot have."""
    return f"The file's amounts are in {currency}, and this store has another currency. Nothing was taken."


def _new_folder(store: Store, file_name: str) -> ImportFolder:
    try:
        return ImportFolder(store.folder / "imports", file_name, store.now())
    except OSError as error:
        raise FileProblemError(
            "cannot_write", f"{store.folder / 'imports'} cannot be written ({error.strerror})."
        ) from error


def _written(report: Report, tally: Tally) -> Report:
    """Write the report to its folder, and return it with the places; without them where the disk refuses."""
    folder = tally.folder
    placed = replace(report, folder=folder.path, rejects=folder.rejects, unmatched_list=folder.unmatched)
    try:
        folder.finish(as_figures(placed), in_words(placed))
    except OSError:
        folder.abandon()
        return report
    return placed
