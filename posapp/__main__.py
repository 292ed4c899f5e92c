"""``python -m posapp``: the same as the ``posapp`` command."""

import sys

from posapp.cli import main

if __name__ == "__main__":
    sys.exit(main())
