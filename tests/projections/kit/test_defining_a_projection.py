"""What is wrong with a projection is said when its class is made, with what to write instead."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from petition_es.domain.event import TOPICS
from petition_es.projections import Course, EventRows, Max, Petition, Projection, Sum, derived, on
from petition_es.projections.kit.faults import (
    ColumnUnknown,
    KeyUnknown,
    MergeImpossible,
    NameTaken,
    NotAProjection,
    UnsaidEvents,
)


class UnitWorkload(Projection):
    """How many petitions each unit took in, and how many it resolved."""

    key = "unit_id"
    received: int = 0
    resolved: int = 0

    @on(Petition.Received)
    def took_in(self, event):
        self.received += 1

    @on(Petition.Resolved)
    def finished(self, event):
        self.resolved += 1


def test_typed_fields_are_columns_and_the_key_is_the_first():
    columns = UnitWorkload.DEFINITION.columns
    assert [(c.name, c.sql_type) for c in columns] == [
        ("unit_id", "text"), ("received", "bigint"), ("resolved", "bigint")
    ]  # fmt: skip


def test_it_is_called_as_its_class_in_small_letters():
    assert UnitWorkload.DEFINITION.name == "unit_workload"


def test_a_class_that_says_nothing_of_other_events_is_not_concerned_with_them():
    assert UnitWorkload.DEFINITION.events == (Petition.Received, Petition.Resolved)
    assert not UnitWorkload.DEFINITION.says_what_it_ignores


def test_columns_are_of_many_kinds():
    class Kinds(Projection):
        said: str = ""
        ratio: float = 0
        done: bool = False
        at: datetime | None = None
        day: date | None = None
        time: timedelta = timedelta()
        other: UUID | None = None
        words: list[str] = []
        by_word: dict[str, int] = {}

        @on(Petition.Submitted)
        def arrived(self, event):
            self.said = "yes"

    assert [c.sql_type for c in Kinds.DEFINITION.fields] == [
        "text", "double precision", "boolean", "timestamptz", "date", "interval", "uuid",
        "jsonb", "jsonb",
    ]  # fmt: skip


def test_a_key_has_the_type_that_its_events_give_it():
    class ByReport(Projection):
        key = ("report_due", "to_unit")
        sent: int = 0

        @on(Petition.Referred)
        def went(self, event):
            self.sent += 1

    assert [c.holds for c in ByReport.DEFINITION.keys] == [datetime, str]


def test_handlers_of_a_class_above_are_inherited():
    class Busy(UnitWorkload):
        returned: int = 0

        @on(Petition.Returned)
        def sent_back(self, event):
            self.returned += 1

    assert [h.name for h in Busy.DEFINITION.handlers] == ["took_in", "finished", "sent_back"]
    assert [c.name for c in Busy.DEFINITION.fields] == ["received", "resolved", "returned"]


# ---- What is refused -----------------------------------------------------------------------------


def test_two_handlers_of_one_name_are_an_error():
    with pytest.raises(NameTaken, match="Two handlers are called counted: give each a name"):

        class Twice(Projection):
            n: int = 0

            @on(Petition.Received)
            def counted(self, event):
                self.n += 1

            @on(Petition.Resolved)
            def counted(self, event):  # noqa: F811  # this is the mistake
                self.n += 1


def test_a_method_that_takes_the_place_of_a_handler_must_be_marked():
    with pytest.raises(NotAProjection, match=r"Quiet\.took_in takes the place of a handler"):

        class Quiet(UnitWorkload):
            def took_in(self, event):
                """Count nothing, says whoever forgot the mark."""


def test_a_field_and_a_handler_of_one_name_are_an_error():
    with pytest.raises(NotAProjection, match="received is a field and a method"):

        class Both(Projection):
            received: int = 0

            @on(Petition.Received)
            def received(self, event):  # noqa: F811  # this is the mistake
                """Take the place of the number."""


def test_a_class_without_handlers_is_no_projection():
    with pytest.raises(NotAProjection, match="Empty has no handler: mark a method with @on"):

        class Empty(Projection):
            n: int = 0


@pytest.mark.parametrize("wrong", [(), ("Received",), (int,)])
def test_a_handler_is_for_event_classes(wrong):
    with pytest.raises(NotAProjection, match="@on takes the event classes it is for"):
        on(*wrong)


def test_a_handler_takes_the_event_and_at_most_the_petition():
    with pytest.raises(NotAProjection, match=r"counted takes \(self, event\) or"):

        class Greedy(Projection):
            @on(Petition.Received)
            def counted(self, event, petition, clock):
                """Ask for too much."""


def test_a_new_event_class_is_an_error_at_load_time_where_it_is_said_what_is_ignored():
    handled = (Petition.Received,)
    others = tuple(e for e in TOPICS.values() if e.STREAM == "Petition" and e not in handled)

    class Careful(Projection):
        ignores = others
        n: int = 0

        @on(*handled)
        def counted(self, event):
            self.n += 1

    with pytest.raises(UnsaidEvents, match="says nothing of Withdrawn: handle them, or name them"):

        class Forgetful(Projection):
            ignores = tuple(e for e in others if e is not Petition.Withdrawn)
            n: int = 0

            @on(*handled)
            def counted(self, event):
                self.n += 1


def test_an_event_is_handled_or_ignored_not_both():
    with pytest.raises(UnsaidEvents, match="both handles and ignores Received"):

        class Torn(UnitWorkload):
            ignores = (Petition.Received,)


def test_what_is_ignored_is_said_once():
    with pytest.raises(UnsaidEvents, match="says `only` and `ignores`"):

        class Wordy(UnitWorkload):
            only = (Petition.Received, Petition.Resolved)
            ignores = ()


def test_only_names_what_is_handled():
    with pytest.raises(UnsaidEvents, match=r"Odd\.only must name what is handled, .*: Returned"):

        class Odd(UnitWorkload):
            only = (Petition.Received, Petition.Resolved, Petition.Returned)


def test_a_field_of_a_type_without_a_column_is_an_error():
    with pytest.raises(ColumnUnknown, match=r"The field seen is a .*set.*, which no column holds"):

        class Odd(Projection):
            seen: set[str] = set()

            @on(Petition.Received)
            def counted(self, event):
                self.seen.add("x")


def test_a_type_that_was_not_imported_is_named():
    with pytest.raises(NotAProjection, match=r"has a type that is not imported: .*Decimal"):

        class Odd(Projection):
            cost: "Decimal" = 0  # noqa: F821  # this is the mistake

            @on(Petition.Received)
            def counted(self, event):
                self.cost += 1


@pytest.mark.parametrize("name", ["key", "opens", "folded"])
def test_words_of_the_kit_are_no_fields(name):
    with pytest.raises(NotAProjection, match=f"A field cannot be called {name}"):
        type(Projection)("Odd", (UnitWorkload,), {"__annotations__": {name: int}, name: 0})


@pytest.mark.parametrize("name", ["_hidden", "Received", "数"])
def test_a_field_has_a_name_that_a_column_can_have(name):
    with pytest.raises(NotAProjection, match="needs a name in small letters"):
        type(Projection)("Odd", (UnitWorkload,), {"__annotations__": {name: int}, name: 0})


def test_a_key_must_be_carried_by_every_event_that_is_handled():
    with pytest.raises(KeyUnknown, match="Received carries no to_unit: give took_in a key"):

        class Odd(UnitWorkload):
            key = "to_unit"


def test_a_handler_may_have_a_key_of_its_own_with_as_many_names():
    class Sent(Projection):
        key = "unit_id"
        got: int = 0

        @on(Petition.Referred, key="to_unit")
        def went(self, event):
            self.got += 1

    assert Sent.DEFINITION.handlers[0].key == ("to_unit",)
    with pytest.raises(KeyUnknown, match="The key of went needs 1 names"):

        class Odd(Projection):
            key = "unit_id"
            got: int = 0

            @on(Petition.Referred, key=("from_unit", "to_unit"))
            def went(self, event):
                self.got += 1


def test_rows_of_events_have_no_other_key():
    with pytest.raises(KeyUnknown, match="Rows of events are kept by event"):

        class Odd(EventRows):
            key = "unit_id"
            outcome: str

            @on(Petition.Resolved)
            def said(self, event):
                self.outcome = event.outcome


@pytest.mark.parametrize(
    ("hint", "default", "sentence"),
    [
        (Sum[float], 0, "cannot be a Sum: only int, timedelta"),
        (Sum[int], 1, "must begin at nothing"),
        (Sum[int | None], None, "cannot be a Sum"),
        (Max[int], 0, "begins unknown"),
    ],
)
def test_a_merge_must_give_the_same_in_every_order(hint, default, sentence):
    with pytest.raises(MergeImpossible, match=sentence):
        type(Projection)(
            "Odd", (Projection,),
            {"__annotations__": {"n": hint}, "n": default, "took": on(Petition.Received)(_nothing)},
        )  # fmt: skip


def _nothing(self, event):
    """Fold nothing."""


def test_all_fields_merge_or_none():
    with pytest.raises(MergeImpossible, match="Either all fields of Odd declare how they merge"):

        class Odd(UnitWorkload):
            more: Sum[int] = 0


def test_who_follows_the_course_of_petitions_can_take_back():
    with pytest.raises(MergeImpossible, match="a late entry must be able to take back"):

        class Odd(Projection):
            key = "unit_id"
            before = Course
            longest: int = 0

            @on(Petition.Resolved)
            def done(self, event, course):
                self.longest += 1


@pytest.mark.parametrize("key", [None, 7, (), ("unit_id", 7)])
def test_a_key_is_a_name_or_several(key):
    with pytest.raises(KeyUnknown, match=r"Odd\.key is a name"):
        type(Projection)("Odd", (UnitWorkload,), {"key": key})


def test_what_yields_keys_belongs_to_no_row():
    with pytest.raises(
        KeyUnknown, match=r"Odd\.keys belongs to no row: mark it with @staticmethod"
    ):

        class Odd(UnitWorkload):
            def keys(self, event):
                yield event.acting_unit


@pytest.mark.parametrize("word", ["only", "ignores"])
@pytest.mark.parametrize("said", [Petition.Received, [Petition.Received], ("Received",)])
def test_what_is_ignored_is_a_tuple_of_events(word, said):
    with pytest.raises(UnsaidEvents, match=rf"Odd\.{word} is a tuple of events"):
        type(Projection)("Odd", (UnitWorkload,), {word: said})


@pytest.mark.parametrize("before", ["Course", Petition.Petition, UnitWorkload])
def test_what_is_known_before_is_of_a_petition(before):
    with pytest.raises(
        NotAProjection, match=r"Odd\.before is Course, or a projection whose key is"
    ):
        type(Projection)("Odd", (UnitWorkload,), {"before": before})


def test_what_is_derived_is_a_column_too():
    class Share(UnitWorkload):
        @derived
        def open(self) -> int:
            return self.received - self.resolved

    assert [c.name for c in Share.DEFINITION.columns][-1] == "open"
