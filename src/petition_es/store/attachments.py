"""The attachment store: documents in a folder of the data home, as ciphertext.

A file is named after the hash of its ciphertext, in the folder of its petition. It is written piece
by piece, each piece sealed under the petition's content key and bound to its attachment, its place
in the file, and whether it is the last: no piece can be changed, moved or cut off.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from petition_es.store.faults import AttachmentMissing, HomeNotWritable, SealBroken, WordsErased
from petition_es.store.keys import KeyCabinet
from petition_es.store.master_key import sync_folder
from petition_es.store.sealing import Key, Seal

PIECE_BYTES = 256 * 1024
LENGTH_BYTES = 4


@dataclass(frozen=True)
class Kept:
    """What an event says of a document that is kept: size in bytes and hash of the ciphertext."""

    size: int
    sha256: str


@dataclass(frozen=True)
class AttachmentFolder:
    """Documents of petitions, each under its petition's key."""

    folder: Path
    seal: Seal
    cabinet: KeyCabinet

    def put(self, petition_id: UUID, attachment_id: UUID, content: Iterable[bytes]) -> Kept:
        """Keep a document; the petition may be one that is only about to be submitted."""
        key = self._key_to_seal(petition_id)
        folder = self.folder / str(petition_id)
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            return self._write(folder, key, _place(petition_id, attachment_id), content)
        except FileNotFoundError as reason:  # An erasure took the folder in the meantime.
            raise WordsErased(whose=f"Petition {petition_id}") from reason
        except OSError as reason:
            raise HomeNotWritable(home=folder, reason=reason.strerror or reason) from reason

    def read(self, petition_id: UUID, attachment_id: UUID, sha256: str) -> Iterator[bytes] | None:
        """Open a document, piece by piece; None when it was erased."""
        key = self.cabinet.of_petitions([petition_id])[0].get(petition_id)
        if key is None:
            return None
        path = self.folder / str(petition_id) / sha256
        if not path.is_file():
            raise AttachmentMissing(attachment=attachment_id, path=path)
        return self._open(path, key, _place(petition_id, attachment_id))

    def purge(self, persons: Collection[UUID], petitions: Collection[UUID]) -> None:  # noqa: ARG002  # by petition only
        """Delete all documents of petitions that were erased, or never came to be."""
        for petition_id in petitions:
            self.cabinet.drawn.pop(petition_id, None)
            folder = self.folder / str(petition_id)
            if folder.exists():
                shutil.rmtree(folder)

    def _key_to_seal(self, petition_id: UUID) -> Key:
        known = self.cabinet.of_petitions([petition_id])[0]
        key = known[petition_id] if petition_id in known else self.cabinet.content_key(petition_id)
        if key is None:
            raise WordsErased(whose=f"Petition {petition_id}")
        return key

    def _write(self, folder: Path, key: Key, place: bytes, content: Iterable[bytes]) -> Kept:
        digest, size = hashlib.sha256(), 0
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".draft-") as draft:
            for index, (piece, is_last) in enumerate(_marked(_pieces(content))):
                sealed = self.seal.close(key, piece, _place_of_piece(place, index, last=is_last))
                written = len(sealed).to_bytes(LENGTH_BYTES) + sealed
                draft.write(written)
                digest.update(written)
                size += len(written)
            draft.flush()
            os.fsync(draft.fileno())
            (folder / digest.hexdigest()).hardlink_to(draft.name)
        sync_folder(folder)
        return Kept(size, digest.hexdigest())

    def _open(self, path: Path, key: Key, place: bytes) -> Iterator[bytes]:
        with path.open("rb") as file:
            for index, (sealed, is_last) in enumerate(_marked(_sealed_pieces(file))):
                yield self.seal.open(key, sealed, _place_of_piece(place, index, last=is_last))


def _place(petition_id: UUID, attachment_id: UUID) -> bytes:
    return b"attachment" + petition_id.bytes + attachment_id.bytes


def _place_of_piece(place: bytes, index: int, *, last: bool) -> bytes:
    return place + index.to_bytes(8) + bytes([last])


def _pieces(content: Iterable[bytes]) -> Iterator[bytes]:
    """Cut content into pieces of one size; an empty document is one empty piece."""
    waiting = bytearray()
    for chunk in content:
        waiting += chunk
        while len(waiting) > PIECE_BYTES:
            yield bytes(waiting[:PIECE_BYTES])
            del waiting[:PIECE_BYTES]
    yield bytes(waiting)


def _marked(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Say of each piece whether it is the last."""
    piece = next(pieces, None)
    while piece is not None:
        following = next(pieces, None)
        yield piece, following is None
        piece = following


def _sealed_pieces(file: BinaryIO) -> Iterator[bytes]:
    length = file.read(LENGTH_BYTES)
    if not length:
        raise SealBroken(what="an attachment that was cut short")
    while length:
        yield file.read(int.from_bytes(length))
        length = file.read(LENGTH_BYTES)
