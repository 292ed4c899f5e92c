"""Finding a profile: a file of one's own, one completed in the data folder, or one that ships with Plum."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Generic

from posapp import places
from posapp.interchange.profile import P, ProfileError, decode

_MOST_BYTES = 65_536
_SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class NamedProfile(Generic[P]):
    """A profile and what it is called in reports and in the journal."""

    name: str
    profile: P


def load(name: str, data_folder: Path, kind: type[P]) -> NamedProfile[P]:
    """Return the profile of a name, or of a file if the name is a path; raise ProfileError otherwise."""
    path = _path_of(name, data_folder)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ProfileError(f"{path} is too large for a profile.")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ProfileError(f"The profile {path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError:
        raise ProfileError(f"The profile {path} is not UTF-8.") from None
    return NamedProfile(path.stem, decode(text, path.name, kind))


def names(data_folder: Path) -> list[str]:
    """Return the profiles that can be named without a path."""
    return sorted({path.stem for folder in _folders(data_folder) for path in folder.glob(f"*{_SUFFIX}")})


def own_folder(data_folder: Path) -> Path:
    """Return where a store's own profiles are."""
    return data_folder / "profiles"


def _folders(data_folder: Path) -> tuple[Path, Path]:
    return own_folder(data_folder), places.resources() / "profiles"


def _path_of(name: str, data_folder: Path) -> Path:
    if name.endswith(_SUFFIX) or Path(name).name != name:
        return Path(name)
    for folder in _folders(data_folder):
        if (path := folder / f"{name}{_SUFFIX}").is_file():
            return path
    raise ProfileError(
        f"There is no profile called {name[:40]!r}. There are: {', '.join(names(data_folder))}."
    )
