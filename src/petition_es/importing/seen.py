"""What came before in this run, remembered by digests."""

import hashlib
import secrets


class Seen:
    """Remembers names and what stood under them, in about 150 bytes each.

    Eight bytes of a digest keyed for this run stand for either: nothing can be read back.
    """

    def __init__(self) -> None:
        """Begin with a fresh key and nothing seen."""
        self._key = secrets.token_bytes(16)
        self._contents: dict[int, int] = {}

    def same_as_before(self, name: str, content: str = "") -> bool | None:
        """Note the name; None if it is new, else whether it stood for the same content."""
        key, digest = self._digest(name), self._digest(content)
        before = self._contents.get(key)
        if before is None:
            self._contents[key] = digest
            return None
        return before == digest

    def _digest(self, text: str) -> int:
        digest = hashlib.blake2b(text.encode(), digest_size=8, key=self._key)
        return int.from_bytes(digest.digest())
