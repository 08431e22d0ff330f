"""How long petitions waited for their answer, month by month."""

from collections.abc import Iterator

from petition_es.domain.petition import PetitionEvent
from petition_es.projections.course import Course
from petition_es.projections.kit.handlers import on
from petition_es.projections.kit.merging import Sum
from petition_es.projections.kit.projection import Projection
from petition_es.projections.shipped.lengths import length_of
from petition_es.projections.shipped.steps import CLERICAL, MOVES, STAYS


class AnswerTimes(Projection):
    """How many petitions were taken in hand and answered, by unit, category and month.

    `accepted` counts by the month in which they were taken in hand (`2026-03`, by the wall clock
    of who recorded the step), `answered` by that same month and the class of the length until the
    answer, in minutes (`2026-03 1440`). A petition that is taken up again counts again; one that
    ends without an answer stays accepted and is never answered.
    """

    key = ("unit_id", "category")
    ignores = STAYS + CLERICAL
    before = Course
    after = True
    unit_id: str
    category: str
    accepted: Sum[dict[str, int]] = {}
    answered: Sum[dict[str, int]] = {}

    @staticmethod
    def keys(_: object, course: Course) -> Iterator[tuple[str | None, str]]:
        """The unit that took it in hand, or that had it until it was answered."""
        if _is_begun(course):
            yield course.unit_id, course.category or "unknown"
        elif course.spent is not None and _is_answered(course):
            yield course.spent.unit_id, course.category or "unknown"

    @on(*MOVES)
    def moved(self, event: PetitionEvent, course: Course) -> None:
        """Count that a wait began, or how long it was."""
        if _is_begun(course):
            month = f"{event.local_at:%Y-%m}"
            self.accepted[month] = self.accepted.get(month, 0) + 1
        elif course.spent is not None and _is_answered(course):
            time = course.spent.time
            word = f"{event.local_at - time:%Y-%m} {length_of(time)}"
            self.answered[word] = self.answered.get(word, 0) + 1


def _is_begun(course: Course) -> bool:
    return course.stage == "handling" and course.spent is not None


def _is_answered(course: Course) -> bool:
    spent = course.spent
    return course.stage == "answered" and spent is not None and spent.stage == "handling"
