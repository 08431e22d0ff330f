"""Who acts in the tests, and when."""

from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4, uuid5

from petition_es.domain.entry import Actor, Entry
from petition_es.domain.petition import PetitionNumber

CHINA = timezone(timedelta(hours=8))
DAY_ZERO = datetime(2016, 7, 1, 9, tzinfo=CHINA)
NAMES = UUID("11111111-2222-5333-8444-555555555555")
PETITION_ID = uuid5(NAMES, "petition")

LI = Actor(actor_id="petitioner-li", role="petitioner")
WANG = Actor(actor_id="petitioner-wang", role="petitioner")
STRANGER = Actor(actor_id="petitioner-zhao", role="petitioner")
BUREAU = Actor(actor_id="officer-chen", role="officer", unit_id="bureau")
CITY = Actor(actor_id="officer-sun", role="officer", unit_id="city")
COUNTY = Actor(actor_id="officer-qian", role="officer", unit_id="county")
ROADS = Actor(actor_id="officer-zhou", role="officer", unit_id="roads")
WATER = Actor(actor_id="officer-wu", role="officer", unit_id="water")


def day(number: float) -> datetime:
    """Nine o'clock in the morning of this day, in China; halves are half days later."""
    return DAY_ZERO + timedelta(days=number)


def entry(actor: Actor, on: float, recorded: float | None = None, **stamp: Any) -> Entry:
    """Enter what `actor` did on day `on`; keyed in on day `recorded`, or at once."""
    stamp.setdefault("event_id", uuid4())
    stamp.setdefault("at", day(on))
    stamp.setdefault("recorded_at", day(on if recorded is None else recorded))
    return Entry(actor=actor, **stamp)


def number(serial: int = 1, year: int = 2016) -> str:
    """Write a petition number with its check digits."""
    return str(PetitionNumber(year, serial))


def named(label: str) -> UUID:
    """The id of the happening with this label."""
    return uuid5(NAMES, label)
