"""The offices of the nation (单位): a petition bureau for each division, and those who decide.

A county, city or province has a bureau and one department for each kind of matter; a township has a
government; above them all stands the national bureau.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from petition_es.domain.codes import Source, UnitKind, UnitLevel
from petition_es.domain.entry import Actor, Entry
from petition_es.domain.event import Event
from petition_es.domain.identity import unit_stream
from petition_es.domain.unit import Unit, UnitName
from petition_es.simulation.divisions import Division, divisions
from petition_es.simulation.source import MARK, SYSTEM, opaque_code, simulated_id
from petition_es.simulation.words import SUBJECTS

ESTABLISHED = datetime(2015, 1, 1, tzinfo=UTC)
"""The national net began to work on this day."""

STEWARD = Actor(actor_id=SYSTEM, role="steward")


@dataclass(frozen=True, slots=True, eq=False)
class Office:
    """One unit: its opaque id, its place in the tree, and the officer who acts there.

    One officer is enough for a load.
    """

    unit_id: str
    name: str
    level: UnitLevel
    kind: UnitKind
    division: Division | None
    superior: str | None
    officer: Actor


@cache
def bureau_of(division: Division | None) -> Office:
    """The petition bureau of a division, or of the nearest one above that has a government.

    Without a division it is the national one, which stands wherever there is a simulation.
    """
    if division is not None and not division.has_government:
        return bureau_of(division.above)
    superior = None if division is None else bureau_of(division.above).unit_id
    return _office("petition_bureau", division, "bureau", "信访局", superior)


@cache
def department_of(division: Division, subject: str) -> Office:
    """The department that decides on matters of a subject; a township's government decides all."""
    if division.level == "township":
        name, bureau = _government(division), bureau_of(division.above)
        return _office("government", division, "government", name, bureau.unit_id)
    name, bureau = SUBJECTS[subject].department, bureau_of(division)
    return _office("functional_department", division, subject, name, bureau.unit_id)


def _government(township: Division) -> str:
    """What governs a township: a street has an office, others a government."""
    return "办事处" if township.name.endswith("街道") else "人民政府"


def _office(
    kind: UnitKind, division: Division | None, what: str, name: str, superior: str | None
) -> Office:
    code, place = (division.code, division.full_name) if division else ("nation", "国家")
    unit_id = opaque_code(what, code)
    level: UnitLevel = division.level if division else "national"
    officer = Actor(actor_id=f"{unit_id}-1", role="officer", unit_id=unit_id)
    return Office(unit_id, f"{place}{name}{MARK}", level, kind, division, superior, officer)


def outside_system(office: Office) -> Actor:
    """A system or device of the office that writes down what it will, past all checks."""
    return Actor(actor_id=f"{office.unit_id}-system", role="importer", unit_id=office.unit_id)


def all_offices() -> Iterator[Office]:
    """Every office of the nation, each behind its superior."""
    yield bureau_of(None)
    for division in divisions():
        if division.level == "township":
            yield department_of(division, "")
        elif division.has_government:
            yield bureau_of(division)
            for subject in SUBJECTS:
                yield department_of(division, subject)


def last_office() -> Office:
    """The office that comes behind all others."""
    return department_of(divisions()[-1], "")


def founding(office: Office) -> Iterator[Event]:
    """The first events of an office: it stands in the tree, and works on the net."""
    unit = Unit(unit_stream(office.unit_id))
    unit.establish(
        _entry(office, "established"),
        office_id=office.unit_id,
        name=UnitName(zh=office.name),
        level=office.level,
        kind=office.kind,
        division=office.division.as_code if office.division else None,
        superior=office.superior,
    )
    unit.connect(_entry(office, "connected"))
    yield from unit.collect_events()


def _entry(office: Office, step: str) -> Entry:
    return Entry(
        event_id=simulated_id(office.unit_id, step),
        actor=STEWARD,
        at=ESTABLISHED,
        recorded_at=ESTABLISHED,
        source=Source(system=SYSTEM, record_id=office.unit_id, recorded_at=ESTABLISHED),
    )
