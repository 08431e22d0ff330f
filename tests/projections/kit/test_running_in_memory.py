"""In memory, as tests and notebooks run a projection: events in, a table out."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrections import amend, void
from histories import (
    BUREAU,
    LI,
    ROADS,
    WATER,
    day,
    entry,
    happened,
    linked,
    named,
    number,
    petition_of,
    received,
    referred,
    registered,
    replied,
    resolved,
    returned,
    submitted,
    told,
)
from petition_es.domain.codes import Source
from petition_es.domain.petition import Urged
from petition_es.projections import EventRows, Petition, Projection, Sum, Unit, derived, on, run
from petition_es.projections.kit.faults import (
    ColumnFailed,
    FieldLeftEmpty,
    HandlerFailed,
    SealedWordsAsked,
    ValueUnfit,
)
from petition_es.projections.past import NotYetKnown, known
from random_logs import logs, streams_of
from sample_projections import ALL, BothSides, LastSender, MatterSteps, Outcomes, UnitWorkload

WAY = told(
    submitted(), registered(), referred(ROADS), received(ROADS), returned(ROADS),
    referred(WATER, on=4), received(WATER, on=5), replied(WATER),
    resolved(WATER, reply_id="reply-1", opinion_id=None),
)  # fmt: skip


def urged(on):
    return happened(Urged, LI, on, f"urged-{on}", party=LI.actor_id)


def test_each_key_has_its_row():
    assert run(UnitWorkload, WAY).rows == [
        {"unit_id": "roads", "received": 1, "resolved": 0},
        {"unit_id": "water", "received": 1, "resolved": 1},
    ]


def test_of_no_events_there_are_no_rows():
    for projection in ALL:
        assert len(run(projection, [])) == 0


def test_an_event_that_carries_no_key_leads_nowhere():
    by_nobody = [replace(event, unit_id=None) for event in WAY]
    assert run(UnitWorkload, by_nobody).rows == []


def test_a_handler_may_have_a_key_of_its_own():
    assert run(LastSender, WAY).rows == [
        {"unit_id": "roads", "sender": "bureau", "sent": ["referral", "back"]},
        {"unit_id": "water", "sender": "bureau", "sent": ["referral"]},
    ]


def test_one_event_may_lead_to_several_rows():
    assert run(BothSides, WAY)["from", "bureau"]["referrals"] == 2
    assert run(BothSides, WAY)["to", "water"]["referrals"] == 1


def test_rows_of_events_are_one_an_event():
    assert run(Outcomes, WAY).rows == [
        {"event_id": named("resolution-water"), "unit_id": "water", "outcome": "done"}
    ]


def test_petitions_that_are_linked_as_the_same_matter_are_one_row():
    one = told(submitted(), registered(), linked(2), urged(3))
    other_id = uuid4()
    other = told(submitted(), registered(), urged(4), urged(5), petition_id=other_id)
    other[1] = replace(other[1], number=number(2))
    (row,) = run(MatterSteps, [*other, *one]).rows
    assert (row["petitions"], row["urged"]) == (2, 3)
    assert row["matter_id"] == min(one[0].originator_id, other_id)


def test_events_of_units_are_folded_as_well():
    class Names(Projection):
        key = "office_id"
        level: str

        @on(Unit.Established)
        def stands(self, event):
            self.level = event.level

    event = Unit.Established.of(
        entry(BUREAU, 0), originator_id=uuid4(), originator_version=1, rests_on=(),
        content={"office_id": "roads", "name": Unit.UnitName(zh="路"), "level": "county",
                 "kind": "functional_department"},
    )  # fmt: skip
    assert run(Names, [event, *WAY]).rows == [{"office_id": "roads", "level": "county"}]


# ---- The past ------------------------------------------------------------------------------------


def test_a_past_position_knows_nothing_of_what_came_later():
    entries = list(zip((2, 3, 5, 8, 13, 21, 34, 55, 89), WAY, strict=True))
    assert run(UnitWorkload, entries, at_position=54)["water"]["received"] == 1
    assert run(UnitWorkload, entries, at_position=33).rows == [
        {"unit_id": "roads", "received": 1, "resolved": 0}
    ]


def test_entries_may_come_in_any_order_with_their_positions():
    entries = list(enumerate(WAY, start=1))
    assert run(LastSender, reversed(entries)) == run(LastSender, WAY)


def test_what_was_struck_through_later_still_counted_then():
    petition = petition_of(submitted(), registered(), referred(ROADS), received(ROADS, on=2))
    petition.perform(void("to-roads-received"), entry(BUREAU, on=6))
    assert run(UnitWorkload, petition.recorded, known_by=day(5).date())["roads"]["received"] == 1
    assert run(UnitWorkload, petition.recorded, known_by=day(6).date()).rows == []
    assert run(UnitWorkload, petition.recorded).rows == []


def test_what_was_said_anew_counts_instead():
    petition = petition_of(submitted(), registered(), referred(ROADS))
    petition.perform(amend("to-roads", to_unit="water"), entry(BUREAU, on=6))
    assert run(LastSender, petition.recorded).rows == [
        {"unit_id": "water", "sender": "bureau", "sent": ["referral"]}
    ]


def test_an_imported_event_is_known_since_its_source_knew_it():
    source = Source(system="old", record_id="1", recorded_at=datetime(2015, 1, 2, tzinfo=UTC))
    old = [replace(event, source=source) for event in WAY]
    assert run(UnitWorkload, old, known_by=date(2015, 1, 2)) == run(UnitWorkload, WAY)
    assert run(UnitWorkload, old, known_by=date(2015, 1, 1)).rows == []


@given(log=logs(), after=st.integers(0, 60))
def test_the_rows_of_a_past_day_are_those_of_what_was_known(log, after):
    by = day(after)
    ids = set()
    for stream in streams_of(log).values():
        try:
            ids |= {event.event_id for event in known([event for _, event in stream], by)}
        except NotYetKnown:
            continue
    kept = [(position, event) for position, event in log if event.event_id in ids]
    for projection in ALL:
        assert run(projection, log, known_by=by) == run(projection, kept)


# ---- What goes wrong -----------------------------------------------------------------------------


def test_a_handler_that_fails_is_named_with_its_event():
    class Broken(UnitWorkload):
        returned: int = 0

        @on(Petition.Returned)
        def sent_back(self, event):
            self.returned += {}["nothing"]

    with pytest.raises(HandlerFailed) as failed:
        run(Broken, WAY)
    fault = failed.value
    assert str(fault).startswith("Broken.sent_back failed at position 5 (Petition.Returned ")
    assert (fault.position, fault.key, fault.event_id) == (5, ("roads",), WAY[4].event_id)
    assert isinstance(fault.__cause__, KeyError)


def test_keys_that_cannot_be_told_are_named_as_well():
    class Keyless(BothSides):
        @staticmethod
        def keys(event):
            yield "to", event.nobody

    with pytest.raises(HandlerFailed, match=r"Keyless\.keys failed at position 3"):
        run(Keyless, WAY)


def test_a_field_that_stays_empty_is_named():
    class Empty(EventRows):
        outcome: str

        @on(Petition.Resolved)
        def said(self, event):
            """Forget to say it."""

    with pytest.raises(FieldLeftEmpty, match=r"Empty\.outcome is still empty after its event"):
        run(Empty, WAY)


@pytest.mark.parametrize(
    ("hint", "value"),
    [(int, "one"), (int, True), (datetime, datetime(2016, 1, 1)), (date, day(1)), (list[str], [1])],  # noqa: DTZ001  # that is the mistake
)
def test_a_value_that_its_field_is_not_for_is_named(hint, value):
    class Odd(EventRows):
        said: hint

        @on(Petition.Resolved)
        def note(self, event):
            self.said = value

    with pytest.raises(ValueUnfit, match=r"Odd\.said holds .*, but is declared to hold"):
        run(Odd, WAY)


def test_a_derived_column_that_fails_is_named():
    class Share(UnitWorkload):
        @derived
        def resolved_share(self) -> float:
            return self.received / self.resolved

    with pytest.raises(ColumnFailed, match=r"Share\.resolved_share cannot be worked out .*Zero"):
        run(Share, WAY)


def test_sealed_words_are_opened_for_nobody_who_does_not_declare_it():
    class Lengths(EventRows):
        letters: int

        @on(Petition.Submitted)
        def measure(self, event):
            self.letters = len(event.text.reveal())

    class Declared(Lengths):
        opens = True

    with pytest.raises(HandlerFailed) as failed:
        run(Lengths, WAY)
    assert isinstance(failed.value.__cause__, SealedWordsAsked)
    assert "declare `opens = True`" in str(failed.value.__cause__)
    assert run(Declared, WAY).rows[0]["letters"] == len("村口的桥要塌了。")


def test_of_a_row_from_which_nothing_stands_nothing_is_shown():
    class Kept(Projection):
        key = "unit_id"
        seen: Sum[int] = 0

        @on(Petition.Received)
        def count(self, event):
            self.seen += 0

    assert run(Kept, WAY)["roads"]["seen"] == 0
    petition = petition_of(submitted(), registered(), referred(ROADS), received(ROADS, on=2))
    petition.perform(void("to-roads-received"), entry(BUREAU, on=6))
    assert run(Kept, petition.recorded).rows == []
