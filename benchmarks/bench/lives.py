"""Lives led through our office, as many acts as the library's petition has events."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from bench.library import EVENTS, UNITS, unit_of
from bench.words import OPINION, TEXT, TITLE
from petition_es.bootstrap import House
from petition_es.domain.codes import Party
from petition_es.domain.entry import Actor
from petition_es.domain.petition import (
    Accept,
    Act,
    IssueOpinion,
    Receive,
    Refer,
    Register,
    Resolve,
    Submit,
)
from petition_es.domain.sealed import Sealed
from petition_es.domain.unit import UnitName
from petition_es.office.petition_office import Once, PetitionOffice, Recorded

LiveOne = Callable[[int], None]
"""Leads one life, of the petition of this number."""

BUREAU = "bench-bureau"
STEWARD = Actor(actor_id="bench-steward", role="steward")
ACTS = EVENTS
"""How many acts a life has; handing it in records two events, so there is one event more."""


def establish_units(house: House) -> None:
    """Put the units of these lives into the tree, once."""
    if house.units.find(BUREAU) is not None:
        return
    _establish(house, BUREAU, None)
    for number in range(UNITS):
        _establish(house, unit_of(number), BUREAU)


def _establish(house: House, unit_id: str, superior: str | None) -> None:
    house.units.establish(
        house.office.entry(STEWARD),
        unit_id,
        name=UnitName(zh=unit_id),
        level="county",
        kind="functional_department" if superior else "petition_bureau",
        superior=superior,
    )


def officer(unit_id: str) -> Actor:
    """Somebody who acts for this unit."""
    return Actor(actor_id=f"officer-{unit_id}", role="officer", unit_id=unit_id)


def once() -> Once:
    """The key of a command that is done once, as every client of ours sends it."""
    return Once(key=str(uuid4()), body="the fingerprint of a body")


def submit(office: PetitionOffice, number: int) -> Recorded:
    """Hand a petition in."""
    petitioner = f"p-{number}"
    act = Submit(
        title=Sealed(TITLE),
        text=Sealed(TEXT),
        channel="wechat",
        parties=(Party(petitioner_id=petitioner),),
    )
    return office.submit(act, Actor(actor_id=petitioner, role="petitioner"), once=once())


def steps(number: int) -> tuple[tuple[Act, Actor], ...]:
    """What comes after that, and who does it."""
    bureau, unit = officer(BUREAU), officer(unit_of(number))
    return (
        (Register(purpose="request"), bureau),
        (Refer(to_unit=unit_of(number)), bureau),
        (Receive(), unit),
        (Accept(), unit),
        (IssueOpinion(text=Sealed(OPINION)), unit),
        (Resolve(), unit),
    )


def live(office: PetitionOffice, number: int) -> None:
    """Lead a petition through its life: get, act, save; each act is done once."""
    petition_id = submit(office, number).petition_id
    for act, actor in steps(number):
        office.perform(petition_id, act, actor, once=once())


def in_threads(threads: int, numbers: range, live_one: LiveOne) -> None:
    """Lead many lives, so many at the same time."""
    if threads == 1:
        for number in numbers:
            live_one(number)
        return
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(live_one, numbers):
            pass
