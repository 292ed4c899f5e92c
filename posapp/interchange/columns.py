"""Where a profile's columns stand in the header of a file."""

from __future__ import annotations

from collections.abc import Sequence

from posapp.interchange.problems import FileProblemError, shortened
from posapp.interchange.profile import Names

_MOST_NAMED = 20


class ColumnsProblemError(FileProblemError):
    """The header lacks a column that the profile names, or has it twice."""

    def __init__(self, sentence: str) -> None:
        super().__init__("columns", sentence)


class Header:
    """The names of a file's columns, as they stand."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)

    def where(self, wanted: Names, key: str) -> int | None:
        """Return the place of a column; None where the profile names none. Raises ColumnsProblemError."""
        choices = [wanted] if isinstance(wanted, str) else wanted
        choices = [name for name in choices if name]
        if not choices:
            return None
        for name in choices:
            if (count := self.names.count(name)) > 1:
                raise ColumnsProblemError(f"The file has {count} columns called “{name}” ({key}).")
            if count:
                return self.names.index(name)
        raise ColumnsProblemError(f"The file has no column “{choices[0]}” ({key}). It has: {self.listed()}.")

    def needed(self, wanted: Names, key: str) -> int:
        """Return the place of a column that the file must have; raise ColumnsProblemError."""
        place = self.where(wanted, key)
        if place is None:
            raise ColumnsProblemError(f"The profile names no column for {key}.")
        return place

    def listed(self) -> str:
        """Return the names for a sentence, the first twenty of them."""
        rest = len(self.names) - _MOST_NAMED
        more = f" and {rest:,} more" if rest > 0 else ""
        return ", ".join(f"“{shortened(name)}”" for name in self.names[:_MOST_NAMED]) + more
