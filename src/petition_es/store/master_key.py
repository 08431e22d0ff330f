"""The master key: it wraps all other keys, and never stands in the database.

It is given by the setting PETITION_MASTER_KEY, or kept in the file `master.key` of the data home,
which is made at the first start. Who loses it has erased everybody.
"""

import base64
import binascii
import contextlib
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from petition_es.store.faults import (
    HomeNotWritable,
    MasterKeyMalformed,
    MasterKeyMissing,
    WrongMasterKey,
)
from petition_es.store.sealing import KEY_BYTES, Key

FILE_NAME = "master.key"
SETTING = "PETITION_MASTER_KEY"


def key_from(secret: bytes) -> Key:
    """Make a key of a secret; its id is derived, so that it tells which key it is, and no more."""
    kdf = HKDF(algorithm=SHA256(), length=16, salt=None, info=b"petition_es master key id")
    return Key(UUID(bytes=kdf.derive(secret)), secret)


@dataclass(frozen=True)
class MasterKey:
    """Where the master key comes from: `given` in base64 by a setting, else the file in `home`."""

    home: Path
    given: str | None = field(default=None, repr=False)

    @property
    def place(self) -> str:
        """Where the key is looked for, in words for the user."""
        return SETTING if self.given else str(self.home / FILE_NAME)

    def get(self, expected: UUID | None) -> Key:
        """Return the key that the store expects; for a new store (None) one is made if need be."""
        secret = self._read()
        if secret is None and expected is not None:
            raise MasterKeyMissing(place=self.place)
        key = key_from(secret or self._make())
        if expected is not None and key.id != expected:
            raise WrongMasterKey(place=self.place)
        return key

    def _read(self) -> bytes | None:
        try:
            words = self.given or (self.home / FILE_NAME).read_text("ascii")
            secret = base64.b64decode(words.strip(), validate=True)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (binascii.Error, ValueError) as reason:
            raise MasterKeyMalformed(place=self.place) from reason
        except OSError as reason:
            raise MasterKeyMissing(place=self.place) from reason
        if len(secret) != KEY_BYTES:
            raise MasterKeyMalformed(place=self.place)
        return secret

    def _make(self) -> bytes:
        try:
            self._write_if_absent(os.urandom(KEY_BYTES))
        except OSError as reason:
            raise HomeNotWritable(home=self.home, reason=reason.strerror or reason) from reason
        secret = self._read()  # Another process may have been first; its key holds.
        if secret is None:
            raise MasterKeyMissing(place=self.place)
        return secret

    def _write_if_absent(self, secret: bytes) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.home) as draft:  # readable by its owner alone
            draft.write(base64.b64encode(secret) + b"\n")
            draft.flush()
            os.fsync(draft.fileno())
            with contextlib.suppress(FileExistsError):
                (self.home / FILE_NAME).hardlink_to(draft.name)
        sync_folder(self.home)


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder outlive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
