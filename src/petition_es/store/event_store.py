"""The store as the office sees it: events in, events out."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID

from eventsourcing.persistence import (
    DatabaseError,
    EventStore,
    IntegrityError,
    OperationalError,
)
from psycopg import errors

from petition_es.domain.event import Event
from petition_es.domain.identity import petitioner_stream
from petition_es.store import number_register
from petition_es.store.access_tokens import AccessTokens
from petition_es.store.attachments import AttachmentFolder
from petition_es.store.command_answers import CommandAnswers
from petition_es.store.datastore import StoreDatastore
from petition_es.store.erasure import Erasure
from petition_es.store.faults import AlreadyRecorded, ConcurrentChange, NotAppended, NumberTaken
from petition_es.store.following import Tail
from petition_es.store.keys import KeyCabinet
from petition_es.store.lookup_attempts import LookupAttempts
from petition_es.store.mapper import PetitionMapper
from petition_es.store.master_key import MasterKey
from petition_es.store.matching import Matching
from petition_es.store.number_register import NumberRegister
from petition_es.store.opening_keys import OpeningKeys
from petition_es.store.recorder import Beside, PetitionRecorder
from petition_es.store.schema import open_schema
from petition_es.store.sealing import AesSeal, Seal
from petition_es.store.sealing_keys import SealingKeys
from petition_es.store.sinks import Sink, sinks_of_the_store
from petition_es.store.stored import PetitionStoredEvent
from petition_es.store.tombstones import Tombstone, TombstoneFile

KEY_RACES_MAX = 5
"""How often an append is tried again because another one made the same person's key first."""

CONFLICTS: dict[str, type[NotAppended]] = {
    "petition_events_pkey": ConcurrentChange,
    "petition_events_event_id_key": AlreadyRecorded,
    "petition_numbers_pkey": NumberTaken,
    "command_answers_pkey": ConcurrentChange,
}
"""What it means when a row of this constraint stands already."""

KEY_CONSTRAINTS = frozenset(
    {
        "identity_keys_pkey",
        "content_keys_pkey",
        "wrap_of_living_content",
        "wrap_for_living_person",
    }
)
"""What two appends, or an append and an erasure, can fall over at the same person's key."""

POSITIONS = """
    SELECT position FROM public.petition_events
    WHERE originator_id = %s AND originator_version BETWEEN %s AND %s ORDER BY originator_version
"""
COUNT_BY_TOPIC = "SELECT topic, count(*) AS n FROM public.petition_events GROUP BY topic ORDER BY 1"


class PetitionStore:
    """All events of a store, under their seals.

    `home` is the data home, where the master key, the attachments and the tombstones are.
    `master_key` (base64) is the setting that goes before the key file. `seal` is for tests only.
    """

    def __init__(
        self,
        database_url: str,
        *,
        home: Path,
        master_key: str | None = None,
        seal: Seal | None = None,
        sinks: Sequence[Sink] = (),
    ) -> None:
        master, secret = open_schema(database_url, MasterKey(home, master_key))
        self._seal = seal or AesSeal()
        self._datastore = StoreDatastore(database_url)
        self._cabinet = KeyCabinet(self._datastore, master)
        self._recorder = PetitionRecorder(self._datastore)
        self.matching = Matching(secret)
        self.numbers = NumberRegister(
            self._datastore, LookupAttempts(self._datastore, self.matching)
        )
        self.attachments = AttachmentFolder(home / "attachments", self._seal, self._cabinet)
        self.answers = CommandAnswers(self._datastore, self.matching, self._seal, self._cabinet)
        self.tokens = AccessTokens(self._datastore)
        self.sinks = (*sinks_of_the_store(self.numbers, self.answers, self.attachments), *sinks)
        self._erasure = Erasure(self._datastore, TombstoneFile(home), self.sinks)
        try:
            self._erasure.reapply()
        except BaseException:
            self.close()
            raise

    def append(self, events: Sequence[Event], beside: Sequence[Beside] = ()) -> list[int]:
        """Record events of one or several streams, all or none; return their positions.

        What is to be written `beside` them is written in the same transaction. Refuses with
        ConcurrentChange when somebody else wrote to one of the streams first.
        """
        for _ in range(KEY_RACES_MAX):
            try:
                return self._append(events, beside)
            except (IntegrityError, OperationalError) as conflict:
                if _is_race_for_keys(conflict):
                    continue
                if fault := CONFLICTS.get(_constraint(conflict)):
                    raise fault from conflict
                raise
        raise ConcurrentChange

    def load(self, stream_id: UUID, upto_version: int | None = None) -> list[Event]:
        """Read one stream, whole or up to a version; an unknown stream is empty."""
        return self._read(self._recorder.select_events(stream_id, lte=upto_version))

    def load_many(self, stream_ids: Collection[UUID]) -> dict[UUID, list[Event]]:
        """Read several streams at once; one that does not exist is not in the answer."""
        streams: dict[UUID, list[Event]] = {}
        for event in self._read(self._recorder.select_streams(list(stream_ids))):
            streams.setdefault(event.originator_id, []).append(event)
        return streams

    def exists(self, stream_id: UUID) -> bool:
        """Tell whether anything was ever recorded in a stream."""
        return bool(self._recorder.select_events(stream_id, limit=1))

    def scan(
        self,
        after: int = 0,
        *,
        limit: int = 1000,
        topics: Sequence[str] = (),
        sealed: bool = True,
    ) -> list[tuple[int, Event]]:
        """Read on in the log after a position, at most `limit` events of these topics (or all).

        Without `sealed` the sealed words stay behind: it is faster, and nobody can look at them.
        """
        rows = self._recorder.select_notifications(
            after, limit, topics=topics, inclusive_of_start=False, sealed=sealed
        )
        return list(zip((row.id for row in rows), self._read(rows), strict=True))

    def positions(self, stream_id: UUID, first: int, last: int) -> list[int]:
        """The positions in the whole log of some versions of one stream."""
        with self._datastore.get_connection() as connection:
            rows = connection.execute(POSITIONS, [stream_id, first, last], prepare=True)
            return [row["position"] for row in rows.fetchall()]

    def last_position(self) -> int:
        """The position of the newest event, 0 in an empty store."""
        return self._recorder.max_notification_id() or 0

    def tail(self) -> Tail:
        """A connection of its own to the end of the log, for a loop that follows it."""
        return Tail(self._datastore.address)

    def counts(self) -> dict[str, int]:
        """How many events there are of each topic."""
        with self._datastore.get_connection() as connection:
            return {row["topic"]: row["n"] for row in connection.execute(COUNT_BY_TOPIC)}

    def knows(self, petitioner_id: str) -> bool:
        """Tell whether a person ever had a key, destroyed or not."""
        return bool(self._cabinet.of_persons([petitioner_stream(petitioner_id)]))

    def erase(self, petitioner_id: str, at: datetime) -> Tombstone:
        """Destroy the keys of a person, and with them the texts of petitions nobody else carries.

        All events stay in their places. Done again, it changes nothing.
        """
        return self._erasure.erase(petitioner_stream(petitioner_id), at)

    def rebuild_numbers(self) -> None:
        """Fold the register of numbers anew from the log."""
        self.numbers.rebuild(self._batches(number_register.TOPICS_KEPT))

    def close(self) -> None:
        """Close all connections."""
        self._datastore.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _append(self, events: Sequence[Event], also: Sequence[Beside]) -> list[int]:
        keys = SealingKeys(self._cabinet, events)
        mapper = PetitionMapper(self._seal, opening=OpeningKeys(self._cabinet), sealing=keys)
        beside = (keys.write, partial(number_register.enter, events=events), *also)
        recordings = EventStore(mapper, self._recorder).put(events, beside=beside)
        for event in events:
            self._cabinet.drawn.pop(event.originator_id, None)
        return [recording.notification.id for recording in recordings]

    def _batches(self, topics: Sequence[str]) -> Iterator[list[Event]]:
        after = 0
        while found := self.scan(after, topics=topics, sealed=False):
            after = found[-1][0]
            yield [event for _, event in found]

    def _read(self, rows: Sequence[PetitionStoredEvent]) -> list[Event]:
        """Map rows to events; their words share one lookup of keys, at the first look at any."""
        mapper = PetitionMapper(self._seal, opening=OpeningKeys(self._cabinet))
        return [mapper.to_domain_event(row) for row in rows]


def _is_race_for_keys(conflict: DatabaseError) -> bool:
    """Tell whether an append fell over a key that another one, or an erasure, was just changing."""
    is_deadlock = isinstance(conflict.__cause__, errors.DeadlockDetected)
    return is_deadlock or _constraint(conflict) in KEY_CONSTRAINTS


def _constraint(conflict: DatabaseError) -> str:
    cause = conflict.__cause__
    return (isinstance(cause, errors.IntegrityError) and cause.diag.constraint_name) or ""
