"""How long petitions waited for their answer, day by day."""

from collections.abc import Iterator
from datetime import date

from petition_es.domain.petition import PetitionEvent
from petition_es.projections.course import Course, Waited, Waiting
from petition_es.projections.expecting.likeness import like_of
from petition_es.projections.kit.handlers import on
from petition_es.projections.kit.merging import Sum
from petition_es.projections.kit.projection import Projection
from petition_es.projections.shipped.lengths import length_of
from petition_es.projections.shipped.steps import CLERICAL, MOVES, STAYS


class AnswerTimes(Projection):
    """How many petitions began to wait for their answer on a day, and how long it took to come.

    A wait of the stage `registered` lasts from the submission to the first answer, and is counted
    from the registration on, when it is known what the petition is about; one of the stage
    `handling` lasts from the day on which it was taken in hand. Unit, category and procedure are
    those at that step (`unknown` where none was told), the day is that of the wall clock of who
    recorded it. `answered` counts by class of length, in minutes. A petition that is taken up again
    waits again; one that ends without an answer has begun and is never answered.
    """

    key = ("stage", "unit_id", "category", "procedure", "day")
    version = 2
    ignores = STAYS + CLERICAL
    before = Course
    after = True
    stage: Waited
    unit_id: str
    category: str
    procedure: str
    day: date
    begun: Sum[int] = 0
    answered: Sum[dict[str, int]] = {}

    @staticmethod
    def keys(_: object, course: Course) -> Iterator[tuple[str, str | None, str, str, date]]:
        """The day on which the wait began that the step begins, and those of what it answers."""
        if course.begun is not None:
            yield _key(course.begun)
        for wait in course.answered:
            yield _key(wait)

    @on(*MOVES)
    def moved(self, event: PetitionEvent, course: Course) -> None:
        """Count that a wait began, or how long it was."""
        if course.begun is not None:
            self.begun += 1
        for wait in course.answered:
            if wait.stage == self.stage:
                length = length_of(event.local_at - wait.since)
                self.answered[length] = self.answered.get(length, 0) + 1


def _key(wait: Waiting) -> tuple[str, str | None, str, str, date]:
    unit, category, procedure, stage = like_of(wait)
    return str(stage), unit, str(category), str(procedure), wait.since.date()
