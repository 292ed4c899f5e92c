"""Faults, planted: each harness is first shown to fail (RELIABILITY 3)."""
