"""The display that faces the customer."""
