"""One case, step by step: what changed, what was struck through, what the page showed then."""

import pytest

from histories import (
    BUREAU,
    ROADS,
    accepted,
    day,
    happened,
    named,
    opinion,
    petition_in,
    petition_of,
    received,
    referred,
    registered,
    resolved,
    submitted,
    told,
)
from petition_es.domain.petition import Accepted, Corrected, DisclosureSet
from petition_es.projections.replay import NoSuchStep, Replay
from petition_es.projections.timeline import NotYetHappened, NotYetKnown

ANSWERED = (
    submitted(), registered(), referred(ROADS), received(ROADS, on=2),
    accepted(ROADS, on=3), opinion(ROADS, on=5),
)  # fmt: skip


def struck(label, on, what, **more):
    return happened(
        Corrected, ROADS, on, label, (what,),
        corrected=named(what), effect="void", reason="entered_twice", **more,
    )  # fmt: skip


def published(on, audience="public"):
    return happened(
        DisclosureSet, BUREAU, on, f"disclosed-{on}",
        target="petition", audience=audience, reason="published",
    )  # fmt: skip


def replay(*happenings, **asked):
    return Replay(told(*happenings), units=lambda _: None, **asked)


def changed(step):
    return {change.what: (change.before, change.after) for change in step.changes}


def test_a_step_says_what_it_changed_and_nothing_else():
    step = replay(*ANSWERED).step(6)
    assert changed(step)["state"] == ("accepted", "answered")
    assert changed(step)["opinions"] == ((), ("opinion-roads",))
    assert "held_by" not in changed(step)


def test_before_the_first_step_there_is_nothing():
    step = replay(*ANSWERED).step(1)
    assert step.before is None
    assert changed(step)["state"] == (None, "submitted")


def test_an_entry_is_struck_through_at_the_step_of_its_correction_and_not_before():
    case = replay(*ANSWERED, struck("wrong", 9, "opinion-roads"))
    opinion_step, correction = case.step(6), case.step(7)
    assert opinion_step.after.state == "answered"
    assert opinion_step.strikes == ()
    assert opinion_step.struck_at == 7
    assert not opinion_step.checkpoint.voided
    assert correction.strikes == (named("opinion-roads"),)
    assert changed(correction)["state"] == ("answered", "accepted")
    assert changed(correction)["opinions"] == (("opinion-roads",), ())


def test_in_the_order_of_happening_what_was_struck_through_never_counted():
    case = replay(*ANSWERED, struck("wrong", 9, "opinion-roads"), order="happened")
    assert case.step(6).changes == ()
    assert case.step(6).struck_at == 7


def test_what_was_struck_through_says_so_though_its_correction_is_left_out():
    case = replay(
        *ANSWERED, struck("wrong", 9, "opinion-roads"), order="happened", happened_by=day(6)
    )
    assert len(case) == 6
    assert (case.step(6).is_struck, case.step(6).struck_at) == (True, None)


def test_a_correction_of_what_is_shown_stays_in_view_though_it_came_later():
    case = replay(*ANSWERED, struck("wrong", 9, "opinion-roads"), happened_by=day(6))
    assert len(case) == 7
    assert case.step(7).after.state == "accepted"


def test_a_late_entry_is_marked_and_changes_nothing_of_the_steps_before():
    late = happened(
        Accepted, ROADS, 3, "late", ("to-roads",),
        referral_id="to-roads", kind="substantive", recorded=9,
    )  # fmt: skip
    case = replay(submitted(), registered(), referred(ROADS), received(ROADS, on=4), late)
    assert [case.step(number).is_late for number in (4, 5)] == [False, True]
    assert case.step(4).after.state == "received"
    assert case.moment(5) == day(9)
    by_time = Replay(case.recorded, units=lambda _: None, order="happened")
    assert [event.event_id for event in by_time.events][3:] == [
        named("late"),
        case.events[3].event_id,
    ]


def test_the_public_page_of_a_moment_shows_what_was_open_then():
    case = replay(*ANSWERED, published(6), resolved(ROADS, on=8), published(9, "petitioner"))
    assert case.shown(6, "public").why_not == "not_open"
    shown = case.shown(8, "public").timeline
    assert shown.head.state == "resolved"
    assert [step.event for step in shown.checkpoints][-1] == "Resolved"
    assert case.shown(9, "public").why_not == "not_open"


def test_what_had_happened_and_nobody_knew_was_on_no_page():
    first = happened(
        Accepted, ROADS, 3, "late", ("to-roads",),
        referral_id="to-roads", kind="substantive", recorded=9,
    )  # fmt: skip
    case = replay(
        submitted(), registered(), referred(ROADS), received(ROADS, on=4), first, order="happened"
    )
    assert case.step(4).event.event_id == named("late")
    then = case.shown(4, "petitioner").timeline
    assert [step.event for step in then.checkpoints][-1] == "Referred"


def test_an_accusation_was_never_on_the_public_page():
    case = replay(submitted(), registered(purpose="accusation"), published(3))
    assert {case.shown(number, "public").why_not for number in (1, 2, 3)} == {"not_open"}


def test_a_step_names_the_steps_that_it_rests_on():
    basis = replay(*ANSWERED).step(6).rests_on
    assert [each.number for each in basis] == [5]


def test_a_past_before_everything_is_refused():
    with pytest.raises(NotYetKnown):
        replay(*ANSWERED, known_by=day(-9))
    with pytest.raises(NotYetHappened):
        replay(*ANSWERED, happened_by=day(-9))


def test_a_position_of_another_case_is_no_step_of_this_one():
    petition = petition_in("resolved")
    case = Replay(petition.recorded, units=lambda _: None, positions=range(40, 60))
    assert case.find("41") == 2
    with pytest.raises(NoSuchStep) as refusal:
        case.find("39")
    assert refusal.value.facts["step"] == "39"


def test_the_list_of_steps_says_the_state_after_each():
    states = [line.state for line in replay(*ANSWERED).lines]
    assert states == ["submitted", "registered", "referred", "received", "accepted", "answered"]
    assert petition_of(*ANSWERED).file.state == states[-1]
