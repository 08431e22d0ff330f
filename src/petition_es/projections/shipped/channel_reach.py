"""Which provinces have which channel, and since when."""

from collections.abc import Iterator
from datetime import date

from petition_es.domain.codes import Channel
from petition_es.domain.petition import Registered
from petition_es.projections.course import Course
from petition_es.projections.kit.handlers import derived, on
from petition_es.projections.kit.merging import Sum
from petition_es.projections.kit.projection import Projection
from petition_es.projections.shipped.divisions import province_of


class ChannelReach(Projection):
    """Petitions by province and channel: how many were registered, and on which days.

    The province is that of the place where the problem lies, by the first two digits of its code;
    `unknown` where nobody said which it is. A day is that of the registering office's wall clock.
    """

    key = ("province", "channel")
    only = (Registered,)
    before = Course
    province: str
    channel: Channel
    petitions: Sum[int] = 0
    by_day: Sum[dict[str, int]] = {}

    @staticmethod
    def keys(event: Registered, course: Course) -> Iterator[tuple[str, str]]:
        """The province that it is about, and the channel by which it came."""
        yield province_of(event.place), course.channel or "unknown"

    @on(Registered)
    def came(self, event: Registered) -> None:
        """Count the petition on its day."""
        day = event.local_at.date().isoformat()
        self.petitions += 1
        self.by_day[day] = self.by_day.get(day, 0) + 1

    @derived
    def first_day(self) -> date | None:
        """The first day on which one came."""
        return date.fromisoformat(min(self.by_day)) if self.by_day else None

    @derived
    def last_day(self) -> date | None:
        """The last day on which one came."""
        return date.fromisoformat(max(self.by_day)) if self.by_day else None
