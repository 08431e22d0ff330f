"""Sealing: bytes under a key, bound to the place they belong to.

An envelope is one byte for its format, the id of the key (16 bytes), a nonce (12 bytes), and the
ciphertext with its tag. What comes before the nonce, and the place, are authenticated with it: an
envelope that was changed, or moved to another event, does not open.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, Self
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from petition_es.store.faults import SealBroken

KEY_BYTES = 32
NONCE_BYTES = 12
HEADER_BYTES = 17
AES_256_GCM = b"\x01"
IN_CLEAR = b"\x00"


@dataclass(frozen=True)
class Key:
    """A secret of 32 bytes and the id that envelopes know it by."""

    id: UUID
    secret: bytes = field(repr=False)

    @classmethod
    def draw(cls) -> Self:
        """Draw a fresh key."""
        return cls(uuid4(), os.urandom(KEY_BYTES))


class Seal(Protocol):
    """A way to seal bytes."""

    def close(self, key: Key, words: bytes, place: bytes) -> bytes:
        """Put words into an envelope that opens with this key, in this place only."""

    def open(self, key: Key, envelope: bytes, place: bytes) -> bytes:
        """Take the words out; SealBroken when key, place or envelope are not the right ones."""


class AesSeal:
    """AES-256-GCM. `nonces` may be fixed for golden files, and nowhere else."""

    def __init__(self, nonces: Callable[[int], bytes] = os.urandom) -> None:
        self._nonces = nonces

    def close(self, key: Key, words: bytes, place: bytes) -> bytes:
        """Encrypt."""
        header = AES_256_GCM + key.id.bytes
        nonce = self._nonces(NONCE_BYTES)
        return header + nonce + AESGCM(key.secret).encrypt(nonce, words, header + place)

    def open(self, key: Key, envelope: bytes, place: bytes) -> bytes:
        """Decrypt, and prove that nothing was changed."""
        header, nonce, sealed = parts_of(envelope)
        if header != AES_256_GCM + key.id.bytes:
            raise SealBroken(what="an envelope")
        try:
            return AESGCM(key.secret).decrypt(nonce, sealed, header + place)
        except InvalidTag as reason:
            raise SealBroken(what="an envelope") from reason


class NoSealing:
    """Words in clear: for the test that proves that the search for leaks finds things."""

    def close(self, key: Key, words: bytes, place: bytes) -> bytes:  # noqa: ARG002  # bound to nothing
        """Put the words into an envelope without a seal."""
        return IN_CLEAR + key.id.bytes + bytes(NONCE_BYTES) + words

    def open(self, key: Key, envelope: bytes, place: bytes) -> bytes:  # noqa: ARG002  # nor here
        """Take them out."""
        return parts_of(envelope)[2]


def parts_of(envelope: bytes) -> tuple[bytes, bytes, bytes]:
    """Split an envelope into header, nonce and what is sealed."""
    if len(envelope) < HEADER_BYTES + NONCE_BYTES:
        raise SealBroken(what="an envelope that was cut short")
    nonce_ends = HEADER_BYTES + NONCE_BYTES
    return envelope[:HEADER_BYTES], envelope[HEADER_BYTES:nonce_ends], envelope[nonce_ends:]


def key_id_of(envelope: bytes) -> UUID:
    """Read which key an envelope is under."""
    return UUID(bytes=parts_of(envelope)[0][1:])
