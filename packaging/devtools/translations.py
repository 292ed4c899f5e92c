"""The translation files: brought up to date, checked to be complete, compiled for Qt.

Sentences are English in the source; plum_en.ts holds their plural forms only. Every other language translates
every sentence, with the same gaps (%n, %1, {name}) as the English one.
"""

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from devtools import venv
from devtools.steps import ROOT, Steps

FOLDER = ROOT / "resources" / "translations"
_ENGLISH = "plum_en.ts"
_STATES = {
    "unfinished": "is not translated",
    "vanished": "is no longer said (python3 packaging/dev.py fix drops it)",
    "obsolete": "is no longer said (python3 packaging/dev.py fix drops it)",
}
_GAP = re.compile(r"%n|%L?\d+|\{[^{}]*\}")


def update(steps: Steps) -> bool:
    """Add new sentences (unfinished) to every .ts file and drop those that are gone."""
    results = [_lupdate(source, source, steps) for source in _sources()]
    return all(results)


def check(steps: Steps) -> bool:
    """Whether every language has every sentence; what is wrong is printed."""
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        for source in _sources():
            # lupdate writes into a copy: what the source says now, merged with what is translated.
            copy = Path(name) / source.name
            shutil.copy(source, copy)
            if not _lupdate(copy, source, steps):
                return False
            faults += [f"{source.name}: {fault}" for fault in _faults(copy)]
    print("".join(f"  {fault}\n" for fault in faults), end="", flush=True)
    return not faults


def release(steps: Steps) -> None:
    """Compile the .ts files to the .qm files that Qt reads, where they are older."""
    for source in _sources():
        compiled = source.with_suffix(".qm")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            command: list[str | Path] = [venv.program("pyside6-lrelease"), "-silent", source, "-qm", compiled]
            steps.require(f"compile {source.name}", command)


def _sources() -> list[Path]:
    return sorted(FOLDER.glob("plum_*.ts"))


def _lupdate(target: Path, source: Path, steps: Steps) -> bool:
    only = ["-pluralonly"] if source.name == _ENGLISH else []
    drop = ["-no-obsolete"] if target == source else []
    how = ["-silent", "-locations", "none", "-source-language", "en", "-extensions", "py"]
    command: list[str | Path] = [venv.program("pyside6-lupdate"), *how, *only, *drop, "posapp", "-ts", target]
    return steps.command(f"translations ({source.name})", command)


def _faults(path: Path) -> Iterator[str]:
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 -- our own file, from our own repository
        for message in context.iter("message"):
            if fault := message_fault(message):
                yield f"{context.findtext('name')}: {message.findtext('source')!r} {fault}"


def message_fault(message: ET.Element) -> str:
    """What is wrong with one <message>; empty where nothing is."""
    source = message.findtext("source") or ""
    translation = message.find("translation")
    if translation is None:
        return "has no translation"
    if state := translation.get("type"):
        return _STATES[state]
    forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
    plural = message.get("numerus") == "yes"
    return next((fault for form in forms if (fault := _form_fault(source, form, plural=plural))), "")


def _form_fault(source: str, form: str, *, plural: bool) -> str:
    if not form.strip():
        return "is translated by nothing"
    wanted, got = Counter(_GAP.findall(source)), Counter(_GAP.findall(form))
    if plural and not got["%n"]:
        del wanted["%n"]  # "one item" is a good way to say "%n item(s)"
    return "" if wanted == got else f"has other gaps in {form!r}"
