"""What a checkpoint says of one step."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from histories import (
    BUREAU,
    CHINA,
    LI,
    NAMES,
    ROADS,
    accepted,
    acted,
    assigned,
    claims_recorded,
    day,
    entry,
    opinion,
    petition_in,
    petition_of,
    received,
    referred,
    registered,
    reported,
    resolved,
    submitted,
)
from petition_es.domain.codes import Attachment, Period
from petition_es.domain.petition import (
    AddMaterial,
    Correct,
    Deliver,
    Evaluate,
    Petition,
    PetitionEvent,
    TakeAction,
    Urge,
)
from petition_es.domain.sealed import Sealed
from petition_es.domain.unit import UnitName
from petition_es.projections.timeline import Checkpoint, Timeline, UnitCard, timeline
from random_histories import histories

ROADS_CARD = UnitCard(
    unit_id="roads",
    name=UnitName(zh="县交通局", en="County Roads Office"),
    level="county",
    phone="0517-1",
)


def seen(events: Sequence[PetitionEvent], audience: Any = "auditor", **past: Any) -> Timeline:
    cards = {"roads": ROADS_CARD}
    return timeline(events, audience=audience, units=cards.get, now=day(40), **past)


def the(event: str, petition: Petition, audience: Any = "auditor") -> Checkpoint:
    """The latest step of this kind."""
    return [s for s in seen(petition.recorded, audience).checkpoints if s.event == event][-1]


def test_a_referral_names_both_units_and_a_unit_that_nobody_knows_by_its_id():
    step = the("Referred", petition_in("referred"))
    assert step.to_unit == ROADS_CARD
    assert step.unit is not None
    assert (step.unit.unit_id, step.unit.is_known) == ("bureau", False)


def test_a_step_is_told_by_a_key_and_codes_that_stand_for_ever():
    step = the("Referred", petition_in("referred"))
    assert (step.tag, step.subtag) == ("referred", "Referred_001")
    assert (step.raw_type, step.message_key) == ("Petition.Referred", "step.Referred.referral")
    assert step.arguments["part"] == "lead"


def test_times_are_told_on_the_office_s_clock():
    petition = petition_in("received")
    period = Period(start=day(3), end=day(4))
    petition.perform(TakeAction(kind="works", period=period), entry(ROADS, 5))
    step = the("ActionTaken", petition)
    assert step.at.utcoffset() == timedelta(hours=8) == step.recorded_at.utcoffset()
    assert step.arguments["started"] == day(3)
    assert step.arguments["started"].tzinfo == CHINA


def test_elapsed_is_the_time_since_the_step_before_that_stands():
    petition = petition_in("delivered")
    petition.perform(TakeAction(kind="works"), entry(ROADS, 8))
    mistake = petition.recorded[-1]
    petition.perform(
        Correct(corrected=mistake.event_id, effect="void", reason="entered_twice"),
        entry(BUREAU, 9),
    )
    petition.perform(TakeAction(kind="payment"), entry(ROADS, 8.5, recorded=10))
    steps = {(s.event, s.voided): s.elapsed for s in seen(petition.recorded).checkpoints}
    assert steps["ActionTaken", True] == timedelta(days=1)
    assert steps["ActionTaken", False] == timedelta(days=1.5)
    assert steps["Submitted", False] is None


def test_days_are_told_in_days_and_what_is_not_known_is_not_told():
    petition = petition_in("answered")
    by_day = entry(ROADS, 8.25, recorded=9, at_precision="day")
    petition.perform(Deliver(method="post"), by_day)
    petition.perform(Urge(), entry(LI, 10, at_precision="unknown"))
    assert the("Delivered", petition).elapsed == timedelta(days=2)
    assert the("Urged", petition).elapsed is None


def test_elapsed_is_counted_between_the_steps_that_a_reader_sees():
    petition = petition_in("received")
    assert the("Referred", petition, "petitioner").elapsed == timedelta(0)
    hidden = petition_in("registered")  # its last step, a link, is for officers
    hidden.perform(Urge(), entry(LI, 4))
    assert the("Urged", hidden, "officer").elapsed == timedelta(days=3)
    assert the("Urged", hidden, "petitioner").elapsed == timedelta(days=3)


def test_an_entry_that_was_voided_stays_and_names_its_correction():
    petition = petition_in("in_handling")
    petition.perform(TakeAction(kind="payment"), entry(ROADS, 5))
    mistake = petition.recorded[-1]
    act = Correct(corrected=mistake.event_id, effect="void", reason="wrong_petition")
    petition.perform(act, entry(BUREAU, 6))
    *_, struck, correction = seen(petition.recorded).checkpoints
    assert (struck.id, struck.voided, struck.corrected_by) == (
        mistake.event_id,
        True,
        correction.id,
    )
    assert (correction.corrects, correction.voided) == (mistake.event_id, False)


def test_an_amended_entry_stands_before_what_was_said_anew():
    petition = petition_in("resolved")
    petition.perform(Evaluate(evaluatee="unit", result="satisfied"), entry(LI, 10))
    petition.perform(Evaluate(evaluatee="bureau", result="satisfied"), entry(LI, 10))
    wrong = petition.recorded[-2]
    act = Correct(
        corrected=wrong.event_id,
        effect="amend",
        reason="wrong_content",
        changes={"result": "dissatisfied"},
    )
    petition.perform(act, entry(BUREAU, 11))
    votes = [step for step in seen(petition.recorded).checkpoints if step.event == "Evaluated"]
    told = [(step.subtag, step.voided, step.instead_of) for step in votes]
    assert told == [
        ("Evaluated_001", True, None),
        ("Evaluated_003", False, wrong.event_id),
        ("Evaluated_001", False, None),
    ]


def test_a_correction_that_was_voided_itself_corrects_nothing_any_more():
    petition = petition_in("in_handling")
    petition.perform(TakeAction(kind="payment"), entry(ROADS, 5))
    payment = petition.recorded[-1]
    for _ in range(2):
        wrong = petition.recorded[-1]
        act = Correct(corrected=wrong.event_id, effect="void", reason="other")
        petition.perform(act, entry(BUREAU, 6))
    steps = {step.id: step for step in seen(petition.recorded).checkpoints}
    assert not steps[payment.event_id].voided
    assert [step.voided for step in steps.values() if step.event == "Corrected"] == [True, False]


def test_documents_are_named_and_never_told():
    paper = Attachment(attachment_id=NAMES, media_type="image/png", size=1, sha256="0")
    petition = petition_in("registered")
    petition.perform(AddMaterial(note=Sealed("照片"), attachments=(paper,)), entry(LI, 2))
    step = the("MaterialAdded", petition, "petitioner")
    assert [(d.kind, d.document_id, d.has_text) for d in step.documents] == [
        ("note", str(step.id), True),
        ("attachment", str(NAMES), False),
    ]


# ---- A report that rests on an opinion -----------------------------------------------------------


def backlog(opinion_day: float) -> Petition:
    """A matter assigned on day 20, and reported on with an opinion of another day."""
    before = (
        submitted(),
        registered(),
        claims_recorded("bridge"),
        referred(ROADS),
        received(ROADS),
        accepted(ROADS),
        acted(ROADS),
    )
    answer = opinion(ROADS, on=opinion_day, answers={"bridge": "explain"})
    again = assigned(ROADS, on=20, referral_id="again")
    end = reported(ROADS, on=30, referral_id="again", opinion_id="opinion-roads")
    told = (answer, again) if opinion_day < 20 else (again, answer)
    return petition_of(*before, *told, end)


def test_a_report_on_an_opinion_older_than_its_assignment_says_so_and_how_old_it_is():
    told = the("ResultReported", backlog(6), "petitioner").arguments
    assert (told["opinion_age_days"], told["report_on_earlier_opinion"]) == (24, True)


def test_a_report_on_a_fresh_opinion_says_only_how_old_it_is():
    told = the("ResultReported", backlog(25), "petitioner").arguments
    assert told["opinion_age_days"] == 5
    assert "report_on_earlier_opinion" not in told


def test_a_report_without_an_opinion_says_neither():
    petition = petition_of(
        submitted(), registered(), assigned(ROADS), received(ROADS), reported(ROADS)
    )
    assert "opinion_age_days" not in the("ResultReported", petition).arguments


# ---- Late entries --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "recorded", "late"), [(7.5, 12, True), (9, 9, False), (9, 12, False)]
)
def test_an_entry_is_late_when_something_later_was_recorded_before_it(on, recorded, late):
    petition = petition_in("delivered", resolved(ROADS, on=8))
    petition.perform(TakeAction(kind="works"), entry(ROADS, on, recorded=recorded))
    works = [s for s in seen(petition.recorded).checkpoints if s.arguments.get("kind") == "works"]
    assert [step.late_entry for step in works] == [late]


def test_what_was_said_anew_is_no_late_entry():
    petition = petition_in("resolved")
    wrong = petition.recorded[-2]
    act = Correct(
        corrected=wrong.event_id,
        effect="amend",
        reason="wrong_content",
        changes={"method": "in_person"},
    )
    petition.perform(act, entry(BUREAU, 12))
    assert not any(step.late_entry for step in seen(petition.recorded).checkpoints)


# ---- In any history ------------------------------------------------------------------------------


@given(histories())
def test_a_struck_entry_stands_before_what_was_said_anew_of_the_same_time(events):
    steps = seen(events).checkpoints
    places = {step.id: place for place, step in enumerate(steps)}
    for step in steps:
        if step.instead_of and not step.voided:
            struck = steps[places[step.instead_of]]
            if (struck.at, struck.at_precision) == (step.at, step.at_precision):
                assert places[struck.id] < places[step.id]


@given(histories())
def test_no_step_comes_before_the_step_before_it(events):
    for step in seen(events).checkpoints:
        assert step.elapsed is None or step.elapsed >= timedelta(0)
