"""The way into the store: histories out of a file, batch by batch, and every record accounted for.

A batch goes in whole or not at all, in the order of the file; ids follow from the records.  So an
import that was stopped anywhere is simply run again: what is in is found to be in already.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from petition_es.domain.refusals import AlreadyErased
from petition_es.importing.listed import Already
from petition_es.importing.prepared import Place, Prepared
from petition_es.importing.reasons import Reason
from petition_es.importing.rejects import Rejected, RejectFile
from petition_es.office.histories import Fate, History, Outcome
from petition_es.store.faults import AlreadyRecorded, ConcurrentChange, NumberTaken, WordsErased

BATCH_RECORDS = 200
BATCH_CHARS = 4 * 1024 * 1024
"""A batch of long texts is a short one, so that memory stays flat."""

RACES_MAX = 5
"""How often a batch is judged anew because another import wrote the same petitions first."""

Record = Prepared | Already | Rejected


class Writer(Protocol):
    """Who writes histories."""

    def write(self, batch: Sequence[History]) -> list[Outcome]:
        """Write those that are new and lawful, and say what became of each."""


@dataclass
class Tally:
    """What became of the records so far.

    ``rejected`` counts the rows of the reject file.  ``events`` counts the events of a case log as
    mapped, actions, ignored or rejected, each once.  ``example`` is a petition of the file.
    """

    imported: int = 0
    already: int = 0
    rejected: int = 0
    example: UUID | None = None
    reasons: Counter[Reason] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)

    def counts(self) -> tuple[int, int, int]:
        """How many were imported, were in already, and were rejected."""
        return self.imported, self.already, self.rejected

    @property
    def petitions(self) -> int:
        """How many petitions of the file are in the store by now."""
        return self.imported + self.already

    @property
    def records(self) -> int:
        """How many records were dealt with, one way or the other."""
        return self.petitions + self.rejected

    def fates_of_events(self) -> dict[str, int]:
        """How many events of a case log became what."""
        return {
            "mapped": self.events["mapped"],
            "actions": self.events["actions"],
            "ignored": self.events["ignored"],
            "rejected_events": self.events["rejected"],
        }


class Intake:
    """Takes records in, and tells after each batch how far it is."""

    def __init__(
        self, writer: Writer, rejects: RejectFile, told: Callable[[Tally], None] = lambda _: None
    ) -> None:
        self._writer, self._rejects, self._told = writer, rejects, told
        self.tally = Tally()

    def take_in(self, records: Iterable[Record]) -> Tally:
        """Take all records in."""
        for batch in _batches(records):
            self._take(batch)
            self._told(self.tally)
        return self.tally

    def _take(self, batch: Sequence[Record]) -> None:
        stories = [record.history for record in batch if isinstance(record, Prepared)]
        outcomes = iter(self._write(stories))
        for record in batch:
            if isinstance(record, Prepared):
                self._count(record, next(outcomes))
            elif isinstance(record, Already):
                self.tally.already += 1
            else:
                self._reject(record)

    def _write(self, stories: Sequence[History]) -> list[Outcome]:
        for _ in range(RACES_MAX):
            try:
                return self._writer.write(stories)
            except (AlreadyRecorded, ConcurrentChange, NumberTaken) as race:
                lost = race
            except WordsErased:
                return self._write_without_the_erased(stories)
        raise lost

    def _write_without_the_erased(self, stories: Sequence[History]) -> list[Outcome]:
        """Write one by one, and leave out whose petitioner was erased: nobody could read it."""
        if len(stories) > 1:
            return [outcome for story in stories for outcome in self._write([story])]
        return [Outcome(stories[0], Fate.REFUSED, AlreadyErased(petitioner=""), 0)]

    def _count(self, prepared: Prepared, outcome: Outcome) -> None:
        if outcome.fate is Fate.IMPORTED:
            self.tally.imported += 1
        elif outcome.fate is Fate.ALREADY:
            self.tally.already += 1
        else:
            self._reject(_rejected(prepared, outcome))
            return
        self.tally.events += prepared.events
        self.tally.example = prepared.history.petition_id

    def _reject(self, rejected: Rejected) -> None:
        self._rejects.add(rejected)
        self.tally.rejected += 1
        self.tally.reasons[rejected.reason] += 1
        self.tally.events["rejected"] += rejected.events


def _rejected(prepared: Prepared, outcome: Outcome) -> Rejected:
    """Say why a history is not in the store, without a word of what it says."""
    place, reason = prepared.places[outcome.step or 0], Reason.DUPLICATE_ID_OTHER_CONTENT
    detail = "the store has this identifier with other content"
    if outcome.refusal is not None:
        reason, detail = Reason.REFUSED_BY_RULE, _refusal(outcome, place)
    return Rejected(place.line, place.column, reason, detail, events=prepared.events.total())


def _refusal(outcome: Outcome, place: Place) -> str:
    act = outcome.history.steps[outcome.step or 0].act
    rule = outcome.refusal.rule if outcome.refusal else ""
    told = f"{rule} refuses {act.NAME}"
    return f"{told} for the activity {place.what}" if place.what else told


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    chars = 0
    for record in records:
        batch.append(record)
        chars += record.chars if isinstance(record, Prepared) else 0
        if len(batch) == BATCH_RECORDS or chars > BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch
