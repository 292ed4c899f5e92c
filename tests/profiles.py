"""How hard hypothesis tries: the same examples in every build, fresh ones while somebody works."""

import os

from hypothesis import settings

# A deadline measures the machine, not the code; pytest-timeout ends what hangs.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=200, print_blob=True)
settings.register_profile("dev", deadline=None, max_examples=100, print_blob=True)
settings.register_profile("long", deadline=None, max_examples=5_000, print_blob=True)


def load_profile() -> None:
    """HYPOTHESIS_PROFILE decides; without it, a build server is told by CI."""
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))
