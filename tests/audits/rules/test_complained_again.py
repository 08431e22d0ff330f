from dataclasses import replace

import pytest

from histories import (
    BUREAU,
    CITY,
    LI,
    ROADS,
    accepted,
    assigned,
    delivered,
    happened,
    opinion,
    received,
    referred,
    registered,
    reopened,
    replied,
    resolved,
    submitted,
)
from matters_told import OTHER, THIRD, case, event_of, findings_of
from petition_es.audits.rules import complained_again
from petition_es.domain.petition import (
    Corrected,
    OpinionCarriedOut,
    Resolved,
    ReviewDecided,
    ReviewRequested,
    Submitted,
    Terminated,
)

WAY = (submitted(), registered(), referred(ROADS), received(ROADS), accepted(ROADS))
ANSWERED = (*WAY, opinion(ROADS, on=6), delivered(ROADS, on=7))
RESOLVED = (*ANSWERED, resolved(ROADS, on=8))


def again(on):
    return case(submitted(on=on), registered(on=on + 1), petition_id=OTHER, first=100)


def said(*happenings, on=20):
    return findings_of(complained_again, case(*happenings), again(on))


def test_the_same_matter_after_a_resolution_is_the_closing_units_to_explain():
    first, second = case(*RESOLVED), again(20)

    (finding,) = findings_of(complained_again, first, second)

    assert (finding.petition_id, finding.unit_id) == (OTHER, "roads")
    assert finding.severity == "grave"
    assert finding.args == {
        "days": 12, "window": 30, "stage": "reviewable", "disposition": "guide_to_review",
    }  # fmt: skip
    assert [proof.event_id for proof in finding.proofs] == [
        event_of(second, Submitted).event_id,
        event_of(first, Resolved).event_id,
    ]


@pytest.mark.parametrize(
    ("on", "window", "severity"),
    [(37, 30, "grave"), (38, 30, "grave"), (39, 60, "note"), (68, 60, "note"), (69, 90, "note"),
     (98, 90, "note")],
)  # fmt: skip
def test_it_is_told_within_which_window_it_came_again(on, window, severity):
    (finding,) = said(*RESOLVED, on=on)
    assert (finding.args["window"], finding.severity) == (window, severity)


def test_what_comes_again_after_the_last_window_is_no_finding():
    assert said(*RESOLVED, on=98)
    assert said(*RESOLVED, on=99) == []


def test_what_was_not_claimed_done_is_a_concern():
    told = (*ANSWERED, resolved(ROADS, on=8, outcome="explained"))
    assert [finding.severity for finding in said(*told)] == ["concern"]


def test_a_final_reply_closes_and_an_interim_one_does_not():
    replies = (submitted(), registered())
    (finding,) = said(*replies, replied(ROADS, on=6))
    assert (finding.args["stage"], finding.args["disposition"]) == ("answered_by_reply", "take_up")
    assert said(*replies, replied(ROADS, on=6, kind="interim")) == []


def test_a_petition_that_is_being_handled_was_not_closed():
    assert said(*WAY) == []


def test_what_was_reopened_or_assigned_anew_is_not_closed_any_more():
    assert said(*RESOLVED, reopened(on=10)) == []
    assert said(*RESOLVED, assigned(ROADS, on=10, referral_id="anew")) == []


def test_a_petition_handed_in_before_the_resolution_did_not_come_again():
    assert said(*RESOLVED, on=5) == []


def test_a_resolution_of_one_units_part_closes_nothing_but_the_opinion_does():
    (finding,) = said(*ANSWERED, resolved(ROADS, on=12, scope="unit"))
    assert finding.args["days"] == 14


def test_a_promise_that_was_not_kept_is_to_be_supervised():
    promised = (
        *WAY, opinion(ROADS, on=6, answers={"bridge": "support"}), delivered(ROADS, on=7),
        resolved(ROADS, on=8),
    )  # fmt: skip
    kept = happened(OpinionCarriedOut, ROADS, 9, opinion_id="opinion-roads")

    assert said(*promised)[0].args["disposition"] == "supervise_carrying_out"
    assert said(*promised, kept)[0].args["disposition"] == "guide_to_review"


def test_a_promise_of_an_opinion_that_was_superseded_or_is_not_closed_is_not_owed_yet():
    promised = (*WAY, opinion(ROADS, on=6, answers={"bridge": "support"}), delivered(ROADS, on=7))
    instead = opinion(
        ROADS, on=7.5, opinion_id="instead", answers={"bridge": "explain"},
        supersedes="opinion-roads",
    )  # fmt: skip
    assert said(*promised)[0].args["stage"] == "reviewable"
    assert said(*promised, instead, resolved(ROADS, on=8))[0].args["stage"] == "reviewable"


def test_what_closed_it_after_it_came_again_is_not_what_closed_it_before():
    (finding,) = said(*ANSWERED, resolved(ROADS, on=40))
    assert finding.args["days"] == 14


def test_what_came_after_the_answer_and_answers_nothing_closes_nothing_anew():
    told = (submitted(), registered(), replied(ROADS, on=6))
    thanks = replied(ROADS, on=15, reply_id="thanks", kind="interim")
    assert said(*told, thanks)[0].args["days"] == 14


@pytest.mark.parametrize(("on", "stage"), [(37, "reviewable"), (38, "review_lapsed")])
def test_the_time_to_ask_for_a_review_decides_the_disposition(on, stage):
    assert said(*RESOLVED, on=on)[0].args["stage"] == stage


def test_under_review_and_after_the_second_one_the_law_has_its_own_answers():
    asked = happened(
        ReviewRequested, LI, 9, request_id="q1", level="review", opinion_id="opinion-roads"
    )
    decided = happened(ReviewDecided, CITY, 12, "d1", request_id="q1", outcome="uphold")
    once_more = happened(
        ReviewRequested, LI, 13, "second", request_id="q2", level="second_review",
        opinion_id="opinion-roads",
    )  # fmt: skip
    at_last = happened(ReviewDecided, CITY, 15, "d2", request_id="q2", outcome="uphold")
    ended = happened(Terminated, BUREAU, 16, ground="second-review")

    assert said(*RESOLVED, asked)[0].args["stage"] == "under_review"
    assert said(*RESOLVED, asked, decided)[0].args["stage"] == "reviewable"
    twice = (*RESOLVED, asked, decided, once_more, at_last)
    assert said(*twice)[0].args["disposition"] == "no_further"
    assert said(*twice, ended)[0].args["stage"] == "terminated"


def test_of_several_earlier_ones_that_which_was_closed_last_is_meant():
    first = case(*RESOLVED)
    second = case(
        submitted(on=10), registered(on=11), replied(ROADS, on=15), petition_id=OTHER, first=100
    )
    third = case(submitted(on=20), registered(on=21), petition_id=THIRD, first=200)
    by_petition = {f.petition_id: f for f in findings_of(complained_again, first, second, third)}

    assert by_petition[THIRD].args["days"] == 5


def test_a_resolution_that_was_struck_through_closed_nothing():
    resolution = event_of(case(*RESOLVED), Resolved)
    struck = happened(
        Corrected, BUREAU, 9, corrected=resolution.event_id, effect="void", reason="wrong_petition"
    )
    (finding,) = said(*RESOLVED, struck)
    assert finding.args["days"] == 14


def test_where_it_is_not_known_when_it_was_closed_nothing_is_said():
    first = case(submitted(), registered(), replied(ROADS, on=6))
    undated = [replace(first.history[-1], at_precision="unknown")]
    first = replace(first, history=[*first.history[:-1], *undated])
    assert findings_of(complained_again, first, again(20)) == []


def test_a_matter_of_one_petition_has_not_come_again():
    assert findings_of(complained_again, case(*RESOLVED)) == []
