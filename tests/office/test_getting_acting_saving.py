"""The office takes an act to a petition, and records what the petition decided."""

from uuid import uuid4

import pytest

from histories import day
from office_setting import PETITIONER, STEWARD, Setting, officer
from petition_es.domain import refusals
from petition_es.domain.petition import (
    Contact,
    Correct,
    Evaluate,
    PetitionNumber,
    Register,
    TakeAction,
    Urge,
)
from petition_es.domain.sealed import Sealed
from petition_es.domain.unit import UnitName
from petition_es.office.circumstances import Circumstances
from petition_es.store.faults import ConcurrentChange


def test_an_act_answers_its_events_version_and_position(setting: Setting) -> None:
    submitted = setting.submitted()
    registered = setting.office.perform(submitted.petition_id, Register(), officer("county"))
    assert (submitted.version, registered.version) == (2, 3)
    assert registered.position == submitted.position + 1
    assert registered.number is not None
    assert str(PetitionNumber.parse(registered.number)) == registered.number


def test_the_clock_of_the_office_gives_the_recorded_time(setting: Setting) -> None:
    petition_id = setting.registered()
    setting.clock.advance(days=9)
    late = setting.office.perform(petition_id, Urge(), PETITIONER, Circumstances(at=day(5)))
    now = setting.office.perform(petition_id, Urge(), PETITIONER)
    assert (late.events[0].at, late.events[0].timestamp) == (day(5), day(9))
    assert (now.events[0].at, now.events[0].timestamp) == (day(9), day(9))


def test_numbers_differ_even_when_the_same_one_is_drawn(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([7, 7, 7, 8])
    monkeypatch.setattr("secrets.randbelow", lambda _: next(drawn))
    numbers = {setting.office.petition(setting.registered()).file.number for _ in range(2)}
    assert numbers == {str(PetitionNumber(2016, 7)), str(PetitionNumber(2016, 8))}


def test_a_refused_act_leaves_nothing(setting: Setting) -> None:
    petition_id = setting.registered()
    before = setting.log.length
    with pytest.raises(refusals.NotResolved):
        setting.office.perform(
            petition_id, Evaluate(evaluatee="unit", result="satisfied"), PETITIONER
        )
    assert setting.log.length == before


def test_an_act_meant_for_an_earlier_version_is_refused(setting: Setting) -> None:
    petition_id = setting.registered()
    seen = setting.office.petition(petition_id).version
    setting.office.perform(petition_id, Urge(), PETITIONER, if_version=seen)
    with pytest.raises(refusals.PetitionMovedOn) as refused:
        setting.office.perform(petition_id, Urge(), PETITIONER, if_version=seen)
    assert refused.value.facts == {"version": str(seen + 1), "expected": str(seen)}


def test_of_two_clerks_at_once_one_wins_and_one_is_told(setting: Setting) -> None:
    petition = setting.office.petition(setting.registered())
    petition.perform(Contact(method="phone"), setting.office.entry(officer("county")))
    setting.office.perform(petition.id, Contact(method="visit"), officer("county"))
    with pytest.raises(ConcurrentChange):
        setting.log.append(petition.collect_events())


def test_what_is_amended_gets_an_id_from_the_office(setting: Setting) -> None:
    petition_id = setting.registered()
    wrong = setting.office.perform(petition_id, TakeAction(kind="works"), officer("county"))
    amend = Correct(
        corrected=wrong.events[0].event_id, effect="amend", reason="wrong_content",
        changes={"kind": "hearing"},
    )  # fmt: skip
    recorded = setting.office.perform(petition_id, amend, officer("county"))
    assert [type(event).__name__ for event in recorded.events] == ["Corrected", "ActionTaken"]
    assert recorded.version == wrong.version + 2


def test_a_petition_that_does_not_exist_is_refused_by_name(setting: Setting) -> None:
    with pytest.raises(refusals.NoSuchPetition):
        setting.office.petition(uuid4())
    with pytest.raises(refusals.NoSuchPetition):
        setting.office.petition_id(str(PetitionNumber(2016, 1)))


def test_a_unit_stream_is_no_petition(setting: Setting) -> None:
    unit = setting.units.find("county")
    assert unit is not None
    with pytest.raises(refusals.NoSuchPetition):
        setting.office.petition(unit.id)


def test_a_unit_has_its_superiors_and_its_subtree(setting: Setting) -> None:
    assert list(setting.units.superiors("roads")) == ["county", "city", "province"]
    assert setting.units.is_within("roads", "province")
    assert not setting.units.is_within("province", "roads")
    assert not setting.units.is_within("nowhere", "province")


def test_a_unit_is_established_once_and_under_a_superior_that_stands(setting: Setting) -> None:
    establish = {"name": UnitName(zh="局"), "level": "county", "kind": "petition_bureau"}
    with pytest.raises(refusals.UnitExists):
        setting.units.establish(setting.office.entry(STEWARD), "county", **establish)
    with pytest.raises(refusals.NotYetEstablished):
        setting.units.establish(
            setting.office.entry(STEWARD), "new", superior="nowhere", **establish
        )
    with pytest.raises(refusals.NotYetEstablished):
        setting.units.change("nowhere", lambda unit: unit.close(setting.office.entry(STEWARD)))


def test_a_person_is_opened_once_and_known_by_a_sealed_name(setting: Setting) -> None:
    entry = setting.office.entry
    setting.persons.create(entry(STEWARD), "p-li")
    setting.persons.create(entry(STEWARD), "p-li")
    setting.persons.register_account(entry(STEWARD), "p-li", "wechat")
    person = setting.persons.link_identity(entry(STEWARD), "p-li", name=Sealed("李"))
    assert (person.version, person.channels) == (3, ["wechat"])
    assert person.identity is not None
    assert "李" not in repr(person.identity)


def test_an_erased_person_stays_erased(setting: Setting) -> None:
    setting.persons.create(setting.office.entry(STEWARD), "p-li")
    erased = setting.persons.note_erasure(setting.office.entry(STEWARD), "p-li")
    again = setting.persons.note_erasure(setting.office.entry(STEWARD), "p-li")
    assert (erased.version, again.version) == (2, 2)
    with pytest.raises(refusals.AlreadyErased):
        setting.persons.link_identity(setting.office.entry(STEWARD), "p-li", name=Sealed("李"))
