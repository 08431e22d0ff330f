from dataclasses import replace

import pytest

from histories import (
    BUREAU,
    CITY,
    COUNTY,
    ROADS,
    WATER,
    Actor,
    accepted,
    assigned,
    day,
    happened,
    named,
    opinion,
    referred,
    registered,
    reopened,
    resolved,
    returned,
    submitted,
)
from matters_told import case, findings_of
from petition_es.audits.rules import ping_pong
from petition_es.domain.petition import Corrected, Referred, ReturnRefused, TakenOver

ARRIVED = (submitted(), registered())
TOWN = Actor(actor_id="officer-lu", role="officer", unit_id="town")
STATE = Actor(actor_id="officer-gao", role="officer", unit_id="state")


def way(*units, on=1, days=2):
    """Sent on from one to the next, each after so many days."""
    senders = (BUREAU, *units)
    return tuple(
        referred(to, by, on=on + days * place, referral_id=f"hop-{on}-{place}")
        for place, (by, to) in enumerate(zip(senders, units, strict=False))
    )


def said(*happenings):
    return findings_of(ping_pong, case(*ARRIVED, *happenings))


LONG = (STATE, CITY, COUNTY, TOWN, ROADS)


@pytest.mark.parametrize(("hops", "speaks"), [(4, False), (5, True)])
def test_four_hops_are_the_way_through_the_levels_and_the_fifth_is_one_too_many(hops, speaks):
    assert bool(said(*way(*LONG[:hops]))) is speaks


def test_a_long_way_is_told_with_the_days_of_each_hop():
    one = case(*ARRIVED, *way(*LONG), accepted(ROADS, on=12))

    (finding,) = findings_of(ping_pong, one)

    assert (finding.severity, finding.unit_id) == ("note", "town")
    assert finding.args == {
        "hops": 5, "returns": 0, "units": 6, "reasons": "long_way", "hop_days": "2, 2, 2, 2, 3",
    }  # fmt: skip
    assert finding.proofs[0].event_id == one.history[6].event_id
    assert len(finding.proofs) == 5


def test_a_hop_that_is_not_over_has_no_days_yet():
    assert said(*way(*LONG))[0].args["hop_days"] == "2, 2, 2, 2, -"


def test_several_units_side_by_side_are_no_hops():
    beside = [
        referred(to, BUREAU, on=2, referral_id=f"beside-{place}", claim_ids=(str(place),))
        for place, to in enumerate((ROADS, WATER, CITY, COUNTY, TOWN, STATE))
    ]
    copies = [referred(ROADS, BUREAU, on=3, referral_id=f"copy-{n}", part="copy") for n in range(6)]
    assert said(*beside, *copies) == []


def test_a_unit_twice_on_the_route_is_a_concern():
    (finding,) = said(*way(CITY, ROADS, CITY))
    assert (finding.severity, finding.args["reasons"]) == ("concern", "unit_twice")
    assert finding.unit_id == "roads"


def test_the_first_sender_counts_as_having_had_it():
    (finding,) = said(*way(CITY, BUREAU))
    assert finding.args["reasons"] == "unit_twice"


def test_one_return_is_a_units_right_and_the_second_is_one_too_many():
    first = (referred(ROADS, on=1), returned(ROADS, on=3))
    second = (referred(WATER, on=4), returned(WATER, on=9))

    assert said(*first, referred(WATER, on=4)) == []
    (finding,) = said(*first, *second)

    assert finding.args["reasons"] == "returns"
    assert (finding.unit_id, finding.args["hop_days"]) == ("bureau", "2, 5")


def test_to_be_sent_there_again_after_a_return_is_a_unit_twice():
    again = referred(ROADS, on=4, referral_id="again")
    assert said(referred(ROADS, on=1), returned(ROADS, on=3), again)[0].args["hops"] == 2


def test_a_unit_that_keeps_what_it_gave_back_and_passes_it_on_made_a_hop():
    refused = happened(ReturnRefused, BUREAU, 4, referral_id="to-roads")
    told = (
        referred(ROADS, on=1), returned(ROADS, on=3), refused,
        referred(WATER, ROADS, on=5), referred(ROADS, WATER, on=6, referral_id="back"),
    )  # fmt: skip
    assert said(*told)[0].args["hops"] == 3


def test_all_three_together_are_grave():
    told = (
        *way(CITY, COUNTY, TOWN, ROADS), returned(ROADS, on=9, referral_id="hop-1-3"),
        referred(WATER, TOWN, on=10), returned(WATER, on=12),
        referred(ROADS, TOWN, on=13, referral_id="again"),
    )  # fmt: skip
    (finding,) = said(*told)
    assert (finding.severity, finding.arose_at) == ("grave", day(10))
    assert finding.args["reasons"] == "long_way, returns, unit_twice"


def test_an_assignment_after_the_answer_and_a_reopening_begin_a_way_of_their_own():
    answered = (*way(CITY, ROADS), accepted(ROADS, on=6), opinion(ROADS, on=7))
    anew = assigned(CITY, on=20, referral_id="anew")
    assert said(*answered, anew) == []
    opened = (*answered, resolved(ROADS, on=8), reopened(on=10))
    assert said(*opened, referred(CITY, on=20, referral_id="anew")) == []


def test_a_plain_referral_after_the_answer_goes_on_the_way_that_it_came():
    answered = (*way(CITY, ROADS), accepted(ROADS, on=6), opinion(ROADS, on=7))
    (finding,) = said(*answered, referred(CITY, ROADS, on=20, referral_id="back"))
    assert finding.args["reasons"] == "unit_twice"


def test_a_successor_stands_for_the_unit_that_is_no_more():
    over = happened(TakenOver, BUREAU, 4, from_unit="city", to_unit="town", because="merged")
    told = (*way(CITY), over, referred(ROADS, TOWN, on=5), referred(TOWN, ROADS, on=6))
    assert said(*told) == []
    assert said(*told, referred(ROADS, TOWN, on=7, referral_id="again"))[0].args["hops"] == 4


def test_of_sendings_whose_senders_an_import_does_not_know_no_route_is_made():
    told = case(*ARRIVED, *way(CITY, ROADS, CITY, ROADS, CITY))
    unknown = [
        replace(event, from_unit=None) if event.TOPIC == Referred.TOPIC else event
        for event in told.history
    ]
    assert findings_of(ping_pong, replace(told, history=unknown)) == []


def test_a_hop_whose_time_is_not_known_has_no_days():
    told = case(*ARRIVED, *way(CITY, ROADS, CITY), accepted(CITY, on=9))
    undated = [
        replace(event, at_precision="unknown") if event.event_id == named("hop-1-1") else event
        for event in told.history
    ]
    (finding,) = findings_of(ping_pong, replace(told, history=undated))
    assert finding.args["hop_days"] == "-, -, 4"


def test_a_hop_that_was_struck_through_is_none():
    told = case(*ARRIVED, *way(*LONG))
    struck = happened(
        Corrected, BUREAU, 20,
        corrected=told.history[-1].event_id, effect="void", reason="wrong_petition",
    )  # fmt: skip
    assert said(*way(*LONG), struck) == []
