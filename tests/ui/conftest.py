"""Every window and widget in a test looks as it does in the shop."""

import pytest
from PySide6.QtWidgets import QApplication

from posapp.ui.application import make_application


@pytest.fixture(autouse=True)
def _look_like_plum(qapp: QApplication) -> None:
    make_application()
