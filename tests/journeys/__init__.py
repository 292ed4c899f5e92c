"""Whole visits through the real window, on a real database."""
