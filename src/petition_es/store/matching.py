"""Keyed hashes: equal words give equal hashes, and nobody without the key can try words out.

The secret is drawn once for a store and kept wrapped under the master key, apart from all keys that
seal: a new master key changes no hash, and who can match can open nothing.
"""

import hmac
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


@dataclass(frozen=True)
class Matching:
    """The secret for matching; each purpose gets a key of its own from it."""

    secret: bytes = field(repr=False)
    _begun: dict[str, hmac.HMAC] = field(default_factory=dict, repr=False, compare=False)

    def keyed_hash(self, purpose: str, *words: str) -> str:
        """Hash words (in the form in which they are to be equal) for one purpose."""
        hashing = self._hashing(purpose).copy()
        for word in words:
            encoded = word.encode()
            hashing.update(len(encoded).to_bytes(4) + encoded)
        return hashing.hexdigest()

    def seed(self, purpose: str) -> bytes:
        """32 bytes for one purpose, from which a key of another kind (to sign with) is made."""
        return self._derived(f"seed {purpose}")

    def _hashing(self, purpose: str) -> hmac.HMAC:
        """The beginning of all hashes for a purpose: with the key in it, and no word yet."""
        if (known := self._begun.get(purpose)) is None:
            key = self._derived(f"matching {purpose}")
            known = self._begun[purpose] = hmac.new(key, digestmod="sha256")
        return known

    def _derived(self, info: str) -> bytes:
        kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=info.encode())
        return kdf.derive(self.secret)
