"""The look: contrast, and that every token of the style sheet is known."""

import pytest
from PySide6.QtGui import QColor

from posapp.ui import theme


def _light(colour: str) -> float:
    made = QColor(colour)
    return 0.2126 * _linear(made.redF()) + 0.7152 * _linear(made.greenF()) + 0.0722 * _linear(made.blueF())


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize(("text", "ground"), theme.PAIRS)
def test_text_can_be_read(text: str, ground: str) -> None:
    bright, dark = sorted((_light(text), _light(ground)), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= 4.5


def test_the_style_sheet_knows_its_tokens() -> None:
    assert "$" not in theme.style_sheet()
