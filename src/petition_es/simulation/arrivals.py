"""Who comes when, and with what: what is settled of every petition before its story begins.

A row is one petition. What it is depends on the seed and the row alone, and on earlier rows where
somebody comes again; so any process can tell any row.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from random import Random
from uuid import UUID

from petition_es.domain.codes import Channel
from petition_es.domain.petition import PetitionNumber
from petition_es.simulation.calendar import (
    DAY,
    HOUR,
    SATURDAY,
    in_office,
    local,
    moment_of,
    weekday,
    written,
)
from petition_es.simulation.fitted import days
from petition_es.simulation.gatherings import BLOCK_ROWS, Gathering, gatherings
from petition_es.simulation.matter import Matter, draw_matter
from petition_es.simulation.shares import happens, share
from petition_es.simulation.source import SYSTEM, opaque_code, simulated_id

ARRIVAL_DAYS = 334
"""January to November: the eleven months in which the nation's 971,000 petitions came."""

YEAR_DAYS = 365
"""How long the stories are told; what would happen later has not happened."""

ROWS_MAX = 10_000_000
SEEDS_MAX = 1_000
SPREAD = 6_180_339
"""Prime to the number of rows, so that every row gets a serial of its own."""

LOOKS_BACK = 8
"""Who comes again came one of so many rows before; neighbours in rows need not be so in time."""

CROWD_HASTE = 0.5
"""The others of a crowd come sooner one after the other than a person comes again."""

BATCH_DAYS, BATCH_HOUR = 16, 10

FACE_TO_FACE: frozenset[Channel] = frozenset({"phone", "visit", "letter"})
"""What an officer writes down for somebody."""


@dataclass(frozen=True)
class Year:
    """The year that is simulated: everything in it follows from the seed and the first day."""

    seed: int
    first_day: date
    irregular: float = 1.0
    """How many times as much goes wrong as `shares.toml` states; 0: everything is in order."""

    @property
    def begins(self) -> int:
        """The first moment."""
        return moment_of(self.first_day)

    @property
    def ends(self) -> int:
        """The moment after the last."""
        return self.begins + YEAR_DAYS * DAY

    def random(self, row: int) -> Random:
        """The dice of one petition; the same numbers on every machine and version of Python."""
        return Random(f"{SYSTEM}/{self.seed}/{row}")  # noqa: S311  # a load, not a secret

    def record(self, row: int) -> str:
        """What the row is called in ids and sources."""
        return f"{self.seed}.{row}"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is settled: who (`person` is a pseudonym) hands in which matter, when and how.

    `earlier` is the row of the petition that this one repeats, `turn` says how many times the
    matter has come by now; `same_person_as` is a row of the same person. A `gathering` is what it
    has in common with petitions of other persons.
    """

    row: int
    petition_id: UUID
    number: str
    person: str
    matter: Matter
    channel: Channel
    at: int
    turn: int = 1
    earlier: int | None = None
    same_person_as: int | None = None
    gathering: Gathering | None = None

    @property
    def is_known_person(self) -> bool:
        """Tell whether this person came before."""
        return self.same_person_as is not None


def arrival(year: Year, row: int) -> tuple[Arrival, Random]:
    """Settle a row, and hand over the dice for its story."""
    random = year.random(row)
    first = _first(year, row, random)
    gathering = _gathering(year, row)
    if gathering is not None:
        return _gathered(year, first, gathering, random), random
    again = _again(year, first, random) if happens("comes_again", random) else None
    return again or first, random


@lru_cache(maxsize=4096)
def arrived(year: Year, row: int) -> Arrival:
    """What was settled of an earlier row."""
    return arrival(year, row)[0]


def _first(year: Year, row: int, random: Random) -> Arrival:
    record = year.record(row)
    channel: Channel = share("channel").draw(random)
    at = _handed_in(random, channel, written(random, year.begins, ARRIVAL_DAYS))
    return Arrival(
        row=row,
        petition_id=simulated_id(record, "petition"),
        number=_number(year, row, at),
        person=opaque_code("person", record),
        matter=draw_matter(random, year.first_day.year),
        channel=channel,
        at=at,
    )


def _again(year: Year, arrival: Arrival, random: Random) -> Arrival | None:
    """Let it be a person that came before; None where that would be outside of the time."""
    row = arrival.row - 1 - int(random.random() * LOOKS_BACK)
    if row < 0:
        return None
    before = arrived(year, row)
    due = before.at + int(days("coming_again").draw(random) * DAY) + DAY
    at = _handed_in(random, arrival.channel, due)
    if at >= year.begins + ARRIVAL_DAYS * DAY:
        return None
    known = replace(
        arrival, at=at, number=_number(year, arrival.row, at), person=before.person,
        same_person_as=row,
    )  # fmt: skip
    if not happens("same_matter", random):
        return known
    return replace(known, matter=before.matter, turn=before.turn + 1, earlier=row)


def _gathering(year: Year, row: int) -> Gathering | None:
    block, index = divmod(row, BLOCK_ROWS)
    gathering = gatherings(f"{SYSTEM}/{year.seed}/block-{block}").get(index)
    is_batch = gathering is not None and gathering.kind == "batch"
    return gathering if not is_batch or year.irregular else None


def _gathered(year: Year, arrival: Arrival, gathering: Gathering, random: Random) -> Arrival:
    """Let it come with others: to the same place, or to the same desk with another matter."""
    row = leader_row(arrival, gathering)
    if row == arrival.row:
        return replace(arrival, gathering=gathering)
    leader = arrived(year, row)
    if gathering.kind == "crowd":
        due = leader.at + 1 + int(days("coming_again").draw(random) * DAY * CROWD_HASTE)
        matter = leader.matter
    else:
        matter = draw_matter(random, year.first_day.year, beside=leader.matter)
        due = arrival.at
        if gathering.kind == "batch":
            due = batch_begins(leader.at) - int((4 + random.random() * 8) * DAY)
    at = _handed_in(random, arrival.channel, max(due, year.begins))
    if at >= year.begins + ARRIVAL_DAYS * DAY:
        return arrival
    number = _number(year, arrival.row, at)
    return replace(arrival, at=at, number=number, matter=matter, gathering=gathering)


def leader_row(arrival: Arrival, gathering: Gathering) -> int:
    """The row of the first one whom it gathers with."""
    return arrival.row - arrival.row % BLOCK_ROWS + gathering.leader


def batch_begins(leader_at: int) -> int:
    """When an office takes a whole batch up: at ten in the morning of some working day."""
    day = leader_at - leader_at % DAY + BATCH_DAYS * DAY
    while weekday(day) >= SATURDAY:
        day += DAY
    return day + BATCH_HOUR * HOUR


def _handed_in(random: Random, channel: Channel, moment: int) -> int:
    return in_office(random, moment) if channel in FACE_TO_FACE else moment


def _number(year: Year, row: int, at: int) -> str:
    """The number of a row: every seed has serials of its own, and every row of a seed."""
    serial = year.seed % SEEDS_MAX * ROWS_MAX + row * SPREAD % ROWS_MAX
    return str(PetitionNumber(local(at).year, serial))
