"""Opening a store: new, again, twice at once, newer, damaged, on a share, without permission."""

import json
import os
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlcipher3 import dbapi2

from posapp import verifier
from posapp.storage import engine as engine_module
from posapp.storage import tables
from posapp.storage.engine import CannotOpenStoreError
from posapp.storage.keys import KeysError
from posapp.storage.store import Store, open_store
from tests.databases import Place
from tests.processes import finish, start


def _entries(store: Store) -> list[tuple[str, int, str]]:
    with store.reading() as connection:
        rows = connection.execute(
            select(tables.journal).order_by(tables.journal.c.desk_id, tables.journal.c.seq)
        )
        return [(row.desk_id.hex, row.seq, row.kind) for row in rows]


def test_a_new_store_knows_itself_and_its_desk(place: Place) -> None:
    store = place.open()
    with store.reading() as connection:
        facts = store.facts(connection)
        desks = connection.execute(select(tables.desks)).all()
    assert (facts.store_id, facts.name, facts.currency, facts.sample) == (
        store.store_id,
        "My store",
        None,
        False,
    )
    assert [(x.desk_id, x.name, x.public_key) for x in desks] == [(store.desk_id, "1", store.keys.public)]
    assert _entries(store) == [(store.desk_id.hex, 1, "desk_joined")]
    store.close()


def test_a_store_opened_again_is_the_same_and_writes_nothing(place: Place) -> None:
    first = place.open()
    first.close()
    again = place.open()
    assert (again.store_id, again.desk_id) == (first.store_id, first.desk_id)
    assert again.keys.receipt_secret == first.keys.receipt_secret
    assert len(_entries(again)) == 1
    again.close()


def test_a_second_desk_joins_the_store_with_a_chain_of_its_own(place: Place, tmp_path: Path) -> None:
    first = place.open()
    if place.on_server:
        second = place.beside("second").open()
    else:
        (place.folder / "keys").rename(tmp_path / "keys of the first")
        second = place.open()
    assert second.store_id == first.store_id
    assert second.desk_id != first.desk_id
    assert sorted(_entries(second)) == sorted((x.desk_id.hex, 1, "desk_joined") for x in (first, second))
    with second.reading() as connection:
        assert sorted(connection.scalars(select(tables.desks.c.name))) == ["1", "2"]
    first.close()
    second.close()


def test_processes_that_start_first_at_once_make_one_store(place: Place) -> None:
    """On one folder they are one desk; on a server, each in its folder, they are desks of one store."""
    folders = [place.folder.with_name(f"desk-{i}") if place.on_server else place.folder for i in range(4)]
    url = [place.url] if place.url else []
    processes = [start("tests.storage.first_start", folder, *url) for folder in folders]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [tuple(json.loads(finish(process))) for process in processes]
    assert len({store for store, _ in told}) == 1
    assert len({desk for _, desk in told}) == (4 if place.on_server else 1)
    report = verifier.verify(folders[0], place.url)
    assert report["ok"], report
    assert report["entries"] == report["desks"] == len(set(told))
    assert [path.name for path in folders[0].iterdir() if path.name.startswith(".keys")] == []


def test_a_newer_database_is_refused_and_left_alone(place: Place) -> None:
    store = place.open()
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(CannotOpenStoreError, match="newer Plum"):
        place.open()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("desk-id", b"none"),
        ("desk-id", b"\xff"),
        ("signing.key", b"short"),
        ("signing.key", None),
        ("receipt.key", None),
    ],
)
def test_damaged_keys_are_refused_with_what_to_do(tmp_path: Path, name: str, content: bytes | None) -> None:
    open_store(tmp_path).close()
    path = tmp_path / "keys" / name
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    with pytest.raises(KeysError, match="Put the folder back"):
        open_store(tmp_path)


@pytest.mark.parametrize("length", [0, 8, 31])
def test_a_receipt_secret_cut_short_is_refused(tmp_path: Path, length: int) -> None:
    """An empty secret would let anyone make receipt numbers that prove themselves."""
    open_store(tmp_path).close()
    path = tmp_path / "keys" / "receipt.key"
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(KeysError, match="Put the folder back"):
        open_store(tmp_path)


def test_another_key_under_this_desks_name_is_refused(place: Place) -> None:
    place.open().close()
    (place.folder / "keys" / "signing.key").write_bytes(bytes(32))
    with pytest.raises(CannotOpenStoreError, match="not the one the store knows"):
        place.open()


def test_keys_are_for_their_owner_alone_and_not_in_the_database(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    keys = tmp_path / "keys"
    if sys.platform != "win32":
        assert keys.stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o777 for path in keys.iterdir()} == {0o600}
    store.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("plum.db*"))
    for secret in ((keys / name).read_bytes() for name in ("signing.key", "receipt.key")):
        assert secret not in stored
        assert secret.hex().encode() not in stored
    assert "signing" not in repr(store.keys)


def test_a_network_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/data {tmp_path}/a\\040share nfs4 rw 0 0\n")
    real = Path
    monkeypatch.setattr(
        engine_module, "Path", lambda name: mounts if name == "/proc/self/mounts" else real(name)
    )
    with pytest.raises(CannotOpenStoreError, match=r"network folder \(nfs4\)"):
        open_store(tmp_path / "a share" / "plum")
    assert not (tmp_path / "a share" / "plum" / "plum.db").exists()
    open_store(tmp_path / "here").close()


def test_an_old_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 51, 2))
    monkeypatch.setattr(dbapi2, "sqlite_version", "3.51.2")
    with pytest.raises(CannotOpenStoreError, match=r"SQLite 3\.51\.2 can lose work"):
        open_store(tmp_path)


@pytest.mark.parametrize("content", [b"This is no database. " * 400, b"SQLite format 3\0" + bytes(5000)])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    open_store(tmp_path).close()
    (tmp_path / "plum.db").write_bytes(content)
    with pytest.raises(CannotOpenStoreError, match="cannot be used"):
        open_store(tmp_path)
    assert (tmp_path / "plum.db").read_bytes() == content


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotOpenStoreError, match="Choose another data folder"):
        open_store(tmp_path / "file" / "plum")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    """As an unprivileged user; root is refused nothing and changes user first."""
    open_store(tmp_path / "plum").close()
    (tmp_path / "closed").mkdir(mode=0o555)
    probe = os.fork()
    if probe == 0:
        os._exit(_refusals(tmp_path))
    _, status = os.waitpid(probe, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def _refusals(tmp_path: Path) -> int:
    """In a child, as nobody: a new folder inside a closed one, and a store of another user."""
    try:
        if os.geteuid() == 0:
            for folder in (tmp_path, *tmp_path.parents[:-2]):
                folder.chmod(folder.stat().st_mode | 0o111)
            os.setgid(65534)
            os.setuid(65534)
        for folder in (tmp_path / "closed" / "plum", tmp_path / "plum"):
            try:
                open_store(folder)
            except (CannotOpenStoreError, KeysError):
                continue
            return 1
    except BaseException:  # noqa: BLE001 -- a child of pytest must not run on as pytest
        return 2
    return 0
