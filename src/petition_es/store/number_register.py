"""The register of numbers (编号登记): which petition a number belongs to, and its query code.

It is folded from the log in the transaction of each append, and can be folded anew at any time.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import LiteralString
from uuid import UUID

from psycopg.rows import class_row

from petition_es.domain.event import Event
from petition_es.domain.petition import Corrected, QueryCodeIssued, Registered, Submitted
from petition_es.store.datastore import StoreDatastore
from petition_es.store.lookup_attempts import LookupAttempts
from petition_es.store.rows import Beside, Rows
from petition_es.store.written import Written

TOPICS_KEPT = (Submitted.TOPIC, Registered.TOPIC, QueryCodeIssued.TOPIC, Corrected.TOPIC)

ENTER_NUMBERS = Rows(
    "public.petition_numbers",
    {"number": "text", "petition_id": "uuid"},
    """
    WHERE NOT EXISTS (
        SELECT FROM public.petition_numbers AS known
        WHERE known.number = given.number AND known.petition_id = given.petition_id
    )
    """,
)
CODES: LiteralString = "public.petition_codes"
ENTER_CODE: LiteralString = """
    INSERT INTO public.petition_codes (petition_id, code_hash, event_id)
    VALUES (%b, %b, %b)
    ON CONFLICT (petition_id) DO UPDATE
        SET code_hash = EXCLUDED.code_hash, event_id = EXCLUDED.event_id
"""
VOID_CODE: LiteralString = """
    DELETE FROM public.petition_codes WHERE petition_id = %b AND event_id = %b
"""
FIND = """
    SELECT petition_id, code_hash FROM public.petition_numbers
    LEFT JOIN public.petition_codes USING (petition_id) WHERE number = %s
"""
TAKEN = "SELECT number FROM public.petition_numbers WHERE number = ANY(%s)"
OF_PETITIONS = "SELECT number FROM public.petition_numbers WHERE petition_id = ANY(%s)"
PURGE_CODES = "DELETE FROM public.petition_codes WHERE petition_id = ANY(%s)"
PURGE_ERASED = """
    DELETE FROM public.petition_codes WHERE petition_id IN (
        SELECT petition_id FROM petition_keys.content_keys WHERE key_id IS NULL
    )
"""


@dataclass(frozen=True)
class Registration:
    """What the register knows of a number: whose it is, and the hash of its query code."""

    petition_id: UUID
    code_hash: str | None


@dataclass(frozen=True)
class NumberRegister:
    """The register, and the count of wrong codes that were tried on its numbers."""

    datastore: StoreDatastore
    attempts: LookupAttempts

    def find(self, number: str) -> Registration | None:
        """Look a number up, in the form in which it was issued."""
        with self.datastore.get_connection() as connection:
            cursor = connection.cursor(row_factory=class_row(Registration))
            return cursor.execute(FIND, [number], prepare=True).fetchone()

    def taken(self, numbers: Collection[str]) -> set[str]:
        """Which of these numbers belong to a petition."""
        with self.datastore.get_connection() as connection:
            rows = connection.execute(TAKEN, [list(numbers)], prepare=True).fetchall()
        return {row["number"] for row in rows}

    def rebuild(self, batches: Iterable[Sequence[Event]]) -> None:
        """Fold the register anew from all events of `TOPICS_KEPT`, in one transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute("LOCK TABLE public.petition_events IN EXCLUSIVE MODE")
            cursor.execute("DELETE FROM public.petition_numbers")
            cursor.execute("DELETE FROM public.petition_codes")
            for events in batches:
                for _, statement, values in Entries.of(events, Written()).beside():
                    cursor.execute(statement, values, prepare=True)
            cursor.execute(PURGE_ERASED)

    def purge(self, persons: Collection[UUID], petitions: Collection[UUID]) -> None:  # noqa: ARG002  # by petition only
        """Forget the query codes of erased petitions, and who tried them."""
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute(PURGE_CODES, [list(petitions)])
            numbers = cursor.execute(OF_PETITIONS, [list(petitions)]).fetchall()
        self.attempts.forget([row["number"] for row in numbers])


@dataclass(frozen=True)
class Entries:
    """What some events say of numbers and codes, to be written with them."""

    numbers: list[tuple[str, UUID]]
    codes: list[Beside]

    @classmethod
    def of(cls, events: Iterable[Event], written: Written) -> "Entries":
        """What these events say that is not written yet."""
        numbers: dict[tuple[str, UUID], None] = {}
        codes: list[Beside] = []
        for event in events:
            if isinstance(event, Submitted | Registered):
                if event.number and not written.has((event.number, event.originator_id)):
                    numbers[event.number, event.originator_id] = None
            elif isinstance(event, QueryCodeIssued):
                entered = (event.originator_id, event.code_hash, event.event_id)
                codes.append(Beside(CODES, ENTER_CODE, entered))
            elif isinstance(event, Corrected) and event.effect == "void":
                codes.append(Beside(CODES, VOID_CODE, (event.originator_id, event.corrected)))
        return cls(list(numbers), codes)

    def beside(self) -> list[Beside]:
        """What enters them in the register, in their order."""
        return [*ENTER_NUMBERS.inserting(self.numbers), *self.codes]
