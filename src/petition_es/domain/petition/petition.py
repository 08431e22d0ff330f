"""The petition itself: it binds the chapters, and holds what is true of every act."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Self
from uuid import UUID

from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.arriving import Submit
from petition_es.domain.petition.by_law import division_of, stamp_of
from petition_es.domain.petition.correcting import Correct, Corrected, dependents
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.petition.folding import fold, write
from petition_es.domain.petition.judging import impossible
from petition_es.domain.petition.order import (
    Dated,
    Frontier,
    clearly_before,
    history,
    origins,
    place,
)
from petition_es.domain.petition.table import check_turn
from petition_es.domain.refusals import (
    BeforeWhatItRestsOn,
    IdInUse,
    LaterStepsStandInTheWay,
    NoSuchThing,
    Refusal,
)
from petition_es.domain.regime.law import Law
from petition_es.domain.shape import check_shape


class Petition:
    """信访件: one submission with its own number, followed until nothing more is to be said of it.

    Acts are performed one by one; each refuses by name, or records. The record is never changed.
    """

    def __init__(self, petition_id: UUID) -> None:
        self.id = petition_id
        self.version = 0
        self.recorded: list[PetitionEvent] = []
        self._pending: list[PetitionEvent] = []
        self._file = PetitionFile()
        self._happened: list[PetitionEvent] = []
        self._frontier = Frontier()
        self._is_folded = True
        self._ids: set[UUID] = set()
        self._brought: set[UUID] = set()
        """Replacements that a correction announced: they stand where the wrong entry stood."""

    # ---- Acts: decide and refuse ----

    @classmethod
    def submitted(cls, petition_id: UUID, act: Submit, entry: Entry) -> Self:
        """Begin a petition with its submission."""
        petition = cls(petition_id)
        check_shape(act)
        petition._record(act, act.decide(petition.file, entry), entry)
        return petition

    def perform(self, act: Act, entry: Entry) -> None:
        """Perform one act on this petition: it refuses by the name of a rule, or is recorded.

        An act that happened in the past is judged by the file of that time, and must leave every
        later step possible.
        """
        check_shape(act)
        self._record(act, self._decision(act, entry), entry)

    def _decision(self, act: Act, entry: Entry) -> Decision:
        then = self._file_when(entry)
        check_turn(act.NAME, then.state)
        if isinstance(act, Correct):  # It speaks of the record, which lies open as it is now.
            return act.decide(self.file, entry)
        try:
            return act.decide(then, entry)
        except NoSuchThing as missing:
            if then is not self.file:
                self._check_came_later(act, entry, missing)
            raise

    def _check_came_later(self, act: Act, entry: Entry, missing: NoSuchThing) -> None:
        """Say so where what is missing at that time is there by now."""
        try:
            decision = act.decide(self.file, entry)
        except Refusal:
            raise missing from None
        self._check_basis(entry, decision.rests_on)

    def _file_when(self, entry: Entry) -> PetitionFile:
        """The file as it stood when the act happened."""
        file = self.file
        if self._frontier.is_reached_by(entry):
            return file
        if file.submission is not None:
            self._check_basis(entry, (file.submission,))
        return fold(self._happened[: place(entry, self._happened)], file.origins)

    def _record(self, act: Act, decision: Decision, entry: Entry) -> None:
        event = act.records.of(
            self._stamped(act, entry),
            originator_id=self.id,
            originator_version=self.version + 1,
            rests_on=decision.rests_on,
            content=act.content(decision),
        )
        events = [event]
        if decision.replacement is not None:
            events.append(self._replacement(decision.replacement, entry.law))
        self._check_record(events, entry)
        for each in events:
            self.absorb(each)
        self._pending.extend(events)

    def _stamped(self, act: Act, entry: Entry) -> Entry:
        """Stamp an entry with the regime in force; who says where the problem lies, says which."""
        if not entry.law.regimes:
            return entry
        division = division_of(getattr(act, "place", None)) or self._file_when(entry).lies_in
        return replace(entry, regime=stamp_of(entry.law, entry.local_at.date(), division))

    def _replacement(self, event: PetitionEvent, law: Law) -> PetitionEvent:
        """Put an amended entry in its place in the stream; on its new day another law may hold."""
        regime = event.regime
        if law.regimes:
            division = division_of(getattr(event, "place", None)) or self.file.lies_in
            regime = stamp_of(law, event.local_at.date(), division)
        return replace(event, originator_version=self.version + 2, regime=regime)

    def _check_record(self, events: Sequence[PetitionEvent], entry: Entry) -> None:
        for event in events:
            self._check_basis(event, event.rests_on)
        self._check_ids(events)
        correction, *replacements = events
        if isinstance(correction, Corrected):
            for replacement in replacements:
                self._check_still_first(replacement, self.file.entries[correction.corrected])
        if self._is_late(correction):
            self._check_what_follows(events, entry)

    def _check_ids(self, events: Sequence[PetitionEvent]) -> None:
        ids = [event.event_id for event in events]
        for event_id in ids:
            if event_id in self._ids or ids.count(event_id) > 1:
                raise IdInUse(id=event_id)

    def _check_basis(self, event: Dated, rests_on: Iterable[UUID]) -> None:
        """Refuse what would have happened before the entries that it rests on."""
        for basis_id in rests_on:
            basis = self.file.entries.get(basis_id)
            if basis is not None and clearly_before(event, basis):
                raise _too_early(event, basis)

    def _check_still_first(self, replacement: PetitionEvent, wrong: PetitionEvent) -> None:
        """Refuse an amended time after that of the entries which rest on it."""
        for later in dependents(self.file, wrong):
            if clearly_before(later, replacement):
                raise _too_early(later, replacement)

    def _check_what_follows(self, events: Sequence[PetitionEvent], entry: Entry) -> None:
        """Refuse what makes a later step impossible that was possible before."""
        before = impossible(self._happened, entry.law, entry.desks)
        replaced = {e.replacement: e.corrected for e in events if isinstance(e, Corrected)}
        new = {event.event_id for event in events}
        after = impossible(history([*self.recorded, *events]), entry.law, entry.desks)
        for event, refusal in after.values():
            _, earlier = before.get(replaced.get(event.event_id, event.event_id), (event, None))
            if event.event_id in new and type(earlier) is not type(refusal):
                raise refusal
            if earlier is None:
                raise LaterStepsStandInTheWay(
                    later=type(event).__name__, rule=refusal.rule
                ) from refusal

    # ---- Events: only apply ----

    @property
    def file(self) -> PetitionFile:
        """What the office knows: the events folded as they happened."""
        self._fold()
        return self._file

    @property
    def happened(self) -> Sequence[PetitionEvent]:
        """The entries that stand, in the order in which they happened."""
        self._fold()
        return self._happened

    def absorb(self, event: PetitionEvent) -> None:
        """Take an event into the record; one that comes last goes straight into the file."""
        comes_last = self._is_folded and not self._is_late(event)
        self.recorded.append(event)
        self.version = event.originator_version
        self._ids.add(event.event_id)
        if isinstance(event, Corrected) and event.replacement is not None:
            self._brought.add(event.replacement)
        if comes_last:
            self._happened.append(event)
            self._frontier.reach(event)
            write(event, self._file)
        else:
            self._is_folded = False

    def _is_late(self, event: PetitionEvent) -> bool:
        """Tell whether the file must be folded anew: a correction, or what happened earlier."""
        is_brought = bool(self._brought) and event.event_id in self._brought
        moves = is_brought or isinstance(event, Corrected)
        return moves or not self._frontier.is_reached_by(event)

    def _fold(self) -> None:
        if not self._is_folded:
            self._happened = history(self.recorded)
            self._frontier = Frontier(self._happened)
            self._file = fold(self._happened, origins(self.recorded))
            self._is_folded = True

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


def _too_early(event: Dated, basis: PetitionEvent) -> BeforeWhatItRestsOn:
    return BeforeWhatItRestsOn(
        at=event.local_at.isoformat(),
        basis=type(basis).__name__,
        basis_at=basis.local_at.isoformat(),
    )
