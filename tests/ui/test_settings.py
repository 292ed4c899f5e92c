"""What a window remembers."""

from pathlib import Path

from posapp.ui import settings
from posapp.ui.settings import Settings


def test_what_was_put_is_there_after_a_restart(tmp_path: Path) -> None:
    memory = Settings(tmp_path)
    memory.put(settings.LAST_PERSON, "Ана; [x]=ญ")
    memory.put(settings.HINT_SEEN, bool(1))
    memory.save()
    again = Settings(tmp_path)
    assert again.get(settings.LAST_PERSON) == "Ана; [x]=ญ"
    assert again.get(settings.HINT_SEEN) is True


def test_a_new_folder_has_the_defaults(tmp_path: Path) -> None:
    memory = Settings(tmp_path)
    assert memory.get(settings.LANGUAGE) == "en"
    assert memory.get(settings.HINT_SEEN) is False


def test_false_is_kept_as_false(tmp_path: Path) -> None:
    memory = Settings(tmp_path)
    memory.put(settings.HINT_SEEN, bool(0))
    memory.save()
    assert Settings(tmp_path).get(settings.HINT_SEEN) is False


def test_a_file_of_nonsense_is_survived(tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_bytes(b"\x00\xff[[[=\n=\nwindow")
    assert Settings(tmp_path).get(settings.GEOMETRY) == ""


def test_every_setting_is_declared_once() -> None:
    keys = [x.key for x in settings.DECLARED]
    assert len(keys) == len(set(keys))
    assert all(x.help for x in settings.DECLARED)
    assert not any(x.default for x in settings.DECLARED if isinstance(x.default, bool)), (
        "off is kept as empty"
    )
