"""A burst of keys becomes one meaning."""
