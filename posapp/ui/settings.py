"""What a window remembers: each setting is declared once. Store policy is no setting (it is versioned)."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QSettings

V = TypeVar("V", str, bool)


class Setting(NamedTuple, Generic[V]):
    """A setting's key, its default (which is of its type) and what it is for."""

    key: str
    default: V
    help: str


LANGUAGE: Final = Setting("language", "en", "the language of the screens: en, th, mn or ja")
GEOMETRY: Final = Setting("window/geometry", "", "where the window was, as Qt writes it, in base64")
LAST_PERSON: Final = Setting("desk/last_person", "", "who signed in last: their name is offered first")
SIGNED_IN_AT: Final = Setting(
    "desk/signed_in_at",
    "",
    "when (Unix seconds) the one signed in was last seen: they need not choose again for a while",
)
HINT_SEEN: Final = Setting("desk/hint_seen", False, "whether the first visit's hint has done its work")  # noqa: FBT003 -- a default, not a flag
DECLARED: Final = (LANGUAGE, GEOMETRY, LAST_PERSON, SIGNED_IN_AT, HINT_SEEN)


class Settings:
    """The settings of one data folder: read once before the window opens, written by whoever does I/O."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "window.ini"
        self._changed: dict[str, str | bool] = {}
        self._read: dict[str, str] = {}
        if self._path.exists():
            found = QSettings(str(self._path), QSettings.Format.IniFormat)
            self._read = {x.key: str(found.value(x.key, "")) for x in DECLARED}

    def get(self, setting: Setting[V]) -> V:
        """Return a setting's value, its default where none was kept."""
        if setting.key in self._changed:
            return type(setting.default)(self._changed[setting.key])
        kept = self._read.get(setting.key, "")
        return type(setting.default)(kept) if kept else setting.default

    def put(self, setting: Setting[V], value: V) -> None:
        """Set a value; ``save`` keeps it."""
        self._changed[setting.key] = value

    def save(self) -> None:
        """Write what changed; for the thread that does I/O, or at the end."""
        if not self._changed or not self._path.parent.is_dir():
            return
        file = QSettings(str(self._path), QSettings.Format.IniFormat)
        for key, value in dict(self._changed).items():
            file.setValue(key, str(value) if value else "")  # a flag that is off is empty, as by default
        file.sync()
