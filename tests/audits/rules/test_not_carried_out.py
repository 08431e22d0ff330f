import pytest

from histories import (
    BUREAU,
    LI,
    ROADS,
    acted,
    claims_recorded,
    delivered,
    happened,
    opinion,
)
from matters_told import (
    ACCEPTED,
    SECOND,
    at_unknown_time,
    case,
    findings_of,
    ids,
    over,
    proven_by,
    struck_through,
)
from petition_es.audits.rules import not_carried_out
from petition_es.domain.petition import (
    FollowedUp,
    OpinionCarriedOut,
    ReviewDecided,
    ReviewRequested,
    Withdrawn,
)

ASKED = (*ACCEPTED, claims_recorded("bridge", "road"), acted(ROADS))
PROMISED = (*ASKED, opinion(ROADS, answers={"bridge": "support", "road": "explain"}))
ARRIVED = (*PROMISED, delivered(ROADS, on=7))
BOTH = (
    *ASKED,
    opinion(ROADS, answers={"bridge": "support", "road": "support"}),
    delivered(ROADS, on=7),
)


def carried_out(on=30, *claim_ids):
    return happened(
        OpinionCarriedOut, ROADS, on, "carried-out", ("opinion-roads",),
        opinion_id="opinion-roads", claim_ids=claim_ids,
    )  # fmt: skip


def followed_up(answer, on=40):
    return happened(
        FollowedUp, BUREAU, on, f"asked-{on}", (),
        asked_via="phone", answer=answer, resolution_id="resolution-roads",
    )  # fmt: skip


def found(*happenings, **more):
    return findings_of(not_carried_out, case(*happenings, **more))


def test_support_that_was_never_carried_out_is_a_finding():
    (finding,) = found(*ARRIVED)

    assert (finding.unit_id, finding.severity) == ("roads", "concern")
    assert finding.arose_at == over(7 + 60)
    assert proven_by(finding) == ids("opinion-roads", "opinion-roads-delivered")
    assert finding.args == {"days": 60, "supported": 1, "left": 1}


def test_nothing_is_said_until_the_sixtieth_day_is_over():
    assert found(*ARRIVED, now=over(7 + 59)) == []
    assert found(*ARRIVED, now=over(7 + 60) - SECOND) == []
    assert found(*ARRIVED, now=over(7 + 60))


def test_what_was_carried_out_in_the_end_clears_it():
    assert found(*ARRIVED, carried_out(200)) == []


@pytest.mark.parametrize("kind", ["works", "payment"])
def test_works_and_payments_after_the_opinion_carry_it_out(kind):
    assert found(*ARRIVED, acted(ROADS, on=20, kind=kind)) == []


def test_an_inspection_carries_nothing_out():
    assert found(*ARRIVED, acted(ROADS, on=20, kind="inspection"))


def test_works_before_the_opinion_are_told_and_make_it_a_note():
    earlier = acted(ROADS, on=5, kind="works")

    (finding,) = found(*ASKED, earlier, *ARRIVED[len(ASKED) :])

    assert finding.severity == "note"
    assert proven_by(finding)[-1:] == ids("action-roads-5")


def test_each_supported_claim_has_to_be_carried_out():
    (finding,) = found(*BOTH, carried_out(30, "bridge"))

    assert finding.args == {"days": 60, "supported": 2, "left": 1}


def test_what_was_carried_out_for_no_claim_in_particular_was_for_all():
    assert found(*BOTH, carried_out(30)) == []


def test_what_was_struck_through_was_not_carried_out():
    assert found(*ARRIVED, carried_out(30), struck_through("carried-out", on=31))


def test_an_opinion_that_supports_nothing_promises_nothing():
    refused = opinion(ROADS, answers={"bridge": "not_support", "road": "explain"})

    assert found(*ASKED, refused, delivered(ROADS)) == []


def test_an_opinion_that_never_arrived_is_another_finding():
    assert found(*PROMISED) == []


def test_a_delivery_at_a_time_that_nobody_knows_starts_nothing():
    assert found(*PROMISED, at_unknown_time(delivered(ROADS))) == []


def test_a_promise_that_was_superseded_is_none_any_more():
    newer = opinion(
        ROADS, on=9, opinion_id="newer", supersedes="opinion-roads", answers={"bridge": "explain"}
    )

    assert found(*ARRIVED, newer) == []


def test_what_was_carried_out_of_the_opinion_before_counts_for_the_one_after():
    newer = opinion(
        ROADS, on=9, opinion_id="newer", supersedes="opinion-roads", answers={"bridge": "support"}
    )

    assert found(*ARRIVED, carried_out(8), newer, delivered(ROADS, 10, "newer")) == []


def test_a_petitioner_who_says_that_it_is_solved_is_heard():
    assert found(*ARRIVED, followed_up("yes")) == []
    assert found(*ARRIVED, followed_up("yes", on=40), followed_up("unreached", on=41)) == []


def test_a_petitioner_who_says_that_it_is_not_solved_makes_it_grave():
    (finding,) = found(*ARRIVED, followed_up("yes", on=40), followed_up("no", on=50))

    assert finding.severity == "grave"
    assert proven_by(finding)[-1:] == ids("asked-50")


def test_a_petition_or_claim_that_was_withdrawn_needs_nothing():
    whole = happened(Withdrawn, LI, 9, "gone", party=LI.actor_id)
    part = happened(
        Withdrawn, LI, 9, "gone", party=LI.actor_id, scope="claims", claim_ids=("bridge",)
    )

    assert found(*ARRIVED, whole) == []
    assert found(*ARRIVED, part) == []


def test_a_review_under_way_and_one_that_changed_the_opinion_are_heard():
    asked = happened(
        ReviewRequested, LI, 9, "asked", ("opinion-roads",),
        request_id="q", level="review", opinion_id="opinion-roads",
    )  # fmt: skip

    def decided(outcome):
        return happened(
            ReviewDecided, BUREAU, 20, "decided", ("asked",), request_id="q", outcome=outcome
        )

    assert found(*ARRIVED, asked) == []
    assert found(*ARRIVED, asked, decided("revoke")) == []
    assert found(*ARRIVED, asked, decided("uphold"))
