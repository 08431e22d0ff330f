"""Offices do not help themselves: not to what nobody holds, and not to a good rating."""

import pytest

from every_act import act_named
from office_setting import PETITIONER, Setting, officer
from petition_es.domain import refusals
from petition_es.domain.petition import (
    ACTS,
    Accept,
    Disclose,
    Evaluate,
    IssueOpinion,
    IssueQueryCode,
    JoinParty,
    LeaveParty,
    Receive,
    Register,
    Resolve,
    Withdraw,
)
from petition_es.domain.sealed import Sealed
from petition_es.office.circumstances import Circumstances
from petition_es.office.policy import TAKING_UP

FOR_LI = Circumstances(on_behalf_of="p-li")
SATISFIED = Evaluate(evaluatee="unit", result="satisfied")


def resolved(setting: Setting):
    """A petition that the roads office says it has finished."""
    petition_id = setting.referred(to="roads")
    for act in (Receive(), Accept(), IssueOpinion(text=Sealed("意见")), Resolve()):
        setting.office.perform(petition_id, act, officer("roads"))
    return petition_id


@pytest.mark.parametrize("name", sorted(set(ACTS) - {"submit"}))
def test_what_nobody_holds_is_not_for_any_department(setting: Setting, name: str) -> None:
    petition_id = setting.submitted().petition_id
    with pytest.raises(refusals.NotPermitted):
        setting.office.perform(petition_id, act_named(name, "submitted"), officer("roads"), FOR_LI)


@pytest.mark.parametrize("name", sorted(set(ACTS) - TAKING_UP - {"submit"}))
def test_a_bureau_takes_up_what_nobody_holds_and_does_no_more(setting: Setting, name: str) -> None:
    petition_id = setting.submitted().petition_id
    with pytest.raises(refusals.NotPermitted):
        setting.office.perform(petition_id, act_named(name, "submitted"), officer("city"), FOR_LI)


def test_no_bureau_draws_itself_a_code_to_read_what_it_may_not(setting: Setting) -> None:
    petition_id = setting.submitted().petition_id
    with pytest.raises(refusals.NotYourUnit):
        setting.office.perform(petition_id, IssueQueryCode(), officer("other-city"))
    setting.office.perform(petition_id, Register(), officer("county"))
    renewed = setting.office.perform(petition_id, IssueQueryCode(), officer("county"))
    assert renewed.query_code is not None
    with pytest.raises(refusals.NotYourUnit):
        setting.office.perform(petition_id, IssueQueryCode(), officer("other-city"))


def test_a_unit_does_not_rate_itself_in_the_petitioners_name(setting: Setting) -> None:
    petition_id = resolved(setting)
    with pytest.raises(refusals.OnlyPetitionBureaux):
        setting.office.perform(petition_id, SATISFIED, officer("roads"), FOR_LI)


def test_a_bureau_does_not_rate_itself_either(setting: Setting) -> None:
    petition_id = resolved(setting)
    own = Evaluate(evaluatee="bureau", result="satisfied")
    with pytest.raises(refusals.UnitRatesItself):
        setting.office.perform(petition_id, own, officer("county"), FOR_LI)


def test_who_keyed_a_rating_in_shows_from_who_acts(setting: Setting) -> None:
    petition_id = resolved(setting)
    helped = setting.office.perform(petition_id, SATISFIED, officer("county"), FOR_LI)
    assert helped.events[0].entered_by == "assisted"
    own = Evaluate(evaluatee="bureau", result="satisfied", entered_by="assisted")
    assert setting.office.perform(petition_id, own, PETITIONER).events[0].entered_by == "self"


def test_a_unit_does_not_withdraw_what_it_has_to_handle(setting: Setting) -> None:
    petition_id = setting.referred(to="roads")
    with pytest.raises(refusals.OnlyPetitionBureaux):
        setting.office.perform(petition_id, Withdraw(), officer("roads"), FOR_LI)
    assert setting.office.perform(petition_id, Withdraw(), officer("county"), FOR_LI)


def test_a_petitioner_leaves_and_sends_nobody_away(setting: Setting) -> None:
    petition_id = setting.registered()
    joined = JoinParty(petitioner_id="p-wang")
    setting.office.perform(petition_id, joined, officer("county"))
    with pytest.raises(refusals.NotYourPetition):
        setting.office.perform(petition_id, LeaveParty(petitioner_id="p-wang"), PETITIONER)
    assert setting.office.perform(petition_id, LeaveParty(petitioner_id="p-li"), PETITIONER)


def test_only_the_bureau_knows_a_name_that_is_withheld(setting: Setting) -> None:
    petition_id = setting.referred(to="roads")
    file = setting.office.petition(petition_id).file
    assert setting.policy.may_see_names(officer("roads"), file)
    hide = Disclose(target="names", audience="auditor", reason="petitioner_asked")
    setting.office.perform(petition_id, hide, PETITIONER)
    file = setting.office.petition(petition_id).file
    assert not setting.policy.may_see_names(officer("roads"), file)
    assert setting.policy.may_see_names(officer("county"), file)
    assert not setting.policy.may_see_names(officer("other-city"), file)
