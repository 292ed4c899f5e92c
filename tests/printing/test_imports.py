"""What the desk loads before its first paint is cheap, and paper never needs Qt."""

import subprocess
import sys

_HEAVY = ("reportlab", "segno", "budoux", "babel", "uharfbuzz", "PIL", "PySide6", "sqlalchemy")


def _loaded_after(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(*(name for name in {_HEAVY!r} if name in sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(answer.stdout.split())


def test_amounts_words_and_receipts_load_nothing_heavy() -> None:
    assert not _loaded_after(
        "import posapp.printing.amounts, posapp.printing.words, posapp.printing.receipt\n"
        "import posapp.printing.compose, posapp.printing.layout, posapp.printing.pdf, posapp.printing.save"
    )


def test_what_is_warm_has_all_that_a_first_receipt_needs() -> None:
    warm = _loaded_after("from posapp.printing.pdf import warm_up\nwarm_up()")
    assert {"reportlab", "segno", "uharfbuzz"} <= warm


def test_a_receipt_is_rendered_without_qt() -> None:
    rendered = _loaded_after(
        "from tests.printing.receipts import LATIN\n"
        "from posapp.printing.compose import compose\n"
        "from posapp.printing.papers import ROLL_80\n"
        "from posapp.printing.pdf import render_pdf\n"
        "render_pdf(compose(LATIN), ROLL_80)"
    )
    assert "PySide6" not in rendered
    assert "budoux" not in rendered, "no Thai and no Japanese on it"
