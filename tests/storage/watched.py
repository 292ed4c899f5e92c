"""A whole day in a process that notes who opens what: audit events cannot be taken back."""

import json
import sys
from pathlib import Path

_OPENED: list[str] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event in {
        "open",
        "os.open",
        "sqlite3.connect",
        "sqlite3.connect/handle",
        "shutil.copyfile",
        "os.rename",
    }:
        _OPENED.append(f"{event} {arguments[0]!s}")
    elif event == "import" and str(arguments[0]).partition(".")[0] in {"sqlite3", "_sqlite3"}:
        _OPENED.append(f"import {arguments[0]}")


def main() -> None:
    """Words: data folder, and `fault` for a copy made the way nobody may."""
    folder = Path(sys.argv[1])
    sys.addaudithook(_note)
    from posapp import verifier
    from posapp.services import visits
    from posapp.services.papers import save_paper
    from tests.served import return_beans, swap_for_jacket, swap_plums
    from tests.stores import grocer

    shop = grocer(folder)
    swap_plums(shop)
    done = return_beans(shop)
    save_paper(shop.store, done.visit_id)
    swap_for_jacket(shop)
    visits.begin(shop.store)
    report = verifier.verify(folder)
    if sys.argv[2:] == ["fault"]:
        (folder / "plum.db").read_bytes()
    shop.store.close()
    sys.stdout.write(json.dumps({"ok": report["ok"], "opened": _OPENED}))


if __name__ == "__main__":
    main()
