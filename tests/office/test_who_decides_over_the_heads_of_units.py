"""Disputes, successions and reviews are decided by who stands above; the office knows its law."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from histories import LI, entry, number, party
from made_up_law import LAW, REGIME, law_with
from office_setting import PETITIONER, STEWARD, STRANGER, Setting, officer
from petition_es.domain import refusals
from petition_es.domain.petition import (
    Accept,
    DecideDispute,
    DecideReview,
    Deliver,
    Extend,
    IssueOpinion,
    OpenEvaluation,
    OpenSupervision,
    RaiseDispute,
    Receive,
    Refer,
    Register,
    RequestReview,
    ReturnReferral,
    Submit,
    TakeOver,
    Terminate,
)
from petition_es.domain.regime.law import Law
from petition_es.domain.sealed import Sealed
from petition_es.office.circumstances import Circumstances
from petition_es.office.histories import Fate, Histories, History, Step
from petition_es.office.petition_office import PetitionOffice

OVER = TakeOver(from_unit="roads", to_unit="water", because="unit-merged")
UPHOLD = DecideReview(outcome="uphold")


def disputed(setting: Setting, units: tuple[str, ...] = ("roads", "water")) -> UUID:
    petition_id = setting.referred(to="roads")
    setting.office.perform(petition_id, RaiseDispute(units=units), officer("roads"))
    return petition_id


@pytest.mark.parametrize("unit", ["county", "city", "province"])
def test_a_common_superior_decides_a_dispute(setting: Setting, unit: str) -> None:
    decided = setting.office.perform(
        disputed(setting), DecideDispute(decided_for="water"), officer(unit)
    )
    assert decided.state == "referred"


def test_who_is_not_above_all_of_them_does_not_decide_it(setting: Setting) -> None:
    petition_id = disputed(setting, ("roads", "other-city"))
    act = DecideDispute(decided_for="roads")
    for unit in ("county", "city"):
        with pytest.raises(refusals.NotTheCommonSuperior):
            setting.office.perform(petition_id, act, officer(unit))
    with pytest.raises(refusals.NotTheCommonSuperior):
        setting.office.perform(petition_id, act, officer("roads"))
    assert setting.office.perform(petition_id, act, officer("province"))


def test_a_superior_of_a_disputing_bureau_decides_not_the_bureau_itself(setting: Setting) -> None:
    petition_id = disputed(setting, ("roads", "county"))
    act = DecideDispute(decided_for="county")
    with pytest.raises(refusals.NotTheCommonSuperior):
        setting.office.perform(petition_id, act, officer("county"))
    assert setting.office.perform(petition_id, act, officer("city"))


# ---- Succession ----------------------------------------------------------------------------------


def gone(setting: Setting, successor: str | None = "water") -> UUID:
    """A petition that a unit held which is no more."""
    petition_id = setting.referred(to="roads")
    entry = setting.office.entry(STEWARD)
    if successor:
        setting.units.merge(entry, "roads", into=successor)
    else:
        setting.units.change("roads", lambda unit: unit.close(entry))
    return petition_id


@pytest.mark.parametrize("unit", ["water", "county", "province"])
def test_the_successor_or_a_bureau_above_takes_over(setting: Setting, unit: str) -> None:
    petition_id = gone(setting)
    assert setting.office.perform(petition_id, OVER, officer(unit))
    assert setting.office.perform(petition_id, Receive(), officer("water"))


@pytest.mark.parametrize("unit", ["water", "county"])
def test_nobody_takes_over_what_a_standing_unit_holds(setting: Setting, unit: str) -> None:
    with pytest.raises(refusals.NotTheSuccessor):
        setting.office.perform(setting.referred(to="roads"), OVER, officer(unit))


def test_what_was_merged_goes_to_the_successor_and_nowhere_else(setting: Setting) -> None:
    petition_id = gone(setting)
    other = TakeOver(from_unit="roads", to_unit="county", because="unit-merged")
    for unit in ("county", "city"):
        with pytest.raises(refusals.NotTheSuccessor):
            setting.office.perform(petition_id, other, officer(unit))
    with pytest.raises(refusals.NotTheSuccessor):
        setting.office.perform(petition_id, OVER, officer("other-city"))
    unheld = TakeOver(from_unit="nobody", to_unit="water", because="unit-merged")
    with pytest.raises(refusals.NotTheSuccessor):
        setting.office.perform(petition_id, unheld, officer("water"))


def test_a_bureau_above_gives_to_others_what_a_closed_unit_held(setting: Setting) -> None:
    petition_id = gone(setting, successor=None)
    with pytest.raises(refusals.NotTheSuccessor):
        setting.office.perform(petition_id, OVER, officer("water"))
    assert setting.office.perform(petition_id, OVER, officer("county"))


def test_a_department_above_is_no_bureau(setting: Setting) -> None:
    for unit_id, superior in (("office", "county"), ("team", "office")):
        setting.units.establish(
            setting.office.entry(STEWARD), unit_id, name=setting.units.find("roads").name,
            level="county", kind="functional_department", superior=superior,
        )  # fmt: skip
    petition_id = setting.referred(to="team")
    setting.units.change("team", lambda unit: unit.close(setting.office.entry(STEWARD)))
    act = TakeOver(from_unit="team", to_unit="roads", because="closed")
    with pytest.raises(refusals.OnlyPetitionBureaux):
        setting.office.perform(petition_id, act, officer("office"))


# ---- Review --------------------------------------------------------------------------------------


def delivered(setting: Setting) -> UUID:
    petition_id = setting.referred(to="roads")
    for act in (Receive(), Accept(), IssueOpinion(text=Sealed("意见")), Deliver(method="post")):
        setting.office.perform(petition_id, act, officer("roads"))
    return petition_id


def test_a_party_asks_for_a_review_or_an_officer_for_the_party(setting: Setting) -> None:
    assert setting.office.perform(delivered(setting), RequestReview(), PETITIONER)
    for_li = Circumstances(on_behalf_of="p-li")
    assert setting.office.perform(delivered(setting), RequestReview(), officer("county"), for_li)
    with pytest.raises(refusals.NotYourPetition):
        setting.office.perform(delivered(setting), RequestReview(), STRANGER)


def test_the_next_higher_organ_decides_and_then_the_one_above_it(setting: Setting) -> None:
    petition_id = delivered(setting)
    setting.office.perform(petition_id, RequestReview(), PETITIONER)
    with pytest.raises(refusals.NotTheReviewingOrgan):
        setting.office.perform(petition_id, UPHOLD, officer("roads"))
    setting.office.perform(petition_id, UPHOLD, officer("county"))
    setting.office.perform(petition_id, RequestReview(level="second_review"), PETITIONER)
    with pytest.raises(refusals.NotTheReviewingOrgan):
        setting.office.perform(petition_id, UPHOLD, officer("county"))
    assert setting.office.perform(petition_id, UPHOLD, officer("city")).state == "delivered"


def test_only_the_reviewing_organ_takes_a_review_up_and_speaks_on_it(setting: Setting) -> None:
    office = under_the_law(setting)
    petition_id = delivered(setting)
    office.perform(petition_id, RequestReview(), PETITIONER)
    longer = Extend(days=10, reason="complex", approver_role="unit-head")
    theirs = IssueOpinion(text=Sealed("改为支持"), round="review", opinion_id="theirs")
    for act in (Accept(kind="review"), longer, theirs):
        for unit in ("roads", "water"):
            with pytest.raises(refusals.NotPermitted):
                office.perform(petition_id, act, officer(unit))
        office.perform(petition_id, act, officer("county"))
    changed = office.perform(petition_id, DecideReview(outcome="change"), officer("county"))
    assert changed.events[0].new_opinion_id == "theirs"
    office.perform(petition_id, RequestReview(level="second_review"), PETITIONER)
    last_word = IssueOpinion(text=Sealed("维持"), round="second_review")
    with pytest.raises(refusals.NotTheReviewingOrgan):
        office.perform(petition_id, last_word, officer("county"))
    assert office.perform(petition_id, last_word, officer("city"))


# ---- The office's law ----------------------------------------------------------------------------


def under_the_law(setting: Setting, law: Law = LAW) -> PetitionOffice:
    return PetitionOffice(
        setting.log, setting.numbers, setting.office._answers, setting.policy,
        clock=setting.clock, new_id=uuid4, law=law,
    )  # fmt: skip


def test_the_office_acts_under_its_law_and_stamps_it(setting: Setting) -> None:
    extend = Extend(days=10, reason="complex", approver_role="unit-head")
    petition_id = delivered(setting)
    with pytest.raises(refusals.NoRegimeInForce):
        setting.office.perform(petition_id, extend, officer("roads"))
    recorded = under_the_law(setting).perform(petition_id, extend, officer("roads"))
    assert recorded.events[0].regime == "made-up@1"


def test_a_limit_of_deciding_units_is_held_against_them_and_not_against_bureaux(
    setting: Setting,
) -> None:
    """The office hands in what its units are; the made-up law gives five days to object."""
    only = replace(REGIME.rules[0], desk="unit")
    office = under_the_law(setting, law_with(rules=(only,)))
    to_unit, to_bureau = setting.referred(to="roads"), setting.referred(to="county", by="city")
    setting.clock.advance(days=6)
    back = ReturnReferral(reason="not_competent")
    with pytest.raises(refusals.ReturnedTooLate):
        office.perform(to_unit, back, officer("roads"))
    assert office.perform(to_bureau, back, officer("county")).state == "returned"


def test_a_history_is_written_under_the_law(setting: Setting) -> None:
    told = setting.office.petition(setting.referred()).recorded
    setting.clock.advance(days=20)
    submit = Submit(title=Sealed("题"), text=Sealed("文"), parties=(party(LI),), number=number())
    steps = (
        Step(submit, entry(LI, 0)),
        Step(Register(), entry(officer("county"), 1)),
        Step(Refer(to_unit="roads"), entry(officer("county"), 1)),
    )
    histories = Histories(setting.log, setting.numbers, setting.policy, LAW)
    (outcome,) = histories.write([History(uuid4(), steps)])
    assert outcome.fate is Fate.IMPORTED
    written = setting.log.load(outcome.history.petition_id)
    assert {event.regime for event in written} == {"made-up@1"}
    assert {event.regime for event in told} == {None}


@pytest.mark.parametrize(
    "act", [OpenSupervision(ground="overdue"), OpenEvaluation(), Terminate(ground="settled")]
)
def test_watching_inviting_and_ending_are_for_bureaux(setting: Setting, act) -> None:
    with pytest.raises(refusals.OnlyPetitionBureaux):
        under_the_law(setting).perform(delivered(setting), act, officer("roads"))
