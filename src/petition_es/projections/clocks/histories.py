"""The histories of all petitions, one after the other, in the order in which things happened.

Only rows that clocks hang on are read, once. The histories of few petitions hang on more: where an
entry is known by its day only, any other entry may decide which of two came first, and where a
clock rests for hearings, every step of handling may be one. Those are read again, whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.domain.petition import PetitionEvent
from petition_es.domain.petition.order import in_order_of_happening
from petition_es.projections.kit.in_memory import known_entries
from petition_es.projections.kit.standing import CORRECTED, Entry
from petition_es.projections.past import Moment
from petition_es.projections.running.reading import standing_of
from petition_es.projections.running.whole_streams import Share, last_versions, whole_streams
from petition_es.store.connecting import Address
from petition_es.store.decoding import decode
from petition_es.store.log_reader import LogReader, LogRow

READ_AGAIN_AT_ONCE = 500

History = Sequence[Event]
"""What stands of a petition and had happened, in the order of happening."""


@dataclass(frozen=True)
class Wanted:
    """Which entries of which past are asked for.

    `upto` is a position that lies at or under the head; `at` is a moment by which things had
    happened; `known_by` a day or moment by which they were known, None: everything that is known.
    """

    topics: tuple[str, ...]
    read_whole: frozenset[str]
    """Petitions with such an entry are read whole."""
    upto: int
    at: datetime
    known_by: Moment | None = None


def histories(address: Address, wanted: Wanted, share: Share) -> Iterator[History]:
    """Read the histories of a share of the petitions, without sealed words, in flat memory."""
    again: list[UUID] = []
    with LogReader(address) as reader, LogReader(address) as second:
        last = last_versions(reader, share, wanted.topics)
        rows = reader.drain(0, wanted.upto, topics=wanted.topics, share=share)
        for stream in whole_streams(rows, last):
            events = [decode(row) for row in stream]
            if wanted.known_by is None and _is_plain(events, wanted):
                yield events
            elif _hangs_on_more(events, wanted):
                again.append(stream[0][1])
            elif history := history_of(_entries(stream, events), wanted.at, wanted.known_by):
                yield history
            if len(again) >= READ_AGAIN_AT_ONCE:
                yield from _read_whole(second, again, wanted)
                again.clear()
        yield from _read_whole(second, again, wanted)


def _entries(stream: Sequence[LogRow], events: Sequence[Event]) -> list[Entry]:
    return [(row[0], event) for row, event in zip(stream, events, strict=True)]


def _is_plain(events: Sequence[Event], wanted: Wanted) -> bool:
    """Tell at one glance what is so of most: nothing corrected, nothing late, all exact and over.

    Such a record is its own history.
    """
    before = events[0].at
    for event in events:
        at, topic = event.at, event.TOPIC
        if (
            at < before
            or event.at_precision != "second"
            or topic == CORRECTED
            or topic in wanted.read_whole
        ):
            return False
        before = at
    return before <= wanted.at


def _hangs_on_more(events: Sequence[Event], wanted: Wanted) -> bool:
    return any(
        event.at_precision != "second" or event.TOPIC in wanted.read_whole for event in events
    )


def _read_whole(reader: LogReader, ids: Sequence[UUID], wanted: Wanted) -> Iterator[History]:
    streams: dict[UUID, list[LogRow]] = {each: [] for each in ids}
    for row in reader.streams(ids, wanted.upto) if ids else ():
        streams[row[1]].append(row)
    for rows in streams.values():
        rows.sort(key=lambda row: row[2])
        entries = _entries(rows, [decode(row) for row in rows])
        if history := history_of(entries, wanted.at, wanted.known_by):
            yield history


def history_of(entries: Sequence[Entry], at: datetime, known_by: Moment | None = None) -> History:
    """What stands of one petition's record, was known by a day and had happened by a moment."""
    known = entries if known_by is None else known_entries(entries, known_by)
    stands = (event for _, event in standing_of(known))
    happened = in_order_of_happening(e for e in stands if isinstance(e, PetitionEvent))
    return [event for event in happened if event.at <= at]
