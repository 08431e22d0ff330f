from dataclasses import replace
from uuid import uuid5

import pytest

from histories import (
    BUREAU,
    LI,
    ROADS,
    WATER,
    accepted,
    assigned,
    declined,
    delivered,
    happened,
    number,
    opinion,
    party,
    received,
    referred,
    replied,
    reported,
    submitted,
)
from matters_told import OTHER, THIRD, case, event_of, findings_of
from petition_es.audits.rules import repeat
from petition_es.domain.petition import (
    Linked,
    MergedInto,
    Registered,
    Submitted,
    Unlinked,
    Withdrawn,
)


def registered(on=1, serial=1):
    return happened(
        Registered, BUREAU, on, "registered", number=number(serial), parties=(party(LI),)
    )


FIRST = (submitted(), registered(), referred(ROADS), received(ROADS), accepted(ROADS))
ANSWERED = (*FIRST, opinion(ROADS, on=6), delivered(ROADS, on=7))


def again(on=20, *more, serial=2, petition_id=OTHER, first=100):
    return case(
        submitted(on=on), registered(on + 1, serial), *more, petition_id=petition_id, first=first
    )


def said(*happenings, on=20, more=()):
    (finding,) = findings_of(repeat, case(*happenings), again(on, *more))
    return finding


def test_a_petition_that_comes_again_is_told_with_its_chain():
    first, second = case(*ANSWERED), again(20)

    (finding,) = findings_of(repeat, first, second)

    assert (finding.petition_id, finding.unit_id, finding.severity) == (OTHER, "roads", "note")
    assert finding.args == {
        "returns": 1, "days": 20, "days_since_last": 20, "answers": 1, "reports": 0,
        "referrals": 1, "units": 1, "stage": "reviewable", "disposition": "guide_to_review",
        "linked": "not_linked",
    }  # fmt: skip
    assert finding.proofs[0].event_id == event_of(second, Submitted).event_id
    assert first.history[0].event_id in {proof.event_id for proof in finding.proofs}


def test_the_first_petition_of_a_matter_repeats_nothing():
    assert findings_of(repeat, case(*ANSWERED)) == []


def test_each_return_is_counted_from_the_first_and_from_the_last():
    third = again(50, serial=3, petition_id=THIRD, first=200)
    found = findings_of(repeat, case(*ANSWERED), again(20), third)
    assert [(f.args["returns"], f.args["days"], f.args["days_since_last"]) for f in found] == [
        (1, 20, 20), (2, 50, 30),
    ]  # fmt: skip


@pytest.mark.parametrize(("returns", "severity"), [(2, "note"), (3, "concern"), (4, "concern")])
def test_from_the_third_return_on_it_is_a_concern(returns, severity):
    later = [
        again(20 + n, serial=2 + n, petition_id=uuid5(OTHER, str(n)), first=100 * (n + 1))
        for n in range(returns)
    ]
    assert findings_of(repeat, case(*ANSWERED), *later)[-1].severity == severity


@pytest.mark.parametrize(
    ("on", "stage", "severity"),
    [(3, "sent_at_once", "note"), (4, "in_hand", "note"), (63, "in_hand", "note"),
     (64, "in_hand_late", "concern")],
)  # fmt: skip
def test_the_stage_of_the_earlier_one_decides_what_the_law_has_it_come_to(on, stage, severity):
    finding = said(*FIRST, on=on)
    assert (finding.args["stage"], finding.severity) == (stage, severity)


@pytest.mark.parametrize(
    ("happening", "stage", "disposition"),
    [
        (declined("not_accepted"), "declined", "file_if_told"),
        (happened(Withdrawn, LI, 2, party=LI.actor_id), "withdrawn", "take_up"),
        (happened(MergedInto, BUREAU, 2, survivor=number(9)), "merged", "follow_earlier"),
        (replied(ROADS, on=2), "answered_by_reply", "take_up"),
    ],
)
def test_what_ended_otherwise_has_a_disposition_of_its_own(happening, stage, disposition):
    finding = said(submitted(), registered(), happening)
    assert (finding.args["stage"], finding.args["disposition"]) == (stage, disposition)


def test_what_was_answered_reported_and_sent_counts_as_far_as_it_had_happened():
    told = (
        *ANSWERED, referred(WATER, on=8, part="joint"), referred(WATER, on=8, referral_id="copy",
        part="copy"), assigned(ROADS, on=10, referral_id="anew"),
        reported(ROADS, on=15, referral_id="anew"),
    )  # fmt: skip
    by_day_20, by_day_12 = said(*told), said(*told, on=12)
    assert (by_day_20.args["referrals"], by_day_20.args["units"]) == (3, 2)
    assert (by_day_20.args["reports"], by_day_12.args["reports"]) == (1, 0)


def test_it_is_told_whether_the_office_linked_the_two_in_either_record():
    def link(serial, on=5):
        return happened(
            Linked, BUREAU, on, f"link-{serial}", other=number(serial), relation="same_matter"
        )

    parted = happened(Unlinked, BUREAU, 25, other=number(1), relation="same_matter")
    related = happened(Linked, BUREAU, 22, other=number(1), relation="related")

    assert said(*ANSWERED, link(2)).args["linked"] == "linked"
    assert said(*ANSWERED, more=(link(1, 22),)).args["linked"] == "linked"
    assert said(*ANSWERED, more=(link(1, 22), parted)).args["linked"] == "not_linked"
    assert said(*ANSWERED, more=(related,)).args["linked"] == "not_linked"


def test_where_it_is_not_known_when_they_came_nothing_is_said():
    first = case(*ANSWERED)
    first = replace(
        first, history=[replace(first.history[0], at_precision="unknown"), *first.history[1:]]
    )
    assert findings_of(repeat, first, again(20)) == []


def test_a_petition_that_was_sent_to_nobody_is_the_bureaus_to_explain():
    assert said(submitted(), registered(), on=10).unit_id == "bureau"
