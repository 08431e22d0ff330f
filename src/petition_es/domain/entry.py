"""Who enters an act in the record, when it happened and when it was written down."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from uuid import UUID

from petition_es.domain.codes import Channel, Precision, Role, Source
from petition_es.domain.refusals import HappensInTheFuture
from petition_es.domain.regime.clocks import Desks, of_no_unit
from petition_es.domain.regime.law import NO_LAW, Law
from petition_es.domain.shape import check_shape


@dataclass(frozen=True, kw_only=True)
class Actor:
    """The person who acts: a pseudonym, a role, and the unit acted for (None for a petitioner)."""

    actor_id: str
    role: Role
    unit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry in the record: everything about an act that is not its content.

    `at` is when it happened in the office, `recorded_at` when the office's clock saw it written
    down; both carry a time zone. Refuses a time without a zone, an act of the future, and prose
    where ids belong.
    """

    event_id: UUID
    actor: Actor
    at: datetime
    recorded_at: datetime
    at_precision: Precision = "second"
    command_id: UUID | None = None
    correlation_id: UUID | None = None
    on_behalf_of: str | None = None
    entry_channel: Channel | None = None
    regime: str | None = None
    source: Source | None = None
    law: Law = field(default=NO_LAW, repr=False, compare=False)
    """All that the law says, of every place and time; it is not recorded."""
    desks: Desks = field(default=of_no_unit, repr=False, compare=False)
    """What is known of each unit that rules may hang on; it is not recorded either."""

    def __post_init__(self) -> None:
        """Refuse what is not of its kind, and times that could not be true."""
        check_shape(self)
        if self._is_future():
            known = self.recorded_at.astimezone(self.at.tzinfo)
            raise HappensInTheFuture(at=self.at.isoformat(), now=known.isoformat())

    def _is_future(self) -> bool:
        if self.at is self.recorded_at:
            return False
        if self.at_precision == "day":
            return self.at.date() > self.recorded_at.astimezone(self.at.tzinfo).date()
        return self.at_utc > self.recorded_at.astimezone(UTC)

    @property
    def tz_offset(self) -> str:
        """The offset from UTC of the office's wall clock at `at`, as `+08:00`."""
        return offset_of(self.at)

    @property
    def acting_unit(self) -> str | None:
        """The unit whose act this is: the one acted for, else the actor's own."""
        if self.actor.role == "petitioner":
            return None
        return self.on_behalf_of or self.actor.unit_id

    @property
    def party(self) -> str:
        """The petitioner whose act this is: the one acted for, else the actor."""
        return self.on_behalf_of or self.actor.actor_id

    @property
    def local_at(self) -> datetime:
        """`at` on the wall clock of the office that acts."""
        return self.at

    @property
    def at_utc(self) -> datetime:
        """`at` as it is stored: in UTC, beside the offset."""
        return self.at.astimezone(UTC)


def offset_of(moment: datetime) -> str:
    """Write the offset of `moment` from UTC as `+08:00`."""
    return _written(moment.utcoffset())


@cache
def _written(offset: timedelta | None) -> str:
    digits = datetime.min.replace(tzinfo=timezone(offset or timedelta())).strftime("%z")
    return f"{digits[:3]}:{digits[3:5]}"
