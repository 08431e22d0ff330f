"""The log in PostgreSQL: the library's recorder, with columns of our own."""

from collections.abc import Callable, Sequence
from typing import Any, LiteralString, TypeVar, cast
from uuid import UUID

import orjson
from eventsourcing.persistence import ApplicationRecorder, StoredEvent, Subscription
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import Cursor
from psycopg.rows import DictRow, tuple_row
from psycopg.sql import SQL

from petition_es.store.datastore import StoreDatastore
from petition_es.store.stored import PetitionNotification, PetitionStoredEvent

TABLE = "petition_events"

INSERT = """
    INSERT INTO public.petition_events
        (originator_id, originator_version, topic, state, event_id, recorded_at, metadata, sealed)
    SELECT originator_id, originator_version, topic, state, event_id, recorded_at, metadata, sealed
    FROM unnest(
        %b::uuid[], %b::bigint[], %b::text[], %b::bytea[],
        %b::uuid[], %b::timestamptz[], %b::text[]::jsonb[], %b::bytea[]
    ) WITH ORDINALITY AS given
        (originator_id, originator_version, topic, state,
        event_id, recorded_at, metadata, sealed, n)
    ORDER BY n
    RETURNING position AS notification_id
"""
SELECT_STREAM = """
    SELECT originator_id, originator_version, topic, state, event_id, recorded_at, metadata, sealed
    FROM public.petition_events
    WHERE originator_id = %(stream)s
        AND originator_version > coalesce(%(gt)s, -1)
        AND originator_version <= coalesce(%(lte)s, 9223372036854775807)
    ORDER BY originator_version LIMIT %(limit)s
"""
SELECT_STREAM_BACKWARDS = SELECT_STREAM.replace("_version LIMIT", "_version DESC LIMIT")
SELECT_STREAMS = """
    SELECT originator_id, originator_version, topic, state, event_id, recorded_at, metadata, sealed
    FROM public.petition_events
    WHERE originator_id = ANY(%(streams)s) ORDER BY originator_id, originator_version
"""
SELECT_LOG = """
    SELECT originator_id, originator_version, topic, state, position,
        event_id, recorded_at, metadata, sealed, true
    FROM public.petition_events
    WHERE position > coalesce(%(after)s, 0)
        AND position <= coalesce(%(stop)s, 9223372036854775807)
        AND (%(topics)s::text[] IS NULL OR topic = ANY(%(topics)s))
    ORDER BY position LIMIT %(limit)s
"""
SELECT_LOG_WITHOUT_SEALED = SELECT_LOG.replace("sealed, true", "NULL::bytea, false")
SELECT_LAST = "SELECT max(position) FROM public.petition_events"

S = TypeVar("S", bound=PetitionStoredEvent)

Beside = Callable[[Cursor[DictRow]], None]
"""Something that is written in the transaction of an append, after its events."""


class PetitionRecorder(PostgresApplicationRecorder):
    """Appends events and reads them, by stream and by position."""

    def __init__(self, datastore: StoreDatastore) -> None:
        super().__init__(datastore, events_table_name=TABLE)
        self.max_notification_id_statement = SQL(SELECT_LAST).format()

    def create_table(self) -> None:
        """Do nothing: the whole store is created at once, by `schema`."""

    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, beside: Sequence[Beside] = (), **_: Any
    ) -> Sequence[int]:
        """Append events of one or several streams, all or none, and return their positions."""
        if not stored_events:
            return []
        with (
            self.datastore.get_connection() as connection,
            connection.pipeline(),
            connection.transaction(),
            connection.cursor() as others,
            connection.cursor() as events,  # Of its own: in a pipeline, results come late.
        ):
            self._lock_table(others)
            events.execute(INSERT, _columns(cast("Sequence[PetitionStoredEvent]", stored_events)))
            for write in beside:
                write(others)
            return [row["notification_id"] for row in events.fetchall()]

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[PetitionStoredEvent]:
        """Read the events of one stream."""
        query = SELECT_STREAM_BACKWARDS if desc else SELECT_STREAM
        return self._select(
            PetitionStoredEvent,
            query,
            {"stream": originator_id, "gt": gt, "lte": lte, "limit": limit},
        )

    def select_streams(self, originator_ids: Sequence[UUID]) -> list[PetitionStoredEvent]:
        """Read the events of several streams, stream by stream."""
        return self._select(PetitionStoredEvent, SELECT_STREAMS, {"streams": list(originator_ids)})

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
        sealed: bool = True,
    ) -> list[PetitionNotification]:
        """Read the log by position; without `sealed`, the sealed words are left behind."""
        after = None if start is None else start - inclusive_of_start
        return self._select(
            PetitionNotification,
            SELECT_LOG if sealed else SELECT_LOG_WITHOUT_SEALED,
            {"after": after, "stop": stop, "topics": list(topics) or None, "limit": limit},
        )

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Refuse: appends notify nobody, so whoever waits here would wait for ever."""
        raise NotImplementedError("read on with select_notifications")

    def _select(self, kind: type[S], query: LiteralString, values: dict[str, object]) -> list[S]:
        with self.datastore.get_connection() as connection:
            cursor = connection.cursor(row_factory=tuple_row)
            return [kind(*row) for row in cursor.execute(query, values, prepare=True)]


def _columns(stored: Sequence[PetitionStoredEvent]) -> tuple[list[object], ...]:
    return (
        [event.originator_id for event in stored],
        [event.originator_version for event in stored],
        [event.topic for event in stored],
        [event.state for event in stored],
        [event.event_id for event in stored],
        [event.recorded_at for event in stored],
        [orjson.dumps(event.metadata).decode() for event in stored],
        [event.sealed for event in stored],
    )
