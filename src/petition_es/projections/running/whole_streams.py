"""The log stream by stream, in one reading: each stream as soon as its last row has gone by.

So nothing of a petition has to be remembered longer than its rows are under way, and whatever is
folded of it (corrections and late entries too) is folded from the whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from petition_es.store.log_reader import LogReader, LogRow

LAST = """
    SELECT originator_id, max(originator_version) FROM public.petition_events
    WHERE get_byte(uuid_send(originator_id), 15) %% %(parts)s = %(part)s
        AND (%(topics)s::text[] IS NULL OR topic = ANY(%(topics)s))
    GROUP BY originator_id
"""

Share = tuple[int, int]
"""`(i, n)`: the streams whose last byte of the id is `i` modulo `n`."""


def last_versions(reader: LogReader, share: Share, topics: Sequence[str]) -> dict[UUID, int]:
    """The last version of every stream of a share, as far as it is of these topics (none: all)."""
    part, parts = share
    asked = {"part": part, "parts": parts, "topics": list(topics) or None}
    return dict(reader.ask(LAST, asked))


def whole_streams(rows: Iterable[LogRow], last: Mapping[UUID, int]) -> Iterator[list[LogRow]]:
    """Put rows, which come in the order of the log, together to streams."""
    begun: dict[UUID, list[LogRow]] = {}
    for row in rows:
        stream_id = row[1]
        stream = begun.get(stream_id)
        if stream is None:
            stream = begun[stream_id] = []
        stream.append(row)
        if row[2] >= last[stream_id]:
            del begun[stream_id]
            yield stream
    yield from begun.values()  # What was recorded behind the end of this reading is no part of it.
