"""Sealed words do not print, are not copied out, and are opened only by whoever asks."""

import copy

import pytest

from corrections import amend, void
from histories import BUREAU, HISTORY_TO, LI, ROADS, entry, happened, petition_in, told
from petition_es.domain.petition import (
    Deliver,
    MaterialAdded,
    Petition,
    PetitionEvent,
    Submitted,
    Urge,
)
from petition_es.domain.refusals import RuleNotMet
from petition_es.domain.sealed import Sealed

WORDS = "住在三号楼的张三"


class Opened(Exception):  # what must not happen
    pass


def locked() -> Sealed:
    def refuse() -> str:
        raise Opened

    return Sealed.closed(refuse)


def test_words_do_not_print_themselves():
    sealed = Sealed(WORDS)
    assert WORDS not in f"{sealed} {sealed!r} {[sealed]}"
    event = told(*HISTORY_TO["submitted"])[0]
    assert isinstance(event, Submitted)
    assert event.text.reveal() not in repr(event)


def test_a_closed_seal_is_opened_once_and_only_when_asked():
    asked = []
    sealed = Sealed.closed(lambda: asked.append(1) or WORDS)
    assert not asked
    assert (sealed.reveal(), sealed.reveal(), sealed.is_erased) == (WORDS, WORDS, False)
    assert asked == [1]


def test_words_whose_key_was_destroyed_are_gone():
    gone = Sealed.closed(lambda: None)
    assert gone.is_erased
    assert gone.reveal() is None
    assert gone != Sealed("")


def test_seals_are_equal_when_their_words_are():
    assert Sealed(WORDS) == Sealed.closed(lambda: WORDS)
    assert Sealed(WORDS) != Sealed("else")
    assert Sealed(WORDS) != WORDS
    assert len({Sealed(WORDS), Sealed(WORDS)}) == 1


def test_a_seal_is_itself_and_its_copies_without_being_opened():
    sealed = locked()
    assert sealed == sealed  # noqa: PLR0124  # the point
    assert copy.copy(sealed) is sealed
    assert copy.deepcopy({"text": sealed})["text"] is sealed


def test_an_event_is_hashed_by_its_id_and_copied_as_itself():
    merged = told(*HISTORY_TO["merged"])[-1]
    again = told(*HISTORY_TO["merged"])[-1]
    assert len({merged, again}) == 1
    assert copy.deepcopy(merged) is merged


def under_lock() -> list[PetitionEvent]:
    """The record of a resolved petition, all seals closed for good."""
    more = happened(MaterialAdded, LI, 5, party=LI.actor_id, note=Sealed("x"))
    events = told(*HISTORY_TO["resolved"], more)
    for event in events:
        for name, value in vars(event).items():
            if isinstance(value, Sealed):
                object.__setattr__(event, name, locked())
        for claim in getattr(event, "claims", ()):
            object.__setattr__(claim, "text", locked())
    return events


def test_nothing_is_opened_to_fold_a_petition_or_to_act_on_it():
    petition = Petition.replay(None, under_lock())
    assert petition.file.state == "resolved"
    with pytest.raises(RuleNotMet):
        petition.perform(amend("to-roads", to_unit="water"), entry(BUREAU, on=9))
    petition.perform(Deliver(method="post"), entry(ROADS, on=7.5, recorded=9))
    petition.perform(Urge(), entry(LI, on=5.5, recorded=9))
    petition.perform(void("linked-2"), entry(BUREAU, on=10))
    petition.perform(amend("action-roads-4", "a-2", kind="works"), entry(BUREAU, on=11))
    copy.deepcopy(petition)
    hash(petition.recorded[0])


def test_a_copied_petition_goes_its_own_way():
    petition = petition_in("referred")
    other = copy.deepcopy(petition)
    other.perform(Urge(), entry(LI, on=5))
    assert (petition.version, other.version) == (5, 6)
    assert petition.recorded[0] is other.recorded[0]
    other.file.referrals["to-roads"].passed_on = True
    assert petition.file.in_hand()
