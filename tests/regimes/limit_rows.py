"""Rows of the tables of limits: an article, a start, and the last day on a calendar on the wall.

A row is told to the clocks as a history in which the clock starts on the morning of `begins`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import naive_count
from histories import (
    BUREAU,
    CHINA,
    LI,
    ROADS,
    WATER,
    accepted,
    assigned,
    day,
    delivered,
    happened,
    opinion,
    referred,
    registered,
    resolved,
    submitted,
    told,
)
from petition_es.domain.codes import Code, Place
from petition_es.domain.petition import (
    EvaluationOpened,
    ReviewDecided,
    ReviewRequested,
    SupervisionOpened,
)
from petition_es.domain.regime.clocks import Clock, Desktop
from petition_es.domain.regime.law import Law
from petition_es.domain.regime.timing import clocks_of
from petition_es.regimes import load_law
from petition_es.regimes.calendars import calendar_of_china

LAW = load_law({"cn": calendar_of_china()})
DAY = timedelta(days=1)
WINDOWS = {"objection", "review_request", "second_review_request", "evaluation"}
"""Who does not act until their last day has lost a right, and is not late."""


@dataclass(frozen=True)
class Row:
    """One line of a table of limits."""

    article: str
    clock: str
    begins: date
    limit: int
    last: date
    working: bool = False
    place: str = "320826"
    procedure: str = "ordinary"

    def __str__(self) -> str:
        return f"{self.article}: {self.clock} from {self.begins}"

    @property
    def by_hand(self) -> date:
        """The last day, counted day by day by somebody who does not know the program."""
        return naive_count.last_day(self.start, self.limit, working=self.working)

    @property
    def start(self) -> datetime:
        return day(days_to(self.begins))


def in_working_days(*said: Any, **more: Any) -> Row:
    """A row of which the limit is counted in working days."""
    return Row(*said, working=True, **more)


def days_to(when: date) -> int:
    """How many days after the first of the tests' days."""
    return (when - day(0).date()).days


def on_the_net(on: float, place: str = "320826"):
    return submitted(on=on), registered(on=on, place=Place(division=Code("gbt2260", "2015", place)))


def arrived(on: float, row: Row):
    return (*on_the_net(on, row.place), referred(ROADS, on=on))


def taken_up(on: float, row: Row):
    return (*arrived(on, row), accepted(ROADS, on=on, procedure=row.procedure))


def answered(on: float, row: Row):
    return (*taken_up(on, row), opinion(ROADS, on=on), delivered(ROADS, on=on))


def asked(on: float, level: str, request: str, rests_on: str):
    return happened(
        ReviewRequested, LI, on, request, (rests_on,),
        request_id=request, level=level, opinion_id="opinion-roads",
    )  # fmt: skip


def under_review(on: float, row: Row):
    return (*answered(on, row), asked(on, "review", "r-1", "opinion-roads"))


def reviewed(on: float, row: Row):
    decided = happened(
        ReviewDecided, WATER, on, "d-1", ("r-1",), request_id="r-1", outcome="uphold"
    )
    return (*under_review(on, row), decided, delivered(ROADS, on=on, document="r-1", kind="review"))


def under_second_review(on: float, row: Row):
    return (*reviewed(on, row), asked(on, "second_review", "r-2", "d-1"))


def supervised(on: float, row: Row):
    opened = happened(
        SupervisionOpened, BUREAU, on, "watched", (), supervision_id="s-1", ground="overdue"
    )
    return (*taken_up(on, row), opened)


def to_be_evaluated(on: float, row: Row):
    opened = happened(
        EvaluationOpened, BUREAU, on, "invited", ("resolution-roads",), evaluatees=("unit",)
    )
    return (*answered(on, row), resolved(ROADS, on=on), opened)


def assigned_until(on: float, row: Row):
    due = datetime.combine(row.last, time(23, 59), CHINA)
    return (*on_the_net(on, row.place), assigned(ROADS, on=on, report_due=due))


WAYS: dict[str, Callable[..., tuple]] = {
    "routing": lambda on, row: on_the_net(on, row.place),
    "acceptance": arrived,
    "objection": arrived,
    "handling": taken_up,
    "report": assigned_until,
    "review_request": answered,
    "review": under_review,
    "second_review_request": reviewed,
    "second_review": under_second_review,
    "supervision": supervised,
    "evaluation": to_be_evaluated,
}
"""How a petition comes to the day on which each clock starts."""


def desks(unit_id: str | None) -> Desktop:
    return Desktop(desk="bureau" if unit_id == BUREAU.unit_id else "unit")


def history_of(row: Row):
    return WAYS[row.clock](days_to(row.begins), row)


def clock_of(row: Row, *more, at: datetime, law: Law = LAW) -> Clock:
    """The latest clock of the row's name, as it stands at a moment."""
    happenings = told(*history_of(row), *more)
    return [each for each in clocks_of(happenings, law, at, desks) if each.name == row.clock][-1]


def noon(when: date) -> datetime:
    return datetime.combine(when, time(12), CHINA)


def check(row: Row) -> None:
    """Hold a row against the calendar on the wall, and the clocks against the row."""
    if row.clock != "report":
        assert row.last == row.by_hand
    over = "closed" if row.clock in WINDOWS else "late"
    for offset, status in ((-1, "running"), (0, "running"), (1, over)):
        now = noon(row.last + offset * DAY)
        clock = clock_of(row, at=now)
        assert clock.first_due.last_day == row.last
        assert (clock.status(now), clock.days_left(now)) == (status, -offset)
