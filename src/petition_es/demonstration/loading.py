"""Loads the demonstration, once: what is there already stays as it is."""

from collections.abc import Callable, Sequence

from petition_es.demonstration.crowd import crowd
from petition_es.demonstration.persons import persons
from petition_es.demonstration.stories import all_stories
from petition_es.demonstration.units import establish_units
from petition_es.domain.event import Event
from petition_es.office.histories import Fate, Histories, History
from petition_es.office.ports import EventLog
from petition_es.office.unit_registry import UnitRegistry

BATCH = 50


def load_demonstration(
    log: EventLog,
    units: UnitRegistry,
    histories: Histories,
    told: Callable[[int], None] = lambda _: None,
) -> int:
    """Write what is missing of the demonstration, and answer how many petitions that were.

    Each batch stands by itself, so a load that was interrupted is taken up where it stopped.
    """
    establish_units(units)
    everything = _missing(log, [*all_stories(), *crowd()])
    written = 0
    for start in range(0, len(everything), BATCH):
        batch = everything[start : start + BATCH]
        outcomes = histories.write(batch, also=_new_persons(log, batch))
        for outcome in outcomes:
            if outcome.refusal is not None:  # A story that the law refuses is a fault of ours.
                raise outcome.refusal
        written += sum(outcome.fate is Fate.IMPORTED for outcome in outcomes)
        told(len(batch))
    return written


def _missing(log: EventLog, histories: Sequence[History]) -> list[History]:
    """Those that are not in the store: what was loaded, people may have gone on with."""
    stored = log.load_many([history.petition_id for history in histories])
    return [history for history in histories if not stored.get(history.petition_id)]


def _new_persons(log: EventLog, batch: Sequence[History]) -> list[Event]:
    events = list(persons(batch))
    known = log.load_many([event.originator_id for event in events])
    return [event for event in events if not known.get(event.originator_id)]
