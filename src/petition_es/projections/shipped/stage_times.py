"""How long petitions stay in each stage."""

from datetime import timedelta

from petition_es.projections.course import Course
from petition_es.projections.kit.handlers import derived, on
from petition_es.projections.kit.merging import Sum
from petition_es.projections.kit.projection import Projection
from petition_es.projections.shipped.lengths import length_of, quantile_days
from petition_es.projections.shipped.steps import CLERICAL, MOVES, STAYS
from petition_es.projections.whereabouts import StageName


class StageTimes(Projection):
    """How long each stage took that is over, by the unit that had the petition, and by category.

    Unit and category are those at the end of the stage. `by_length` counts the lengths by class
    (`lengths` says how wide one is): a quantile is exact up to the width of its class.
    """

    key = ("unit_id", "category", "stage")
    ignores = STAYS + CLERICAL
    before = Course
    after = True
    unit_id: str
    category: str
    stage: StageName
    ended: Sum[int] = 0
    time: Sum[timedelta] = timedelta()
    by_length: Sum[dict[str, int]] = {}

    @staticmethod
    def keys(_: object, course: Course) -> tuple[tuple[str | None, str, str], ...]:
        """The stage that the step ended, if it ended one."""
        spent = course.spent
        if spent is None:
            return ()
        return ((spent.unit_id, course.category or "unknown", spent.stage),)

    @on(*MOVES)
    def over(self, _: object, course: Course) -> None:
        """Count how long it took."""
        if course.spent is not None:
            time = course.spent.time
            length = length_of(time)
            self.ended += 1
            self.time += time
            self.by_length[length] = self.by_length.get(length, 0) + 1

    @derived
    def mean_days(self) -> float:
        """The mean, in days."""
        return round(self.time / timedelta(days=1) / self.ended, 3)

    @derived
    def median_days(self) -> float:
        """Half of them took at most so many days."""
        return quantile_days(self.by_length, 1, 2)

    @derived
    def p90_days(self) -> float:
        """Nine in ten took at most so many days."""
        return quantile_days(self.by_length, 9, 10)
