"""What cases of the real logs may be alike by, and which of it is taken.

For each log and question the likeness is chosen that did best on the latter part of the earlier
half, as known when that half was over: by pinball loss, the mean of 0.8 for each day that an answer
came after the date and 0.2 for each day before it. The later half has no part in the choice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile

from petition_es.importing.case_log import LogCase, LogEvent
from petition_es.projections.expecting.history import DAY, Wait
from petition_es.projections.expecting.likeness import Likeness

NEVER = float("inf")
HOURS_ALIKE = 3


@dataclass(frozen=True)
class Way:
    """One case: its steps in the order of time, the waits that they began, and its answer."""

    steps: tuple[LogEvent, ...]
    waits: tuple[Wait, ...]
    answered_at: datetime | None

    @property
    def began(self) -> datetime:
        """When its first step was."""
        return self.steps[0].at.at

    def days_left(self, now: datetime) -> float:
        """From a moment to the answer."""
        return (self.answered_at - now) / DAY if self.answered_at else NEVER

    def wait_at(self, now: datetime) -> Wait:
        """The wait in which it was."""
        return [wait for wait in self.waits if wait.since <= now][-1]

    def as_known(self, end: datetime) -> "Way":
        """What was known of it at a moment: nothing that came later."""
        is_answered = self.answered_at is not None and self.answered_at <= end
        answered_at = self.answered_at if is_answered else None
        steps = tuple(takewhile(lambda step: step.at.at <= end, self.steps))
        waits = (wait for wait in self.waits if wait.since <= end)
        return Way(steps, tuple(replace(w, answered_at=answered_at) for w in waits), answered_at)


def _amount(case: LogCase, _: LogEvent) -> str:
    amount = float(case.events[0].attributes.get("(case)_Amount", 0))
    sizes = ((0, "none"), (50, "small"), (200, "fair"))
    return next((name for upto, name in sizes if amount <= upto), "large")


def _of_case(name: str) -> "Trait":
    return lambda case, _: case.attributes.get(f"case:{name}")


def _of_step(name: str) -> "Trait":
    return lambda _, step: step.attributes.get(name)


Trait = Callable[[LogCase, LogEvent], str | None]
"""What is known of a case when it comes to a step."""

TRAITS: dict[str, Trait] = {
    "officer": lambda _, step: step.resource,
    "weekday": lambda _, step: f"{step.at.at:%a}",
    "hour": lambda _, step: str(step.at.at.hour // HOURS_ALIKE),
    "amount": _amount,
    "channel": _of_case("channel"),
    "department": _of_case("department"),
    "product": _of_step("product"),
    "customer": _of_step("customer"),
    "workgroup": _of_step("workgroup"),
    "service type": _of_step("service_type"),
    "service level": _of_step("service_level"),
    "seriousness": _of_step("seriousness_2"),
}

By = tuple[str, ...]
"""Traits in the places of unit, category and procedure: the second is given up first, the third
last; where several stand in one place, they have a `+` between them."""

PERMITS: tuple[By, ...] = (
    ("officer", "channel"),
    ("officer",),
    ("officer", "weekday"),
    ("officer", "hour"),
    ("officer", "department"),
)
DECLARATIONS: tuple[By, ...] = (
    ("", "amount"),
    ("", "weekday"),
    ("weekday", "amount"),
    ("weekday+hour", "amount"),
    ("",),
)
TICKETS: tuple[By, ...] = (
    ("officer", "product"),
    ("officer", "product", "seriousness"),
    ("officer+product", "", "seriousness"),
    ("officer", "customer", "seriousness"),
    ("officer", "service level"),
    ("service type", "service level", "seriousness"),
    ("workgroup", "product"),
)


def likeness(by: By, case: LogCase, step: LogEvent) -> Likeness:
    """What a case is like, when it comes to a step."""
    unit, category, procedure = (_together(names, case, step) for names in (*by, "", "")[:3])
    return Likeness(unit, category, procedure, step.activity)


def _together(names: str, case: LogCase, step: LogEvent) -> str | None:
    told = [TRAITS[name](case, step) or "" for name in names.split("+") if name]
    return "|".join(told) or None


def ways_of(cases: list[LogCase], answer: str, by: By) -> list[Way]:
    """The cases of a log in the order in which they began."""
    ways = (_way(case, answer, by) for case in cases if case.events)
    return sorted(ways, key=lambda way: way.began)


def _way(case: LogCase, answer: str, by: By) -> Way:
    """Read a case; only the first answer counts, and only the first time at each stage."""
    steps = tuple(sorted(case.events, key=lambda event: event.at.at))
    answered_at = next((step.at.at for step in steps if step.activity == answer), None)
    first: dict[str, LogEvent] = {}
    for step in steps:
        if answered_at is None or step.at.at < answered_at or step is steps[0]:
            first.setdefault(step.activity, step)
    waits = (Wait(likeness(by, case, step), step.at.at, answered_at) for step in first.values())
    return Way(steps, tuple(waits), answered_at)


def chosen(candidates: dict[By, list[Way]], loss: Callable[[list[Way]], float]) -> By:
    """The likeness that did best on the earlier half, as known when that half was over."""
    return min(candidates, key=lambda by: loss(list(_earlier(candidates[by]))))


def _earlier(ways: list[Way]) -> Iterator[Way]:
    end = ways[len(ways) // 2].began
    return (way.as_known(end) for way in ways[: len(ways) // 2])
