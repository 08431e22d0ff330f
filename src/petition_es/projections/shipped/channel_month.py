"""How many petitions came by each channel, month by month."""

from collections.abc import Iterator
from datetime import date

from petition_es.domain.codes import Channel
from petition_es.domain.petition import Registered
from petition_es.projections.course import Course
from petition_es.projections.kit.handlers import derived, on
from petition_es.projections.kit.merging import Sum
from petition_es.projections.kit.projection import Projection
from petition_es.projections.shipped.divisions import DivisionLevel, level_of


class ChannelMonth(Projection):
    """Petitions registered, by channel, level of the division they are about, and month.

    A month is that of the registering office's wall clock; its first day stands for it. Each
    petition counts in its month, and once more a year later, as what that month is compared with:
    months that are yet to come have rows with no petitions in them.
    """

    key = ("channel", "level", "month")
    only = (Registered,)
    before = Course
    channel: Channel
    level: DivisionLevel
    month: date
    petitions: Sum[int] = 0
    year_before: Sum[int] = 0

    @staticmethod
    def keys(event: Registered, course: Course) -> Iterator[tuple[str, str, date]]:
        """The month of the registration, and the same month a year later."""
        month = event.local_at.date().replace(day=1)
        channel, level = course.channel or "unknown", level_of(event.place)
        yield channel, level, month
        yield channel, level, month.replace(year=month.year + 1)

    @on(Registered)
    def came(self, event: Registered) -> None:
        """Count the petition."""
        if event.local_at.year == self.month.year:
            self.petitions += 1
        else:
            self.year_before += 1

    @derived
    def change(self) -> int:
        """How many more there are than in the same month of the year before."""
        return self.petitions - self.year_before

    @derived
    def change_percent(self) -> float | None:
        """The change in percent of the year before, to a tenth; None where that had none."""
        return round(100 * self.change / self.year_before, 1) if self.year_before else None
