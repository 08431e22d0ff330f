"""Whether the original of a marked duplicate is shown among the first."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

import pytest

from people_and_days import NAMES, day
from petition_es.audits.faults import LabelsUnreadable
from petition_es.audits.links.likeness import Writing
from petition_es.audits.links.where import Point
from petition_es.audits.scoring.duplicates import (
    read_duplicates,
    shares_type_or_place,
    shown_among_first,
)
from petition_es.audits.similar.retrieving import Asked

HERE, NEXT_DOOR, ELSEWHERE = Point(42.0, -71.0), Point(42.0003, -71.0), Point(42.01, -71.0)


@dataclass(frozen=True)
class Candidate:
    petition_id: UUID


def asked(name="a", *, category=None, point=None, days=0.0):
    at = day(1) + timedelta(days=days)
    return Asked(
        writing=Writing("", ""), at=at, category=category, point=point, petition_id=named(name)
    )


def named(name):
    return uuid5(NAMES, name)


def shown(marked, petitions, found):
    """Score; `found` are the names of the candidates of each petition, in their order."""
    by_id = {each.petition_id: each for each in petitions.values()}
    names = {each.petition_id: name for name, each in petitions.items()}

    def finds(about, limit):
        return [Candidate(named(name)) for name in found[names[about.petition_id]]][:limit]

    records = {name: each.petition_id for name, each in petitions.items()}
    return shown_among_first(marked, records, by_id.get, finds)


def test_an_original_among_the_first_five_is_found_and_the_sixth_is_missed():
    petitions = {name: asked(name, category="dog") for name in "abc"}
    found = shown([("a", "c"), ("b", "c")], petitions, {"a": "vwxyc", "b": "vwxyzc"})
    assert (found.eligible, found.found, found.found_first, found.part) == (2, 1, 0, 0.5)
    assert [each.duplicate for each in found.missed] == ["b"]


def test_the_very_first_is_counted_too():
    petitions = {name: asked(name, category="dog") for name in "ab"}
    assert shown([("a", "b")], petitions, {"a": "b"}).found_first == 1


def test_a_pair_that_shares_neither_type_nor_place_is_told_apart():
    petitions = {"a": asked("a", category="dog", point=HERE), "b": asked("b", point=ELSEWHERE)}
    found = shown([("a", "b")], petitions, {"a": ""})
    assert (found.eligible, found.rest, found.found_of_rest, found.part) == (0, 1, 0, None)
    assert not found.missed[0].is_eligible


def test_a_missed_pair_is_named_with_what_lies_between():
    petitions = {
        "a": asked("a", category="dog", point=HERE),
        "b": asked("b", category="dog", point=ELSEWHERE, days=2.5),
    }
    (missed,) = shown([("a", "b")], petitions, {"a": ""}).missed
    assert (missed.original, missed.days) == ("b", 2.5)
    assert missed.metres == pytest.approx(1112, abs=2)


@pytest.mark.parametrize("there", [{}, {"a": asked("a")}, {"b": asked("b")}])
def test_a_pair_of_which_one_is_not_in_the_store_is_unknown(there):
    found = shown([("a", "b")], there, {"a": ""})
    assert (found.pairs, found.unknown, found.eligible, found.rest) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("one", "other", "shares"),
    [
        (asked(category="dog"), asked(category="dog"), True),
        (asked(category="dog"), asked(category="cat"), False),
        (asked(), asked(), False),
        (asked(point=HERE), asked(point=NEXT_DOOR), True),
        (asked(point=HERE), asked(point=ELSEWHERE), False),
        (asked(point=HERE), asked(), False),
    ],
)
def test_type_or_place_is_shared(one, other, shares):
    assert shares_type_or_place(one, other) is shares


@pytest.mark.parametrize(
    ("content", "line"),
    [("", 1), ("original,duplicate\n", 1), ("duplicate,original\na,b\na\n", 3),
     ("duplicate,original\na,\n", 2)],
)  # fmt: skip
def test_a_file_that_has_no_marked_pairs_is_refused_by_its_line(tmp_path, content, line):
    path = tmp_path / "marked.csv"
    path.write_text(content)
    with pytest.raises(LabelsUnreadable) as refused:
        read_duplicates(path)
    assert refused.value.facts["line"] == str(line)


def test_marked_pairs_are_read_in_their_order(tmp_path):
    path = tmp_path / "marked.csv"
    path.write_text("duplicate,original\n2,1\n3,1\n")
    assert read_duplicates(path) == [("2", "1"), ("3", "1")]
