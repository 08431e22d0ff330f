"""An entry with all its fields: sealed words for who may see them, and none that were erased."""

from dataclasses import fields

import pytest
from hypothesis import given

from histories import BUREAU, entry, number, petition_in
from petition_es.domain.codes import Place
from petition_es.domain.petition import IssueQueryCode, Register, Registered
from petition_es.domain.sealed import Sealed
from petition_es.projections.replay import (
    NotAnAnswer,
    Opening,
    Unseen,
    answer_words,
    as_plain,
    compare,
)
from random_histories import histories

SEALED, ERASED = Unseen("sealed"), Unseen("erased")


def opinion_of(petition):
    return next(e for e in petition.recorded if type(e).__name__ == "OpinionIssued")


def test_an_auditor_reads_an_opinion_and_who_may_open_nothing_does_not():
    event = opinion_of(petition_in("answered"))
    assert Opening("auditor").content(event)["text"] == event.text.reveal()
    assert Opening(None).content(event)["text"] == SEALED
    assert Opening("public").content(event)["text"] == SEALED


def test_words_of_an_erased_person_are_told_to_be_erased():
    petition = petition_in("answered")
    event = opinion_of(petition)
    object.__setattr__(event, "text", Sealed.closed(lambda: None))
    assert Opening("auditor").content(event)["text"] == ERASED


def test_an_address_is_for_auditors_alone():
    petition = petition_in("submitted")
    place = Place(address=Sealed("高沟镇1号"))
    petition.perform(Register(number=number(), purpose="request", place=place), entry(BUREAU, 1))
    event = next(e for e in petition.recorded if isinstance(e, Registered))
    assert Opening("auditor").content(event)["place"] == {"address": "高沟镇1号"}
    assert Opening("officer").content(event)["place"] == {"address": SEALED}


def test_the_fingerprint_of_a_query_code_is_shown_to_nobody():
    petition = petition_in("registered")
    petition.perform(IssueQueryCode(code_hash="scrypt"), entry(BUREAU, 2))
    assert Opening("auditor").content(petition.recorded[-1])["code_hash"] == SEALED


@given(histories())
def test_nobody_who_may_open_nothing_reads_a_sealed_word(recorded):
    told = str([as_plain(Opening(None).content(event)) for event in recorded])
    for event in recorded:
        for each in fields(event):
            value = getattr(event, each.name)
            if isinstance(value, Sealed):
                assert value.reveal() not in told


@given(histories())
def test_every_field_that_says_something_is_told(recorded):
    for event in recorded:
        told = Opening("auditor").content(event) | Opening("auditor").stamp(event)
        for each in fields(event):
            if getattr(event, each.name) not in (None, (), {}, "", frozenset()):
                assert each.name in told


def test_two_answers_are_not_compared_where_one_may_not_be_read():
    event = opinion_of(petition_in("answered"))
    found = compare(answer_words(event, Opening(None)), "别的答复。")
    assert found.rows is None


def test_only_answers_are_compared():
    petition = petition_in("answered")
    with pytest.raises(NotAnAnswer):
        answer_words(petition.recorded[0], Opening("auditor"))
