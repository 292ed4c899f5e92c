"""An import's report for people: what was taken, what was not and why, and where the lists are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from posapp.services.import_tally import Report

_NOTES = {
    "card_number_masked": "descriptions held what looks like a card number; its digits were left out",
    "shortened": "descriptions were shortened",
    "gtin_left_out": "article numbers with a wrong check digit were left out",
}


def as_figures(report: Report) -> dict[str, Any]:
    """Return the report for programs; paths as text."""
    return {name: str(x) if isinstance(x, Path) else x for name, x in asdict(report).items()}


def in_words(report: Report) -> str:
    """Return the report as plain text."""
    lines = [
        f"Import of {report.file_name} (profile {report.profile})",
        _ending(report),
        "",
        f"{report.read:>9,} lines read",
        f"{report.taken:>9,} taken",
        f"{report.already_there:>9,} were there already",
        f"{report.rejected:>9,} could not be taken",
        f"{report.unmatched:>9,} of those taken are returns that count against no purchase",
    ]
    lines += _reasons("Why lines could not be taken:", report.rejected_by_reason, report.reasons)
    lines += _reasons("Why returns count against no purchase:", report.unmatched_by_reason, report.reasons)
    lines += _reasons("Also noted:", report.notes, _NOTES)
    if report.rejects or report.unmatched_list:
        names = [path.name for path in (report.rejects, report.unmatched_list) if path]
        lines += ["", f"Line by line: {' and '.join(names)} in this folder."]
    return "\n".join(lines) + "\n"


def _ending(report: Report) -> str:
    if report.problem:
        return report.problem
    if report.cancelled:
        return "Stopped before its end. Whole receipts were taken; import the file again for the rest."
    return f"Finished in {report.seconds:.1f} seconds."


def _reasons(title: str, counts: Mapping[str, int], reasons: Mapping[str, str]) -> list[str]:
    """Return a paragraph, the most frequent first; nothing where there is nothing to say."""
    if not counts:
        return []
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ["", title, *(f"{count:>9,} × {reasons.get(code, code)}" for code, count in most)]
