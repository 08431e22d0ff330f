"""No refusal without a test that raises it: the sources of these tests are read for it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from petition_es.domain import refusals
from petition_es.domain.petition.table import RULES
from petition_es.domain.refusals import NotPermitted, OutOfTurn, Refusal, RuleNotMet

RAISED_BY_THE_OFFICE = {
    "RoleMayNot", "NotYourPetition", "NotYourUnit", "OnlyPetitionBureaux", "AccusedMayNotSee",
    "NoSuchPetition", "NoSuchPetitioner",
    "NoSuchUnit", "UnitWasMerged", "MergedBelowItself", "HeirNotNamed",
    "OutsideTheJurisdiction", "NoSuchIdentity", "NotNamed",
    "NotADay", "TwiceTheSameUnit", "SuperiorsInACircle", "NumberOrCodeWrong", "TooManyAttempts",
    "NoSuchFinding", "PetitionMovedOn", "KeyReused", "UnitRatesItself",
    "NotTheCommonSuperior", "NotTheSuccessor", "NotTheReviewingOrgan",
    "NoSuchScope", "NoSuchToken", "TokenWithoutTime", "TokenWithoutUnit",
}  # fmt: skip
"""The office's policy, its front desk and its lists raise these; tests of theirs hold them."""


def leaves(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    """The refusals that a clerk can meet: those with no more precise one below."""
    below = kind.__subclasses__()
    if not below and kind.__module__.startswith(refusals.__name__):
        yield kind
    for each in below:
        yield from leaves(each)


def asked_for() -> set[str]:
    """The names that stand where a test says which refusal it expects."""
    names = {rule.__name__ for rule in RULES.values()}
    for source in Path(__file__).parent.glob("test_*.py"):
        text = source.read_text(encoding="utf-8")
        names |= set(re.findall(r"(?:then_refused|raises)\(\s*(\w+)", text))
        names |= set(re.findall(r"[)A-Z], (\w+)\),$", text, re.MULTILINE))
    return names


RAISED_BY_THE_DOMAIN = {each.__name__ for each in leaves(Refusal)} - RAISED_BY_THE_OFFICE


@pytest.mark.parametrize("name", sorted(RAISED_BY_THE_DOMAIN))
def test_a_refusal_of_the_domain_is_raised_by_a_test(name):
    assert name in asked_for()


def test_what_the_office_raises_exists():
    assert {each.__name__ for each in leaves(Refusal)} >= RAISED_BY_THE_OFFICE


def test_a_refusal_is_named_by_its_rule_and_carries_facts_not_prose():
    refusal = refusals.TwoLeads(unit="roads", lead=None)
    assert refusal.rule == "TwoLeads"
    assert refusal.facts == {"unit": "roads", "lead": "None"}
    assert str(refusal) == "unit=roads, lead=None"


def test_every_refusal_is_of_one_of_five_kinds_and_says_its_rule():
    kinds = set(Refusal.__subclasses__())
    assert {kind.__name__ for kind in kinds} == {
        "OutOfTurn", "RuleNotMet", "NoSuchThing", "TimeNotPossible", "NotPermitted",
    }  # fmt: skip
    assert {OutOfTurn, RuleNotMet, NotPermitted} < kinds
    for refusal in leaves(Refusal):
        assert refusal.__doc__
        assert refusal.__name__ in dir(refusals)
        assert not refusal.__name__.endswith("Error")
