"""A command that is sent twice is done once, and answered alike (幂等)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest

from fakes import StoppedClock
from histories import day
from office_setting import PETITIONER, STEWARD, officer
from petition_es.domain.codes import Party
from petition_es.domain.petition import IssueQueryCode, Register, Submit, Urge
from petition_es.domain.refusals import KeyReused, PetitionMovedOn
from petition_es.domain.sealed import Sealed
from petition_es.domain.unit import UnitName
from petition_es.office.circumstances import Once
from petition_es.office.petition_office import PetitionOffice
from petition_es.office.policy import Policy
from petition_es.office.unit_registry import UnitRegistry

SUBMIT = Submit(title=Sealed("路"), text=Sealed("坏了"), parties=(Party(petitioner_id="p-li"),))
ONCE = Once("p-li 1", "the body")


@pytest.fixture
def clock():
    return StoppedClock(day(0))


@pytest.fixture
def office(store, clock):
    """The office on a real store, with one bureau."""
    units = UnitRegistry(store)
    made = PetitionOffice(
        store, store.numbers, store.answers, Policy(units), clock=clock, new_id=uuid4
    )
    name = UnitName(zh="县信访局")
    entry = made.entry(STEWARD)
    units.establish(entry, "county", name=name, level="county", kind="petition_bureau")
    return made


def test_the_first_answer_comes_again_code_and_all(office, store):
    first = office.submit(SUBMIT, PETITIONER, once=ONCE)
    again = office.submit(SUBMIT, PETITIONER, once=ONCE)
    assert again == first
    assert first.query_code is not None
    assert store.last_position() == first.position


def test_the_answer_is_that_of_then_whatever_happened_since(office):
    petition_id = office.submit(SUBMIT, PETITIONER).petition_id
    first = office.perform(petition_id, Register(), officer("county"), once=ONCE, if_version=2)
    office.perform(petition_id, Urge(), PETITIONER)
    again = office.perform(petition_id, Register(), officer("county"), once=ONCE, if_version=2)
    assert again == first
    assert (again.version, again.state) == (3, "registered")


def test_a_key_stands_for_one_command(office):
    office.submit(SUBMIT, PETITIONER, once=ONCE)
    with pytest.raises(KeyReused):
        office.submit(SUBMIT, PETITIONER, once=Once(ONCE.key, "another body"))


def test_what_was_refused_is_tried_anew(office):
    petition_id = office.submit(SUBMIT, PETITIONER).petition_id
    with pytest.raises(PetitionMovedOn):
        office.perform(petition_id, Urge(), PETITIONER, once=ONCE, if_version=1)
    register = Register(purpose="request")
    assert office.perform(petition_id, register, officer("county"), once=ONCE).version == 3


def test_an_answer_is_forgotten_after_a_day(office, clock, store):
    first = office.submit(SUBMIT, PETITIONER, once=ONCE)
    clock.advance(hours=23, minutes=59)
    assert office.submit(SUBMIT, PETITIONER, once=ONCE) == first
    clock.advance(minutes=1)
    assert office.submit(SUBMIT, PETITIONER, once=ONCE).petition_id != first.petition_id
    assert len(kept(store)) == 1


def test_commands_sent_at_the_same_moment_are_one(office, store):
    petition_id = office.submit(SUBMIT, PETITIONER).petition_id

    def renew(_):
        return office.perform(petition_id, IssueQueryCode(), officer("county"), once=ONCE)

    office.perform(petition_id, Register(), officer("county"))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(renew, range(8)))
    assert len({answer.query_code for answer in answers}) == 1
    assert len(store.load(petition_id)) == 4


def test_what_is_kept_of_an_answer_says_nothing_in_the_open(office, store):
    first = office.submit(SUBMIT, PETITIONER, once=ONCE)
    (row,) = kept(store)
    assert first.query_code not in str(row)
    assert first.query_code.encode() not in row["sealed"]
    assert ONCE.key not in str(row)
    assert ONCE.body not in str(row)
    assert row["expires_at"] - day(0) == timedelta(hours=24)


def test_an_erasure_forgets_the_answers(office, store):
    office.submit(SUBMIT, PETITIONER, once=ONCE)
    store.erase("p-li", day(1))
    assert kept(store) == []


def kept(store):
    with store._datastore.get_connection() as connection:
        return connection.execute("SELECT * FROM public.command_answers").fetchall()
