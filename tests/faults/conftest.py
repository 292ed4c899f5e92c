"""Every fault is tried on both databases."""

from tests.databases import empty_database, place, shop

__all__ = ["empty_database", "place", "shop"]
