"""The order in which things happened, which is not the order in which they were recorded.

A paper delivery of day 5 that is keyed in on day 9 is an honest entry. So each event is placed, as
it is recorded, before the first one that clearly happened later. The place of an event depends
only on what was recorded before it: what was known on a past day never changes.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from petition_es.domain.codes import Precision
from petition_es.domain.petition.correcting import Corrected
from petition_es.domain.petition.event import PetitionEvent


class Dated(Protocol):
    """Whatever happened at a time that is known more or less exactly."""

    @property
    def at(self) -> datetime: ...

    @property
    def at_precision(self) -> Precision: ...

    @property
    def local_at(self) -> datetime: ...


class Moment(NamedTuple):
    """When something happened, as far as it is known: the local day, the second, or neither."""

    day: date | None
    second: datetime | None

    @classmethod
    def of(cls, event: Dated) -> "Moment":
        """Read it off an event.

        People key in seconds; what a computer knows beyond them does not prove who came first.
        Seconds are those of UTC: wall clocks do not compare in the hour that comes twice.
        """
        if event.at_precision == "unknown":
            return cls(None, None)
        exact = event.at_precision == "second"
        second = event.at.astimezone(UTC).replace(microsecond=0) if exact else None
        return cls(event.local_at.date(), second)

    def is_clearly_before(self, later: "Moment") -> bool:
        """Tell whether this certainly came first; days are compared as days."""
        if self.day is None or later.day is None:
            return False
        if self.second is None or later.second is None:
            return self.day < later.day
        return self.second < later.second


def clearly_before(earlier: Dated, later: Dated) -> bool:
    """Tell whether `earlier` certainly happened first."""
    if earlier.at_precision == later.at_precision == "second":
        first, then = earlier.at.astimezone(UTC), later.at.astimezone(UTC)
        return first < then and first.replace(microsecond=0) < then.replace(microsecond=0)
    return Moment.of(earlier).is_clearly_before(Moment.of(later))


def place(event: Dated, happened: Sequence[Dated]) -> int:
    """Find the place of `event` among those that happened: before the first clearly later one."""
    return _place(Moment.of(event), [Moment.of(other) for other in happened])


def _place(moment: Moment, moments: Sequence[Moment]) -> int:
    later = (index for index, other in enumerate(moments) if moment.is_clearly_before(other))
    return next(later, len(moments))


class Frontier:
    """How far time has come, so that an entry which comes last is known at once.

    Most entries are exact, and exact ones compare by the second alone: on which local day they
    fell is worked out only once an entry comes that is known by its day.
    """

    def __init__(self, happened: Iterable[Dated] = ()) -> None:
        self._day: date | None = None
        self._whole_day: date | None = None
        self._second: datetime | None = None
        self._undated: list[Dated] = []
        for each in happened:
            self.reach(each)

    def reach(self, event: Dated) -> None:
        """Move on to an event that happened."""
        if event.at_precision == "second":
            if self._second is None or event.at > self._second:
                self._second = event.at.replace(microsecond=0)
            self._undated.append(event)
        elif event.at_precision == "day":
            day = event.local_at.date()
            self._day = max(day, self._day or day)
            self._whole_day = max(day, self._whole_day or day)

    def is_reached_by(self, event: Dated) -> bool:
        """Tell whether nothing happened clearly after this: its place is the last."""
        if event.at_precision == "unknown":
            return True
        if event.at_precision == "day":
            furthest = self._furthest_day()
            return furthest is None or event.local_at.date() >= furthest
        if self._second is not None and event.at < self._second:  # It is a whole second.
            return False
        return self._whole_day is None or event.local_at.date() >= self._whole_day

    def _furthest_day(self) -> date | None:
        for event in self._undated:
            day = event.local_at.date()
            self._day = max(day, self._day or day)
        self._undated.clear()
        return self._day


def in_order_of_happening(recorded: Iterable[PetitionEvent]) -> list[PetitionEvent]:
    """Arrange events, given as they were recorded, as they happened."""
    happened: list[PetitionEvent] = []
    moments: list[Moment] = []
    frontier = Frontier()
    for event in recorded:
        moment, index = Moment.of(event), len(happened)
        if not frontier.is_reached_by(event):
            index = _place(moment, moments)
        happened.insert(index, event)
        moments.insert(index, moment)
        frontier.reach(event)
    return happened


def voided(recorded: Sequence[PetitionEvent]) -> dict[UUID, Corrected]:
    """Name the events that a standing correction voids, with that correction.

    Corrections come after what they correct, so the newest decide first: a correction that was
    voided itself corrects nothing, and takes the replacement it brought with it, and whatever that
    one was amended to.
    """
    corrections = [event for event in recorded if isinstance(event, Corrected)]
    gone: dict[UUID, Corrected] = {}
    for correction in reversed(corrections):
        if correction.event_id not in gone:
            gone[correction.corrected] = correction
    for correction in corrections:
        if correction.replacement is not None and gone.get(correction.corrected) != correction:
            decided = gone.get(correction.event_id) or gone[correction.corrected]
            gone[correction.replacement] = decided
    return gone


def standing(recorded: Sequence[PetitionEvent]) -> list[PetitionEvent]:
    """Leave out what was voided, and set each replacement where the entry it replaces stood.

    A correction of the time (`at`) moves the replacement to its true place when it is ordered.
    """
    gone = voided(recorded)
    if not gone:
        return list(recorded)
    brought = origins(recorded)
    by_id = {event.event_id: event for event in recorded}
    firsts = (event for event in recorded if event.event_id not in brought)
    stands = (_successor(event, gone, by_id) for event in firsts)
    return [event for event in stands if event is not None]


def origins(recorded: Sequence[PetitionEvent]) -> dict[UUID, UUID]:
    """Trace every replacement that was ever brought to the entry that it all began with."""
    found: dict[UUID, UUID] = {}
    for event in recorded:
        if isinstance(event, Corrected) and event.replacement is not None:
            found[event.replacement] = found.get(event.corrected, event.corrected)
    return found


def _successor(
    event: PetitionEvent, gone: dict[UUID, Corrected], by_id: dict[UUID, PetitionEvent]
) -> PetitionEvent | None:
    """Follow an entry through its corrections to the one that stands in its place, if any does."""
    stands: PetitionEvent | None = event
    while stands is not None and stands.event_id in gone:
        correction = gone[stands.event_id]
        replaced = correction.corrected == stands.event_id and correction.replacement is not None
        stands = by_id.get(correction.replacement) if replaced else None  # type: ignore[arg-type]
    return stands


def history(recorded: Sequence[PetitionEvent]) -> list[PetitionEvent]:
    """Arrange what stands of a petition's record as it happened."""
    return in_order_of_happening(standing(recorded))
