"""Where every petition stands, with whom, and since when nothing has happened to it."""

from hypothesis import given

from corrections import amend, void
from histories import (
    BUREAU,
    CITY,
    HISTORY_TO,
    ROADS,
    WATER,
    accepted,
    day,
    entry,
    happened,
    named,
    opinion,
    petition_in,
    petition_of,
    received,
    referred,
    registered,
    resolved,
    returned,
    submitted,
    told,
)
from petition_es.domain.codes import Code, Place
from petition_es.domain.petition import (
    Classified,
    Deliver,
    DisclosureSet,
    Petition,
    Submitted,
    TakenOver,
)
from petition_es.projections import run
from petition_es.projections.shipped import PetitionList
from petition_es.projections.shipped.steps import CLERICAL
from petition_es.projections.whereabouts import holders
from random_histories import histories
from random_logs import logs, streams_of


def row_of(*happenings):
    return run(PetitionList, told(*happenings)).rows[0]


@given(logs())
def test_state_and_last_step_are_those_of_the_offices_file(log):
    table = run(PetitionList, log)
    streams = streams_of(log)
    assert len(table) == len(streams)
    for petition_id, stream in streams.items():
        petition = Petition.replay(None, [event for _, event in stream])
        last = [e for e in petition.happened if not isinstance(e, CLERICAL)][-1]
        row = table[petition_id]
        assert (row["number"], row["state"]) == (petition.file.number, petition.file.state)
        assert (row["last_step"], row["last_at"]) == (type(last).__name__, last.at)


@given(histories())
def test_the_unit_is_who_holds_it_or_held_it_last(recorded):
    petition = Petition.replay(None, recorded)
    took_in = next(e.acting_unit for e in recorded if isinstance(e, Submitted))
    row = run(PetitionList, recorded).rows[0]
    if units := holders(petition.file, took_in):
        assert row["unit_id"] == next(iter(units))


def test_a_petition_on_its_way_is_with_the_unit_that_it_was_sent_to():
    row = row_of(submitted(), registered(), referred(ROADS))
    assert (row["state"], row["unit_id"]) == ("referred", "roads")


def test_the_lead_has_it_where_several_units_do():
    row = row_of(submitted(), registered(), referred(WATER, part="joint"), referred(ROADS))
    assert row["unit_id"] == "roads"


def test_what_was_returned_is_with_the_sender_again():
    row = row_of(submitted(), registered(), referred(ROADS), received(ROADS), returned(ROADS))
    assert (row["state"], row["unit_id"]) == ("returned", "bureau")


def test_what_is_closed_stays_in_the_list_of_the_unit_that_closed_it():
    row = run(PetitionList, petition_in("resolved").recorded).rows[0]
    assert (row["state"], row["unit_id"]) == ("resolved", "roads")


def test_a_successor_has_what_it_took_over():
    row = row_of(
        submitted(), registered(), referred(ROADS),
        happened(TakenOver, CITY, 2, "over", (), from_unit="roads", to_unit="water",
                 because="merged", referral_ids=("to-roads",)),
    )  # fmt: skip
    assert row["unit_id"] == "water"


def test_it_is_known_what_a_petition_is_about_and_how_it_came():
    place = Place(division=Code("gbt2260", "2016", "370687"))
    row = row_of(submitted(), registered(category=Code("content", "2016", "traffic"), place=place))
    assert (row["channel"], row["category"], row["division"]) == ("web", "traffic", "370687")


def test_what_is_classified_anew_is_about_something_else():
    again = Code("content", "2016", "water")
    row = row_of(
        submitted(), registered(category=Code("content", "2016", "traffic")),
        happened(Classified, BUREAU, 2, category=again),
    )  # fmt: skip
    assert row["category"] == "water"


def test_what_is_done_to_the_record_breaks_no_silence():
    row = row_of(
        submitted(), registered(on=1),
        happened(DisclosureSet, BUREAU, 9, target="petition", audience="public",
                 reason="published"),
    )  # fmt: skip
    assert (row["last_step"], row["last_at"]) == ("Registered", day(1))


def test_a_late_entry_is_not_the_last_step_but_counts_in_its_place():
    petition = petition_of(*HISTORY_TO["answered"], resolved(ROADS, on=8))
    petition.perform(Deliver(method="post"), entry(ROADS, on=7, recorded=12))
    row = run(PetitionList, petition.recorded).rows[0]
    assert (row["state"], row["last_step"], row["last_at"]) == ("resolved", "Resolved", day(8))


def test_a_late_entry_may_be_what_makes_the_state():
    row = row_of(
        submitted(), registered(), referred(ROADS), received(ROADS, on=4),
        happened(*_late_return(), recorded=9, referral_id="to-roads", reason="not_competent"),
        referred(WATER, on=6),
    )  # fmt: skip
    assert (row["state"], row["unit_id"]) == ("received", "water")


def _late_return():
    return returned(ROADS).event_class, ROADS, 3, "late", ("to-roads",)


def test_a_step_that_was_struck_through_moved_nothing():
    petition = petition_of(
        submitted(), registered(), referred(ROADS), received(ROADS), accepted(ROADS, on=3)
    )
    petition.perform(void("to-roads-accepted"), entry(BUREAU, on=5))
    row = run(PetitionList, petition.recorded).rows[0]
    assert (row["state"], row["last_step"]) == ("received", "Received")


def test_a_time_that_was_amended_is_the_time():
    petition = petition_of(
        submitted(), registered(), referred(ROADS), received(ROADS), accepted(ROADS),
        opinion(ROADS, on=6),
    )  # fmt: skip
    petition.perform(amend("opinion-roads", at=day(5)), entry(BUREAU, on=9))
    row = run(PetitionList, petition.recorded).rows[0]
    assert (row["last_step"], row["last_at"]) == ("OpinionIssued", day(5))
    assert named("opinion-roads") in {e.event_id for e in petition.recorded}
