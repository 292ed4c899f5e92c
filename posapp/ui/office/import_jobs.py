"""What the import page asks of the services, to be run by the worker between visits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

    from posapp.services.importing import Import, Progress, Report
    from posapp.storage.store import Store


class Wanted(NamedTuple):
    """What to import: ``kind`` is sales or catalogue, ``profile`` how a till writes its sales."""

    kind: str
    path: Path
    profile: str
    actor: str


class Refused(NamedTuple):
    """A file or a profile that cannot be used: the sentence says why."""

    sentence: str


def profile_names(store: Store) -> list[str]:
    """Return the names of the ways in which tills write their sales."""
    from posapp.interchange import profiles

    return profiles.names(store.folder)


def import_steps(
    store: Store, wanted: Wanted, stop: threading.Event
) -> Iterator[Progress | Report | Refused]:
    """Import step by step until done or told to stop; the last value is the report, or why there is none."""
    from posapp.interchange.problems import FileProblemError
    from posapp.interchange.profile import ProfileError

    try:
        under_way = _begun(store, wanted)
    except (FileProblemError, ProfileError) as error:
        yield Refused(str(error))
        return
    with under_way:
        for progress in under_way:
            yield progress
            if stop.is_set():
                break
        report = under_way.close()
    assert report is not None, "an import ends with a report, or with an error"
    yield report


def _begun(store: Store, wanted: Wanted) -> Import:
    from posapp.interchange import profiles
    from posapp.interchange.profile import SalesProfile
    from posapp.services import importing

    if wanted.kind == "catalogue":
        found = importing.catalogue_profile(store, wanted.path)
        return importing.import_catalogue(store, wanted.path, found, wanted.actor)
    profile = profiles.load(wanted.profile, store.folder, SalesProfile)
    return importing.import_sales(store, wanted.path, profile, wanted.actor)
