"""Logs to time: some petitions and the offices on whose desks they are, in a store."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

import psycopg

from histories import BUREAU, CHINA, ROADS, WATER, day, entry, number, told
from petition_es.domain.codes import Code
from petition_es.domain.identity import unit_stream
from petition_es.domain.petition import Corrected, PetitionEvent, Registered
from petition_es.domain.unit import Established, UnitName
from petition_es.projections.clocks import Look
from petition_es.regimes import load_law
from petition_es.regimes.calendars import calendar_of_china
from random_logs import as_petition

LAW = load_law({"cn": calendar_of_china()})
EMPTY = "TRUNCATE public.petition_events RESTART IDENTITY"
OFFICES = {
    BUREAU.unit_id: ("county", "petition_bureau"),
    ROADS.unit_id: ("county", "functional_department"),
    WATER.unit_id: ("municipal", "functional_department"),
}


def established(unit_id: str) -> Established:
    level, kind = OFFICES[unit_id]
    return Established.of(
        entry(BUREAU, 0),
        originator_id=unit_stream(unit_id),
        originator_version=1,
        rests_on=(),
        content={
            "office_id": unit_id, "name": UnitName(zh=unit_id), "level": level, "kind": kind,
            "division": Code("gbt2260", "2015", "320826" if level == "county" else "320800"),
        },
    )  # fmt: skip


def written(store, *petitions: Sequence[object]) -> None:
    """Put the offices and some petitions into a store that is emptied before."""
    emptied(store)
    for place, happenings in enumerate(petitions):
        for events in appends(as_petition(place, told(*happenings)), place):
            store.append(events)


def emptied(store) -> None:
    """Leave the offices alone in a store."""
    with psycopg.connect(**store.address, autocommit=True) as connection:
        connection.execute(EMPTY)
    store.append([established(unit_id) for unit_id in OFFICES])


def appends(stream: Iterable[PetitionEvent], place: int) -> list[list[PetitionEvent]]:
    """The stream as it is recorded, with a number of its own: an amendment goes in one piece."""
    found: list[list[PetitionEvent]] = []
    replacement: UUID | None = None
    for event in stream:
        if isinstance(event, Registered):
            event = replace(event, number=number(place + 1))  # noqa: PLW2901  # the same, numbered
        if replacement == event.event_id:
            found[-1].append(event)
        else:
            found.append([event])
        replacement = event.replacement if isinstance(event, Corrected) else None
    return found


def end_of(offset: int) -> datetime:
    """The end of a day that is counted from `DAY_ZERO`."""
    return datetime.combine(day(offset).date(), time.max, CHINA)


def look(store, at: int = 400, *, known_by: date | None = None, processes: int = 1) -> Look:
    return Look(
        address=store.address, law=LAW, at=end_of(at), known_by=known_by, processes=processes
    )
