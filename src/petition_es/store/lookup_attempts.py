"""Wrong query codes, counted, so that nobody can try many of them.

A number is known here by its keyed hash only, and an unknown number counts like a known one. Behind
it stands another keyed hash: of the number and of who sent the code.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from petition_es.store.datastore import StoreDatastore
from petition_es.store.matching import Matching

WINDOW = timedelta(minutes=15)
SLICE = timedelta(minutes=1)
"""Attempts of one minute are counted in one row."""

COUNT = """
    INSERT INTO public.lookup_attempts (number_hash, window_start, wrong) VALUES (%s, %s, 1)
    ON CONFLICT (number_hash, window_start) DO UPDATE SET wrong = lookup_attempts.wrong + 1
"""
FORGET_OLD = "DELETE FROM public.lookup_attempts WHERE window_start <= %s"
FORGET = "DELETE FROM public.lookup_attempts WHERE split_part(number_hash, ':', 1) = ANY(%s)"
HOW_MANY = """
    SELECT coalesce(sum(wrong), 0)::int AS wrong FROM public.lookup_attempts
    WHERE split_part(number_hash, ':', 1) = %(number)s AND window_start > %(since)s
    AND (%(sender)s::text IS NULL OR number_hash = %(sender)s)
"""


@dataclass(frozen=True)
class LookupAttempts:
    """How many wrong codes were tried on a number of late; the time is always an argument."""

    datastore: StoreDatastore
    matching: Matching

    def count(self, number: str, now: datetime, sender: str = "") -> None:
        """Count one wrong code, and forget those that are out of every window."""
        now = now.astimezone(UTC)
        begun = now - (now - datetime.min.replace(tzinfo=UTC)) % SLICE
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute(COUNT, [self._sender_hash(number, sender), begun])
            cursor.execute(FORGET_OLD, [now - WINDOW - SLICE])

    def how_many(self, number: str, now: datetime, sender: str | None = None) -> int:
        """How many there were in the window that ends now, of all or of one sender."""
        asked = {
            "number": self._hash(number),
            "since": now - WINDOW,
            "sender": None if sender is None else self._sender_hash(number, sender),
        }
        with self.datastore.get_connection() as connection:
            row = connection.execute(HOW_MANY, asked).fetchone()
        return int(row["wrong"]) if row else 0

    def forget(self, numbers: Collection[str]) -> None:
        """Forget all attempts on these numbers."""
        with self.datastore.get_connection() as connection:
            connection.execute(FORGET, [[self._hash(number) for number in numbers]])

    def _sender_hash(self, number: str, sender: str) -> str:
        of_sender = self.matching.keyed_hash("lookup attempts of a sender", number, sender)
        return f"{self._hash(number)}:{of_sender}"

    def _hash(self, number: str) -> str:
        return self.matching.keyed_hash("lookup attempts", number)
