"""What must not be in the database: this desk's identity, its signing key, and its secrets."""

from __future__ import annotations

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from posapp.storage.ids import new_id

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_SECRET_BYTES = 32


class KeysError(Exception):
    """The keys folder is there but cannot be used; the sentence says what to do."""


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The content of a ``keys/`` folder."""

    desk_id: UUID
    signing: Ed25519PrivateKey
    receipt_secret: bytes

    @property
    def public(self) -> bytes:
        """The 32 bytes that anyone may know to check this desk's signatures."""
        return self.signing.public_key().public_bytes_raw()


def load_keys(folder: Path) -> Keys:
    """Return the keys of this installation, made now if there are none; raise KeysError if damaged."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not folder.exists():
        _make(folder)
    try:
        return Keys(
            desk_id=UUID((folder / "desk-id").read_text(encoding="ascii").strip()),
            signing=Ed25519PrivateKey.from_private_bytes(_secret(folder / "signing.key")),
            receipt_secret=_secret(folder / "receipt.key"),
        )
    except (OSError, ValueError) as error:
        raise KeysError(
            f"The keys in {folder} cannot be read ({error}). Put the folder back as it was, or move it away: "
            "this PC then joins the store as a new desk."
        ) from error


def _secret(path: Path) -> bytes:
    """Return a secret in full: one cut short, or empty, would protect nothing."""
    secret = path.read_bytes()
    if len(secret) != _SECRET_BYTES:
        raise ValueError(f"{path.name} has {len(secret)} bytes, not {_SECRET_BYTES}")
    return secret


def _make(folder: Path) -> None:
    """Write new keys beside the folder and move them in whole, so that two first starts make one desk."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.with_name(f".keys-{secrets.token_hex(8)}")
    fresh.mkdir(mode=0o700)
    contents = {
        "desk-id": new_id().hex.encode("ascii"),
        "signing.key": secrets.token_bytes(_SECRET_BYTES),
        "receipt.key": secrets.token_bytes(_SECRET_BYTES),
    }
    for name, content in contents.items():
        descriptor = os.open(fresh / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    try:
        fresh.rename(folder)
    except OSError:
        if not folder.exists():
            raise
        shutil.rmtree(fresh)
