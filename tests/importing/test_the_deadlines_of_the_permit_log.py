"""The permit log's own deadlines, kept by the import, told by the clocks, and counted without them.

What is expected is read off the file by the `csv` module alone. The log has a deadline for each of
its 1,434 cases, an end for 1,329, and no rule that gives all deadlines: see the last test.
"""

import csv
import gzip
import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from taking_in import reject_lines, take_case_log

from petition_es.domain.regime.clocks import Desktop
from petition_es.domain.regime.timing import clocks_of
from petition_es.office.histories import Histories
from petition_es.office.policy import Policy
from petition_es.office.unit_registry import UnitRegistry
from petition_es.projections.clocks import Look, overdue, timeliness
from petition_es.projections.clocks.histories import Wanted, histories
from petition_es.regimes import load_law
from petition_es.regimes.calendars import calendar_of_china

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
REGIME = Path(__file__).parents[2] / "docs" / "nl-wabo-2010.toml"
REPORT = "permit-desk", "report"


@dataclass(frozen=True)
class Case:
    """What the file says of a case; times on the clock of the office."""

    begun: datetime
    deadline: datetime
    done: datetime | None

    def is_late(self, now: datetime) -> bool:
        return (self.done or now) > self.deadline


@pytest.fixture(scope="module")
def log(shared_data) -> Path:
    return shared_data / "event_logs" / "wabo_receipt.csv.gz"


@pytest.fixture(scope="module")
def cases(log) -> list[Case]:
    """Every case of the file; two ended before they began, and one that has begun is not over."""
    found: dict[str, dict[str, str]] = {}
    first: dict[str, datetime] = {}
    with gzip.open(log, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name, at = row["case:concept:name"], moment(row["time:timestamp"])
            found.setdefault(name, row)
            first[name] = min(at, first.get(name, at))
    return [_case(row, first[name]) for name, row in found.items()]


def _case(row, first_event) -> Case:
    begun = min(moment(row["case:startdate"]), first_event)
    done = moment(row["case:enddate"]) if row["case:enddate"] else None
    is_over = done is not None and done >= begun
    return Case(begun, moment(row["case:deadline"]), done if is_over else None)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(AMSTERDAM)


@pytest.fixture(scope="module")
def law(tmp_path_factory):
    folder = tmp_path_factory.mktemp("regimes")
    shutil.copy(REGIME, folder)
    return load_law({"cn": calendar_of_china()}, folder)


@pytest.fixture(scope="module")
def store(module_store, log, tmp_path_factory, now):
    """The log, taken in by the mapping that keeps its deadlines."""
    path = tmp_path_factory.mktemp("log") / log.name
    path.symlink_to(log)
    policy = Policy(UnitRegistry(module_store))
    writer = Histories(module_store, module_store.numbers, policy)
    tally, read = take_case_log(path, Path("wabo_permits"), writer, now)
    assert (tally.imported, read, tally.fates_of_events()["actions"]) == (1434, 8577, 8577)
    rejects = reject_lines(path)
    assert [line.split(",")[2:4] for line in rejects] == [["case:enddate", "done_before_start"]] * 2
    return module_store


def end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, AMSTERDAM)


@pytest.fixture(scope="module")
def clocks(store, law):
    """The clocks of every petition, by name, at a day after all deadlines."""
    at = end_of(date(2013, 12, 31))
    wanted = Wanted(_topics(store), frozenset(), upto=store.last_position(), at=at)
    told = histories(store.address, wanted, (0, 1))
    found = [clocks_of(each, law, at, lambda _: Desktop(desk="unit")) for each in told]
    return [{clock.name: clock for clock in each} for each in found]


def _topics(store) -> tuple[str, ...]:
    topics = {event.TOPIC for _, event in store.scan(limit=100_000, sealed=False)}
    return tuple(topic for topic in topics if topic.startswith("Petition."))


def test_the_due_dates_are_the_deadlines_of_the_log_to_the_microsecond(clocks, cases):
    due = Counter(each["report"].due.moment.astimezone(AMSTERDAM) for each in clocks)
    assert due == Counter(case.deadline for case in cases)
    assert due.total() == 1434


def test_as_many_were_done_late_as_the_file_says(clocks, cases):
    status = Counter(each["report"].status(end_of(date(2013, 12, 31))) for each in clocks)
    late = sum(case.done is not None and case.done > case.deadline for case in cases)
    open_still = sum(case.done is None for case in cases)
    assert status == {"met": 1434 - late - open_still, "met_late": late, "late": open_still}
    assert (late, open_still) == (377, 107)


@pytest.mark.parametrize(
    "day", [date(2010, 12, 31), date(2011, 6, 30), date(2011, 12, 31), date(2012, 1, 23)]
)
def test_on_any_day_as_many_run_and_are_overdue_as_the_file_says(store, law, cases, day):
    at = datetime.combine(day, time(12), AMSTERDAM)
    begun = [case for case in cases if case.begun <= at]
    running = [case for case in begun if case.done is None or case.done > at]
    found = overdue(Look(address=store.address, law=law, at=at)).desks[REPORT]
    late = [case for case in running if at > case.deadline]
    assert (found.running + found.late, found.late) == (len(running), len(late))
    assert found.longest == max((at.date() - case.deadline.date()).days for case in late)


# ---- Beside it: the day that the law computes ----------------------------------------------------

EIGHT_WEEKS = timedelta(weeks=8)


def test_the_law_gives_eight_weeks_and_the_log_gives_them_to_three_of_four_cases(clocks, cases):
    """Six weeks more explain 58 deadlines; of 297 the log does not say what moved them."""
    beside = Counter()
    for each in clocks:
        own = each["report"].due.moment.astimezone(AMSTERDAM).date()
        law = each["handling"]
        if own == law.due.last_day:
            beside["eight weeks"] += 1
        elif own == law.latest_due.last_day:
            beside["six weeks more"] += 1
        else:
            beside["neither"] += 1
    assert beside == {"eight weeks": 1079, "six weeks more": 58, "neither": 297}
    days = Counter((case.deadline.date() - case.begun.date()).days for case in cases)
    assert (days[56], days[98]) == (1079, 58)


def test_by_the_eight_weeks_of_the_law_as_many_are_in_time_as_the_file_says(store, law, cases):
    at = end_of(date(2013, 12, 31))
    whole = timeliness(
        Look(address=store.address, law=law, at=at), date(2010, 1, 1), date(2013, 12, 31)
    ).whole()["answer"]
    done = [case.done and case.done <= case.begun.astimezone(UTC) + EIGHT_WEEKS for case in cases]
    late = sum(d is False for d in done)
    assert (whole.on_time, whole.late, whole.undone) == (done.count(True), late, done.count(None))
