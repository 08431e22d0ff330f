"""The histories of all petitions, one after the other, in the order in which things happened.

Only rows that clocks hang on are read, once. The histories of few petitions hang on more: where an
entry is known by its day only, any other entry may decide which of two came first, and where a
clock rests for hearings, every step of handling may be one. Those are read again, whole.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.domain.petition import PetitionEvent
from petition_es.domain.petition.order import in_order_of_happening
from petition_es.projections.kit.in_memory import known_entries
from petition_es.projections.kit.standing import Entry
from petition_es.projections.past import Moment
from petition_es.projections.running.reading import standing_of
from petition_es.projections.running.whole_streams import Share, last_versions, whole_streams
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


def histories(address: dict[str, object], wanted: Wanted, share: Share) -> Iterator[History]:
    """Read the histories of a share of the petitions, without sealed words, in flat memory."""
    again: list[UUID] = []
    with LogReader(address) as reader, LogReader(address) as second:
        last = last_versions(reader, share, wanted.topics)
        rows = reader.drain(0, wanted.upto, topics=wanted.topics, share=share)
        for stream in whole_streams(rows, last):
            entries = [(row[0], decode(row)) for row in stream]
            if _hangs_on_more(entries, wanted.read_whole):
                again.append(stream[0][1])
            elif history := history_of(entries, wanted.at, wanted.known_by):
                yield history
            if len(again) >= READ_AGAIN_AT_ONCE:
                yield from _read_whole(second, again, wanted)
                again.clear()
        yield from _read_whole(second, again, wanted)


def _hangs_on_more(entries: Sequence[Entry], read_whole: Collection[str]) -> bool:
    return any(
        event.at_precision != "second" or event.TOPIC in read_whole for _, event in entries
    )


def _read_whole(reader: LogReader, ids: Sequence[UUID], wanted: Wanted) -> Iterator[History]:
    streams: dict[UUID, list[LogRow]] = {each: [] for each in ids}
    for row in reader.streams(ids, wanted.upto) if ids else ():
        streams[row[1]].append(row)
    for rows in streams.values():
        entries = [(row[0], decode(row)) for row in sorted(rows, key=lambda row: row[2])]
        if history := history_of(entries, wanted.at, wanted.known_by):
            yield history


def history_of(entries: Sequence[Entry], at: datetime, known_by: Moment | None = None) -> History:
    """What stands of one petition's record, was known by a day and had happened by a moment."""
    known = entries if known_by is None else known_entries(entries, known_by)
    events = [event for _, event in standing_of(known)]
    if not _is_in_order(events):
        petition = (event for event in events if isinstance(event, PetitionEvent))
        events = list(in_order_of_happening(petition))
    return events if not events or _had_all_happened(events, at) else _by(events, at)


def _is_in_order(events: Sequence[Event]) -> bool:
    """Tell whether all are exact and each came last: most are, and then nothing has to be moved."""
    before: datetime | None = None
    for event in events:
        if event.at_precision != "second" or (before is not None and event.at < before):
            return False
        before = event.at
    return True


def _had_all_happened(events: Sequence[Event], at: datetime) -> bool:
    return all(event.at <= at for event in events)


def _by(events: Sequence[Event], at: datetime) -> list[Event]:
    return [event for event in events if event.at <= at]
