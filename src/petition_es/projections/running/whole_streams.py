"""The log stream by stream, in one reading: each stream as soon as its last row has gone by.

So nothing of a petition has to be remembered longer than its rows are under way, and whatever is
folded of it (corrections and late entries too) is folded from the whole.
"""

from collections.abc import Iterable, Iterator, Sequence

from petition_es.store.log_reader import LogReader, LogRow

LAST = """
    SELECT originator_id, max(originator_version) FROM public.petition_events
    WHERE get_byte(uuid_send(originator_id), 15) %% %(parts)s = %(part)s
        AND (%(topics)s::text[] IS NULL OR topic = ANY(%(topics)s))
    GROUP BY originator_id
"""

Share = tuple[int, int]
"""`(i, n)`: the streams whose last byte of the id is `i` modulo `n`."""


Versions = dict[int, int]
"""A version of each stream, whose id is taken as a number: that takes less room, and less time."""


def last_versions(reader: LogReader, share: Share, topics: Sequence[str]) -> Versions:
    """The last version of every stream of a share, as far as it is of these topics (none: all)."""
    part, parts = share
    asked = {"part": part, "parts": parts, "topics": list(topics) or None}
    return {stream_id.int: version for stream_id, version in reader.ask(LAST, asked)}


def whole_streams(rows: Iterable[LogRow], last: Versions) -> Iterator[list[LogRow]]:
    """Put rows, which come in the order of the log, together to streams."""
    begun: dict[int, list[LogRow]] = {}
    stream: list[LogRow] = []
    stream_id = -1
    for row in rows:
        if row[1].int != stream_id:
            stream_id = row[1].int
            stream = begun.setdefault(stream_id, [])
        stream.append(row)
        if row[2] >= last[stream_id]:
            del begun[stream_id]
            stream_id = -1
            yield stream
    yield from begun.values()  # What was recorded behind the end of this reading is no part of it.
