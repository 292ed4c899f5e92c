"""A desk receipt as a PDF: composed, laid out and rendered, against its marks drawn by bare ReportLab.

The baseline knows every position and draws text, rules, bars and modules where they belong; its barcode and
its QR code it encodes with the same two libraries, as both begin with a receipt never seen before. Fonts are
read and registered in both, and the two take turns, so that a busy machine is busy for both.
"""

import statistics
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from io import BytesIO

import segno
from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfgen.canvas import Canvas

from posapp.domain.customer_view import CameBack, CustomerView, GivenBack, GoesHome, TaxLine
from posapp.domain.money import Currency
from posapp.domain.quantity import Quantity
from posapp.domain.tax import TaxRate, TaxTotal
from posapp.domain.visit import TenderKind
from posapp.printing.compose import compose
from posapp.printing.layout import lay_out
from posapp.printing.marks import FillMark, Page, TextMark
from posapp.printing.papers import ROLL_80
from posapp.printing.pdf import render_pdf
from posapp.printing.receipt import DeskReceipt
from tests.benchmarks import Result, median_seconds

NAMES = ("pdf",)
_TIMES = 80
_EUR = Currency.of("EUR")


def run(name: str) -> Result:
    ours, baseline = [], []
    for number in range(1000, 1000 + _TIMES):
        pages = lay_out(compose(_receipt(number)), ROLL_80)
        ours.append(median_seconds(partial(_ours, number + _TIMES), times=1, warm_up=0))
        baseline.append(median_seconds(partial(_bare, pages, number), times=1, warm_up=0))
    return Result(name, statistics.median(ours), statistics.median(baseline), "s")


def _ours(number: int) -> bytes:
    return render_pdf(compose(_receipt(number)), ROLL_80)


def _bare(pages: Sequence[Page], number: int) -> bytes:
    barcode = Code128(f"P7K2M9QXD4T8W{number}", quiet=0)
    barcode.validate()
    barcode.encode()
    barcode.decompose()
    segno.make_qr(
        f"mailto:hello@riverside.example?subject=Answer%207KQ4{number}", error="m", boost_error=False
    )
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        for mark in page.marks:
            _draw(mark, page, canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(mark: TextMark | FillMark, page: Page, canvas: Canvas) -> None:
    if isinstance(mark, TextMark):
        canvas.setFont(mark.face.name, mark.size)
        canvas.drawString(mark.x, page.height - mark.y, mark.text)
        return
    path = canvas.beginPath()
    for x, y, width, height in mark.boxes:
        path.rect(x, page.height - y - height, width, height)
    canvas.drawPath(path, stroke=0, fill=1)


def _receipt(number: int) -> DeskReceipt:
    """Beans come back with plums; plums go home."""
    plums, beans = _EUR.money("4.96"), _EUR.money("8.00")
    seven = TaxTotal(TaxRate.percent(7), plums, _EUR.money("0.32"))
    nineteen = TaxTotal(TaxRate.percent(19), beans, _EUR.money("1.28"))
    view = CustomerView(
        to_customer=beans,
        came_back=(
            CameBack(
                line_id=1,
                code="1",
                description=f"Plums, black, loose {number}",
                quantity=Quantity.of("1.240", "kg"),
                credit=plums,
            ),
            CameBack(
                line_id=2,
                code="2",
                description=f"Cappuccino beans 500 g {number}",
                quantity=Quantity.of(1),
                credit=beans,
            ),
        ),
        goes_home=(
            GoesHome(
                line_id=3,
                code="1",
                description=f"Plums, black, loose {number}",
                quantity=Quantity.of("1.380", "kg"),
                charged=plums,
            ),
        ),
        through_till=(),
        given_back=(GivenBack(tender=TenderKind.CASH, amount=beans),),
        taxes=(
            TaxLine(direction="back", total=seven),
            TaxLine(direction="back", total=nineteen),
            TaxLine(direction="home", total=seven),
        ),
    )
    return DeskReceipt(
        store_name="Riverside Market",
        store_lines=("12 Quay Street, Dublin 2", "+353 1 555 0100"),
        number=f"P7K2M9QXD4T8W{number}",
        done_at=datetime(2026, 11, 22, 13, 5, tzinfo=UTC),
        served_by="Aoife",
        view=view,
        head=f"ABCDEFGHJKLM{number}",
        question="What should we know? Tell us openly, good or bad.",
        invitation_code=f"7KQ4{number}",
        reply_address="hello@riverside.example",
    )
