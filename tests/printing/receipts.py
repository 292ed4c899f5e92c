"""Desk receipts for tests, in the four languages."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

from posapp.domain.customer_view import CameBack, CustomerView, GivenBack, GoesHome, TaxLine
from posapp.domain.money import Currency, Money, total
from posapp.domain.quantity import Quantity
from posapp.domain.tax import TaxRate, TaxTotal, tax_within
from posapp.domain.visit import TenderKind
from posapp.printing.receipt import DeskReceipt
from posapp.printing.words import ReceiptWords

EUR = Currency.of("EUR")
JPY = Currency.of("JPY")
MNT = Currency.of("MNT")
THB = Currency.of("THB")


def back(name: str, quantity: Quantity, credit: Money) -> CameBack:
    return CameBack(line_id=1, code="1", description=name, quantity=quantity, credit=credit)


def home(name: str, quantity: Quantity, charged: Money) -> GoesHome:
    return GoesHome(line_id=2, code="2", description=name, quantity=quantity, charged=charged)


def given(tender: TenderKind, amount: Money) -> GivenBack:
    return GivenBack(tender=tender, amount=amount)


def taxed(direction: Literal["back", "home"], percent: str, gross: Money) -> TaxLine:
    rate = TaxRate.percent(percent)
    tax = Money(tax_within(gross.minor, rate), gross.currency)
    return TaxLine(direction=direction, total=TaxTotal(rate, gross, tax))


def view(
    came_back: tuple[CameBack, ...],
    goes_home: tuple[GoesHome, ...] = (),
    given_back: tuple[GivenBack, ...] = (),
    taxes: tuple[TaxLine, ...] = (),
    currency: Currency = EUR,
) -> CustomerView:
    return CustomerView(
        to_customer=total([each.amount for each in given_back], currency),
        came_back=came_back,
        goes_home=goes_home,
        through_till=(),
        given_back=given_back,
        taxes=taxes,
    )


PLUMS = EUR.money("4.96")
BEANS = EUR.money("8.00")

LATIN = DeskReceipt(
    store_name="Riverside Market",
    store_lines=("12 Quay Street, Dublin 2", "+353 1 555 0100"),
    number="P7K2M9QXD4T8WABCD",
    done_at=datetime(2026, 11, 22, 13, 5, tzinfo=UTC),
    served_by="Aoife",
    view=view(
        (
            back("Plums, black, loose", Quantity.of("1.240", "kg"), PLUMS),
            back("Cappuccino beans, dark roast, whole, fair trade 500 g", Quantity.of(1), BEANS),
        ),
        (home("Plums, black, loose", Quantity.of("1.380", "kg"), PLUMS),),
        (given(TenderKind.CASH, EUR.money("3.00")), given(TenderKind.CARD, EUR.money("5.00"))),
        (taxed("back", "7", PLUMS), taxed("back", "19", BEANS), taxed("home", "7", PLUMS)),
    ),
    head="ABCDEFGHJKLMNPQR",
    question="What should we know? Tell us openly, good or bad.",
    invitation_code="7KQ4M2XD",
    reply_address="hello@riverside.example",
)

THAI = replace(
    LATIN,
    store_name="ตลาดริมน้ำ",
    store_lines=("๑๒ ถนนเจริญกรุง แขวงบางรัก กรุงเทพมหานคร 10500",),
    served_by="สมหญิง",
    question="มีอะไรที่เราควรรู้ไหม บอกเราได้ตรง ๆ ทั้งดีและไม่ดี",
    view=view(
        (
            back("น้ำพริกเผาตราแม่ประนอมสูตรเผ็ดน้อย ขวดใหญ่ 500 กรัม", Quantity.of(1), THB.money("89")),
            back("ลูกพลัมดำ", Quantity.of("1.240", "kg"), THB.money("124.50")),
        ),
        (home("ลูกพลัมดำ", Quantity.of("1.380", "kg"), THB.money("124.50")),),
        (given(TenderKind.CASH, THB.money("89")),),
        (taxed("back", "7", THB.money("213.50")), taxed("home", "7", THB.money("124.50"))),
        THB,
    ),
    words=ReceiptWords(
        language="th",
        title="คืนและเปลี่ยนสินค้า",
        number="ใบเสร็จ {number}",
        served_by="ให้บริการโดย {name}",
        came_back="สินค้าที่คืน",
        goes_home="สินค้าที่รับกลับบ้าน",
        together="รวม",
        money_back="เงินคืน",
        cash="เงินสด",
        rate="อัตรา",
        net="ก่อนภาษี",
        tax="ภาษี",
        gross="รวมภาษี",
        record="บันทึก {head}",
        code="รหัส {code}",
        page="หน้า {page} จาก {pages}",
    ),
)

MONGOLIAN = replace(
    LATIN,
    store_name="Голын эрэг дэлгүүр",
    store_lines=("Энхтайвны өргөн чөлөө 12, Улаанбаатар",),
    served_by="Сарангэрэл",
    question="Бид юу мэдэх ёстой вэ? Сайн муугаа нуулгүй хэлээрэй.",
    view=view(
        (
            back("Чавга, хар, жингээр", Quantity.of("1.240", "kg"), MNT.money("12400")),
            back("Үйлдвэрийн сүү, өтгөн, 1 литр савлагаа", Quantity.of(2), MNT.money("7980")),
        ),
        (home("Чавга, хар, жингээр", Quantity.of("1.380", "kg"), MNT.money("12400")),),
        (given(TenderKind.CASH, MNT.money("7980")),),
        (taxed("back", "10", MNT.money("20380")), taxed("home", "10", MNT.money("12400"))),
        MNT,
    ),
    words=ReceiptWords(
        language="mn", came_back="Буцааж ирсэн", goes_home="Гэртээ авч явах", cash="Бэлэн мөнгө"
    ),
)

JAPANESE = replace(
    LATIN,
    store_name="川辺マーケット",
    store_lines=("東京都中央区日本橋1-2-3", "03-5555-0100"),
    served_by="佐藤",
    question="私たちが知っておくべきことは？　良いことも悪いことも、率直にお聞かせください。",
    view=view(
        (
            back("プラム（黒）量り売り", Quantity.of("1.240", "kg"), JPY.money("496")),
            back("深煎りカプチーノ豆　フェアトレード　500g入り「特選」", Quantity.of(1), JPY.money("1280")),
        ),
        (home("プラム（黒）量り売り", Quantity.of("1.380", "kg"), JPY.money("496")),),
        (given(TenderKind.CARD, JPY.money("1280")),),
        (taxed("back", "8", JPY.money("1776")), taxed("home", "8", JPY.money("496"))),
        JPY,
    ),
    words=ReceiptWords(language="ja", came_back="お戻しの品", goes_home="お持ち帰りの品", card="カード"),
)

LANGUAGES = {"latin": LATIN, "thai": THAI, "mongolian": MONGOLIAN, "japanese": JAPANESE}


def named(name: str) -> DeskReceipt:
    """A receipt for one thing with that name, and nothing else on it that could be mistaken for it."""
    return replace(
        LATIN, view=view((back(name, Quantity.of(1), PLUMS),), (), (given(TenderKind.CASH, PLUMS),))
    )


def long(lines: int) -> DeskReceipt:
    """A receipt with that many things coming back, each with an amount of its own."""
    things = [
        back(f"Thing number {number}", Quantity.of(1), Money(100 + number, EUR)) for number in range(lines)
    ]
    paid = total([each.credit for each in things], EUR)
    return replace(LATIN, view=view(tuple(things), (), (given(TenderKind.CASH, paid),)))
