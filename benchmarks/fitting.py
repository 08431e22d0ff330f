"""What the simulation takes from real logs, as the file that the package ships.

    python benchmarks/fitting.py [--data ../shared/data] > src/petition_es/simulation/fitted.toml

Durations and lengths are kept as nine quantiles, hours and weekdays as counts. The logs are not
shipped: complaints of a contest (TipDM Cup 2020, problem C), a Dutch permit log, declarations of
the BPI Challenge 2020 and a help desk's tickets (the latter three from 4TU.ResearchData).
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from petition_es.importing.case_log import LogCase, LogColumns
from petition_es.importing.complaints import Complaint, ComplaintFile
from petition_es.importing.eventlog import open_case_log
from petition_es.importing.times import zone_named

QUANTILES = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
SHANGHAI = zone_named("Asia/Shanghai")
DAY_SECONDS = 86_400

SUBMITTED = "Declaration SUBMITTED by EMPLOYEE"
APPROVED = "Declaration APPROVED by {}".format
FINALLY_APPROVED = "Declaration FINAL_APPROVED by SUPERVISOR"
REJECTED = "Declaration REJECTED by {}".format

Gap = Callable[[str, str], bool]
"""Tells whether the time between two activities that follow each other is meant."""


@dataclass(frozen=True)
class Logs:
    """The real logs, each read once."""

    folder: Path

    def _cases(self, name: str, columns: LogColumns) -> list[LogCase]:
        path, now = self.folder / "event_logs" / name, datetime.now(SHANGHAI)
        with open_case_log(path, columns, SHANGHAI, now=now) as log:
            return [case for case in log if isinstance(case, LogCase)]

    @cached_property
    def permits(self) -> list[LogCase]:
        """The receipt phase of permits."""
        return self._cases("wabo_receipt.csv.gz", LogColumns(event_id="concept:instance"))

    @cached_property
    def declarations(self) -> list[LogCase]:
        """Travel declarations, passed from level to level."""
        columns = LogColumns(event_id="id", case_id="case:concept:name")
        return self._cases("bpi2020_DomesticDeclarations.xes.gz", columns)

    @cached_property
    def tickets(self) -> list[LogCase]:
        """The tickets of a help desk."""
        return self._cases("helpdesk.xes.gz", LogColumns())

    def _complaints(self, name: str) -> list[Complaint]:
        with ComplaintFile(self.folder / "complaints" / name, now=datetime.now(SHANGHAI)) as file:
            return [each for each in file if isinstance(each, Complaint)]

    @cached_property
    def replies(self) -> list[Complaint]:
        """Complaints with their replies."""
        return self._complaints("replies.csv")

    @cached_property
    def messages(self) -> list[Complaint]:
        """Complaints without."""
        return self._complaints("messages.csv")


def gaps(cases: Iterable[LogCase], is_meant: Gap) -> Iterator[float]:
    """The days between activities that follow each other."""
    for case in cases:
        events = sorted(case.events, key=lambda event: event.at.at)
        for one, next_one in pairwise(events):
            if is_meant(one.activity, next_one.activity):
                yield (next_one.at.at - one.at.at).total_seconds() / DAY_SECONDS


def until_taken_in_charge(cases: Iterable[LogCase]) -> Iterator[float]:
    """The days from the first entry of a ticket until somebody takes it in charge."""
    for case in cases:
        first, *others = sorted(case.events, key=lambda event: event.at.at)
        taken = [e for e in others if e.activity == "Take in charge ticket"]
        if taken and first.activity != "Take in charge ticket":
            yield (taken[0].at.at - first.at.at).total_seconds() / DAY_SECONDS


def until_replied(complaints: Iterable[Complaint]) -> Iterator[float]:
    """The days from a complaint to its reply."""
    for each in complaints:
        if each.replied_at is not None:
            yield (each.replied_at.at - each.submitted_at.at).total_seconds() / DAY_SECONDS


def until_next_complaint(complaints: Iterable[Complaint]) -> Iterator[float]:
    """The days from one complaint of a person to the next."""
    by_person = defaultdict(list)
    for each in complaints:
        by_person[each.user].append(each.submitted_at.at)
    for times in by_person.values():
        for one, next_one in pairwise(sorted(times)):
            if next_one > one:
                yield (next_one - one).total_seconds() / DAY_SECONDS


def is_from_level_to_level(one: str, other: str) -> bool:
    """Tell whether one level approved, and then the next did."""
    levels = [APPROVED("PRE_APPROVER"), APPROVED("ADMINISTRATION"), APPROVED("BUDGET OWNER")]
    return one in levels and other in {*levels, FINALLY_APPROVED}


def days(logs: Logs) -> Iterator[tuple[str, str, list[float]]]:
    """How long each stage takes: its name, what it was fitted to, and the days."""
    papers, rejections = (
        logs.declarations,
        {
            REJECTED(each)
            for each in ("ADMINISTRATION", "PRE_APPROVER", "BUDGET OWNER", "SUPERVISOR")
        },
    )
    yield (
        "registering",
        "help desk: first entry to 'Take in charge'",
        [*until_taken_in_charge(logs.tickets)],
    )
    yield (
        "next_step",
        "permits: from one step of a desk to its next",
        [*gaps(logs.permits, lambda *_: True)],
    )
    yield (
        "signing",
        "declarations: final approval to 'Request Payment' elsewhere",
        [*gaps(papers, lambda a, b: (a, b) == (FINALLY_APPROVED, "Request Payment"))],
    )
    yield (
        "passing",
        "declarations: approval of one level to that of the next",
        [*gaps(papers, is_from_level_to_level)],
    )
    yield (
        "returning",
        "declarations: any step to a rejection by an office",
        [*gaps(papers, lambda _, b: b in rejections)],
    )
    yield (
        "sending_anew",
        "declarations: rejection to the next submission",
        [*gaps(papers, lambda a, b: (a, b) == (REJECTED("EMPLOYEE"), SUBMITTED))],
    )
    yield (
        "replying",
        "help desk: 'Take in charge' to 'Resolve'",
        [*gaps(logs.tickets, lambda a, b: (a, b) == ("Take in charge ticket", "Resolve ticket"))],
    )
    yield "answering", "complaints: submission to reply", [*until_replied(logs.replies)]
    yield (
        "closing",
        "declarations: 'Request Payment' to 'Payment Handled'",
        [*gaps(papers, lambda a, b: (a, b) == ("Request Payment", "Payment Handled"))],
    )
    yield (
        "evaluating",
        "help desk: 'Resolve' to 'Closed'",
        [*gaps(logs.tickets, lambda a, b: (a, b) == ("Resolve ticket", "Closed"))],
    )
    yield (
        "coming_again",
        "complaints: one of a person to the next",
        [*until_next_complaint([*logs.messages, *logs.replies])],
    )


def lengths(logs: Logs) -> Iterator[tuple[str, str, list[float]]]:
    """How long texts are, in characters."""
    yield "petition", "complaints: bodies", [float(len(each.body)) for each in logs.messages]
    yield "answer", "complaints: replies", [float(len(each.reply or "")) for each in logs.replies]


def shares(logs: Logs) -> Iterator[tuple[str, str, list[int]]]:
    """When people write and offices answer, by hour and by weekday (Monday first)."""
    written = [each.submitted_at.at for each in logs.messages]
    answered = [each.replied_at.at for each in logs.replies if each.replied_at is not None]
    yield "writing_hours", "complaints: hour of submission", counted(written, "hour", 24)
    yield "writing_weekdays", "complaints: weekday of submission", counted([*written], "weekday", 7)
    yield "office_hours", "complaints: hour of reply", counted(answered, "hour", 24)


def counted(times: Iterable[datetime], part: str, how_many: int) -> list[int]:
    """Count times by a part of them."""
    counts = Counter(t.weekday() if part == "weekday" else t.hour for t in times)
    return [counts[each] for each in range(how_many)]


def quantiles(values: list[float]) -> list[float]:
    """Cut sorted values at the quantiles, to four digits."""
    values = sorted(values)
    cuts = (values[round(share * (len(values) - 1))] for share in QUANTILES)
    return [float(f"{cut:.4g}") for cut in cuts]


def show(section: str, rows: Iterable[tuple[str, str, list[float] | list[int]]]) -> None:
    """Print one section of the file."""
    print(f"\n[{section}]")
    for name, source, values in rows:
        kept = values if section == "shares" else quantiles([float(v) for v in values])
        print(f"# {source}; {len(values) if section != 'shares' else sum(values):,} of them")
        print(f"{name} = {kept}")


def main() -> None:
    """Read the logs and print the file."""
    asked = argparse.ArgumentParser(description="Fit the simulation to the real logs.")
    asked.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    logs = Logs(asked.parse_args().data)
    print("# What the simulation takes from real logs. Printed by `python benchmarks/fitting.py`,")
    print("# which says where the logs come from; not to be edited by hand.")
    print(f"\nquantiles = {list(QUANTILES)}")
    show("days", days(logs))
    show("chars", lengths(logs))
    show("shares", shares(logs))


if __name__ == "__main__":
    main()
