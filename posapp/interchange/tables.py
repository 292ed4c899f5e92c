"""A file and the profile that says how it is written, together: a table."""

from __future__ import annotations

from posapp.interchange.problems import FileProblemError
from posapp.interchange.profile import Form
from posapp.interchange.rows import Rows
from posapp.interchange.source import Source, wide_encoding


def table(source: Source, form: Form) -> Rows:
    """Return the rows of a file from its beginning; raise FileProblemError where the two do not fit."""
    wide = wide_encoding(source.beginning)
    if wide is not None and not form.encoding.lower().startswith("utf-16"):
        sentence = f'The file is in {wide.upper()}: write encoding = "{wide}" in the profile.'
        raise FileProblemError("encoding", sentence)
    return Rows(source.text(form.encoding), form.delimiter)
