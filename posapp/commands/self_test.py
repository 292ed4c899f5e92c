"""``posapp --self-test``: whether this installation has what it needs; no store is touched."""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from posapp import __version__, places
from posapp.commands.answers import Exit, say, say_json


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried: what was seen, or what went wrong."""

    name: str
    ok: bool
    seen: str


def run(*, as_json: bool) -> int:
    """Try every part and report; the exit code says whether all of them work."""
    checks = [_try(name, check) for name, check in _CHECKS.items()]
    ok = all(check.ok for check in checks)
    if as_json:
        listed = [{"name": x.name, "ok": x.ok, "seen": x.seen} for x in checks]
        say_json({"ok": ok, "version": __version__, "checks": listed})
    else:
        say(f"Plum {__version__} on Python {platform.python_version()}, {platform.platform()}")
        say("\n".join(f"{'ok  ' if x.ok else 'FAIL'}  {x.name:<12} {x.seen}" for x in checks))
    return Exit.OK if ok else Exit.STORE


def _try(name: str, check: Callable[[], str]) -> Check:
    try:
        return Check(name, ok=True, seen=check())
    except Exception as error:  # noqa: BLE001 - whatever is broken here is what we are asked to report
        return Check(name, ok=False, seen=f"{type(error).__name__}: {error}")


def _database() -> str:
    """A new store in a temporary folder: every migration, the safety settings, keys, one journal entry."""
    from posapp.services import people
    from posapp.storage.engine import libraries
    from posapp.storage.store import open_store

    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        try:
            people.add(store, "Self test")
        finally:
            store.close()
    return ", ".join(f"{name} {version}" for name, version in libraries().items())


def _migrations() -> str:
    from posapp.storage import migrate

    newest = migrate.newest()
    if newest != migrate.HEAD:
        raise LookupError(f"the newest migration is {newest}, the program wants {migrate.HEAD}")
    return f"newest {newest}"


def _fonts() -> str:
    fonts = sorted(path.name for path in (places.resources() / "fonts").glob("*.ttf"))
    if not fonts:
        raise FileNotFoundError("no fonts under resources/fonts")
    return ", ".join(fonts)


def _pdf() -> str:
    """A receipt in three scripts with its barcode and QR code."""
    from posapp.domain.customer_view import CustomerView, GoesHome
    from posapp.domain.money import Currency
    from posapp.domain.quantity import Quantity
    from posapp.printing.compose import compose
    from posapp.printing.papers import ROLL_80
    from posapp.printing.pdf import render_pdf
    from posapp.printing.receipt import DeskReceipt

    nothing = Currency.of("EUR").zero
    goods = ("Plums", "บ๊วย", "プラム", "Чавга")
    home = tuple(
        GoesHome(line_id=n, code=str(n), description=name, quantity=Quantity.of(1), charged=nothing)
        for n, name in enumerate(goods)
    )
    view = CustomerView(
        to_customer=nothing, came_back=(), goes_home=home, through_till=(), given_back=(), taxes=()
    )
    receipt = DeskReceipt(
        store_name="Self test",
        number="P0000000000000000",
        done_at=datetime.now(UTC),
        served_by="",
        view=view,
        head="A" * 16,
        question="?",
        invitation_code="00000000",
        reply_address="self@test.invalid",
    )
    content = render_pdf(compose(receipt), ROLL_80)
    if not content.startswith(b"%PDF-"):
        raise ValueError("what was made is not a PDF")
    return f"{len(content):,} bytes"


def _qr() -> str:
    import segno

    return f"version {segno.make('mailto:self@test.invalid', error='m').designator}"


def _window() -> str:
    from posapp.ui.self_check import window_opens

    return window_opens()


_CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "fonts": _fonts,
    "pdf": _pdf,
    "qr": _qr,
    "window": _window,
}
