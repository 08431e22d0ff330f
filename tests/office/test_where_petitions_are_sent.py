"""Routing: own level or below, subtree or division, successors named, and legs outside the net."""

import pytest

from histories import day
from office_setting import STEWARD, Setting, officer
from petition_es.domain import refusals
from petition_es.domain.codes import Code
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Receive, Refer, Register, ReturnReferral
from petition_es.domain.unit import UnitName
from petition_es.messages import say
from petition_es.office.circumstances import Circumstances
from petition_es.projections.timeline import timeline
from petition_es.projections.timeline.remarks import notes

IMPORTER = Actor(actor_id="import", role="importer")


def establish(setting, unit_id, level, kind, *place):
    superior, division = (*place, None, None)[:2]
    setting.units.establish(
        setting.office.entry(STEWARD), unit_id,
        name=UnitName(zh=unit_id), level=level, kind=kind, superior=superior,
        division=division and Code("gbt2260", "2023", division),
    )  # fmt: skip


def connect(setting, unit_id):
    setting.units.change(unit_id, lambda unit: unit.connect(setting.office.entry(STEWARD)))


def sent(setting, to, by, **said):
    petition_id = setting.registered(by)
    return setting.office.perform(petition_id, Refer(to_unit=to, **said), officer(by)).events[0]


def test_a_bureau_sends_down_its_own_subtree_however_far(setting: Setting) -> None:
    assert sent(setting, "roads", by="province").to_unit == "roads"


def test_a_bureau_does_not_send_to_a_higher_level(setting: Setting) -> None:
    with pytest.raises(refusals.OutsideTheJurisdiction):
        sent(setting, "city", by="county")


def test_a_bureau_does_not_send_into_another_subtree_and_is_told_the_common_superior(
    setting: Setting,
) -> None:
    with pytest.raises(refusals.OutsideTheJurisdiction) as refused:
        sent(setting, "roads", by="other-city")
    assert refused.value.facts == {"unit": "roads", "sender": "other-city", "through": "province"}


def test_a_bureau_sends_to_units_of_its_own_government_wherever_they_hang(setting: Setting) -> None:
    establish(setting, "hall", "county", "government", "city", "370687")
    establish(setting, "bureau", "county", "petition_bureau", "hall", "370687")
    establish(setting, "schools", "county", "functional_department", "hall", "370687")
    establish(setting, "town", "township", "government", "hall", "370687101")
    establish(setting, "next-hall", "county", "government", "city", "370686")
    assert sent(setting, "schools", by="bureau").to_unit == "schools"
    assert sent(setting, "town", by="bureau").to_unit == "town"
    with pytest.raises(refusals.OutsideTheJurisdiction):
        sent(setting, "next-hall", by="bureau")


def test_the_national_bureau_sends_to_ministries(setting: Setting) -> None:
    establish(setting, "nation", "national", "petition_bureau")
    establish(setting, "ministry", "national", "ministry")
    assert sent(setting, "ministry", by="nation").to_unit == "ministry"


def test_a_copy_goes_wherever_it_is_read(setting: Setting) -> None:
    assert sent(setting, "city", by="county", part="copy").part == "copy"


def test_an_accusation_goes_to_whoever_has_authority_over_the_accused(setting: Setting) -> None:
    petition_id = setting.submitted().petition_id
    setting.office.perform(petition_id, Register(purpose="accusation"), officer("county"))
    recorded = setting.office.perform(petition_id, Refer(to_unit="city"), officer("county"))
    assert recorded.events[0].to_unit == "city"


def test_an_imported_referral_is_recorded_wherever_it_went(setting: Setting) -> None:
    petition_id = setting.registered("county")
    for_county = Circumstances(on_behalf_of="county")
    recorded = setting.office.perform(petition_id, Refer(to_unit="city"), IMPORTER, for_county)
    assert (recorded.events[0].to_unit, recorded.events[0].offline) == ("city", False)


# ---- Mergers -------------------------------------------------------------------------------------


def merge(setting, unit_id, into):
    setting.units.merge(setting.office.entry(STEWARD), unit_id, into=into)


def test_a_merged_unit_is_sent_nothing_and_its_last_successor_is_named(setting: Setting) -> None:
    establish(setting, "works", "county", "functional_department", "county")
    merge(setting, "roads", into="works")
    merge(setting, "works", into="water")
    with pytest.raises(refusals.UnitWasMerged) as refused:
        sent(setting, "roads", by="county")
    assert refused.value.facts == {"unit": "roads", "successor": "water"}
    assert setting.units.successor("roads").unit_id == "water"


def test_a_successor_handles_what_the_merged_unit_held(setting: Setting) -> None:
    petition_id = setting.referred(to="roads")
    merge(setting, "roads", into="water")
    for_roads = Circumstances(on_behalf_of="roads")
    assert setting.office.perform(petition_id, Receive(), officer("water"), for_roads).version
    with pytest.raises(refusals.NotYourUnit):
        setting.office.perform(petition_id, ReturnReferral(reason="other"), officer("roads"))


def test_a_unit_is_merged_only_into_one_that_stands(setting: Setting) -> None:
    merge(setting, "roads", into="water")
    for into, refusal in (
        ("roads", refusals.UnitIsClosed),
        ("nowhere", refusals.NotYetEstablished),
    ):
        with pytest.raises(refusal):
            merge(setting, "water", into=into)
    with pytest.raises(refusals.MergedIntoItself):
        merge(setting, "water", into="water")


def test_nothing_is_established_below_itself_or_below_what_does_not_stand(setting: Setting) -> None:
    merge(setting, "roads", into="water")
    for superior, refusal in (
        ("new", refusals.SuperiorOfItself),
        ("nowhere", refusals.NotYetEstablished),
        ("roads", refusals.UnitIsClosed),
    ):
        with pytest.raises(refusal):
            establish(setting, "new", "township", "government", superior)


def test_the_common_superior_and_the_subtree_are_asked_of_the_registry(setting: Setting) -> None:
    assert setting.units.common_superior("roads", "other-city") == "province"
    assert [unit.unit_id for unit in setting.units.below("city")] == ["county", "roads", "water"]


# ---- Outside the net -----------------------------------------------------------------------------


def test_a_referral_to_a_unit_that_is_not_on_the_net_goes_on_paper(setting: Setting) -> None:
    connect(setting, "water")
    assert sent(setting, "roads", by="county").offline
    assert not sent(setting, "water", by="county").offline
    assert sent(setting, "water", by="county", offline=True).offline


def test_whether_a_unit_was_on_the_net_is_asked_of_the_day_of_the_referral(
    setting: Setting,
) -> None:
    petition_id = setting.registered("county")
    setting.clock.now = day(5)
    connect(setting, "roads")
    setting.clock.now = day(9)
    late = Circumstances(at=day(2))
    refer = Refer(to_unit="roads")
    assert setting.office.perform(petition_id, refer, officer("county"), late).events[0].offline


def test_the_timeline_says_that_a_leg_went_on_paper(setting: Setting) -> None:
    petition = setting.office.petition(setting.referred(to="roads"))
    told = timeline(
        petition.recorded, audience="petitioner", units=lambda _: None, now=setting.clock()
    )
    remarks = dict(notes(told.checkpoints[-1]))
    assert say("note.Referred.offline", "en", **remarks["note.Referred.offline"]).startswith(
        "on paper"
    )
