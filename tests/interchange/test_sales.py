"""A till's lines become documents: what was sold, taken off, brought back, and what was paid for it."""

from pathlib import Path
from typing import Any

import pytest

from posapp.domain.till import TillDocument
from posapp.interchange import sales as sales_module
from posapp.interchange.columns import ColumnsProblemError
from posapp.interchange.problems import FileProblemError, Reject
from posapp.interchange.profile import SalesProfile, decode
from posapp.interchange.sales import SalesFile
from posapp.interchange.source import Source
from tests.interchange.texts import PROFILE, line, profile, write


def _read(path: Path, by: SalesProfile) -> tuple[list[TillDocument], list[Reject], SalesFile]:
    documents, rejects, read = list[TillDocument](), list[Reject](), 0
    with Source(path) as source:
        file = SalesFile(source, by)
        for portion in file.portions():
            documents += portion.documents
            rejects += portion.rejects
            read += portion.read
    assert read == sum(map(len, documents)) + len(rejects)
    return documents, rejects, file


def _table(tmp_path: Path, header: str, rows: list[str], more: str) -> tuple[list[Any], list[Reject]]:
    """Read a table with the columns doc, item, qty and at, and others that ``more`` puts into the profile."""
    before, _, columns = more.partition("---\n")
    text = f"""
currency = "EUR"
time_zone = "UTC"
date_formats = ["iso"]
{before}
[columns]
document = "doc"
item = "item"
quantity = "qty"
sold_at = "at"
{columns}
"""
    path = write(tmp_path / "t.csv", [f"A,x,{row}" for row in rows], f"doc,item,{header}")
    documents, rejects, _ = _read(path, decode(text, "t", SalesProfile))
    return documents, rejects


def test_what_stands_together_is_one_document(tmp_path: Path) -> None:
    lines = [line("A", "1"), line("A", "2"), line("B", "1"), line("A", "3")]
    documents, rejects, _ = _read(write(tmp_path / "a.csv", lines), profile().profile)
    assert [(x.number, [y.code for y in x.sold]) for x in documents] == [
        ("A", ["1", "2"]),
        ("B", ["1"]),
        ("A", ["3"]),
    ]
    assert [y.row for x in documents for y in x.sold] == [2, 3, 4, 5]
    assert rejects == []


def test_a_line_says_what_the_till_printed(tmp_path: Path) -> None:
    text = line("A", "85123a", 6, "2.55", "2010-12-01 08:26", "17850", '"HEART, 7"" wide"')
    documents, _, _ = _read(write(tmp_path / "a.csv", [text]), profile().profile)
    sold = documents[0].sold[0]
    assert (sold.code, sold.description) == ("85123a", 'HEART, 7" wide')
    assert (sold.quantity_micro, sold.unit_price_micro, sold.amount_minor) == (6_000_000, 2_550_000, 1_530)
    assert (sold.at_ms, sold.match, sold.tax_rate_ppm) == (1_291_191_960_000, "17850", None)


def test_a_return_has_what_came_back_above_zero(tmp_path: Path) -> None:
    documents, _, _ = _read(write(tmp_path / "a.csv", [line("C1", "x", -2, "3.00")]), profile().profile)
    assert not documents[0].sold
    assert documents[0].returned[0].quantity_micro == 2_000_000


@pytest.mark.parametrize(
    ("text", "column", "code"),
    [
        (line("", "x"), "receipt", "missing"),
        (line("A", " "), "item", "missing"),
        (line("A", "x" * 201), "item", "code"),
        (line("A", "a\x07b"), "item", "code"),
        (line("A", "x", "two"), "quantity", "number"),
        (line("A", "x", "9" * 5_000), "quantity", "number"),
        (line("A", "x", "NaN"), "quantity", "number"),
        (line("A", "x", 0), "quantity", "zero"),
        (line("A", "x", -10), "quantity", "stock_correction"),
        (line("C1", "x", 10), "quantity", "return_sign"),
        (line("A", "x", "1.5"), "quantity", "parts"),
        (line("A", "x", "2000000000"), "quantity", "number"),
        (line("A", "x", 1, "-11062.06"), "price", "price_below_zero"),
        (line("A", "x", 1, "1e5"), "price", "number"),
        (line("A", "x", 900_000_000, "999999999"), "price", "number"),
        (line("A", "x", 1, "1.00", "soon"), "sold at", "date"),
    ],
)
def test_a_line_that_cannot_be_taken(tmp_path: Path, text: str, column: str, code: str) -> None:
    lines = [line("B", "y"), text, line("D", "z")]
    documents, rejects, _ = _read(write(tmp_path / "a.csv", lines), profile().profile)
    assert [x.number for x in documents] == ["B", "D"]
    assert [(x.row, x.column, x.code) for x in rejects] == [(3, column, code)]
    assert rejects[0].reason.endswith(".")
    assert len(rejects[0].value) < 100


def test_a_gift_is_a_sale(tmp_path: Path) -> None:
    documents, _, _ = _read(write(tmp_path / "a.csv", [line("A", "x", 3, "0.0")]), profile().profile)
    assert documents[0].sold[0].amount_minor == 0


def test_what_tells_customers_apart_is_in_no_reject(tmp_path: Path) -> None:
    shifted = "A,x,goods,12346,1.00,2010-12-01 10:00,12346"
    _, rejects, _ = _read(
        write(tmp_path / "a.csv", [shifted.replace("goods,12346", "g,x12346")]), profile().profile
    )
    assert [(x.column, x.value) for x in rejects] == [("quantity", "")]


def test_card_numbers_in_descriptions_are_masked_and_counted(tmp_path: Path) -> None:
    text = line("A", "4111111111111111", description="paid 4111 1111 1111 1111")
    documents, rejects, file = _read(write(tmp_path / "a.csv", [text]), profile().profile)
    sold = documents[0].sold[0]
    assert sold.code == "4111111111111111", "one article number in ten looks like a card"
    assert sold.description == "paid ***************1111"
    assert file.notes == {"card_number_masked": 1}
    assert rejects == []


def test_a_refused_card_number_is_masked_too(tmp_path: Path) -> None:
    _, rejects, _ = _read(
        write(tmp_path / "a.csv", [line("A", "x", price="4111111111111111")]), profile().profile
    )
    assert rejects[0].value == "************1111"


def test_descriptions_are_one_clean_line(tmp_path: Path) -> None:
    text = line("A", "x", description='"a\x1bp\n\u202eb  c"')
    documents, _, file = _read(write(tmp_path / "a.csv", [text]), profile().profile)
    assert documents[0].sold[0].description == "a p b c"
    documents, _, file = _read(
        write(tmp_path / "a.csv", [line("A", "x", description="y" * 900)]), profile().profile
    )
    assert len(documents[0].sold[0].description) == 500
    assert file.notes == {"shortened": 1}


@pytest.mark.parametrize(
    ("row", "minor"),
    [("1.240,4.00", 496), ("0.333,2.99", 100), ("0.005,1.00", 1), ("2,7.995", 1_599)],
)
def test_an_amount_is_rounded_once_half_up(tmp_path: Path, row: str, minor: int) -> None:
    documents, _ = _table(
        tmp_path, "qty,price,at", [f"{row},2010-12-01"], 'unit = "kg"\n---\nunit_price = "price"'
    )
    assert documents[0].sold[0].amount_minor == minor


def test_tax_is_added_before_rounding(tmp_path: Path) -> None:
    rows = ["3,0.99,19,2010-12-01", "3,0.99,,2010-12-01", "1,1.00,7 %,2010-12-01", "1,1.00,-1,2010-12-01"]
    documents, rejects = _table(
        tmp_path,
        "qty,price,tax,at",
        rows,
        'tax_included = false\n---\nunit_price = "price"\ntax_rate = "tax"',
    )
    assert [(x.amount_minor, x.tax_rate_ppm) for x in documents[0].sold] == [(353, 190_000), (107, 70_000)]
    assert [(x.row, x.code) for x in rejects] == [(3, "tax_rate"), (5, "tax_rate")]


@pytest.mark.parametrize("rate", ["101", "0.00001", "x"])
def test_what_is_no_tax_rate(tmp_path: Path, rate: str) -> None:
    _, rejects = _table(
        tmp_path,
        "qty,price,tax,at",
        [f"1,1,{rate},2010-12-01"],
        '---\nunit_price = "price"\ntax_rate = "tax"',
    )
    assert [x.code for x in rejects] == ["tax_rate"]


def test_a_rate_of_the_profile_is_for_lines_without_one(tmp_path: Path) -> None:
    documents, _ = _table(
        tmp_path, "qty,price,at", ["1,1.00,2010-12-01"], 'tax_rate = "7.7"\n---\nunit_price = "price"'
    )
    assert documents[0].sold[0].tax_rate_ppm == 77_000


def test_a_lines_own_discount_is_taken_off(tmp_path: Path) -> None:
    rows = ["2,5.00,1.50,2010-12-01", "2,5.00,-1.50,2010-12-01", "2,5.00,,2010-12-01", "2,5.00,11,2010-12-01"]
    documents, rejects = _table(
        tmp_path, "qty,price,off,at", rows, '---\nunit_price = "price"\ndiscount = "off"'
    )
    assert [x.amount_minor for x in documents[0].sold] == [850, 850, 1_000]
    assert [(x.row, x.code) for x in rejects] == [(5, "below_zero")]


def test_the_lines_total_is_what_was_paid(tmp_path: Path) -> None:
    rows = ["3,10.00,2010-12-01", "3,9.999,2010-12-01", "3,-1.00,2010-12-01"]
    documents, rejects = _table(tmp_path, "qty,total,at", rows, '---\nline_total = "total"')
    sold = documents[0].sold[0]
    assert (sold.amount_minor, sold.unit_price_micro) == (1_000, 3_333_333)
    assert [x.code for x in rejects] == ["number", "below_zero"]


def test_a_price_of_a_return_may_follow_from_its_total(tmp_path: Path) -> None:
    documents, _ = _table(
        tmp_path,
        "qty,total,at",
        ["-3,-10.00,2010-12-01"],
        '---\nline_total = "total"\n[returns]\nnegative_quantity = true',
    )
    assert documents[0].returned[0].unit_price_micro == 3_333_333


def test_receipt_wide_discounts_stand_apart(tmp_path: Path) -> None:
    more = 'receipt_discounts = ["x"]\n---\nunit_price = "price"'
    documents, _ = _table(tmp_path, "qty,price,at", ["-1,5.00,2010-12-01", "0,5,2010-12-01"], more)
    assert documents == [], "a discount without goods cannot be reckoned"
    text = PROFILE.replace("match_on", 'receipt_discounts = ["D"]\nmatch_on')
    lines = [line("A", "x", 2, "5.00"), line("A", "D", -1, "1.00"), line("A", "D", 1, "-0.50")]
    found, rejects, _ = _read(write(tmp_path / "a.csv", lines), decode(text, "t", SalesProfile))
    assert [x.amount_minor for x in found[0].discounts] == [100, 50]
    assert found[0].discount_minor == 150
    assert rejects == []


def test_more_off_than_the_goods_cost_is_refused_whole(tmp_path: Path) -> None:
    text = PROFILE.replace("match_on", 'receipt_discounts = ["D"]\nmatch_on')
    lines = [line("A", "x", 1, "5.00"), line("A", "D", -1, "5.01"), line("B", "x")]
    documents, rejects, _ = _read(write(tmp_path / "a.csv", lines), decode(text, "t", SalesProfile))
    assert [x.number for x in documents] == ["B"]
    assert [(x.row, x.code) for x in rejects] == [(2, "discount"), (3, "discount")]


def test_units_and_tenders_are_the_tills_words(tmp_path: Path) -> None:
    rows = ["1.5,KG,VISA", "1,Stk,Bar", "1,,", "2,KISTE,Bar", "1,a very long unit,Bar", "1,KG,Scheck"]
    documents, rejects = _table(
        tmp_path,
        "qty,unit,paid,price,at",
        [f"{row},1.00,2010-12-01" for row in rows],
        '---\nunit_price = "price"\nunit = "unit"\ntender = "paid"\n'
        '[units]\nStk = "each"\n[tenders]\nVISA = "card"\nBar = "cash"',
    )
    assert [(x.unit, x.tender) for x in documents[0].sold] == [
        ("kg", "card"),
        ("each", "cash"),
        ("each", ""),
        ("kiste", "cash"),
    ]
    assert [(x.row, x.code) for x in rejects] == [(6, "unit"), (7, "tender")]


@pytest.mark.parametrize(
    ("rule", "quantity", "kind", "returned"),
    [
        ('column = "kind"\nvalues = ["R"]', "-1", "R", True),
        ('column = "kind"\nvalues = ["R"]', "1", "S", False),
        ('column = "kind"\nvalues = ["R"]\nquantities = "positive"', "1", "R", True),
        ("negative_quantity = true", "-1", "", True),
        ("negative_quantity = true", "1", "", False),
        ("", "1", "", False),
    ],
)
def test_what_makes_a_return(tmp_path: Path, rule: str, quantity: str, kind: str, *, returned: bool) -> None:
    documents, _ = _table(
        tmp_path,
        "qty,kind,price,at",
        [f"{quantity},{kind},1.00,2010-12-01"],
        f'---\nunit_price = "price"\n[returns]\n{rule}',
    )
    assert bool(documents[0].returned) is returned


def test_a_return_may_name_its_receipt(tmp_path: Path) -> None:
    documents, _ = _table(
        tmp_path,
        "qty,of,price,at",
        ["-1, 4711 ,1.00,2010-12-01", "1,4711,1.00,2010-12-01"],
        '---\nunit_price = "price"\noriginal_document = "of"\n[returns]\nnegative_quantity = true',
    )
    assert documents[0].returned[0].original == "4711"
    assert documents[0].sold[0].original == ""


def test_article_numbers_with_a_wrong_check_digit_are_left_out(tmp_path: Path) -> None:
    rows = [f"1,{gtin},1.00,2010-12-01" for gtin in ("4006381333931", "4006381333932", "", "40063")]
    documents, rejects = _table(tmp_path, "qty,ean,price,at", rows, '---\nunit_price = "price"\ngtin = "ean"')
    assert [x.gtin for x in documents[0].sold] == ["4006381333931", "", "", ""]
    assert rejects == []


def test_the_time_may_stand_apart_from_the_date(tmp_path: Path) -> None:
    documents, _ = _table(
        tmp_path,
        "qty,price,at,clock",
        ["1,1,2010-12-01,08:26"],
        '---\nunit_price = "price"\nsold_at_time = "clock"',
    )
    assert documents[0].sold[0].at_ms == 1_291_191_960_000


def test_a_document_without_an_end_does_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sales_module, "MOST_LINES", 3)
    lines = [*[line("A", "x")] * 5, *[line("B", "x")] * 3]
    documents, rejects, _ = _read(write(tmp_path / "a.csv", lines), profile().profile)
    assert [x.number for x in documents] == ["B"]
    assert [x.row for x in rejects] == [2, 3, 4, 5, 6]
    assert {x.code for x in rejects} == {"too_many_lines"}


@pytest.mark.parametrize("how", ["plain", "packed"])
def test_the_receipt_in_which_a_file_breaks_off_waits(tmp_path: Path, how: str) -> None:
    lines = [line("A", str(n)) for n in range(3)] + [line("B", str(n)) for n in range(3)]
    if how == "plain":
        path = write(tmp_path / "a.csv", lines)
        path.write_bytes(path.read_bytes()[:-20])
    else:
        path = write(tmp_path / "a.csv.gz", lines)
        path.write_bytes(path.read_bytes()[:-9])
    documents, rejects, file = _read(path, profile().profile)
    assert file.broken_off
    assert [x.number for x in documents] == ["A"]
    assert {x.code for x in rejects} <= {"broken_off", "cut"}
    assert {5, 6} <= {x.row for x in rejects}


def test_columns_are_found_by_any_of_their_names(tmp_path: Path) -> None:
    by = profile('item = "item"', 'item = ["sku", "article"]').profile
    path = write(
        tmp_path / "a.csv", [line("A", "x")], "receipt,article,description,quantity,price,sold at,customer"
    )
    documents, _, _ = _read(path, by)
    assert documents[0].sold[0].code == "x"


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        (
            "receipt,article,description,quantity,price,sold at,customer",
            "no column “item”.*It has: “receipt”",
        ),
        ("receipt,item,item,quantity,price,sold at,customer", "2 columns called “item”"),
        ("receipt;item;description;quantity;price;sold at;customer", "no column “receipt”"),
    ],
)
def test_another_header_is_said_in_a_sentence(tmp_path: Path, header: str, complaint: str) -> None:
    path = write(tmp_path / "a.csv", [line("A", "x")], header)
    with Source(path) as source, pytest.raises(ColumnsProblemError, match=complaint):
        SalesFile(source, profile().profile)


def test_sixteen_bit_text_needs_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    text = write(path, [line("A", "花")]).read_text()
    path.write_bytes(text.encode("utf-16"))
    with Source(path) as source, pytest.raises(FileProblemError, match='encoding = "utf-16"'):
        SalesFile(source, profile().profile)
    documents, _, _ = _read(path, profile(more='encoding = "utf-16"').profile)
    assert documents[0].sold[0].code == "花"
