"""A store with a month of a real shop's size: 3,000 products, 2,000 receipts, 40,000 lines, one clerk."""

import random
from pathlib import Path

from tests.stores import Good, Sold, enter_goods, enter_sales, grocer

LAST_RECEIPT = "R-1999"
_WORDS = (
    "Heart",
    "Lantern",
    "Bag",
    "Mug",
    "Candle",
    "Clock",
    "Box",
    "Plate",
    "Garland",
    "Tin",
    "Frame",
    "Jar",
)


def month(folder: Path) -> Path:
    """Make the store in ``folder`` and return it."""
    chance = random.Random(2010)
    goods = [
        Good(
            code=f"{20_000 + number}",
            description=f"{chance.choice(_WORDS)} {chance.choice(_WORDS)} {number}",
            prices=[(60, f"{chance.randint(42, 1_995) / 100:.2f}")],
        )
        for number in range(3_000)
    ]
    shop = grocer(folder)
    enter_goods(shop, goods)
    enter_sales(
        shop,
        {
            f"R-{number:04d}": [
                Sold(good=good, paid=good.prices[0][1])
                for good in chance.sample(goods, chance.randint(1, 39))
            ]
            for number in range(2_000)
        },
    )
    shop.store.close()
    return folder
