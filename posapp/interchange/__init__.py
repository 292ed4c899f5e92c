"""Sales and catalogue in, records out."""
