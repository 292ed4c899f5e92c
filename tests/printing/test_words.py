"""The words: whole, kind, and with the gaps that they must have."""

from dataclasses import fields

import pytest

from posapp.printing.words import ReceiptWords

_NEVER_SAID = ("difference", "price", "you would", "owe", "extra", "absorb", "lucky")


def test_no_word_tells_of_a_difference_or_a_price() -> None:
    for field in fields(ReceiptWords):
        said = getattr(ReceiptWords(), field.name).lower()
        assert not [word for word in _NEVER_SAID if word in said]


@pytest.mark.parametrize(
    "sentence", ["Seite {page}", "Seite", "Seite {page} von {pages:d}", "{page} {pages!r}", "{}"]
)
def test_a_translation_with_other_gaps_is_refused(sentence: str) -> None:
    with pytest.raises(ValueError, match="page: the gaps differ"):
        ReceiptWords(page=sentence)


def test_a_translation_may_put_its_gaps_in_another_order() -> None:
    assert ReceiptWords(page="{pages}ページ中{page}ページ").page.format(page=1, pages=2) == "2ページ中1ページ"
