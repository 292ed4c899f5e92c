"""Imported text is never taken for HTML: labels are made in one place, tool tips nowhere."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import posapp.ui

_UI = Path(posapp.ui.__file__).parent
_FACTORY = _UI / "widgets" / "text.py"
_READS_HTML = {
    "QLabel",
    "QMessageBox",
    "QTextBrowser",
    "QTextEdit",
    "QToolTip",
    "QWhatsThis",
    "setToolTip",
    "setWhatsThis",
    "setHtml",
}


def _used(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if name in _READS_HTML:
                yield f"{path.relative_to(_UI)}:{node.lineno} {name}"
        elif isinstance(node, ast.ClassDef):
            yield from (
                f"{path.relative_to(_UI)}:{node.lineno} {base.id}"
                for base in node.bases
                if isinstance(base, ast.Name) and base.id in _READS_HTML
            )


def test_only_the_factory_makes_labels() -> None:
    found = [use for path in _UI.rglob("*.py") if path != _FACTORY for use in _used(path)]
    assert found == []


def test_the_lint_finds_a_planted_label(tmp_path: Path) -> None:
    planted = _UI / "widgets" / "text.py"
    assert [use for use in _used(planted) if "QLabel" in use]


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    heavy = "sqlalchemy reportlab msgspec cryptography alembic babel PIL decimal uuid posapp.storage.store"
    program = (
        "import sys, posapp.app, posapp.ui.application, posapp.ui.plum;"
        f"print([x for x in {heavy.split()!r} if x in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"
