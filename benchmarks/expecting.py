"""Whether expected dates keep their word, on the real logs.

    cd benchmarks && ../.venv/bin/python -m expecting [--data ../../shared/data]

The earlier half of a log (by when its cases began) only teaches; every case of the later half is
asked about at three moments: when it begins, at its second step, and half-way (after half of the
time in which 8 of 10 earlier cases had their answer). At each moment only what had happened before
it is known, open cases as open. A case that is never answered counts as eligible and as not done.
Cases that began too late for the log to show what became of them are left out: within twice the
time in which 8 of 10 were answered before its end.

Measured against: 80% +- 3 points are done by the date; the median width (from the moment of the
question to the date) is at most 0.8 of the 80% quantile of all lengths, once of the earlier half
and once of what was really left to the tested cases ("hindsight"; "-" where fewer than 8 of 10 were
ever answered); a date is shown for half of the eligible.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from fitting import Logs
from petition_es.importing.case_log import LogCase, LogEvent
from petition_es.projections.expecting.expectation import Expectation, Expecting
from petition_es.projections.expecting.history import DAY, History, Wait
from petition_es.projections.expecting.likeness import Likeness

Row = Literal["at its start", "at its second step", "half-way"]
ROWS: tuple[Row, ...] = ("at its start", "at its second step", "half-way")
COLUMNS = (
    "asked", "eligible", "shown", "done by it", "done that day", "width", "width, hindsight",
    "missed",
)  # fmt: skip
NEVER = float("inf")
SHARE, POINTS, WIDTH, SHOWN = 0.8, 0.03, 0.8, 0.5

LikenessOf = Callable[[LogCase, LogEvent], Likeness]
"""What a case is like, when it comes to a step: told by its first event and by that step."""


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


def way_of(case: LogCase, answer: str, likeness: LikenessOf) -> Way:
    """Read a case; only the first answer counts, and only the first time at each stage."""
    steps = tuple(sorted(case.events, key=lambda event: event.at.at))
    answered_at = next((step.at.at for step in steps if step.activity == answer), None)
    first: dict[str, LogEvent] = {}
    for step in steps:
        if answered_at is None or step.at.at < answered_at or step is steps[0]:
            first.setdefault(step.activity, step)
    waits = (Wait(likeness(case, step), step.at.at, answered_at) for step in first.values())
    return Way(steps, tuple(waits), answered_at)


def permit(case: LogCase, step: LogEvent) -> Likeness:
    """Alike by the officer and the channel."""
    return Likeness(step.resource, case.attributes.get("case:channel"), None, step.activity)


def declaration(case: LogCase, step: LogEvent) -> Likeness:
    """Alike by the amount: these have no unit and no category."""
    amount = float(case.events[0].attributes.get("(case)_Amount", 0))
    size = next(
        (name for upto, name in ((0, "none"), (50, "small"), (200, "fair")) if amount <= upto),
        "large",
    )
    return Likeness(None, size, None, step.activity)


def ticket(case: LogCase, step: LogEvent) -> Likeness:
    """Alike by the officer and the product."""
    first = min(case.events, key=lambda event: event.at.at)
    return Likeness(step.resource, first.attributes.get("product"), None, step.activity)


def quantile(values: Iterable[float], share: float) -> float:
    """The least value that this share does not go beyond."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


@dataclass
class Told:
    """What was expected in one row of the table, and what came true."""

    usual: float
    left: list[float] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    done: int = 0
    done_that_day: int = 0

    def note(self, way: Way, now: datetime, expected: Expectation | None) -> None:
        """Count one case."""
        self.left.append(way.days_left(now))
        if expected is None:
            return
        self.widths.append((expected.by - now) / DAY)
        answered = way.answered_at
        # A length that was turned into days and back may be off by a microsecond.
        if answered is not None and answered <= expected.by + timedelta(milliseconds=1):
            self.done += 1
        if (
            answered is not None
            and answered.date() <= expected.by.astimezone(answered.tzinfo).date()
        ):
            self.done_that_day += 1


def moments(ways: list[Way], row: Row, half: float) -> list[tuple[datetime, Way]]:
    """When each case that is still open is asked about, in the order of time."""
    asked = []
    for way in ways:
        if row == "at its second step" and len(way.steps) == 1:
            continue
        late = timedelta(days=half) if row == "half-way" else timedelta()
        now = way.steps[1].at.at if row == "at its second step" else way.began + late
        if row == "at its start" or way.days_left(now) > 0:
            asked.append((now, way))
    return sorted(asked, key=lambda each: each[0])


def told(ways: list[Way], row: Row) -> Told:
    """Ask about the cases of a log, and count for the later half."""
    history = History()
    history.remember(wait for way in ways for wait in way.waits)
    expecting, later = Expecting(history, SHARE), ways[len(ways) // 2].began
    lengths = [way.days_left(way.began) for way in ways if way.answered_at]
    result = Told(quantile(lengths[: len(lengths) // 2], SHARE))
    end = max(way.steps[-1].at.at for way in ways)
    last = end - timedelta(days=2 * quantile(lengths, SHARE))
    early_enough = [way for way in ways if way.began < last]
    for now, way in moments(early_enough, row, result.usual / 2):
        expected = expecting.expect(way.wait_at(now), now)
        if way.began >= later:
            result.note(way, now, expected)
    return result


def line(row: Row, result: Told) -> str:
    """A row of the table, with what is missed in words."""
    shown, asked = len(result.widths), len(result.left)
    if not shown:
        return f"| {row} | {asked:,} | 0% | - | - | - | - | none shown |"
    done, that_day = result.done / shown, result.done_that_day / shown
    width = quantile(result.widths, 0.5)
    of_usual, left = width / result.usual, quantile(result.left, SHARE)
    cells = [f"{shown / asked:.0%}", f"{done:.1%}", f"{that_day:.1%}", f"{of_usual:.2f}"]
    cells += [f"{width / left:.2f}" if left < NEVER else "-", missed(done, of_usual, shown / asked)]
    return f"| {row} | {asked:,} | {' | '.join(cells)} |"


def missed(done: float, width: float, shown: float) -> str:
    """Which of the targets were not met."""
    faults = {
        "coverage": abs(done - SHARE) > POINTS,
        "width": width > WIDTH,
        "shown": shown < SHOWN,
    }
    return ", ".join(name for name, is_missed in faults.items() if is_missed) or "none"


def table(name: str, ways: list[Way]) -> Iterator[str]:
    """What is printed of a log."""
    yield f"\n{name}\n"
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|" + "---|" * len(COLUMNS)
    for row in ROWS:
        yield line(row, told(ways, row))


def logs_of(data: Path) -> Iterator[tuple[str, list[Way]]]:
    """Each log, its cases in the order in which they began."""
    logs = Logs(data)
    read = (
        ("permits", logs.permits, "T05 Print and send confirmation of receipt", permit),
        ("declarations", logs.declarations, "Payment Handled", declaration),
        ("help desk", logs.tickets, "Resolve ticket", ticket),
    )
    for name, cases, answer, likeness in read:
        ways = (way_of(case, answer, likeness) for case in cases if case.events)
        yield f"{name}, to '{answer}'", sorted(ways, key=lambda way: way.began)


def main() -> None:
    """Read the logs and print the tables."""
    asked = argparse.ArgumentParser(description="Back-test expected dates on the real logs.")
    asked.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    data: Path = asked.parse_args().data
    if not (data / "event_logs").is_dir():
        sys.exit(f"No event logs in {data}: they are not part of the repository (--data PATH).")
    for name, ways in logs_of(data):
        for text in table(name, ways):
            print(text, flush=True)


if __name__ == "__main__":
    main()
