"""Whether expected dates keep their word, on the real logs.

    cd benchmarks && ../.venv/bin/python -m expecting [--data ../../shared/data]

The earlier half of a log (by when its cases began) only teaches; every case of the later half is
asked about at three moments: when it begins, at its second step, and half-way (after half of the
time in which 8 of 10 earlier cases had their answer). At each moment only what had happened before
it is known, open cases as open. What cases are alike by is chosen for each log and moment on the
earlier half (`likenesses`). A case that is never answered counts as eligible and as not done.
Cases that began too late for the log to show what became of them are left out: within twice the
time in which 8 of 10 were answered before its end.

Measured against: 80% +- 3 points are done by the date; the median width (from the moment of the
question to the date) is at most 0.8 of the 80% quantile of all lengths, once of the earlier half
and once of what was really left to the tested cases ("hindsight"; "-" where fewer than 8 of 10 were
ever answered); a date is shown for half of the eligible.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Literal

from fitting import Logs
from likenesses import DECLARATIONS, NEVER, PERMITS, TICKETS, By, Way, chosen, ways_of
from petition_es.importing.case_log import LogCase
from petition_es.projections.expecting.expectation import Expectation, Expecting
from petition_es.projections.expecting.history import DAY, History

Row = Literal["at its start", "at its second step", "half-way"]
ROWS: tuple[Row, ...] = ("at its start", "at its second step", "half-way")
COLUMNS = (
    "asked", "alike by", "eligible", "shown", "done by it", "done that day", "width",
    "width, hindsight", "missed",
)  # fmt: skip
LONGEST = 3
"""What was never answered counts as so many times the usual, where likenesses are compared."""

SHARE, POINTS, WIDTH, SHOWN = 0.8, 0.03, 0.8, 0.5


def quantile(values: Iterable[float], share: float) -> float:
    """The least value that this share does not go beyond."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def pinball(left: float, width: float) -> float:
    """What it costs to have told this width of what took so long."""
    return SHARE * (left - width) if left > width else (1 - SHARE) * (width - left)


@dataclass
class Told:
    """What was expected in one row of the table, and what came true."""

    usual: float
    left: list[float] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    done: int = 0
    done_that_day: int = 0

    def note(self, way: Way, now: datetime, expected: Expectation | None) -> None:
        """Count one case."""
        self.left.append(way.days_left(now))
        if expected is None:
            return
        width = (expected.by - now) / DAY
        self.widths.append(width)
        self.losses.append(pinball(min(self.left[-1], LONGEST * self.usual), width))
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


def line(row: Row, by: By, result: Told) -> str:
    """A row of the table, with what is missed in words."""
    shown, asked = len(result.widths), len(result.left)
    begin = f"| {row} | {', '.join(name for name in by if name) or 'nothing'} | {asked:,} |"
    if not shown:
        return f"{begin} 0% | - | - | - | - | none shown |"
    done, that_day = result.done / shown, result.done_that_day / shown
    width = quantile(result.widths, 0.5)
    of_usual, left = width / result.usual, quantile(result.left, SHARE)
    cells = [f"{shown / asked:.0%}", f"{done:.1%}", f"{that_day:.1%}", f"{of_usual:.2f}"]
    cells += [f"{width / left:.2f}" if left < NEVER else "-", missed(done, of_usual, shown / asked)]
    return f"{begin} {' | '.join(cells)} |"


def loss(ways: list[Way], row: Row) -> float:
    """How far off the dates were that a likeness told; one that tells too few is out."""
    result = told(ways, row)
    if len(result.losses) < SHOWN * len(result.left):
        return NEVER
    return sum(result.losses) / len(result.losses)


def missed(done: float, width: float, shown: float) -> str:
    """Which of the targets were not met."""
    faults = {
        "coverage": abs(done - SHARE) > POINTS,
        "width": width > WIDTH,
        "shown": shown < SHOWN,
    }
    return ", ".join(name for name, is_missed in faults.items() if is_missed) or "none"


def table(name: str, candidates: dict[By, list[Way]]) -> Iterator[str]:
    """What is printed of a log."""
    yield f"\n{name}\n"
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|" + "---|" * len(COLUMNS)
    for row in ROWS:
        by = chosen(candidates, partial(loss, row=row))
        yield line(row, by, told(candidates[by], row))


def logs_of(data: Path, *, only_first: bool) -> Iterator[tuple[str, dict[By, list[Way]]]]:
    """Each log, its cases alike by one or the other."""
    logs = Logs(data)
    read: tuple[tuple[str, list[LogCase], str, Sequence[By]], ...] = (
        ("permits", logs.permits, "T05 Print and send confirmation of receipt", PERMITS),
        ("declarations", logs.declarations, "Payment Handled", DECLARATIONS),
        ("help desk", logs.tickets, "Resolve ticket", TICKETS),
    )
    for name, cases, answer, all_ in read:
        wanted = all_[:1] if only_first else all_
        yield f"{name}, to '{answer}'", {by: ways_of(cases, answer, by) for by in wanted}


def main() -> None:
    """Read the logs and print the tables."""
    asked = argparse.ArgumentParser(description="Back-test expected dates on the real logs.")
    asked.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    asked.add_argument(
        "--first", action="store_true", help="Choose nothing: take the first likeness of each log."
    )
    options = asked.parse_args()
    data: Path = options.data
    if not (data / "event_logs").is_dir():
        sys.exit(f"No event logs in {data}: they are not part of the repository (--data PATH).")
    for name, candidates in logs_of(data, only_first=options.first):
        for text in table(name, candidates):
            print(text, flush=True)


if __name__ == "__main__":
    main()
