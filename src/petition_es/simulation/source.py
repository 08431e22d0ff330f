"""What says of an event that it was simulated, and how simulated things get their ids."""

from uuid import UUID

from petition_es.domain.identity import derived_id

SYSTEM = "simulation"
"""The source that stands on every simulated event."""

MARK = "（模拟）"
"""Stands behind the names of simulated units and before the titles of simulated petitions."""

OPAQUE_CHARS = 12


def simulated_id(record: str, step: str) -> UUID:
    """The id of a simulated thing, the same in every run."""
    return derived_id(SYSTEM, record, step)


def opaque_code(kind: str, record: str) -> str:
    """The id of a simulated unit or person: it says nothing but that it is simulated."""
    return f"sim-{simulated_id(record, kind).hex[:OPAQUE_CHARS]}"
