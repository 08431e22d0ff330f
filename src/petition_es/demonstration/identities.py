"""Named identities to try acts with. They exist in the demonstration only, on this machine only."""

from functools import cache

from petition_es.demonstration.units import unit_rows
from petition_es.domain.entry import Actor
from petition_es.domain.refusals import NoSuchIdentity

PETITIONERS = {
    "bridge-petitioner": "p-bridge",
    "road-petitioner": "p-road",
    "backlog-petitioner": "p-backlog",
    "joint-petitioner": "p-joint-1",
    "accuser": "p-accuser",
}


@cache
def identities() -> dict[str, Actor]:
    """Every identity by its name: petitioners, an officer for each unit, an auditor."""
    people = {
        name: Actor(actor_id=pseudonym, role="petitioner")
        for name, pseudonym in PETITIONERS.items()
    }
    officers = {
        row["id"]: Actor(actor_id=f"officer-{row['id']}", role="officer", unit_id=row["id"])
        for row in unit_rows()
    }
    return {**people, **officers, "auditor": Actor(actor_id="auditor-1", role="auditor")}


def identity(name: str) -> Actor:
    """The identity of this name; a unit's name stands for an officer of that unit."""
    known = identities()
    if name not in known:
        raise NoSuchIdentity(identity=name, known=", ".join(sorted(known)))
    return known[name]
