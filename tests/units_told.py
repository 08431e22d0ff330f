"""Units as tests tell of them: where they stand in the tree, and what became of them."""

from histories import entry
from petition_es.domain.codes import Code
from petition_es.domain.entry import Actor
from petition_es.domain.identity import unit_stream
from petition_es.domain.unit import Unit, UnitName

STEWARD = Actor(actor_id="steward", role="steward")


def unit_of(unit_id, level="county", kind="functional_department", superior=None, division=None):
    """A unit that was established on the first day."""
    unit = Unit(unit_stream(unit_id))
    unit.establish(
        entry(STEWARD, on=0), office_id=unit_id, name=UnitName(zh=unit_id), level=level, kind=kind,
        superior=superior, division=division and Code("gbt2260", "2023", division),
    )  # fmt: skip
    return unit


def connected(unit, on=1):
    """The same unit, on the net from this day."""
    unit.connect(entry(STEWARD, on=on))
    return unit


def recorded(*units):
    """What was recorded of some units, one after the other."""
    return [event for unit in units for event in unit.collect_events()]
