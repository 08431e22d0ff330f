"""Written down later than it happened: a late entry and what it is held against (补录)."""

from histories import (
    BUREAU,
    HISTORY_TO,
    LI,
    ROADS,
    WANG,
    day,
    delivered,
    happened,
    registered,
    submitted,
)
from petition_es.domain.petition import (
    AddMaterial,
    Contact,
    Contacted,
    Deliver,
    Delivered,
    JoinParty,
    PartyJoined,
    Receive,
    Received,
    Register,
    Resolve,
    Urge,
    Urged,
)
from petition_es.domain.refusals import (
    AlreadyResolved,
    BeforeWhatItRestsOn,
    LaterStepsStandInTheWay,
    NoSuchDocument,
    NotAParty,
    NotYetRegistered,
)
from petition_es.domain.sealed import Sealed
from scenario import given, given_in


def kinds(petition):
    return [type(event).__name__ for event in petition.happened]


# ---- Late entries --------------------------------------------------------------------------------


def test_a_paper_delivery_of_day_7_is_keyed_in_on_day_9_after_the_resolution():
    history = (*HISTORY_TO["answered"], *HISTORY_TO["resolved"][-1:])
    story = (
        given(*history)
        .then_in("resolved")
        .when(Deliver(method="post"), by=ROADS, on=7, recorded=9, at_precision="day")
        .then(Delivered, at=day(7), timestamp=day(9))
        .then_in("resolved")
    )
    assert kinds(story.petition)[-3:] == ["OpinionIssued", "Delivered", "Resolved"]
    assert type(story.petition.recorded[-1]) is Delivered


def test_a_late_act_is_judged_by_the_state_of_its_time():
    (
        given_in("resolved")
        .when(Urge(), by=LI, on=9)
        .then_refused(AlreadyResolved)
        .when(Urge(), by=LI, on=5, recorded=9)
        .then(Urged)
        .when(Receive(), by=ROADS, on=0.5, recorded=9)
        .then_refused(NotYetRegistered)
        .when(Receive(), by=ROADS, on=1, recorded=9, at_precision="unknown")
        .then_refused(AlreadyResolved)
    )


def test_a_late_act_is_judged_by_the_file_of_its_time():
    joined = happened(PartyJoined, WANG, 6, "joined", petitioner_id=WANG.actor_id)
    (
        given_in("in_handling", joined)
        .when(Urge(), by=WANG, on=5, recorded=9)
        .then_refused(NotAParty)
        .when(Urge(), by=WANG, on=7, recorded=9)
        .then(Urged)
    )


def test_an_arrival_scan_that_was_forgotten_can_be_made_up_for():
    history = [each for each in HISTORY_TO["resolved"] if each.label != "to-roads-received"]
    (
        given(*history)
        .when(Receive(), by=ROADS, on=2, recorded=9)
        .then(Received, referral_id="to-roads")
        .then_in("resolved")
    )


def test_a_late_entry_that_a_later_step_contradicts_is_refused():
    (
        given_in("resolved")
        .when(Receive(), by=ROADS, on=1.5, recorded=9)
        .then_refused(LaterStepsStandInTheWay, later="Received", rule="AlreadyReceived")
        .when(Resolve(), by=ROADS, on=6.5, recorded=9)
        .then_refused(LaterStepsStandInTheWay, later="Resolved", rule="AlreadyResolved")
    )


def test_late_entries_are_held_against_each_other_too():
    (
        given_in("resolved")
        .when(JoinParty(petitioner_id=WANG.actor_id), by=BUREAU, on=5, recorded=9)
        .when(JoinParty(petitioner_id=WANG.actor_id), by=BUREAU, on=3, recorded=10)
        .then_refused(LaterStepsStandInTheWay, rule="TwiceTheSameParty")
    )


def test_what_today_s_rules_would_not_allow_does_not_stand_in_the_way():
    """A history recorded under other rules takes late entries like any other."""
    impossible = (submitted(), registered(), delivered(ROADS, on=3))
    given(*impossible).when(
        Contact(method="phone"), by=BUREAU, on=2, recorded=9
    ).then(Contacted)  # fmt: skip


# ---- Before what it rests on ---------------------------------------------------------------------


def test_nothing_happens_before_the_submission():
    (
        given_in("submitted")
        .when(Register(number="x"), by=BUREAU, on=-1, recorded=1)
        .then_refused(BeforeWhatItRestsOn, basis="Submitted")
        .when(AddMaterial(note=Sealed("证据")), by=LI, on=-0.1, recorded=1)
        .then_refused(BeforeWhatItRestsOn, basis="Submitted")
    )


def test_a_delivery_is_not_before_the_document_it_delivers():
    (
        given_in("answered")
        .when(Deliver(method="post", document="opinion-roads"), by=ROADS, on=5, recorded=9)
        .then_refused(BeforeWhatItRestsOn, basis="OpinionIssued")
        .when(Deliver(method="post", document="opinion-x"), by=ROADS, on=5, recorded=9)
        .then_refused(NoSuchDocument)
    )


def test_what_is_missing_at_that_time_and_cannot_be_now_is_simply_missing():
    (
        given_in("resolved")
        .when(Deliver(method="post", document_kind="review"), by=ROADS, on=5, recorded=9)
        .then_refused(NoSuchDocument, kind="review")
    )


def test_a_referral_is_received_on_its_own_day_when_only_the_days_are_known():
    story = given_in("referred")
    story.when(Receive(), by=ROADS, on=0.8, recorded=9, at_precision="day").then(Received)
    assert kinds(story.petition)[-2:] == ["Referred", "Received"]
