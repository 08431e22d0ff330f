"""The petition itself: it binds the chapters, and holds what is true of every act."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Self
from uuid import UUID

from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import ACT_OF_EVENT, Act, Decision
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.petition.order import clearly_before, history, place
from petition_es.domain.petition.table import check_turn
from petition_es.domain.petition.the_record import Corrected, dependents
from petition_es.domain.plain_words import check_plain_words
from petition_es.domain.refusals import (
    BeforeWhatItRestsOn,
    LaterStepsStandInTheWay,
    OutOfTurn,
)


class Petition:
    """信访件: one submission with its own number, followed until nothing more is to be said of it.

    Acts are performed one by one; each refuses by name, or records. The record is never changed.
    """

    def __init__(self, petition_id: UUID) -> None:
        self.id = petition_id
        self.version = 0
        self.file = PetitionFile()
        self.recorded: list[PetitionEvent] = []
        self._happened: list[PetitionEvent] = []
        self._pending: list[PetitionEvent] = []

    # ---- Acts: decide and refuse ----

    @classmethod
    def submitted(cls, petition_id: UUID, act: Act, entry: Entry) -> Self:
        """Begin a petition with its submission."""
        petition = cls(petition_id)
        check_plain_words(act)
        petition._record(act, act.decide(petition.file, entry), entry)
        return petition

    def perform(self, act: Act, entry: Entry) -> None:
        """Perform one act on this petition: it refuses by the name of a rule, or is recorded.

        An act that happened in the past is judged by the state of that time, and must leave every
        later step possible.
        """
        check_plain_words(act)
        check_turn(act.NAME, self._file_when(entry).state)
        decision = act.decide(self.file, entry)
        self._record(act, decision, entry)

    def _record(self, act: Act, decision: Decision, entry: Entry) -> None:
        event = act.records.of(
            entry,
            originator_id=self.id,
            originator_version=self.version + 1,
            rests_on=decision.rests_on,
            content=act.content(decision),
        )
        events = [event]
        if decision.replacement is not None:
            events.append(replace(decision.replacement, originator_version=self.version + 2))
        self._check_times(events)
        self._check_what_follows(events)
        for each in events:
            self.absorb(each)
        self._pending.extend(events)

    def _file_when(self, entry: Entry) -> PetitionFile:
        probe = PetitionEvent.of(
            entry,
            originator_id=self.id,
            originator_version=self.version + 1,
            rests_on=(),
            content={},
        )
        index = place(probe, self._happened)
        return self.file if index == len(self._happened) else fold(self._happened[:index])

    def _check_times(self, events: Sequence[PetitionEvent]) -> None:
        for event in events:
            for basis_id in event.rests_on:
                basis = self.file.entries.get(basis_id)
                if basis is not None and clearly_before(event, basis):
                    raise BeforeWhatItRestsOn(
                        at=event.local_at.isoformat(),
                        basis=type(basis).__name__,
                        basis_at=basis.local_at.isoformat(),
                    )
        if isinstance(events[0], Corrected) and len(events) > 1:
            for later in dependents(self.file, events[0].corrected):
                if clearly_before(later, events[1]):
                    raise BeforeWhatItRestsOn(
                        at=later.local_at.isoformat(),
                        basis=type(events[1]).__name__,
                        basis_at=events[1].local_at.isoformat(),
                    )

    def _check_what_follows(self, events: Sequence[PetitionEvent]) -> None:
        if self._is_next(events):
            return
        file = PetitionFile()
        for event in history([*self.recorded, *events]):
            act = ACT_OF_EVENT.get(type(event))
            if act is not None and act != "submit":
                try:
                    check_turn(act, file.state)
                except OutOfTurn as refusal:
                    raise LaterStepsStandInTheWay(
                        later=type(event).__name__, rule=refusal.rule, state=file.state
                    ) from refusal
            write(event, file)

    # ---- Events: only apply ----

    def absorb(self, event: PetitionEvent) -> None:
        """Take an event into the record, and into the file where it has its place."""
        in_turn = self._is_next([event])
        self.recorded.append(event)
        self.version = event.originator_version
        if in_turn:
            self._happened.append(event)
            write(event, self.file)
        else:
            self._happened = history(self.recorded)
            self.file = fold(self._happened)

    def _is_next(self, events: Sequence[PetitionEvent]) -> bool:
        """Tell whether the events just come last: no correction, nothing that happened earlier."""
        if len(events) > 1 or isinstance(events[0], Corrected):
            return False
        brought = (e.replacement for e in self.recorded if isinstance(e, Corrected))
        in_place_of_another = events[0].event_id in set(brought)
        return not in_place_of_another and place(events[0], self._happened) == len(self._happened)

    # ---- The library's seams ----

    def collect_events(self) -> Sequence[PetitionEvent]:
        """Hand over the events that are not stored yet."""
        pending, self._pending = self._pending, []
        return pending

    @classmethod
    def replay(cls, petition: Self | None, events: Iterable[PetitionEvent]) -> Self | None:
        """Rebuild a petition from its stream; None when the stream is empty."""
        for event in events:
            petition = cls(event.originator_id) if petition is None else petition
            petition.absorb(event)
        return petition


def write(event: PetitionEvent, file: PetitionFile) -> None:
    """Enter an event in the file, and let it take effect."""
    file.entries[event.event_id] = event
    event.apply(file)


def fold(happened: Iterable[PetitionEvent]) -> PetitionFile:
    """Fold the file anew from events in the order in which they happened."""
    file = PetitionFile()
    for event in happened:
        write(event, file)
    return file
