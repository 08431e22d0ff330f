"""How the opaque ids of persons and units become the ids of their streams."""

from uuid import UUID, uuid5

NAMESPACE = UUID("6f4b1f0e-52f5-5d0c-9b0e-7c1a9d3e2a11")
"""The root of every id that is derived rather than drawn; storage format, never changed."""


def petitioner_stream(petitioner_id: str) -> UUID:
    """The stream of the person behind this pseudonym."""
    return uuid5(NAMESPACE, f"petitioner/{petitioner_id}")


def unit_stream(unit_id: str) -> UUID:
    """The stream of the unit with this opaque id."""
    return uuid5(NAMESPACE, f"unit/{unit_id}")


def derived_id(system: str, record_id: str, step: str) -> UUID:
    """The id of an imported or simulated step, the same at every import."""
    return uuid5(NAMESPACE, f"{system}/{record_id}/{step}")
