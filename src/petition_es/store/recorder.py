"""The log in PostgreSQL: the library's recorder, with columns of our own."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, LiteralString, TypeVar, cast
from uuid import UUID

from eventsourcing.persistence import ApplicationRecorder, StoredEvent, Subscription
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg.rows import tuple_row
from psycopg.sql import SQL

from petition_es.store import append_statements
from petition_es.store.datastore import StoreDatastore
from petition_es.store.floor import HEAD
from petition_es.store.head_watch import HeadWatch
from petition_es.store.keys_in_use import KeyInUse
from petition_es.store.lanes import Lanes
from petition_es.store.rows import Beside
from petition_es.store.stored import PetitionNotification, PetitionStoredEvent
from petition_es.store.subscription import LogSubscription

TABLE = "petition_events"

FIND_EVENTS = """
    SELECT event_id, originator_id, originator_version, position
    FROM public.petition_events WHERE event_id = ANY(%b)
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
        AND position <= least(%(stop)s, %(head)s)
        AND (%(topics)s::text[] IS NULL OR topic = ANY(%(topics)s))
    ORDER BY position LIMIT %(limit)s
"""
SELECT_LOG_WITHOUT_SEALED = SELECT_LOG.replace("sealed, true", "NULL::bytea, false")
SELECT_LAST = "SELECT max(position) FROM public.petition_events"

S = TypeVar("S", bound=PetitionStoredEvent)


class PetitionRecorder(PostgresApplicationRecorder):
    """Appends events and reads them, by stream and by position.

    Appends wait for no other stream's, and readers see no gap that is filled later: `schema_3.sql`
    says how.
    """

    def __init__(
        self, datastore: StoreDatastore, lanes: Lanes, watch: Callable[[], HeadWatch]
    ) -> None:
        super().__init__(datastore, events_table_name=TABLE)
        self.max_notification_id_statement = SQL(SELECT_LAST).format()
        self._watch = watch
        self._lanes = lanes

    def create_table(self) -> None:
        """Do nothing: the whole store is created at once, by `schema`."""

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        beside: Sequence[Beside] = (),
        under: KeyInUse | None = None,
        **_: Any,
    ) -> list[int]:
        """Append events of one or several streams, all or none, and return their positions.

        A single event may be sealed `under` a key that was looked up long before: it is appended if
        that key stands, and keeps it from being destroyed meanwhile.

        It is never tried again here; who does may find that the first try had succeeded (`find`).
        """
        if not stored_events:
            return []
        stored = cast("Sequence[PetitionStoredEvent]", stored_events)
        if not append_statements.is_one_statement(stored, beside):
            return self.copy_events(stored, len(stored), beside)
        with self._lanes.lane() as lane:
            return append_statements.insert(lane, stored, beside, under)

    def copy_events(
        self, stored_events: Iterable[PetitionStoredEvent], many: int, beside: Sequence[Beside] = ()
    ) -> list[int]:
        """Append so many events by COPY, all or none; each is taken when its turn has come."""
        with self._lanes.lane() as lane, lane.connection.transaction():
            return append_statements.copy(lane.connection, stored_events, many, beside)

    def find(self, event_ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, int, int]]:
        """Which of these events are recorded: each with its stream, version and position."""
        with self.datastore.get_connection() as connection:
            cursor = connection.cursor(row_factory=tuple_row)
            rows = cursor.execute(FIND_EVENTS, [list(event_ids)], prepare=True).fetchall()
        return {
            event_id: (stream, version, position) for event_id, stream, version, position in rows
        }

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
        """Read the log by position, up to its head; without `sealed`, those words stay behind."""
        after = None if start is None else start - inclusive_of_start
        return self._select(
            PetitionNotification,
            SELECT_LOG if sealed else SELECT_LOG_WITHOUT_SEALED,
            {
                "after": after,
                "stop": stop,
                "head": self.head(),
                "topics": list(topics) or None,
                "limit": limit,
            },
        )

    def head(self) -> int:
        """The position up to which nothing can appear in the log any more."""
        with self.datastore.get_connection() as connection:
            cursor = connection.cursor(row_factory=tuple_row)
            ((head,),) = cursor.execute(HEAD, [None], prepare=True)
            return int(head)

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Follow the log: what stands after a position, and then whatever is recorded."""
        return LogSubscription(self, self._watch(), gt=gt, topics=topics)

    def _select(self, kind: type[S], query: LiteralString, values: dict[str, object]) -> list[S]:
        with self.datastore.get_connection() as connection:
            cursor = connection.cursor(row_factory=tuple_row)
            return [kind(*row) for row in cursor.execute(query, values, prepare=True)]
