"""Where the program's own files are, and where a store's data goes."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder of icons, fonts, themes, translations and the sample store."""
    return _own("resources")


def migrations() -> Path:
    """The folder of Alembic migrations (`db/`)."""
    return _own("db")


def data_folder() -> Path:
    """The folder for this store's data, whether it exists or not: `PLUM_DATA`, or the user's data folder."""
    if chosen := os.environ.get("PLUM_DATA"):
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("plum", appauthor=False)


def _own(name: str) -> Path:
    """An installed wheel and a bundle carry the folder inside the package, a checkout beside it."""
    carried = _PACKAGE / f"_{name}"
    return carried if carried.is_dir() else _PACKAGE.parent / name
