"""Whoever was erased stays erased, however often their messages are imported."""

import pytest
from broken_file import row
from taking_in import complaints_csv, reject_lines, take_complaints

from petition_es.domain.petition import Submitted
from petition_es.office.histories import Histories
from petition_es.office.policy import Policy
from petition_es.office.unit_registry import UnitRegistry

ROWS = (row("1", user="A"), row("2", user="B"))


@pytest.fixture
def take(store, tmp_path, now):
    histories = Histories(store, store.numbers, Policy(UnitRegistry(store)))

    def take(*rows: bytes):
        return take_complaints(complaints_csv(tmp_path / "c.csv", *rows), histories, now)

    return take


@pytest.fixture
def erased(store, take, now):
    """The user A, whose message was imported and then erased."""
    take(*ROWS)
    submitted = next(e for _, e in store.scan() if e.TOPIC == Submitted.TOPIC)
    person = submitted.parties[0].petitioner_id
    store.erase(person, now)
    return person


@pytest.mark.usefixtures("erased")
def test_what_was_erased_is_in_already_and_does_not_come_back(take, store):
    assert take(*ROWS).counts() == (0, 2, 0)
    submitted = [e for _, e in store.scan() if e.TOPIC == Submitted.TOPIC]
    assert [event.text.reveal() is None for event in submitted] == [True, False]


@pytest.mark.usefixtures("erased")
def test_what_an_erased_person_wrote_besides_is_rejected_and_the_rest_goes_in(take, tmp_path):
    more = (row("3", user="A"), row("4", user="B"))
    assert take(*ROWS, *more).counts() == (1, 2, 1)
    assert reject_lines(tmp_path / "c.csv") == [
        "c.csv,4,message_id,refused_by_rule,AlreadyErased refuses submit"
    ]
    assert take(*ROWS, *more).counts() == (0, 3, 1)
