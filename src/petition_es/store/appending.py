"""Appending: events under their seals, with the keys they need and what is written beside them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eventsourcing.persistence import DatabaseError, IntegrityError, OperationalError
from psycopg import errors

from petition_es.domain.event import Event
from petition_es.store.append_statements import COPIED_FROM
from petition_es.store.command_answers import KeptAnswer
from petition_es.store.faults import (
    AlreadyRecorded,
    ConcurrentChange,
    DatabaseUnreachable,
    NotAppended,
    NumberTaken,
)
from petition_es.store.keys_in_use import KeysInUse
from petition_es.store.mapper import PetitionMapper
from petition_es.store.number_register import Entries
from petition_es.store.opening_keys import OpeningKeys
from petition_es.store.recorder import PetitionRecorder
from petition_es.store.sealing import Seal
from petition_es.store.sealing_keys import SealingKeys
from petition_es.store.written import Written

if TYPE_CHECKING:
    from petition_es.store.keys import KeyCabinet

KEY_RACES_MAX = 5
"""How often an append is tried again because another one made the same person's key first."""

LOST_CONNECTIONS_MAX = 5
"""How often it is tried again because a connection was lost before the answer came: where a server
was restarted, those that lay idle are found dead one by one."""

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


class Appending:
    """Appends, and whatever has to be tried again."""

    def __init__(self, recorder: PetitionRecorder, seal: Seal, cabinet: "KeyCabinet") -> None:
        self._recorder, self._seal, self._cabinet = recorder, seal, cabinet
        self._written, self._in_use = Written(), KeysInUse()

    def append(self, events: Sequence[Event], answer: KeptAnswer | None) -> list[int]:
        """Record events, all or none; return their positions.

        Where the answer to an append was lost with its connection, it is sent again: if the first
        one had succeeded, its very events are in the way, and their positions are the answer.
        """
        races = losses = 0
        while True:
            try:
                return self._try(events, answer, looks_again=races > 0)
            except DatabaseUnreachable:
                losses += 1
                if losses > LOST_CONNECTIONS_MAX:
                    raise
            except (IntegrityError, OperationalError) as conflict:
                if recorded := self._recorded(events, conflict):
                    return recorded
                races += 1
                if not _is_race_for_keys(conflict) or races >= KEY_RACES_MAX:
                    raise _fault(conflict) from conflict

    def _try(
        self, events: Sequence[Event], answer: KeptAnswer | None, *, looks_again: bool
    ) -> list[int]:
        keys = SealingKeys(
            self._cabinet, events, self._written, self._in_use, looks_again=looks_again
        )
        entries = Entries.of(events, self._written)
        mapper = PetitionMapper(self._seal, opening=OpeningKeys(self._cabinet), sealing=keys)
        stored = map(mapper.to_stored_event, events)
        beside = [*keys.beside(), *entries.beside(), *(answer.beside() if answer else ())]
        if len(events) >= COPIED_FROM:
            positions = self._recorder.copy_events(stored, len(events), beside)
        else:
            rows = list(stored)
            positions = self._recorder.insert_events(rows, beside=beside, under=keys.under)
        if keys.petitions:
            self._in_use.put(keys.petitions)
        self._written.add((*keys.facts, *entries.numbers))
        for petition_id in keys.petitions:
            self._cabinet.drawn.pop(petition_id, None)
        return positions

    def _recorded(self, events: Sequence[Event], conflict: DatabaseError) -> list[int] | None:
        """The positions of these very events, if it was they that stood in the way."""
        if CONFLICTS.get(_constraint(conflict)) not in {ConcurrentChange, AlreadyRecorded}:
            return None
        found = self._recorder.find([event.event_id for event in events])
        places = [found.get(event.event_id) for event in events]
        expected = [(event.originator_id, event.originator_version) for event in events]
        if [place and place[:2] for place in places] != expected:
            return None
        return [place[2] for place in places if place]


def _fault(conflict: DatabaseError) -> Exception:
    if _is_race_for_keys(conflict):
        return ConcurrentChange()
    fault = CONFLICTS.get(_constraint(conflict))
    return fault() if fault else conflict


def _is_race_for_keys(conflict: DatabaseError) -> bool:
    """Tell whether an append fell over a key that another one, or an erasure, was just changing."""
    cause = conflict.__cause__
    is_deadlock = isinstance(cause, errors.DeadlockDetected)
    is_under_no_key = isinstance(cause, errors.NotNullViolation)  # As ONE_UNDER_A_KEY says.
    return is_deadlock or is_under_no_key or _constraint(conflict) in KEY_CONSTRAINTS


def _constraint(conflict: DatabaseError) -> str:
    cause = conflict.__cause__
    return (isinstance(cause, errors.IntegrityError) and cause.diag.constraint_name) or ""
