"""What had happened by a day, and what was known by a day, are two questions."""

import copy
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from histories import (
    BUREAU,
    CHINA,
    DAY_ZERO,
    LI,
    ROADS,
    day,
    entry,
    number,
    opinion,
    petition_in,
    petition_of,
    registered,
    submitted,
)
from petition_es.domain.codes import Audience, Source
from petition_es.domain.petition import (
    Classified,
    Correct,
    Corrected,
    Deliver,
    DisclosureSet,
    Evaluate,
    IssueOpinion,
    Petition,
    PetitionEvent,
    Refer,
    Register,
    Registered,
    TakeAction,
    Urge,
)
from petition_es.domain.petition.folding import fold
from petition_es.domain.petition.order import history
from petition_es.domain.refusals import Refusal, TimeWithoutZone
from petition_es.domain.sealed import Sealed
from petition_es.projections.timeline import (
    AUDIENCES,
    NotYetHappened,
    NotYetKnown,
    Timeline,
    standpoint,
    timeline,
)
from random_histories import histories, ids

NOW = day(400)
DAYS = st.integers(-1, 60).map(lambda days: (DAY_ZERO + timedelta(days=days)).date())


def seen(events: Sequence[PetitionEvent], audience: Audience = "auditor", **past: Any) -> Timeline:
    return timeline(events, audience=audience, units=lambda _: None, now=NOW, **past)


def answer(events: Sequence[PetitionEvent], audience: Audience, **past: Any) -> object:
    """The timeline, or the name of the refusal."""
    try:
        return seen(events, audience, **past)
    except Refusal as refusal:
        return refusal.rule


def known_then(event: PetitionEvent, by: date) -> bool:
    moment = event.timestamp
    if event.source is not None and event.source.recorded_at is not None:
        moment = event.source.recorded_at
    return moment.astimezone(CHINA).date() <= by


@given(histories(), DAYS)
def test_a_timeline_known_by_a_day_is_that_of_the_events_known_by_then(events, by):
    then = [event for event in events if known_then(event, by)]
    expected = answer(then, "auditor") if then else "NotYetKnown"
    assert answer(events, "auditor", known_by=by) == expected


@given(histories(), DAYS, st.sampled_from(AUDIENCES))
def test_to_all_others_the_past_hides_what_is_hidden_today_and_nothing_else(events, by, audience):
    then = [event for event in events if known_then(event, by)]
    past, record = answer(events, audience, known_by=by), answer(then, audience) if then else None
    later = [event for event in events if event not in then]
    if isinstance(past, Timeline):
        assert isinstance(record, Timeline)
        shown = {step.id for step in past.checkpoints}
        assert shown <= {step.id for step in record.checkpoints}
        if not any(isinstance(e, DisclosureSet | Classified | Corrected) for e in later):
            assert past == record


@given(histories(), st.integers(0, 40), st.sampled_from(["void", "amend"]), DAYS)
def test_a_correction_never_changes_what_was_known_before_it(events, index, effect, by):
    petition = Petition.replay(None, events)
    wrong = events[index % len(events)]
    tomorrow = max(e.timestamp for e in events).astimezone(CHINA) + timedelta(days=1)
    changes = {} if effect == "void" else {"at": wrong.local_at - timedelta(hours=2)}
    correct = Correct(corrected=wrong.event_id, effect=effect, reason="wrong_time", changes=changes)
    try:
        petition.perform(correct, entry(BUREAU, 0, at=tomorrow, recorded_at=tomorrow))
    except Refusal:
        return
    by = min(by, tomorrow.date() - timedelta(days=1))
    decides_who_may_look = isinstance(wrong, DisclosureSet | Classified | Registered | Corrected)
    for audience in ("auditor",) if decides_who_may_look else AUDIENCES:
        past = answer(petition.recorded, audience, known_by=by)
        assert past == answer(events, audience, known_by=by)


@given(histories())
def test_copied_events_give_the_same_timeline(events):
    assert seen(copy.deepcopy(events)) == seen(events)
    assert seen(Petition.replay(None, copy.deepcopy(events)).recorded) == seen(events)


@given(histories())
def test_every_entry_is_one_checkpoint_and_those_that_stand_keep_the_order_of_the_file(events):
    shown = [step.id for step in seen(events).checkpoints]
    assert sorted(shown) == sorted(ids(events))
    standing = ids(history(events))
    assert [step for step in shown if step in set(standing)] == standing


@given(histories(), DAYS)
def test_what_had_happened_by_a_day_is_part_of_what_happened(events, by):
    past = answer(events, "auditor", happened_by=by)
    if isinstance(past, Timeline):
        shown = {step.id for step in past.checkpoints}
        certain = {
            e.event_id for e in events if e.at_precision != "unknown" and e.local_at.date() <= by
        }
        assert certain <= shown <= set(ids(events))


@given(histories(), DAYS)
def test_the_head_of_the_past_is_folded_from_the_checkpoints_that_are_shown(events, by):
    past = answer(events, "auditor", happened_by=by)
    if isinstance(past, Timeline):
        shown = [step.id for step in past.checkpoints if not step.voided]
        happened = [event for event in history(events) if event.event_id in shown]
        assert past.head.state == fold(happened).state


def test_a_step_of_unknown_time_had_happened_when_one_that_came_after_it_had():
    petition = petition_in("received")
    unknown = entry(ROADS, 3, recorded=20, at_precision="unknown")
    petition.perform(TakeAction(kind="works"), unknown)
    petition.perform(TakeAction(kind="payment"), entry(ROADS, 5, recorded=21))
    for by, steps in ((day(4), 6), (day(5), 8)):
        assert len(seen(petition.recorded, happened_by=by).checkpoints) == steps


def test_what_a_correction_says_anew_is_known_with_it_in_whatever_zone_it_was_made():
    petition = petition_in("registered")
    wrong = petition.recorded[1]
    late_in_london = datetime(2016, 7, 5, 23, 30, tzinfo=UTC)
    petition.perform(
        Correct(
            corrected=wrong.event_id,
            effect="amend",
            reason="wrong_content",
            changes={"persons_count": 3},
        ),
        entry(BUREAU, 0, at=late_in_london, recorded_at=late_in_london),
    )
    told = seen(petition.recorded, known_by=date(2016, 7, 5))
    [step] = [s for s in told.checkpoints if s.event == "Registered" and not s.voided]
    assert step.arguments["persons_count"] == 3
    assert told.head.state == "registered"


# ---- By example ----------------------------------------------------------------------------------


def late_delivery() -> Petition:
    """An opinion of day 6, delivered on day 7, which was keyed in on day 12."""
    petition = petition_in("answered")
    petition.perform(Deliver(method="post"), entry(ROADS, 7, recorded=12))
    return petition


def test_a_late_entry_had_happened_before_it_was_known():
    recorded = late_delivery().recorded
    on_day_8 = (DAY_ZERO + timedelta(days=8)).date()
    assert seen(recorded, happened_by=on_day_8).head.state == "delivered"
    assert seen(recorded, known_by=on_day_8).head.state == "answered"


def test_a_day_includes_its_last_minute_on_the_office_s_clock():
    petition = petition_in("submitted")
    midnight = datetime(2016, 7, 3, 0, 0, tzinfo=CHINA)
    before = midnight - timedelta(minutes=1)
    petition.absorb(registered().event(2))
    for moment in (before, midnight):
        made = entry(BUREAU, 0, at=moment, recorded_at=moment)
        petition.perform(Refer(to_unit=f"unit-{moment.hour}", part="joint"), made)
    assert len(seen(petition.recorded, happened_by=date(2016, 7, 2)).checkpoints) == 3
    assert len(seen(petition.recorded, known_by=date(2016, 7, 2)).checkpoints) == 3
    assert len(seen(petition.recorded, happened_by=before).checkpoints) == 3
    assert len(seen(petition.recorded, known_by=midnight).checkpoints) == 4


def test_the_past_that_happened_is_told_with_all_that_is_known_now():
    petition = petition_in("resolved")
    petition.perform(Evaluate(evaluatee="unit", result="satisfied"), entry(LI, 10))
    wrong = petition.recorded[-1]
    amend = Correct(
        corrected=wrong.event_id,
        effect="amend",
        reason="wrong_content",
        changes={"result": "dissatisfied"},
    )
    petition.perform(amend, entry(BUREAU, 15))
    on_day_11 = (DAY_ZERO + timedelta(days=11)).date()
    [vote] = seen(petition.recorded, happened_by=on_day_11).head.evaluations
    assert vote.result == "dissatisfied"
    [vote] = seen(petition.recorded, known_by=on_day_11).head.evaluations
    assert vote.result == "satisfied"


def test_a_source_that_does_not_say_when_it_recorded_is_known_from_our_own_record_on():
    silent = Source(system="old", record_id="1")
    telling = Source(system="old", record_id="2", recorded_at=day(1))
    petition = petition_of(submitted())
    petition.perform(Register(number=number()), entry(BUREAU, 1, recorded=300, source=silent))
    petition.perform(Urge(), entry(LI, 1, recorded=300, source=telling))
    shown = seen(petition.recorded)
    assert [step.recorded_at for step in shown.checkpoints] == [day(0), None, day(1)]
    assert shown.head.steps_of_unknown_recording == 1
    assert len(seen(petition.recorded, known_by=day(299).date()).checkpoints) == 2
    assert len(seen(petition.recorded, known_by=day(300).date()).checkpoints) == 3


def test_a_day_before_the_beginning_is_refused_with_the_day_it_began():
    recorded = petition_in("registered").recorded
    before = date(2016, 6, 30)
    with pytest.raises(NotYetKnown) as unknown:
        seen(recorded, known_by=before)
    assert unknown.value.facts == {"by": "2016-06-30", "since": "2016-07-01 09:00:00+08:00"}
    with pytest.raises(NotYetHappened):
        seen(recorded, happened_by=before)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(TimeWithoutZone):
        seen(petition_in("registered").recorded, known_by=datetime(2016, 7, 2))  # noqa: DTZ001


def test_a_reader_of_the_past_stands_at_the_end_of_the_day_asked_for():
    asked = date(2016, 7, 4)
    end = datetime.combine(asked, time.max, CHINA)
    assert standpoint(NOW, asked, None) == end
    assert standpoint(NOW, asked, day(2)) == day(2)
    assert standpoint(day(1), asked) == day(1)
    assert standpoint(NOW, None, None) == NOW


def test_an_opinion_issued_late_is_marked_late_once_something_later_was_recorded():
    petition = petition_in("in_handling")
    petition.perform(Deliver(method="phone", document_kind="acceptance"), entry(ROADS, 9))
    petition.perform(IssueOpinion(text=Sealed("支持")), entry(ROADS, 6, recorded=10))
    late = {step.event: step.late_entry for step in seen(petition.recorded).checkpoints}
    assert late["OpinionIssued"]
    assert not late["Delivered"]
    on_time = petition_in("in_handling", opinion(ROADS))
    assert not any(step.late_entry for step in seen(on_time.recorded).checkpoints)
