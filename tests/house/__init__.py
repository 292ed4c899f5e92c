"""The house around the program: lock files, dev.py, the bundle, and the nets of the tests themselves."""
