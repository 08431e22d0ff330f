"""A petitioner: a pseudonym outside, a sealed identity inside (信访人)."""

import pytest

from histories import BUREAU, entry
from petition_es.domain.identity import petitioner_stream
from petition_es.domain.petitioner import (
    AccountRegistered,
    Created,
    Erased,
    IdentityLinked,
    Petitioner,
)
from petition_es.domain.refusals import AlreadyErased, NotACode, NotInTheList, WrongKind
from petition_es.domain.sealed import Sealed


def created() -> Petitioner:
    petitioner = Petitioner(petitioner_stream("p-1"))
    petitioner.create(entry(BUREAU, on=0), petitioner_id="p-1")
    return petitioner


def test_a_person_appears_under_a_pseudonym_once():
    petitioner = created()
    petitioner.create(entry(BUREAU, on=1), petitioner_id="p-2")
    assert petitioner.petitioner_id == "p-1"
    assert [type(event) for event in petitioner.collect_events()] == [Created]


def test_accounts_and_the_latest_identity_are_known():
    petitioner = created()
    petitioner.register_account(entry(BUREAU, on=1), channel="wechat")
    petitioner.register_account(entry(BUREAU, on=1), channel="web")
    petitioner.link_identity(entry(BUREAU, on=1), name=Sealed("张三"), match="hmac-1")
    petitioner.link_identity(entry(BUREAU, on=2), name=Sealed("张三丰"), match="hmac-2")
    assert petitioner.channels == ["wechat", "web"]
    assert petitioner.identity.name.reveal() == "张三丰"
    kinds = [type(event) for event in petitioner.collect_events()]
    assert kinds == [Created, AccountRegistered, AccountRegistered, IdentityLinked, IdentityLinked]


def test_an_identity_is_sealed_and_everything_else_a_code():
    with pytest.raises(WrongKind):
        created().link_identity(entry(BUREAU, on=1), name="Zhang")
    with pytest.raises(NotACode):
        created().link_identity(entry(BUREAU, on=1), match="张 三")
    with pytest.raises(NotInTheList):
        created().register_account(entry(BUREAU, on=1), channel="smoke")


def test_an_erased_person_stays_erased_and_nothing_more_is_recorded():
    petitioner = created()
    for _ in range(2):
        petitioner.erase(entry(BUREAU, on=3))
    assert petitioner.is_erased
    assert [type(event) for event in petitioner.collect_events()] == [Created, Erased]
    with pytest.raises(AlreadyErased):
        petitioner.register_account(entry(BUREAU, on=4), channel="web")
    with pytest.raises(AlreadyErased):
        petitioner.link_identity(entry(BUREAU, on=4), name=Sealed("张三"))


def test_a_replayed_petitioner_is_the_same_person():
    petitioner = created()
    petitioner.register_account(entry(BUREAU, on=1), channel="web")
    petitioner.link_identity(entry(BUREAU, on=1), name=Sealed("张三"))
    again = Petitioner.replay(None, petitioner.collect_events())
    assert again is not None
    assert vars(again) == vars(petitioner)


def test_nobody_is_erased_before_appearing():
    petitioner = Petitioner(petitioner_stream("p-1"))
    petitioner.erase(entry(BUREAU, on=3))
    assert (petitioner.version, petitioner.is_erased) == (1, True)
