"""The one policy: own unit, subtree, the petitioner's own acts."""

from uuid import UUID

import pytest

from histories import day
from office_setting import PETITIONER, STEWARD, STRANGER, Setting, officer
from petition_es.domain import refusals
from petition_es.domain.codes import Accused, Party
from petition_es.domain.entry import Actor
from petition_es.domain.petition import (
    ACTS,
    Accept,
    AddMaterial,
    Contact,
    FollowUp,
    IssueOpinion,
    Link,
    Merge,
    PetitionNumber,
    Receive,
    Refer,
    RefuseReturn,
    Register,
    Reopen,
    Resolve,
    ReturnReferral,
    Submit,
    Urge,
)
from petition_es.domain.sealed import Sealed
from petition_es.office.circumstances import Circumstances
from petition_es.office.policy import POLICY


def test_every_act_has_its_row_in_the_policy() -> None:
    assert set(POLICY) == set(ACTS)


def test_a_petitioner_presses_for_an_answer_to_an_own_petition(setting: Setting) -> None:
    recorded = setting.office.perform(setting.registered(), Urge(), PETITIONER)
    assert [type(event).__name__ for event in recorded.events] == ["Urged"]


def test_a_stranger_does_not_act_on_somebody_elses_petition(setting: Setting) -> None:
    with pytest.raises(refusals.NotYourPetition):
        setting.office.perform(setting.registered(), Urge(), STRANGER)


def test_a_petitioner_does_not_do_an_offices_work(setting: Setting) -> None:
    with pytest.raises(refusals.RoleMayNot):
        setting.office.perform(setting.registered(), Refer(to_unit="roads"), PETITIONER)


def test_a_petitioner_does_not_pose_as_another(setting: Setting) -> None:
    when = Circumstances(on_behalf_of="p-zhao")
    with pytest.raises(refusals.NotYourPetition):
        setting.office.perform(setting.registered(), Urge(), PETITIONER, when)


def test_an_officer_writes_down_what_a_petitioner_says_on_the_phone(setting: Setting) -> None:
    when = Circumstances(on_behalf_of="p-li", entry_channel="phone")
    recorded = setting.office.perform(setting.registered(), Urge(), officer("county"), when)
    assert recorded.events[0].on_behalf_of == "p-li"


def test_auditors_and_stewards_do_not_act(setting: Setting) -> None:
    petition_id = setting.registered()
    for actor in (STEWARD, Actor(actor_id="auditor", role="auditor")):
        with pytest.raises(refusals.RoleMayNot):
            setting.office.perform(petition_id, Contact(method="phone"), actor)


def test_the_unit_that_holds_it_signs_and_nobody_beside(setting: Setting) -> None:
    petition_id = setting.referred(to="roads")
    with pytest.raises(refusals.NotYourUnit):
        setting.office.perform(petition_id, Receive(), officer("water"))
    with pytest.raises(refusals.NotYourUnit):
        setting.office.perform(petition_id, Receive(), officer("other-city"))
    assert setting.office.perform(petition_id, Receive(), officer("roads")).version


def test_an_office_above_acts_for_a_unit_of_its_subtree_and_says_so(setting: Setting) -> None:
    petition_id = setting.referred(to="roads")
    for_roads = Circumstances(on_behalf_of="roads")
    recorded = setting.office.perform(petition_id, Receive(), officer("county"), for_roads)
    assert (recorded.events[0].unit_id, recorded.events[0].acting_unit) == ("county", "roads")


def test_an_office_does_not_act_for_a_unit_outside_its_subtree(setting: Setting) -> None:
    petition_id = setting.referred(to="roads", by="county")
    for_water = Circumstances(on_behalf_of="other-city")
    with pytest.raises(refusals.NotYourUnit):
        setting.office.perform(petition_id, Contact(method="phone"), officer("county"), for_water)


def test_the_province_supervises_what_a_county_registered(setting: Setting) -> None:
    recorded = setting.office.perform(
        setting.registered(by="county"), Contact(method="phone"), officer("province")
    )
    assert recorded.events[0].unit_id == "province"


def test_a_city_does_not_reach_into_another_one(setting: Setting) -> None:
    with pytest.raises(refusals.NotYourUnit):
        setting.office.perform(
            setting.registered(by="county"), Contact(method="phone"), officer("other-city")
        )


def test_an_officer_of_an_unknown_or_closed_unit_does_not_act(setting: Setting) -> None:
    petition_id = setting.registered()
    with pytest.raises(refusals.NotYourUnit):
        setting.office.perform(petition_id, Contact(method="phone"), officer("nowhere"))
    setting.units.change("county", lambda unit: unit.close(setting.office.entry(STEWARD)))
    with pytest.raises(refusals.NotYourUnit):
        setting.office.perform(petition_id, Contact(method="phone"), officer("county"))


def test_only_a_bureau_accepts_procedurally(setting: Setting) -> None:
    petition_id = setting.referred()
    with pytest.raises(refusals.OnlyPetitionBureaux):
        setting.office.perform(petition_id, Accept(kind="procedural"), officer("roads"))
    assert setting.office.perform(petition_id, Accept(kind="procedural"), officer("county"))


def test_only_a_bureau_reopens_and_follows_up(setting: Setting) -> None:
    petition_id = setting.referred()
    setting.office.perform(petition_id, Receive(), officer("roads"))
    setting.office.perform(petition_id, Accept(), officer("roads"))
    setting.office.perform(petition_id, IssueOpinion(text=Sealed("好")), officer("roads"))
    setting.office.perform(petition_id, Resolve(), officer("roads"))
    for act in (FollowUp(answer="no"), Reopen(ground="not_carried_out")):
        with pytest.raises(refusals.OnlyPetitionBureaux):
            setting.office.perform(petition_id, act, officer("roads"))
        assert setting.office.perform(petition_id, act, officer("county"))


def test_the_sender_decides_about_a_return(setting: Setting) -> None:
    petition_id = setting.referred(to="roads")
    setting.office.perform(petition_id, ReturnReferral(reason="not_competent"), officer("roads"))
    with pytest.raises(refusals.NotYourUnit):
        setting.office.perform(petition_id, RefuseReturn(), officer("roads"))
    assert setting.office.perform(petition_id, RefuseReturn(), officer("county"))


def accused_roads(setting: Setting) -> UUID:
    act = Submit(title=Sealed("举"), text=Sealed("报"), parties=(Party(petitioner_id="p-li"),))
    petition_id = setting.office.submit(act, PETITIONER).petition_id
    accused = (Accused(kind="unit", identity=Sealed("roads")),)
    register = Register(purpose="accusation", accused=accused)
    setting.office.perform(petition_id, register, officer("county"))
    setting.office.perform(petition_id, Refer(to_unit="roads"), officer("county"))
    return petition_id


def test_the_accused_unit_neither_acts_on_an_accusation_nor_sees_it(setting: Setting) -> None:
    petition_id = accused_roads(setting)
    with pytest.raises(refusals.AccusedMayNotSee):
        setting.office.perform(petition_id, Receive(), officer("roads"))
    file = setting.office.petition(petition_id).file
    assert setting.policy.audience(officer("roads"), file) == "public"
    assert setting.policy.audience(officer("county"), file) == "officer"


def test_each_actor_has_the_widest_view_that_is_theirs(setting: Setting) -> None:
    file = setting.office.petition(setting.referred()).file
    views = {
        setting.policy.audience(actor, file) for actor in (STRANGER, officer("other-city"), STEWARD)
    }
    assert views == {"public"}
    assert setting.policy.audience(PETITIONER, file) == "petitioner"
    assert setting.policy.audience(officer("roads"), file) == "officer"
    assert setting.policy.audience(officer("province"), file) == "officer"
    assert setting.policy.audience(Actor(actor_id="a", role="auditor"), file) == "auditor"


def test_an_importer_writes_what_another_system_recorded(setting: Setting) -> None:
    petition_id = setting.registered()
    setting.clock.advance(days=2)
    importer = Actor(actor_id="importer", role="importer")
    when = Circumstances(at=day(1), on_behalf_of="p-li")
    added = AddMaterial(note=Sealed("附件"))
    assert setting.office.perform(petition_id, added, importer, when).events[0].role == "importer"


def test_nobody_petitions_in_anothers_name(setting: Setting) -> None:
    act = Submit(title=Sealed("路"), text=Sealed("坏"), parties=(Party(petitioner_id="p-zhao"),))
    with pytest.raises(refusals.NotYourPetition):
        setting.office.submit(act, PETITIONER)
    assert setting.office.submit(act, officer("county")).version == 2


def test_a_petition_is_sent_only_to_a_unit_that_stands(setting: Setting) -> None:
    petition_id = setting.registered()
    with pytest.raises(refusals.NoSuchUnit):
        setting.office.perform(petition_id, Refer(to_unit="nowhere"), officer("county"))
    setting.units.change("water", lambda unit: unit.close(setting.office.entry(STEWARD)))
    with pytest.raises(refusals.UnitIsClosed):
        setting.office.perform(petition_id, Refer(to_unit="water"), officer("county"))


def number_of(setting: Setting, petition_id: UUID) -> str:
    return setting.office.petition(petition_id).file.number or ""


def test_a_petition_is_merged_only_into_one_that_the_office_has_a_part_in(
    setting: Setting,
) -> None:
    mine, foreign = setting.registered("county"), setting.registered("other-city")
    for survivor in (number_of(setting, foreign), str(PetitionNumber(2016, 1))):
        with pytest.raises(refusals.NoSuchPetition):
            setting.office.perform(mine, Merge(survivor=survivor), officer("county"))
    other = number_of(setting, setting.registered("county"))
    assert setting.office.perform(mine, Merge(survivor=other), officer("county"))


def test_nothing_is_merged_into_an_accusation(setting: Setting) -> None:
    closed = number_of(setting, accused_roads(setting))
    with pytest.raises(refusals.AccusationsStayClosed):
        setting.office.perform(setting.registered(), Merge(survivor=closed), officer("county"))


def test_a_petition_is_linked_only_to_one_that_exists(setting: Setting) -> None:
    act = Link(other=str(PetitionNumber(2016, 1)), relation="related")
    with pytest.raises(refusals.NoSuchPetition):
        setting.office.perform(setting.registered(), act, officer("county"))
