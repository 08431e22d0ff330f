"""The two pasts: what had happened by a day, and what was known by a day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, tzinfo

from petition_es.domain.event import Event
from petition_es.domain.petition import Corrected, PetitionEvent
from petition_es.domain.refusals import NoSuchThing, TimeWithoutZone

Moment = date | datetime
"""A whole day, in the zone of the office that acted, or an exact moment; both inclusive."""


class NotYetKnown(NoSuchThing):
    """By the day asked for, nothing was known of the petition."""


class NotYetHappened(NoSuchThing):
    """By the day asked for, nothing of the petition had happened."""


def known_at(event: Event) -> datetime:
    """When the event was known: here, if its source does not say since when it was known there."""
    return event.known_at or event.timestamp


def known(events: Sequence[PetitionEvent], by: Moment | None) -> list[PetitionEvent]:
    """Keep what was known by a day; refuse when that is nothing.

    What a correction says anew is known with it, in whatever zone the wrong entry was made.
    """
    told_by = {c.replacement: c for c in events if isinstance(c, Corrected)}
    teller = {e.event_id: told_by.get(e.event_id, e) for e in events}
    found = [e for e in events if by is None or is_known_by(teller[e.event_id], by)]
    if not found:
        since = min((known_at(event).astimezone(_zone(event)) for event in events), default="")
        raise NotYetKnown(by=by, since=since)
    return found


def happened(events: Iterable[PetitionEvent], by: Moment | None) -> list[PetitionEvent]:
    """Keep what had happened by a day, given in order; refuse when that is nothing.

    A step of unknown time had happened when a step that came after it had.
    """
    given = list(events)
    found: list[PetitionEvent] = []
    for event in reversed(given):
        came_before = event.at_precision == "unknown" and bool(found)
        if by is None or came_before or _has_happened(event, by):
            found.insert(0, event)
    if not found:
        raise NotYetHappened(by=by, since=min((e.local_at for e in given), default=""))
    return found


def standpoint(now: datetime, *asked: Moment | None) -> datetime:
    """Where a reader of the past stands: at the end of the earliest day asked for, at most `now`.

    Silence is counted from there: pass the answer as `now` of a timeline of the past.
    """
    ends = [
        moment if isinstance(moment, datetime) else datetime.combine(moment, time.max, now.tzinfo)
        for moment in asked
        if moment is not None
    ]
    return min(now, *ends) if ends else now


def is_known_by(event: Event, by: Moment) -> bool:
    """Tell whether an event was known by a day (of the office that acted) or an exact moment."""
    return _is_by(known_at(event), by, _zone(event))


def _has_happened(event: PetitionEvent, by: Moment) -> bool:
    """Of an event whose time is unknown it is certain only that it had happened when recorded."""
    if event.at_precision == "unknown":
        return is_known_by(event, by)
    if event.at_precision == "day" and isinstance(by, datetime):
        return event.local_at.date() <= _zoned(by).astimezone(_zone(event)).date()
    return _is_by(event.at, by, _zone(event))


def _is_by(moment: datetime, by: Moment, zone: tzinfo | None) -> bool:
    if isinstance(by, datetime):
        return moment <= _zoned(by)
    return moment.astimezone(zone).date() <= by


def _zoned(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise TimeWithoutZone
    return moment


def _zone(event: Event) -> tzinfo | None:
    return event.local_at.tzinfo
