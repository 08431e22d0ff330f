from dataclasses import replace

from histories import (
    BUREAU,
    CITY,
    COUNTY,
    ROADS,
    WATER,
    accepted,
    assigned,
    happened,
    opinion,
    received,
    referred,
    registered,
    reopened,
    resolved,
    returned,
    submitted,
)
from matters_told import OFFICES, OTHER, case, findings_of
from petition_es.audits.rules import repeated_referral
from petition_es.domain.petition import Corrected, Referred
from petition_es.domain.regime.clocks import Desktop
from petition_es.projections.clocks.offices import Offices

ARRIVED = (submitted(), registered())
SENT = (*ARRIVED, referred(ROADS, on=1), received(ROADS), accepted(ROADS))


def again(*sendings, on=20, **more):
    return case(
        submitted(on=on), registered(on=on + 1), *sendings, petition_id=OTHER, first=100, **more
    )


def said(*happenings, **more):
    return findings_of(repeated_referral, case(*happenings, **more))


def test_the_same_matter_in_another_petition_to_the_same_unit_is_a_repeated_referral():
    first = case(*SENT, opinion(ROADS, on=6))
    second = again(referred(ROADS, on=22), received(ROADS, on=23), accepted(ROADS, on=25))

    (finding,) = findings_of(repeated_referral, first, second)

    assert (finding.petition_id, finding.unit_id, finding.severity) == (OTHER, "bureau", "note")
    assert finding.args == {"sendings": 2, "how": "again", "petitions": 2, "hop_days": "2, 3"}
    assert [proof.petition_id for proof in finding.proofs] == [OTHER, first.petition_id]


def test_it_is_a_concern_where_the_unit_had_it_still():
    second = again(referred(ROADS, on=22))
    (finding,) = findings_of(repeated_referral, case(*SENT), second)
    assert (finding.severity, finding.args["how"]) == ("concern", "still_there")


def test_what_the_unit_gave_back_or_passed_on_it_does_not_have_any_more():
    second = again(referred(ROADS, on=22))
    gave = case(*ARRIVED, referred(ROADS, on=1), returned(ROADS, on=3))
    passed = case(*ARRIVED, referred(ROADS, on=1), referred(WATER, ROADS, on=3))
    for first in (gave, passed):
        assert findings_of(repeated_referral, first, second)[0].args["how"] == "again"


def test_to_another_unit_is_a_referral_as_any_other():
    second = again(referred(WATER, on=22))
    assert findings_of(repeated_referral, case(*SENT), second) == []


def test_within_one_petition_the_second_sending_counts_and_the_third_too():
    told = (
        *SENT, opinion(ROADS, on=6), resolved(ROADS, on=8),
        assigned(ROADS, on=30, referral_id="anew"), reopened(on=40),
        referred(ROADS, on=50, referral_id="once-more"),
    )  # fmt: skip
    assert said(*told[:-3]) == []
    assert [finding.args["sendings"] for finding in said(*told)] == [2, 3]


def test_copies_and_other_claims_are_no_repetition():
    copy = referred(ROADS, on=5, referral_id="copy", part="copy")
    one = referred(ROADS, on=1, claim_ids=("bridge",))
    other = referred(ROADS, on=5, referral_id="other", claim_ids=("road",))
    same = referred(ROADS, on=5, referral_id="same", claim_ids=("road", "bridge"))
    assert said(*SENT, copy) == []
    assert said(*ARRIVED, one, other) == []
    assert said(*ARRIVED, one, same)


def test_a_petition_bureau_on_the_way_is_no_destination():
    offices = Offices({"county": Desktop(desk="bureau")}, {})
    both = (*ARRIVED, referred(COUNTY, CITY, on=1)), (referred(COUNTY, CITY, on=22),)
    for known, speaks in ((offices, False), (OFFICES, True)):
        first, second = case(*both[0], offices=known), again(*both[1], offices=known)
        assert bool(findings_of(repeated_referral, first, second)) is speaks


def test_several_side_by_side_of_which_none_leads_are_a_concern():
    joint = [referred(to, on=2, part="joint") for to in (ROADS, WATER)]

    assert said(*ARRIVED, joint[0]) == []
    (finding,) = said(*ARRIVED, *joint)

    assert (finding.severity, finding.args["how"]) == ("concern", "no_lead")
    assert (finding.unit_id, finding.args["sendings"]) == ("bureau", 2)


def test_several_side_by_side_with_a_lead_are_joint_handling():
    joint = [referred(to, on=2, part="joint") for to in (WATER, CITY)]
    assert said(*ARRIVED, referred(ROADS, on=2), *joint) == []


def test_a_unit_that_draws_others_in_leads_by_itself_and_a_bureau_does_not():
    joint = [referred(to, ROADS, on=5, part="joint") for to in (WATER, CITY)]
    told = (*ARRIVED, referred(ROADS, on=1), *joint)
    bureau = Offices({"roads": Desktop(desk="bureau")}, {})
    assert said(*told) == []
    assert said(*told, offices=bureau)


def test_a_sending_whose_time_is_not_known_repeats_nothing():
    first, second = case(*SENT), again(referred(ROADS, on=22))
    undated = [
        replace(each, at_precision="unknown") if each.TOPIC == Referred.TOPIC else each
        for each in second.history
    ]
    assert findings_of(repeated_referral, first, replace(second, history=undated)) == []


def test_a_sending_that_was_struck_through_was_none():
    first = case(*SENT)
    sending = first.of(Referred)[0]
    struck = happened(
        Corrected, BUREAU, 5, corrected=sending.event_id, effect="void", reason="wrong_petition"
    )
    wrong = case(*ARRIVED, referred(ROADS, on=1), struck)
    assert findings_of(repeated_referral, wrong, again(referred(ROADS, on=22))) == []
