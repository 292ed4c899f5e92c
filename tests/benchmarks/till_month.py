"""A month of a till: the real one if it is beside the repository, otherwise one made up in its shape."""

import csv
import gzip
import random
from datetime import datetime, timedelta
from pathlib import Path

from tests.imported import MONTH

_HEADER = [
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
    "Country",
]
_LINES, _ITEMS, _LINES_OF_A_DOCUMENT = 42_481, 2_800, 21


def month(folder: Path) -> Path:
    """Return a packed file of 42,481 lines."""
    return MONTH if MONTH.exists() else _made_up(folder / "month.csv.gz")


def repeated(path: Path, folder: Path, times: int) -> Path:
    """Return a file with every document of another so many times, each under a number of its own."""
    out = folder / f"{times}-times.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        header, *lines = file.read().splitlines(keepends=True)
    with gzip.open(out, "wt", encoding="utf-8", newline="", compresslevel=1) as file:
        file.write(header)
        for time in range(times):
            file.writelines(f"{line[0]}{time}{line[1:]}" for line in lines)
    return out


def _made_up(path: Path) -> Path:
    draw = random.Random(1)
    at = datetime(2010, 12, 1, 8, 0)  # noqa: DTZ001 -- a till's clock on the wall
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for number in range(_LINES):
            document, begins = divmod(number, _LINES_OF_A_DOCUMENT)
            at += timedelta(minutes=9) if not begins else timedelta()
            back = document % 60 == 0
            item = draw.randrange(_ITEMS)
            row = [f"{'C' * back}{536365 + document}", f"{20000 + item}", f"ARTICLE NO {item}"]
            row += [str(-1 if back else draw.randrange(1, 25)), f"{at:%Y-%m-%d %H:%M:%S}"]
            writer.writerow(
                [*row, f"{item % 90 + 1}.{item % 100:02}", f"{12000 + document % 900}.0", "Somewhere"]
            )
    return path
