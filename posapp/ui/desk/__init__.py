"""The clerk's screens."""
