"""Single cells of a row, read as what they should be; an error says which cell it was."""

from __future__ import annotations

from posapp.interchange.moments import MomentProblemError, Moments
from posapp.interchange.numbers import NumberProblemError, Numbers
from posapp.interchange.problems import LineError
from posapp.interchange.texts import is_code

_PPM = 1_000_000
_REMEMBERED = 20_000
_MICRO_PERCENT_PER_PPM = 100


class Cells:
    """Reads the cells of one file; ``place`` is the number of a column, all errors are LineError."""

    def __init__(self, names: list[str], number: Numbers, moment: Moments) -> None:
        self._names = names
        self._number = number
        self._moment = moment
        self._known_numbers = number.known
        self._known_moments = moment.known
        self._good: set[str] = set()  # codes seen before

    def error(self, code: str, fields: list[str], place: int, reason: str) -> LineError:
        """Return the error of a cell, to be raised."""
        return LineError(code, self._names[place], fields[place], reason)

    def code(self, fields: list[str], place: int, missing: str) -> str:
        """Return the number of a receipt or item as it stands; ``missing`` is what an empty cell means."""
        text = fields[place].strip()
        if text in self._good:
            return text
        if is_code(text):
            if len(self._good) >= _REMEMBERED:
                self._good.clear()
            self._good.add(text)
            return text
        if not text:
            raise self.error("missing", fields, place, missing)
        raise self.error("code", fields, place, "It is too long for a number, or holds control characters.")

    def micro(self, fields: list[str], place: int) -> int:
        """Return a number in millionths."""
        known = self._known_numbers.get(fields[place])
        if known is not None:
            return known
        try:
            return self._number(fields[place])
        except NumberProblemError as error:
            raise self.error("number", fields, place, str(error)) from None

    def at_ms(self, fields: list[str], place: int, time_place: int | None = None) -> int:
        """Return a moment in milliseconds; its time of day may stand in a cell of its own."""
        text = fields[place]
        if time_place is None:
            known = self._known_moments.get(text)
            if known is not None:
                return known
        else:
            text = f"{text.strip()} {fields[time_place].strip()}"
        try:
            return self._moment(text)
        except MomentProblemError as error:
            raise self.error("date", fields, place, str(error)) from None

    def rate_ppm(self, fields: list[str], place: int | None, otherwise: int | None) -> int | None:
        """Return a tax rate given in percent, in millionths; an empty cell is as if there were none."""
        if place is None or not (text := fields[place].strip().removesuffix("%").strip()):
            return otherwise
        try:
            ppm, finer = divmod(self._number(text), _MICRO_PERCENT_PER_PPM)
        except NumberProblemError as error:
            raise self.error("tax_rate", fields, place, str(error)) from None
        if finer or not 0 <= ppm <= _PPM:
            reason = "A tax rate lies between 0 and 100 % and has at most four decimals."
            raise self.error("tax_rate", fields, place, reason)
        return ppm
