"""A first start in a process of its own: opens the store when told to, says who it is."""

import json
import sys
from pathlib import Path

from posapp.storage.store import open_store


def main() -> None:
    folder, url = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    store = open_store(folder, url)
    sys.stdout.write(json.dumps([store.store_id.hex, store.desk_id.hex]))
    store.close()


if __name__ == "__main__":
    main()
