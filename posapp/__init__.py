"""Plum: a program for a store's service desk, where a return or an exchange is one step."""

__version__ = "0.1.0"
