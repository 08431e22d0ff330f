"""How the opaque ids of persons and units become the ids of their streams."""

from hashlib import sha1
from uuid import UUID

NAMESPACE = UUID("6f4b1f0e-52f5-5d0c-9b0e-7c1a9d3e2a11")
"""The root of every id that is derived rather than drawn; storage format, never changed."""

_MARK = 0x5000_8000_0000_0000_0000
_UNMARKED = ~0xF000_C000_0000_0000_0000
"""Version 5 of RFC 4122: which bits say so, and all others."""


def petitioner_stream(petitioner_id: str) -> UUID:
    """The stream of the person behind this pseudonym."""
    return _uuid5(f"petitioner/{petitioner_id}")


def unit_stream(unit_id: str) -> UUID:
    """The stream of the unit with this opaque id."""
    return _uuid5(f"unit/{unit_id}")


def derived_id(system: str, record_id: str, step: str) -> UUID:
    """The id of an imported or simulated step, the same at every import."""
    return _uuid5(f"{system}/{record_id}/{step}")


def _uuid5(name: str) -> UUID:
    """What the library's `uuid5` answers in this namespace, sooner: imports ask for many."""
    digest = sha1(NAMESPACE.bytes + name.encode(), usedforsecurity=False).digest()
    number = int.from_bytes(digest[:16])
    return UUID(int=number & _UNMARKED | _MARK)
