"""The five-level tree: superiors, common superiors, subtrees, and successors through mergers."""

import pytest

from histories import entry
from petition_es.domain import unit_tree
from petition_es.domain.refusals import (
    NotYetEstablished,
    SuperiorOfItself,
    SuperiorsInACircle,
    TwiceTheSameUnit,
    UnitIsClosed,
)
from petition_es.domain.unit import UnitName
from petition_es.domain.unit_list import UnitPlace, faults, in_order
from units_told import STEWARD, unit_of

TREE = {
    "nation": None, "province": "nation", "city": "province", "other-city": "province",
    "county": "city", "roads": "county", "water": "county", "village": "roads",
    "elsewhere": "nation",
}  # fmt: skip


@pytest.fixture
def units():
    return {name: unit_of(name, superior=above) for name, above in TREE.items()}


def merge(units, one, into):
    units[one].merge(entry(STEWARD, on=2), successor=units[into])


def test_superiors_are_named_from_the_nearest_up(units):
    assert list(unit_tree.superiors("roads", units.get)) == ["county", "city", "province", "nation"]
    assert list(unit_tree.superiors("nation", units.get)) == []
    assert list(unit_tree.superiors("nobody", units.get)) == []


@pytest.mark.parametrize(
    ("disagreeing", "common"),
    [
        (["roads", "water"], "county"),
        (["roads", "other-city"], "province"),
        (["roads", "water", "elsewhere"], "nation"),
        (["roads", "county"], "city"),
        (["roads"], "county"),
        (["roads", "nation"], None),
        ([], None),
    ],
)
def test_the_common_superior_is_the_nearest_unit_above_all_who_disagree(units, disagreeing, common):
    assert unit_tree.common_superior(disagreeing, units.get) == common


def test_a_successor_is_followed_however_many_mergers_later(units):
    merge(units, "roads", "water")
    merge(units, "water", "other-city")
    assert unit_tree.successor(units["roads"], units.get).unit_id == "other-city"
    assert unit_tree.successor(units["county"], units.get).unit_id == "county"


def test_who_stands_above_the_successor_stands_above_the_merged_unit_and_all_below_it(units):
    merge(units, "roads", "other-city")
    assert list(unit_tree.superiors("roads", units.get)) == ["other-city", "province", "nation"]
    assert list(unit_tree.superiors("village", units.get))[:2] == ["roads", "other-city"]


def below(units, unit_id):
    return [unit.unit_id for unit in unit_tree.below(unit_id, units.values())]


def test_a_subtree_lists_each_unit_behind_its_superior(units):
    assert below(units, "city") == ["county", "roads", "water", "village"]
    assert below(units, "village") == []


def test_what_stood_below_a_merged_unit_stands_below_its_successor(units):
    merge(units, "roads", "other-city")
    units["water"].close(entry(STEWARD, on=2))
    assert below(units, "other-city") == ["village"]
    assert below(units, "city") == ["county"]


# ---- A list of units -----------------------------------------------------------------------------


def places(*rows):
    return [
        UnitPlace(
            line=line, unit_id=unit_id, name=UnitName(zh=unit_id), level="county",
            kind="government", superior=superior,
        )
        for line, (unit_id, superior) in enumerate(rows, start=2)
    ]  # fmt: skip


def nobody(_):
    return None


def refused(*rows, find=nobody):
    return [(place.line, type(why), why.facts) for place, why in faults(places(*rows), find)]


def test_a_list_in_any_order_is_a_tree_and_superiors_are_founded_first():
    rows = places(("c", "b"), ("b", "a"), ("a", None), ("z", "outside"))
    assert list(faults(rows, {"outside": unit_of("outside")}.get)) == []
    assert [place.unit_id for place in in_order(rows)] == ["a", "z", "b", "c"]


def test_no_two_rows_of_a_list_name_the_same_unit():
    assert refused(("a", None), ("b", "a"), ("a", None)) == [
        (4, TwiceTheSameUnit, {"unit": "a", "line": "2"})
    ]


def test_nobody_stands_below_itself_below_nobody_or_below_a_closed_unit():
    closed = unit_of("closed")
    closed.close(entry(STEWARD, on=1))
    rows = (("a", "a"), ("b", "nowhere"), ("c", "closed"))
    assert refused(*rows, find={"closed": closed}.get) == [
        (2, SuperiorOfItself, {"unit": "a"}),
        (3, NotYetEstablished, {"unit": "nowhere"}),
        (4, UnitIsClosed, {"unit": "closed"}),
    ]


def test_each_circle_is_named_once_and_what_hangs_on_it_is_not():
    found = refused(("x", "a"), ("a", "b"), ("b", "c"), ("c", "a"), ("d", "e"), ("e", "d"))
    assert found == [
        (3, SuperiorsInACircle, {"units": "a > b > c > a"}),
        (6, SuperiorsInACircle, {"units": "d > e > d"}),
    ]
