"""The steps of a case (案件回放), in the order of recording or of happening.

A step is folded when it is looked at: from nothing, so that no step depends on another one having
been looked at. The list of all steps costs one walk through the record.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import cache, cached_property, lru_cache
from typing import Literal
from uuid import UUID

from petition_es.domain.codes import Audience
from petition_es.domain.petition import Corrected, Petition, PetitionEvent, State
from petition_es.domain.petition.folding import fold
from petition_es.domain.refusals import NoSuchThing
from petition_es.domain.regime.law import NO_LAW, Law
from petition_es.projections.past import Moment, NotYetHappened, happened, known, known_at
from petition_es.projections.replay.shown import Pages, Shown
from petition_es.projections.replay.standings import changes, standing_after
from petition_es.projections.replay.step import Basis, Line, Step
from petition_es.projections.timeline.arguments import arguments
from petition_es.projections.timeline.audience import Disclosure
from petition_es.projections.timeline.checkpoint import Checkpoint, UnitCard
from petition_es.projections.timeline.due import shown_clocks
from petition_es.projections.timeline.fold import checkpoint_of
from petition_es.projections.timeline.sequence import Chronicle

Order = Literal["recorded", "happened"]
"""By the log, or by what happened first."""

FOLDED_AT_ONCE = 4
"""A step, and the one before it; once more for who steps to and fro."""


class NoSuchStep(NoSuchThing):
    """The case has no step of this number, position or entry."""


class Replay:
    """One case, to be stepped through.

    `recorded` is its whole stream as it was recorded, `positions` where its entries stand in the
    log. `known_by` leaves out what was not known yet, `happened_by` what happened later by all that
    is known; a correction of something that is left stays in. Refuses an empty past.
    """

    def __init__(
        self,
        recorded: Sequence[PetitionEvent],
        *,
        units: Callable[[str], UnitCard | None],
        positions: Sequence[int] = (),
        law: Law = NO_LAW,
        order: Order = "recorded",
        happened_by: Moment | None = None,
        known_by: Moment | None = None,
    ) -> None:
        self.recorded, self.order = list(recorded), order
        self.happened_by, self.known_by = happened_by, known_by
        self._units, self._law = units, law
        self._cards = cache(lambda unit_id: units(unit_id) or UnitCard(unit_id=unit_id))
        self._known = known(self.recorded, known_by)
        self._whole = Chronicle(self._known)
        self._had_happened = {e.event_id for e in happened(self._whole.sequence, happened_by)}
        self._places = {e.event_id: place for place, e in enumerate(self._known)}
        self.events: Sequence[PetitionEvent] = self._steps()
        ids = [event.event_id for event in self.recorded]
        self.positions: Mapping[UUID, int] = dict(zip(ids, positions, strict=False))
        self._numbers = {event.event_id: number for number, event in enumerate(self.events, 1)}
        self._chronicle_to = lru_cache(FOLDED_AT_ONCE)(self._chronicle_until)
        self._pages_of = lru_cache(1)(self._pages)

    def __len__(self) -> int:
        """How many steps there are."""
        return len(self.events)

    # ---- Finding a step ----

    def number_of(self, event_id: UUID) -> int | None:
        """The number of the step of an entry; None for one that is left out."""
        return self._numbers.get(event_id)

    def find(self, at: str) -> int:
        """The number of the step that an entry's id or a position of the log names."""
        for event in self.events:
            if at in {str(event.event_id), str(self.positions.get(event.event_id))}:
                return self._numbers[event.event_id]
        raise NoSuchStep(step=at[:40], steps=len(self))

    # ---- A step ----

    def step(self, number: int) -> Step:
        """The step of this number, from 1; refused where there is none."""
        if not 1 <= number <= len(self):
            raise NoSuchStep(step=number, steps=len(self))
        event = self.events[number - 1]
        before = standing_after(self.standing(number - 1), self._cards)
        entries = self.standing(number)
        after, moment = standing_after(entries, self._cards), self.moment(number)
        return Step(
            number=number,
            of=len(self),
            position=self.positions.get(event.event_id),
            event=event,
            moment=moment,
            checkpoint=self._checkpoint(event, number),
            before=before,
            after=after,
            changes=changes(before, after),
            clocks=shown_clocks(entries, self._law, moment, self._cards),
            rests_on=tuple(Basis(each, self._numbers.get(each)) for each in event.rests_on),
            is_late=event.event_id in self._whole.late,
            strikes=self._struck_at(number),
            is_struck=event.event_id in self._whole.voided,
            struck_at=self._struck_by(event.event_id),
        )

    def shown(self, number: int, audience: Audience) -> Shown:
        """What the page of an audience showed at the moment of a step."""
        return self._pages_of(number).shown(audience)

    def moment(self, number: int) -> datetime:
        """When a step became known; in the order of happening, when it happened.

        What is known by its day only is told at the end of that day.
        """
        event = self.events[number - 1]
        zone = event.local_at.tzinfo
        if self.order == "recorded" or event.at_precision == "unknown":
            return known_at(event).astimezone(zone)
        if event.at_precision == "day":
            return datetime.combine(event.local_at.date(), time.max, zone or UTC)
        return event.local_at

    def standing(self, number: int) -> Sequence[PetitionEvent]:
        """What stands after so many steps, in the order of happening; nothing after none."""
        if number == 0:
            return []
        if self.order == "happened":
            reached = self.events[:number]
            return [event for event in reached if event.event_id not in self._whole.voided]
        entries = self._chronicle(number).standing
        try:
            return happened(entries, self.happened_by) if self.happened_by else entries
        except NotYetHappened:
            return []

    # ---- All steps at a glance ----

    @cached_property
    def lines(self) -> Sequence[Line]:
        """One line for each step, with the state after it."""
        states = self._states()
        return tuple(
            Line(
                number=number,
                position=self.positions.get(event.event_id),
                moment=self.moment(number),
                checkpoint=self.checkpoint(number),
                state=states[number - 1],
                is_late=event.event_id in self._whole.late,
                is_struck=event.event_id in self._whole.voided,
                struck_at=self._struck_by(event.event_id),
            )
            for number, event in enumerate(self.events, 1)
        )

    def _states(self) -> list[State | None]:
        if self.order == "recorded" and self.happened_by is None:
            return self._walked()
        folded = (self.standing(number) for number in range(1, len(self) + 1))
        return [fold(entries).state if entries else None for entries in folded]

    def _walked(self) -> list[State | None]:
        """Take the entries in one by one; only a correction or a late entry folds anew."""
        petition, states = Petition(self._known[0].originator_id), list[State | None]()
        for event in self._known:
            petition.absorb(event)
            states.append(petition.file.state if petition.happened else None)
        return states

    # ---- Inside ----

    def _steps(self) -> Sequence[PetitionEvent]:
        if self.order == "happened":
            return [e for e in self._whole.sequence if e.event_id in self._had_happened]
        return [event for event in self._known if self._is_in(event)]

    def _is_in(self, event: PetitionEvent) -> bool:
        if self.happened_by is None:  # Whatever was known is told, corrections of corrections too.
            return True
        corrected = event.corrected if isinstance(event, Corrected) else None
        return event.event_id in self._had_happened or corrected in self._had_happened

    def _chronicle(self, number: int) -> Chronicle:
        return self._chronicle_to(self._places[self.events[number - 1].event_id] + 1)

    def _chronicle_until(self, length: int) -> Chronicle:
        return Chronicle(self._known[:length])

    def _pages(self, number: int) -> Pages:
        return Pages(self.recorded, self.moment(number), units=self._units, law=self._law)

    def _struck_at(self, number: int) -> tuple[UUID, ...]:
        """The entries that were struck through by a step."""
        event = self.events[number - 1]
        if not isinstance(event, Corrected):
            return ()
        then = self._whole if self.order == "happened" else self._chronicle(number)
        return tuple(each for each, by in then.voided.items() if by.event_id == event.event_id)

    def _struck_by(self, event_id: UUID) -> int | None:
        """The step that strikes an entry through, sooner or later."""
        correction = self._whole.voided.get(event_id)
        return None if correction is None else self._numbers.get(correction.event_id)

    def checkpoint(self, number: int) -> Checkpoint:
        """The entry of a step as a timeline tells it now."""
        return checkpoint_of(self.events[number - 1], self._whole, self._disclosure, self._cards)

    @cached_property
    def _disclosure(self) -> Disclosure:
        return Disclosure.of(self._known)

    def _checkpoint(self, event: PetitionEvent, number: int) -> Checkpoint:
        """The step as a timeline tells it, with what its arguments were made of at that time."""
        then = self._whole if self.order == "happened" else self._chronicle(number)
        told = self.checkpoint(number)
        return replace(told, arguments=arguments(event, then), voided=False, corrected_by=None)
