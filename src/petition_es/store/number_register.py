"""The register of numbers (编号登记): which petition a number belongs to, and its query code.

It is folded from the log in the transaction of each append, and can be folded anew at any time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow, class_row

from petition_es.domain.event import Event
from petition_es.domain.petition import Corrected, QueryCodeIssued, Registered
from petition_es.store.datastore import StoreDatastore

TOPICS_KEPT = (Registered.TOPIC, QueryCodeIssued.TOPIC, Corrected.TOPIC)

ENTER_NUMBER = """
    INSERT INTO public.petition_numbers (number, petition_id)
    SELECT %(number)s, %(petition)s WHERE NOT EXISTS (
        SELECT FROM public.petition_numbers
        WHERE number = %(number)s AND petition_id = %(petition)s
    )
"""
ENTER_CODE = """
    UPDATE public.petition_numbers SET code_hash = %(hash)s, code_event = %(event)s
    WHERE petition_id = %(petition)s
"""
VOID_CODE = """
    UPDATE public.petition_numbers SET code_hash = NULL, code_event = NULL
    WHERE petition_id = %(petition)s AND code_event = %(event)s
"""
FIND = "SELECT petition_id, code_hash FROM public.petition_numbers WHERE number = %s"


@dataclass(frozen=True)
class Registration:
    """What the register knows of a number."""

    petition_id: UUID
    code_hash: str | None


@dataclass(frozen=True)
class NumberRegister:
    """The register, for looking up and for writing."""

    datastore: StoreDatastore

    def find(self, number: str) -> Registration | None:
        """Look a number up, as it is written on the receipt."""
        with self.datastore.get_connection() as connection:
            cursor = connection.cursor(row_factory=class_row(Registration))
            return cursor.execute(FIND, [number], prepare=True).fetchone()


def enter(cursor: Cursor[DictRow], events: Sequence[Event]) -> None:
    """Enter what these events say of numbers and codes."""
    for event in events:
        petition = {"petition": event.originator_id}
        if isinstance(event, Registered):
            cursor.execute(ENTER_NUMBER, petition | {"number": event.number})
        elif isinstance(event, QueryCodeIssued):
            code = {"hash": event.code_hash, "event": event.event_id}
            cursor.execute(ENTER_CODE, petition | code)
        elif isinstance(event, Corrected) and event.effect == "void":
            cursor.execute(VOID_CODE, petition | {"event": event.corrected})
