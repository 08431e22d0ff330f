"""Evaluating bureau and unit, each by itself, in one form."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cases import BUREAU, ROADS, thanked

from petition_es.domain.petition import Evaluated, Reopen, Resolve


def votes(case):
    file = case.petition.file
    standing = {vote.event_id for vote in file.evaluations.values() if not vote.replaced}
    return {e.evaluatee: e for e in case.events(Evaluated) if e.event_id in standing}


def test_bureau_and_unit_are_evaluated_in_one_form(case):
    sent = {
        "unit-result": "dissatisfied",
        "unit-attitude": "satisfied",
        "words": "还是坑坑洼洼。",
        "bureau-result": "satisfied",
    }
    form = case.resolved().form("evaluate")
    assert "Haiyang City Road Bureau" in form.tree.text
    thanked(form.send(**sent), "evaluate")
    given = votes(case)
    assert {e: v.result for e, v in given.items()} == {
        "unit": "dissatisfied",
        "bureau": "satisfied",
    }
    assert (given["unit"].attitude, given["unit"].efficiency) == ("satisfied", None)
    assert given["unit"].words.reveal() == "还是坑坑洼洼。"
    assert given["bureau"].words is None


def test_one_of_them_alone_can_be_evaluated(case):
    thanked(case.resolved().form("evaluate").send(**{"bureau-result": "satisfied"}), "evaluate")
    assert set(votes(case)) == {"bureau"}


def test_a_changed_vote_replaces_the_first_and_the_other_stays(case):
    case.resolved()
    both = {"unit-result": "satisfied", "bureau-result": "satisfied"}
    thanked(case.form("evaluate").send(**both), "evaluate")
    form = case.form("evaluate")
    assert (form.value("unit-result"), form.value("bureau-result")) == ("satisfied", "satisfied")
    thanked(form.send(**{"unit-result": "dissatisfied"}), "evaluate")
    assert votes(case)["unit"].result == "dissatisfied"
    assert len(case.events(Evaluated)) == 3


def test_an_evaluation_sent_twice_counts_once(case):
    form = case.resolved().form("evaluate")
    for _ in range(2):
        thanked(form.send(**{"unit-result": "satisfied"}), "evaluate")
    assert len(case.events(Evaluated)) == 1


def test_an_evaluation_sent_many_times_at_one_moment_thanks_each_time_and_counts_once(case):
    form = case.resolved().form("evaluate")
    both = {"unit-result": "satisfied", "bureau-result": "satisfied"}
    with ThreadPoolExecutor(6) as at_once:
        for page in at_once.map(lambda _: form.send(**both), range(6)):
            assert page.status == 303
    assert len(case.events(Evaluated)) == 2


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose how satisfied"),
        ({"unit-result": "<script>"}, "Choose how satisfied"),
        ({"bureau-result": "satisfied", "words": "x"}, "Choose also"),
        ({"unit-result": "satisfied", "words": "x" * 1001}, "at most 1000"),
    ],
)
def test_an_evaluation_without_a_result_is_not_one(case, sent, words):
    page = case.resolved().form("evaluate").send(**sent)
    assert page.status == 422
    assert words in page.alert
    assert not case.events(Evaluated)


def test_after_a_reopening_the_next_resolution_is_evaluated_anew(case, house):
    case.resolved()
    thanked(case.form("evaluate").send(**{"unit-result": "satisfied"}), "evaluate")
    house.office.perform(case.id, Reopen(ground="not_carried_out"), BUREAU)
    assert "evaluate" not in case.allowed
    house.office.perform(case.id, Resolve(), ROADS)
    form = case.form("evaluate")
    assert form.value("unit-result") is None
    thanked(form.send(**{"unit-result": "dissatisfied"}), "evaluate")
    assert len(case.events(Evaluated)) == 2
