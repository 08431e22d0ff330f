"""Twenty petitions whose outcomes and rates were worked out by hand."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid5

import pytest

from histories import (
    BUREAU,
    LI,
    ROADS,
    WANG,
    WATER,
    assigned,
    happened,
    linked,
    opinion,
    referred,
    registered,
    reopened,
    resolved,
    submitted,
)
from matters_told import KNOWN_OFFICES, NAMES, POLICIES, at_unknown_time, case
from people_and_days import day
from petition_es.audits.case import matter_of
from petition_es.audits.judging import judge
from petition_es.audits.quality.rates import RATES
from petition_es.audits.quality.verdict import Verdict, verdict_of
from petition_es.audits.rules import repeated_referral
from petition_es.domain.petition import (
    Classified,
    Evaluated,
    EvaluationClosed,
    EvaluationOpened,
    FollowedUp,
    OpinionCarriedOut,
)


def voted(result, evaluatee="unit", on=12.0, by=LI, **more):
    office = "roads" if evaluatee == "unit" else "bureau"
    label = f"vote-{evaluatee}-{by.actor_id}-{on}"
    content = {
        "evaluation_id": label, "evaluatee": evaluatee, "evaluatee_unit": office,
        "resolution_id": "resolution-roads", "party": by.actor_id, **more,
    }  # fmt: skip
    return happened(Evaluated, by, on, label, result=result, **content)


def invited(on=9, closes=None, evaluatees=("bureau", "unit")):
    closes_at = None if closes is None else day(closes)
    return happened(
        EvaluationOpened, BUREAU, on, f"invited-{on}", evaluatees=evaluatees, closes_at=closes_at
    )


def closed(on, *evaluatees):
    return happened(EvaluationClosed, BUREAU, on, f"closed-{on}", evaluatees=evaluatees)


def asked(answer, on=15):
    return happened(
        FollowedUp, BUREAU, on, f"asked-{on}",
        asked_via="phone", answer=answer, resolution_id="resolution-roads",
    )  # fmt: skip


def carried_out(on=9):
    return happened(OpinionCarriedOut, ROADS, on, f"done-{on}", opinion_id="opinion-roads")


def marked(on):
    return happened(Classified, BUREAU, on, f"marked-{on}", flags=("backlog",))


NEW = (submitted(), registered())
SENT = (*NEW, referred(ROADS))
DONE = (*SENT, opinion(ROADS, on=6), resolved(ROADS, on=8))

# Of each: what happened, and what was worked out by hand:
# arrival, sending, finish, lasting, vote on the bureau, vote on the unit, backlog.
CASES = {
    "handed in": ((submitted(),), (None, None, None, None, None, None, None)),
    "registered": (NEW, ("first", "none", None, None, None, None, None)),
    "sent": (SENT, ("first", "once", None, None, None, None, None)),
    "sent to it twice": (
        (*SENT, referred(ROADS, on=4, referral_id="again")),
        ("first", "again", None, None, None, None, None),
    ),
    "registered as a repeat": (
        (submitted(), registered(first_nationwide=False)),
        ("repeat", "none", None, None, None, None, None),
    ),
    "linked, and nothing done about it": (
        (*NEW, linked()),
        ("first", "none", None, None, None, None, None),
    ),
    "claimed": (DONE, ("first", "once", "claimed_only", "stayed", "unasked", "unasked", None)),
    "claimed, a repeat": (
        (submitted(), registered(first_here=False), *DONE[2:]),
        ("repeat", "once", "claimed_only", "repeat", None, None, None),
    ),
    "carried out": (
        (*DONE, carried_out()),
        ("first", "once", "carried_out", "stayed", "unasked", "unasked", None),
    ),
    "both content": (
        (*DONE, voted("satisfied"), voted("basically_satisfied", "bureau")),
        ("first", "once", "confirmed", "stayed", "basically_satisfied", "satisfied", None),
    ),
    "dissatisfied with the unit": (
        (*DONE, invited(), voted("satisfied", "bureau"), voted("dissatisfied")),
        ("first", "once", "contradicted", "stayed", "satisfied", "dissatisfied", None),
    ),
    "one of two parties says no": (
        (*DONE, voted("satisfied", on=13), voted("dissatisfied", by=WANG)),
        ("first", "once", "contradicted", "stayed", "unasked", "dissatisfied", None),
    ),
    "a vote replaced": (
        (
            *DONE, voted("dissatisfied", evaluation_id="first"),
            voted("satisfied", on=14, replaces="first"),
        ),
        ("first", "once", "confirmed", "stayed", "unasked", "satisfied", None),
    ),
    "invited, the time not over": (
        (*DONE, invited(closes=500)),
        ("first", "once", "claimed_only", "stayed", "open", "open", None),
    ),
    "invited, the time over": (
        (*DONE, invited(closes=39)),
        ("first", "once", "claimed_only", "stayed", "lapsed", "lapsed", None),
    ),
    "closed for the unit, open for the bureau": (
        (*DONE, invited(), closed(20, "unit")),
        ("first", "once", "claimed_only", "stayed", "open", "lapsed", None),
    ),
    "reopened and not resolved since": (
        (*DONE, reopened(on=20)),
        ("first", "once", "contradicted", "reopened", "unasked", "unasked", None),
    ),
    "backlog, resolved before it was marked": (
        (*DONE, marked(30)),
        ("first", "once", "claimed_only", "stayed", "unasked", "unasked", "open"),
    ),
    "backlog, resolved and confirmed since": (
        (*SENT, marked(4), opinion(ROADS, on=6), resolved(ROADS, on=8), asked("yes")),
        ("first", "once", "confirmed", "stayed", "unasked", "unasked", "settled"),
    ),
    "of a campaign, resolved and denied": (
        (
            *NEW, assigned(ROADS, on=3, campaign="backlog-2016"), opinion(ROADS, on=6),
            resolved(ROADS, on=8), asked("no"),
        ),
        ("first", "once", "contradicted", "stayed", "unasked", "unasked", "contradicted"),
    ),
}  # fmt: skip
COLUMNS = ("arrival", "sending", "finish", "lasting", "bureau_vote", "unit_vote", "backlog")

BY_HAND = {
    "participation_a_bureau": (2, 3),
    "participation_b_bureau": (2, 13),
    "satisfaction_a_bureau": (2, 2),
    "satisfaction_b_bureau": (3, 13),
    "participation_a_unit": (4, 6),
    "participation_b_unit": (4, 13),
    "satisfaction_a_unit": (2, 4),
    "satisfaction_b_unit": (4, 13),
    "repeat_a": (2, 19),
    "repeat_b": (0, 13),
    "first_time_resolution": (12, 13),
    "repeat_referral": (1, 16),
    "unfinished": (10, 14),
    "finish_carried_out": (1, 14),
    "finish_confirmed": (3, 14),
    "finish_claimed_only": (6, 14),
    "finish_contradicted": (4, 14),
    "finish_not_resolved": (0, 14),
    "backlog_closed": (2, 3),
    "backlog_settled": (1, 3),
}


def told(*happenings, **more):
    return case(*happenings, offices=KNOWN_OFFICES, **more)


def verdicts(*cases):
    matter = matter_of(cases)
    found = judge(matter, [repeated_referral], POLICIES)
    return [verdict_of(each, matter, found) for each in matter.cases]


def verdict(*happenings, **more):
    (only,) = verdicts(told(*happenings, **more))
    return only


def counted(rows):
    return Counter(
        (column, outcome)
        for row in rows
        for column in COLUMNS
        if (outcome := getattr(row, column)) is not None
    )


@pytest.mark.parametrize("name", CASES)
def test_each_of_twenty_petitions_comes_out_as_by_hand(name):
    happenings, outcomes = CASES[name]
    said = verdict(*happenings)
    assert tuple(getattr(said, column) for column in COLUMNS) == outcomes


def test_the_rates_of_all_twenty_are_those_worked_out_by_hand():
    together = counted(verdict(*happenings) for happenings, _ in CASES.values())
    shares = {rate.name: rate.share(together) for rate in RATES}
    found = {name: (share.numerator, share.denominator) for name, share in shares.items()}
    assert len(CASES) == 20
    assert found == BY_HAND


def test_a_rate_of_nothing_is_undefined():
    assert {rate.share({}).value for rate in RATES} == {None}


def test_a_matter_that_came_again_was_not_resolved_once():
    again = told(submitted(on=20), registered(on=21), petition_id=uuid5(NAMES, "again"), first=100)
    first, second = verdicts(told(*DONE), again)
    assert (first.lasting, first.finish) == ("came_again", "contradicted")
    assert (second.arrival, second.lasting) == ("repeat", None)


def test_what_came_before_the_resolution_does_not_undo_it():
    beside = told(submitted(on=2), registered(on=3), petition_id=uuid5(NAMES, "beside"), first=100)
    assert verdicts(told(*DONE), beside)[0].lasting == "stayed"


def test_each_cohort_has_a_day_and_an_office_of_its_own():
    said = verdict(*DONE, invited(closes=39), voted("satisfied", on=45), marked(60))
    assert (said.registered_on, said.registered_by) == (date(2016, 7, 2), "bureau")
    assert (said.resolved_on, said.resolved_by) == (date(2016, 7, 9), "roads")
    assert (said.unit_vote_on, said.unit_voted) == (date(2016, 8, 15), "roads")
    assert (said.bureau_vote_on, said.bureau_voted) == (date(2016, 8, 9), "bureau")
    assert (said.backlog_on, said.backlog_with) == (date(2016, 8, 30), "roads")


def test_a_reopened_petition_counts_on_the_day_of_its_first_resolution():
    anew = resolved(WATER, on=70, resolution_id="anew")
    said = verdict(*DONE, reopened(on=20), anew)
    assert (said.resolved_on, said.resolved_by) == (date(2016, 7, 9), "roads")
    assert (said.finish, said.lasting) == ("claimed_only", "reopened")


def test_the_day_is_that_on_the_wall_clock_of_the_office():
    said = verdict(submitted(), replace(registered(), on=1 - 8.9 / 24))
    assert said.registered_on == date(2016, 7, 2)


def test_what_has_no_known_day_is_in_no_period():
    assert verdict(submitted(), at_unknown_time(registered())).registered_on is None


def test_a_vote_counts_though_the_time_was_over():
    said = verdict(*DONE, invited(closes=20), voted("satisfied", on=45))
    assert said.unit_vote == "satisfied"


def test_a_verdict_has_a_column_for_each_outcome():
    for rate in RATES:
        named = {rate.column, rate.cohort.day, rate.cohort.unit, rate.cohort.level}
        assert named <= set(Verdict._fields)
        assert rate.holds <= rate.counted <= set(rate.cohort.columns[rate.column])


def test_the_guide_has_a_line_for_every_rate():
    guide = (Path(__file__).parents[3] / "docs" / "audits.md").read_text("utf-8")
    for rate in RATES:
        name = rate.name.removesuffix("_bureau").removesuffix("_unit")
        assert f"| `{'finish_…' if name.startswith('finish_') else name}`" in guide
