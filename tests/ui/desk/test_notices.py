"""Every notice that a service can raise has a sentence, and every sentence is one that we would say."""

import ast
from pathlib import Path

import pytest

from posapp.commands import words
from posapp.services.desk_state import Notice
from posapp.ui.desk import notices
from posapp.ui.desk.notices import notice_sentence

_SERVICES = Path(notices.__file__).parents[2] / "services"
_FOR_PROGRAMS = "handover.py"  # never at the desk: its notices are said by posapp.commands
_FORBIDDEN = ("difference", "pay the", "absorb", "shelf price")
_GENERAL = "That cannot be done here."
_FULL = {"item": "Shirt {x} <b>", "text": "zzz {y}", "when": "2020-11-20T23:30:00+00:00"}


def _codes(paths: list[Path]) -> set[str]:
    """The first argument of every CannotAddError(…) and Notice(…), where it is written there."""
    found = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"CannotAddError", "Notice"}:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
                else:
                    assert ast.unparse(node) == "Notice(code, values)", f"{path.name}: {ast.unparse(node)}"
    return found


_AT_THE_DESK = _codes([path for path in _SERVICES.rglob("*.py") if path.name != _FOR_PROGRAMS])


def test_the_codes_are_found() -> None:
    assert {"unknown", "no_price", "resumed", "changed_meanwhile"} <= _AT_THE_DESK


@pytest.mark.parametrize("code", sorted(_AT_THE_DESK))
def test_every_notice_has_a_sentence_of_its_own(code: str) -> None:
    for values in ({}, _FULL):
        sentence = notice_sentence(Notice(code, dict(values)), "Europe/Berlin")
        assert sentence != _GENERAL
        assert sentence.endswith(".")
        for word in _FORBIDDEN:
            assert word not in sentence.lower()


def test_no_sentence_is_for_a_code_that_nothing_raises() -> None:
    assert set(notices._sentences()) == _AT_THE_DESK


def test_what_only_programs_are_told_has_words() -> None:
    assert _codes([_SERVICES / _FOR_PROGRAMS]) <= {*words.NOTICES, *_AT_THE_DESK}


def test_a_code_from_the_future_gets_a_general_sentence() -> None:
    assert notice_sentence(Notice("eclipse", {"item": "Shirt"}), "UTC") == _GENERAL


def test_values_are_put_in_as_they_are() -> None:
    said = notice_sentence(Notice("unknown", {"text": "{item} <b>%1</b>"}), "UTC")
    assert said == "Nothing here is called {item} <b>%1</b>. Try a part of the name."


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ("2020-11-20T23:30:00+00:00", "Shirt came back already, on 21 Nov 2020."),
        ("", "Shirt came back already."),
        ("yesterday", "Shirt came back already."),
    ],
)
def test_what_came_back_says_on_which_day_of_the_store(when: str, sentence: str) -> None:
    notice = Notice("nothing_left", {"item": "Shirt", "when": when})
    assert notice_sentence(notice, "Europe/Berlin") == sentence
