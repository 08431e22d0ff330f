"""Running a projection in memory: for tests, notebooks, and a look at a past day."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.domain.petition import Corrected
from petition_es.domain.sealed import kept_shut
from petition_es.projections.kit.faults import SealedWordsAsked
from petition_es.projections.kit.folding import Folding
from petition_es.projections.kit.folds import Folds
from petition_es.projections.kit.matters import matters_of, numbers_in
from petition_es.projections.kit.shares import settle
from petition_es.projections.kit.standing import Entry, retractions
from petition_es.projections.kit.table import Table
from petition_es.projections.past import is_known_by


def run(
    projection: Any,
    events: Iterable[Event] | Iterable[Entry],
    *,
    at_position: int | None = None,
    known_by: date | datetime | None = None,
) -> Table:
    """Fold events, in the order of the log, and answer the projection's table.

    Events may come with their positions, as `(position, event)`; without, they are counted from 1.
    `at_position` leaves out what was recorded after that position, `known_by` what was not known by
    that day (in the zone of the office that acted) or exact moment: where a source does not say
    when it knew, an imported event is known from its import on.
    """
    entries = with_positions(events)
    if at_position is not None:
        entries = [entry for entry in entries if entry[0] <= at_position]
    if known_by is not None:
        entries = known_entries(entries, known_by)
    standing = what_stands(entries)
    folding = Folding(projection.DEFINITION, matters=_matters(entries, standing))
    with kept_shut(None if projection.opens else SealedWordsAsked(projection.__name__)):
        fold_all([folding], standing)
        return Table.of(folding.definition, folding.rows)


def fold_all(foldings: Sequence[Folding], standing: Sequence[Entry]) -> None:
    """Fold a log that lies in memory, of which all that does not stand was left out."""
    folds = Folds(foldings)
    for position, event in standing:
        folds.take(position, event)
    for stream in _streams(standing, set(folds.late)).values():
        settle(folds, stream)


def with_positions(events: Iterable[Event] | Iterable[Entry]) -> list[Entry]:
    """Events with their positions, in the order of the log."""
    given = list(events)
    entries = [e if isinstance(e, tuple) else (n, e) for n, e in enumerate(given, start=1)]
    return sorted(entries, key=lambda entry: entry[0])


def known_entries(entries: Sequence[Entry], by: date | datetime) -> list[Entry]:
    """What was known by a day; what a correction says anew is known with the correction."""
    tellers = {e.replacement: e for _, e in entries if isinstance(e, Corrected)}
    return [entry for entry in entries if is_known_by(tellers.get(entry[1].event_id, entry[1]), by)]


def what_stands(entries: Sequence[Entry]) -> list[Entry]:
    """What stands of these entries, in the order of the log."""
    instead = retractions(_corrected_streams(entries))
    told = ((position, instead.get(position, event)) for position, event in entries)
    return [(position, event) for position, event in told if event is not None]


def _matters(entries: Sequence[Entry], standing: Sequence[Entry]) -> dict[UUID, UUID]:
    numbers = numbers_in(event for _, event in entries)
    return matters_of((event for _, event in standing), numbers.get)


def _corrected_streams(entries: Sequence[Entry]) -> list[list[Entry]]:
    corrected = {event.originator_id for _, event in entries if isinstance(event, Corrected)}
    return list(_streams(entries, corrected).values())


def _streams(entries: Sequence[Entry], wanted: Collection[UUID]) -> dict[UUID, list[Entry]]:
    streams: dict[UUID, list[Entry]] = {each: [] for each in wanted}
    if streams:
        for position, event in entries:
            if event.originator_id in streams:
                streams[event.originator_id].append((position, event))
    return streams
