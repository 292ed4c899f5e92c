"""The desk, widget by widget."""
