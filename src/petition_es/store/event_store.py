"""The store as the office sees it: events in, events out."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow, tuple_row

from petition_es.domain.event import Event
from petition_es.domain.identity import petitioner_stream
from petition_es.store import number_register
from petition_es.store.access_tokens import AccessTokens
from petition_es.store.appending import Appending
from petition_es.store.attachments import AttachmentFolder
from petition_es.store.command_answers import CommandAnswers, KeptAnswer
from petition_es.store.connecting import Address
from petition_es.store.datastore import StoreDatastore
from petition_es.store.decoding import Decoder, decode, notification
from petition_es.store.erasure import Erasure
from petition_es.store.floor import HOLDERS, FloorHolder
from petition_es.store.following import Tail
from petition_es.store.head_watch import HeadWatch
from petition_es.store.keys import KeyCabinet
from petition_es.store.lanes import Lanes
from petition_es.store.log_reader import LogReader
from petition_es.store.lookup_attempts import LookupAttempts
from petition_es.store.mapper import PetitionMapper
from petition_es.store.master_key import MasterKey
from petition_es.store.matching import Matching
from petition_es.store.number_register import NumberRegister
from petition_es.store.opening_keys import OpeningKeys
from petition_es.store.recorder import PetitionRecorder
from petition_es.store.schema import open_schema
from petition_es.store.sealing import AesSeal, Seal
from petition_es.store.sinks import Sink, sinks_of_the_store
from petition_es.store.stored import PetitionStoredEvent
from petition_es.store.tombstones import Tombstone, TombstoneFile
from petition_es.store.unsealing import Unsealing

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
        self._watching = Lock()
        self._lanes = Lanes(self._datastore.address)
        self._cabinet = KeyCabinet(self._lanes, master)
        self._recorder = PetitionRecorder(self._datastore, self._lanes, self.watch)
        self._appending = Appending(self._recorder, self._seal, self._cabinet)
        self._watch: HeadWatch | None = None
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

    def append(self, events: Sequence[Event], answer: KeptAnswer | None = None) -> list[int]:
        """Record events of one or several streams, all or none; return their positions.

        An `answer` to the command behind them is kept by the same statement. Refuses with
        ConcurrentChange when somebody else wrote to one of the streams first.
        """
        return self._appending.append(events, answer)

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

    def read_through(self, topics: Sequence[str]) -> Iterator[Event]:
        """Read all events of these topics, in the order of the log, in flat memory.

        Their sealed words stay behind, and nobody can look at them.
        """
        with self.reader() as reader:
            for row in reader.drain(0, reader.head(), topics=topics):
                yield decode(row)

    def positions(self, stream_id: UUID, first: int, last: int) -> list[int]:
        """The positions in the whole log of some versions of one stream."""
        with self._datastore.get_connection() as connection:
            rows = connection.execute(POSITIONS, [stream_id, first, last], prepare=True)
            return [row["position"] for row in rows.fetchall()]

    def reader(self) -> LogReader:
        """A connection of its own that reads the log as rows, for whoever folds many of them."""
        return LogReader(self.address)

    def watch(self) -> HeadWatch:
        """The one watch of the head of the log that this process has."""
        with self._watching:
            if self._watch is None:
                self._watch = HeadWatch(self.reader())
            return self._watch

    def decoder(self, *, opens: bool) -> Decoder:
        """How rows become events; where it `opens`, their sealed words can be looked at."""
        if not opens:
            return decode
        mapper = PetitionMapper(self._seal, opening=OpeningKeys(self._cabinet))
        return lambda row: mapper.to_domain_event(notification(row))

    def unsealing(self) -> Unsealing:
        """What opens rows in processes of their own, for whoever reads the words of many events."""
        return Unsealing(dict(self.address), self._cabinet.master, self._seal)

    def last_position(self) -> int:
        """The position of the newest event, 0 in an empty store."""
        return self._recorder.max_notification_id() or 0

    @property
    def address(self) -> Address:
        """Where the database is, for connections of one's own; it can travel to another process."""
        return self._datastore.address

    def tail(self) -> Tail:
        """A connection of its own to the end of the log, for a loop that follows it."""
        return Tail(self._datastore.address)

    @contextmanager
    def connection(self) -> Iterator[Connection[DictRow]]:
        """Lend a connection in autocommit, for tables that other rooms keep beside the log."""
        with self._datastore.get_connection() as connection:
            yield connection

    def floor_holders(self) -> list[FloorHolder]:
        """Who is appending at this moment, the one who holds the readers up first."""
        with self._datastore.get_connection() as connection:
            cursor = connection.cursor(row_factory=tuple_row)
            return [FloorHolder(*row) for row in cursor.execute(HOLDERS)]

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
        with self._watching:
            if self._watch is not None:
                self._watch.close()
        self._lanes.close()
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

    def _batches(self, topics: Sequence[str]) -> Iterator[list[Event]]:
        after = 0
        while found := self.scan(after, topics=topics, sealed=False):
            after = found[-1][0]
            yield [event for _, event in found]

    def _read(self, rows: Sequence[PetitionStoredEvent]) -> list[Event]:
        """Map rows to events; their words share one lookup of keys, at the first look at any."""
        mapper = PetitionMapper(self._seal, opening=OpeningKeys(self._cabinet))
        return [mapper.to_domain_event(row) for row in rows]
