"""Reading what scanners type."""
