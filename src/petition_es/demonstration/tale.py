"""How a story of the demonstration is told: step by step, each with its day, time and actor."""

from datetime import UTC, datetime, time, timedelta, timezone
from uuid import UUID

from petition_es.demonstration.identities import identity
from petition_es.domain.codes import Precision
from petition_es.domain.entry import Actor, Entry
from petition_es.domain.identity import derived_id
from petition_es.domain.petition import Act
from petition_es.office.histories import History, Step

BEIJING = timezone(timedelta(hours=8))


class Tale:
    """A petition's history in the making; ids follow from the story's name and the step."""

    def __init__(self, name: str, day_zero: datetime) -> None:
        self.name = name
        self._day_zero = day_zero
        self._steps: list[Step] = []

    @property
    def petition_id(self) -> UUID:
        """The id of the petition that the story tells."""
        return derived_id("demonstration", self.name, "petition")

    def event_id(self, index: int) -> UUID:
        """The id of the step of this index, counted from 0."""
        return derived_id("demonstration", self.name, str(index))

    def on(
        self,
        day: int,
        clock: str,
        who: str | Actor,
        act: Act,
        *,
        keyed_in: int | None = None,
        precision: Precision = "second",
        on_behalf_of: str | None = None,
    ) -> "Tale":
        """Tell one step: on this day after day zero, at this time of the day, somebody acts.

        `keyed_in` is the later day on which it was written down, for a late entry.
        """
        at = self.moment(day, clock)
        recorded_at = at if keyed_in is None else self.moment(keyed_in, "17:30")
        entry = Entry(
            event_id=self.event_id(len(self._steps)),
            actor=identity(who) if isinstance(who, str) else who,
            at=at,
            at_precision=precision,
            recorded_at=recorded_at.astimezone(UTC),
            on_behalf_of=on_behalf_of,
        )
        self._steps.append(Step(act, entry))
        return self

    def moment(self, day: int, clock: str) -> datetime:
        """The moment of a clock time on a day of the story, in Beijing time."""
        date = (self._day_zero + timedelta(days=day)).date()
        return datetime.combine(date, time.fromisoformat(clock), BEIJING)

    def told(self) -> History:
        """The whole story, ready to be written."""
        return History(self.petition_id, tuple(self._steps))
