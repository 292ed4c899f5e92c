"""Nothing that a screen, a program or paper is given holds a shelf price or what the store carries (P1)."""

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from posapp import cli
from posapp.domain.visit import Side
from posapp.services import papers, visits
from posapp.services.desk_state import DeskState
from posapp.services.done import done
from tests.stores import JACKET, SHIRT, SHIRT_RECEIPT, Shop, grocer

# The jacket costs 24.00, and 20.00 of credit pay for it: 2400, 400 and their likes stay inside.
FORBIDDEN = {2400, 400, "24.00", "4.00", "24", "2400", "400"}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = grocer(tmp_path / "shop")
    yield made
    made.store.close()


def inside(value: object) -> Iterator[object]:
    """Every value in a value, however deep."""
    yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from inside(getattr(value, field.name))
    elif isinstance(value, tuple | list | set | frozenset):
        for part in value:
            yield from inside(part)
    elif isinstance(value, dict):
        for part in value.items():
            yield from inside(part)


def jacket_for_shirt(shop: Shop) -> tuple[visits.Serving, DeskState]:
    serving = shop.serving()
    visits.scan(serving, SHIRT_RECEIPT)
    visits.scan(serving, SHIRT.code)
    return serving, visits.add_item(serving, JACKET.code, Side.HOME)


def test_the_desk_is_given_nothing_from_inside(shop: Shop) -> None:
    serving, state = jacket_for_shirt(shop)
    finished = done(serving, state.quote)
    assert state.view is not None
    assert state.view.goes_home[0].charged.minor == 2000
    for given in (state, finished):
        found = [x for x in inside(given) if isinstance(x, int | str) and x in FORBIDDEN]
        assert not found


def test_the_search_finds_what_it_looks_for() -> None:
    assert 2400 in list(inside({"a": [(2400,)]}))


def test_paper_says_nothing_from_inside(shop: Shop) -> None:
    serving, state = jacket_for_shirt(shop)
    done(serving, state.quote)
    document = papers.document_of(shop.store, serving.visit_id)
    found = [x for x in inside(document) if isinstance(x, str)]
    assert any("20.00" in text for text in found)
    assert not [text for text in found if "24.00" in text or "4.00" in text.split()]


def test_another_program_is_told_nothing_from_inside(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--data", str(shop.store.folder), "visit", "--receipt", SHIRT_RECEIPT]
    words += ["--back", SHIRT.code, "--home", JACKET.code, "--quote", "--json"]
    assert cli.main(words) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [x["charged"] for x in answer["lines"] if x["side"] == "home"] == [2000]
    assert not [x for x in inside(answer) if isinstance(x, int | str) and x in FORBIDDEN]
