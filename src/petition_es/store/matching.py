"""Keyed hashes: equal words give equal hashes, and nobody without the key can try words out.

The secret is drawn once for a store and kept wrapped under the master key, apart from all keys that
seal: a new master key changes no hash, and who can match can open nothing.
"""

import hashlib
import hmac
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


@dataclass(frozen=True)
class Matching:
    """The secret for matching; each purpose gets a key of its own from it."""

    secret: bytes = field(repr=False)
    _keys: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    def keyed_hash(self, purpose: str, *words: str) -> str:
        """Hash words (in the form in which they are to be equal) for one purpose."""
        key = self._derived(f"matching {purpose}")
        encoded = [word.encode() for word in words]
        message = b"".join(len(word).to_bytes(4) + word for word in encoded)
        return hmac.digest(key, message, hashlib.sha256).hex()

    def seed(self, purpose: str) -> bytes:
        """32 bytes for one purpose, from which a key of another kind (to sign with) is made."""
        return self._derived(f"seed {purpose}")

    def _derived(self, info: str) -> bytes:
        if (known := self._keys.get(info)) is None:
            kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=info.encode())
            known = self._keys[info] = kdf.derive(self.secret)
        return known
