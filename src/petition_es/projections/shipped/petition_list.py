"""What a desk's queue needs of every petition, a row each."""

from datetime import datetime

from petition_es.domain.codes import Channel
from petition_es.domain.petition import PetitionEvent, State
from petition_es.projections.course import Course
from petition_es.projections.kit.handlers import on
from petition_es.projections.kit.projection import Projection
from petition_es.projections.shipped.steps import CLERICAL, MOVES, STAYS


class PetitionList(Projection):
    """Where every petition stands, with whom, and since when nothing has happened to it.

    For how many days it has been silent follows from `last_at`, on the day on which it is asked.
    """

    key = "petition_id"
    ignores = CLERICAL
    before = Course
    after = True
    number: str | None = None
    state: State = "submitted"
    unit_id: str | None = None
    division: str | None = None
    category: str | None = None
    channel: Channel | None = None
    last_step: str = ""
    last_at: datetime

    @on(*MOVES, *STAYS)
    def moved(self, event: PetitionEvent, course: Course) -> None:
        """Note where it stands now, and what was done last."""
        self.number, self.state, self.unit_id = course.number, course.state, course.unit_id
        self.division, self.category = course.division, course.category
        self.channel = course.channel
        self.last_step, self.last_at = type(event).__name__, event.at
