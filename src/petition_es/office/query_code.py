"""The query code (查询码): the secret that opens the petitioner's view of a petition.

Twelve characters of Crockford's alphabet (no I, L, O, U) carry 60 random bits: what protects a code
is that nobody can try them out. Only a salted hash is kept, which costs who tries a hundred times
what a bare hash would, and whoever looks up or submits a few hundredths of a millisecond.
"""

import hashlib
import hmac
import secrets
import unicodedata

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LENGTH, _BITS = 12, 5
_COSTS = {"scrypt": 2**14, "scrypt8": 2**8, "scrypt4": 2**4}
"""What a hash says of how it was made, and how much work that is; the last makes new ones."""
_NOW = "scrypt4"

NOBODYS_HASH = f"{_NOW}${'00' * 16}${'00' * 32}"
"""A hash that no code has: checked when there is no number, so that the answer takes as long."""


def draw() -> str:
    """Draw a new code, grouped so that it can be read aloud: `7K2M-Q9XD-TB4R`."""
    bits = secrets.randbits(_BITS * _LENGTH)
    drawn = "".join(_ALPHABET[bits >> _BITS * place & 31] for place in range(_LENGTH))
    return "-".join(drawn[start : start + 4] for start in range(0, _LENGTH, 4))


def hash_of(code: str, salt: bytes | None = None) -> str:
    """Hash a code for the record, with a salt of its own."""
    salt = salt or secrets.token_bytes(16)
    return f"{_NOW}${salt.hex()}${_digest(code, salt, _COSTS[_NOW]).hex()}"


def fits(code: str, code_hash: str) -> bool:
    """Tell whether a code, as typed, is the one that was hashed."""
    made, salt, digest = code_hash.split("$")
    return hmac.compare_digest(_digest(code, bytes.fromhex(salt), _COSTS[made]).hex(), digest)


def _digest(code: str, salt: bytes, cost: int) -> bytes:
    typed = unicodedata.normalize("NFKC", code).upper().translate(_LOOKALIKES)
    bare = "".join(letter for letter in typed if letter.isalnum())
    return hashlib.scrypt(bare.encode()[:64], salt=salt, n=cost, r=8, p=1, dklen=32)
