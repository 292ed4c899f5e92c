"""Paper: what stands on it, read back as people, programs and scanners read it."""
