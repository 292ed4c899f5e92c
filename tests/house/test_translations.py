"""A translation that is missing, stale or has other gaps fails the build."""

import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from devtools import translations
from devtools.steps import Steps


def message(source: str, translation: str, numerus: str = "") -> ET.Element:
    kind = f' numerus="{numerus}"' if numerus else ""
    text = f"<message{kind}><source>{source}</source>{translation}</message>"
    return ET.fromstring(text)  # noqa: S314 -- written above


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Done", "<translation>完了</translation>"),
        ("Give back {amount}", "<translation>{amount} を返金</translation>"),
        ("%1 of %2", "<translation>%2 の %1</translation>"),
    ],
)
def test_a_good_one(source: str, translation: str) -> None:
    assert translations.message_fault(message(source, translation)) == ""


@pytest.mark.parametrize(
    ("source", "translation", "fault"),
    [
        ("Done", '<translation type="unfinished"></translation>', "is not translated"),
        ("Done", '<translation type="vanished">完了</translation>', "is no longer said"),
        ("Done", "<translation></translation>", "is translated by nothing"),
        ("Done", "", "has no translation"),
        ("Give back {amount}", "<translation>返金</translation>", "has other gaps"),
        ("%1 of %2", "<translation>%1 の %1</translation>", "has other gaps"),
    ],
)
def test_a_bad_one(source: str, translation: str, fault: str) -> None:
    assert fault in translations.message_fault(message(source, translation))


def test_a_plural_form_may_name_its_number_in_words() -> None:
    forms = (
        "<translation><numerusform>one item</numerusform><numerusform>%n items</numerusform></translation>"
    )
    assert translations.message_fault(message("%n item(s)", forms, numerus="yes")) == ""


def test_every_plural_form_is_looked_at() -> None:
    forms = "<translation><numerusform>one of {all}</numerusform><numerusform>%n</numerusform></translation>"
    assert "other gaps" in translations.message_fault(message("%n of {all}", forms, numerus="yes"))


class TestAFile:
    """The whole way: lupdate reads a small program, the .ts beside it is judged and compiled."""

    @pytest.fixture(autouse=True)
    def _small_program(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        code = "class Desk(QWidget):\n    def show(self):\n        self.tr('Same again')\n"
        (tmp_path / "posapp").mkdir()
        (tmp_path / "posapp" / "desk.py").write_text(code)
        monkeypatch.setattr("devtools.steps.ROOT", tmp_path)
        monkeypatch.setattr(translations, "FOLDER", tmp_path)
        english = Path(__file__).resolve().parents[2] / "resources" / "translations" / "plum_en.ts"
        text = english.read_text(encoding="utf-8").partition("<context>")[0].partition("</TS>")[0] + "</TS>\n"
        (tmp_path / "plum_ja.ts").write_text(text.replace('language="en" s', 'language="ja" s'))
        shutil.copy(tmp_path / "plum_ja.ts", tmp_path / "plum_en.ts")

    def test_a_sentence_that_was_never_translated(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert not translations.check(Steps())
        assert "plum_ja.ts: Desk: 'Same again' is not translated" in capsys.readouterr().out

    def test_a_translated_file_passes_and_is_compiled(self, tmp_path: Path) -> None:
        assert translations.update(Steps())
        path = tmp_path / "plum_ja.ts"
        empty, full = '<translation type="unfinished"></translation>', "<translation>同じものを</translation>"
        text = path.read_text(encoding="utf-8")
        assert empty in text
        path.write_text(text.replace(empty, full), encoding="utf-8")
        assert translations.check(Steps())
        translations.release(Steps())
        assert path.with_suffix(".qm").read_bytes()[:4] == bytes.fromhex("3cb86418")
