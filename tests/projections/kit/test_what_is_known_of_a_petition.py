"""What a handler is shown of a petition: its file, its course, or what another projection tells."""

from hypothesis import given

from histories import (
    BUREAU,
    ROADS,
    accepted,
    named,
    opinion,
    received,
    referred,
    registered,
    resolved,
    submitted,
    told,
)
from petition_es.domain.petition import Corrected
from petition_es.domain.petition.folding import fold
from petition_es.domain.petition.order import in_order_of_happening, standing
from petition_es.projections import Course, EventRows, Petition, Projection, on, run
from petition_es.projections.kit.folding import Folding
from petition_es.projections.kit.folds import Folds
from petition_es.projections.shipped.steps import CLERICAL, MOVES, STAYS
from random_histories import histories


class StateBefore(EventRows):
    state: str
    entries: int

    @on(*MOVES, *STAYS, *CLERICAL)
    def note(self, event, file):
        self.state, self.entries = file.state, len(file.entries)


class StateAfter(EventRows):
    after = True
    state: str

    @on(*MOVES, *STAYS, *CLERICAL)
    def note(self, event, file):
        self.state = file.state


def files(recorded):
    """What the office knew before each entry that stands, and after it."""
    stands = standing(recorded)
    known = [fold(in_order_of_happening(stands[:k])) for k in range(len(stands) + 1)]
    return [(event, *known[k : k + 2]) for k, event in enumerate(stands)]


@given(histories())
def test_the_file_is_that_which_the_office_had_of_what_stands(recorded):
    before, after = run(StateBefore, recorded), run(StateAfter, recorded)
    for event, then, now in files(recorded):
        row = before[event.event_id]
        entries = [e for e in then.entries.values() if not isinstance(e, Corrected)]
        assert (row["state"], row["entries"]) == (then.state, len(entries))
        assert after[event.event_id]["state"] == now.state


def test_the_course_tells_state_stage_and_unit_before_the_event_or_after_it():
    class Before(EventRows):
        before = Course
        said: str

        @on(*MOVES)
        def note(self, event, course):
            self.said = f"{course.state} {course.stage} {course.unit_id}"

    class After(Before):
        after = True

    way = told(submitted(), registered(), referred(ROADS), received(ROADS), accepted(ROADS))
    assert [run(Before, way)[e.event_id]["said"] for e in way] == [
        "submitted None None",
        "submitted registered None",
        "registered registered bureau",
        "referred referred roads",
        "received referred roads",
    ]
    assert [run(After, way)[e.event_id]["said"] for e in way] == [
        "submitted registered None",
        "registered registered bureau",
        "referred referred roads",
        "received referred roads",
        "accepted handling roads",
    ]


def test_another_projection_tells_what_it_told_before_the_event():
    class Signed(Projection):
        times: int = 0
        words: list[str] = []

        @on(Petition.Received)
        def again(self, event):
            self.times += 1
            self.words.append("signed")

    class Resolutions(EventRows):
        before = Signed
        signed: int

        @on(Petition.Resolved, Petition.Received)
        def note(self, event, signed):
            assert len(signed.words) == signed.times
            self.signed = signed.times

    way = told(submitted(), received(ROADS), received(BUREAU), opinion(ROADS), resolved(ROADS))
    rows = run(Resolutions, way)
    assert rows[named("to-roads-received")]["signed"] == 0
    assert rows[named("to-bureau-received")]["signed"] == 1
    assert rows[named("resolution-roads")]["signed"] == 2


def test_who_asks_for_no_petition_is_told_of_its_own_events_only():
    class Signatures(Projection):
        times: int = 0

        @on(Petition.Received)
        def again(self, event):
            self.times += 1

    class Resolutions(Projection):
        before = Signatures
        times: int = 0

        @on(Petition.Resolved)
        def again(self, event, signatures):
            self.times += 1

    topics = {"Petition.Received", "Petition.Resolved"}
    assert Folds([Folding(Signatures.DEFINITION)]).topics == {"Petition.Received"}
    assert Folds([Folding(Resolutions.DEFINITION)]).topics == topics


def test_who_asks_for_a_petition_is_told_of_all_its_events_and_of_nothing_else():
    topics = Folds([Folding(StateBefore.DEFINITION)]).topics
    assert topics == {e.TOPIC for e in (*MOVES, *STAYS, *CLERICAL)}
