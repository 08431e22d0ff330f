"""Many persons with one matter are one line, and nobody gets into it by a chain."""

from datetime import date

from hot_matters import hot, numbers, piece, said
from hypothesis import given
from hypothesis import strategies as st

BRIDGE = [piece(serial, north=serial, ago=serial) for serial in range(1, 41)]


def test_a_bridge_complained_of_by_forty_persons_is_one_line():
    (issue,) = hot(BRIDGE)
    assert (issue.petitions, issue.persons) == (40, 40)
    assert (issue.first, issue.latest) == (date(2016, 5, 21), date(2016, 6, 29))
    assert issue.bonds == {"office": 0, "words": 0, "near": 40 * 39 // 2}
    assert issue.place == (36.7, 121.1)


def test_what_a_thousand_complain_of_at_one_point_stays_hot():
    found = hot([piece(serial, ago=serial % 60) for serial in range(1, 1001)])
    assert found[0].persons > 400
    assert sum(issue.persons for issue in found) == 1000


def test_four_persons_are_too_few_and_five_are_enough():
    assert hot(BRIDGE[:4]) == []
    assert hot(BRIDGE[:5])[0].persons == 5


def test_one_person_who_writes_five_times_makes_nothing_hot():
    again = [piece(serial, persons=frozenset([7])) for serial in range(1, 6)]
    assert hot(again) == []


def test_a_petition_that_five_signed_is_one_line_already():
    joint = piece(1, persons=frozenset(range(5)))
    assert hot([joint]) == []
    assert hot([joint, piece(2, persons=frozenset([0]))])[0].persons == 5


def test_who_is_not_known_counts_as_nobody():
    assert hot([piece(serial, persons=frozenset()) for serial in range(1, 20)]) == []


def test_what_lies_near_in_another_category_is_another_matter():
    others = [piece(serial, category="noise") for serial in range(101, 104)]
    assert hot(BRIDGE[:3] + others) == []


def test_what_lies_just_too_far_away_is_another_matter():
    far = [piece(serial, north=400 + serial) for serial in range(101, 104)]
    assert hot(BRIDGE[:3] + far) == []


def test_without_points_words_in_common_are_enough():
    pieces = [piece(serial, north=None, category=None) for serial in range(1, 6)]
    (issue,) = hot(pieces, [said(1, other) for other in range(2, 6)])
    assert issue.number == "XF-1"
    assert issue.bonds["words"] == 4
    assert issue.metres is None
    assert issue.place is None


def test_what_was_compared_and_found_to_be_two_matters_is_not_bound_by_nearness():
    pieces = [piece(serial) for serial in range(1, 6)]
    apart = [said(one, other, is_same=False) for one in range(1, 5) for other in (5,)]
    assert hot(pieces, apart) == []


def test_the_houses_of_a_street_are_not_glued_to_a_chain():
    street = [piece(serial, north=100 * serial) for serial in range(1, 21)]
    assert hot(street, persons=4) == []


def test_nobody_gets_in_by_a_single_doubtful_bond_but_by_two_or_by_the_office():
    star = [piece(serial, north=None) for serial in (1, 2, 3, 4, 5, 9)]
    spokes = [said(1, other) for other in range(2, 6)]
    assert hot(star, [*spokes, said(9, 2)])[0].persons == 5
    assert hot(star, [*spokes, said(9, 2), said(9, 3)])[0].persons == 6
    assert hot(star, [*spokes, said(9, 2, by_office=True)])[0].persons == 6


def test_growth_is_told_against_the_window_before():
    before = [piece(serial, ago=60) for serial in (101, 102)]
    long_ago = [piece(serial, ago=130) for serial in (201, 202)]
    (issue,) = hot(BRIDGE[:6] + before + long_ago)
    assert (issue.persons, issue.persons_before, issue.growth) == (6, 2, 4)
    assert issue.petitions_before == 2


def test_the_window_ends_with_the_day_asked_for_and_begins_so_many_days_before():
    inside = [piece(serial, ago=ago) for serial, ago in ((1, 0), (2, 59), (3, 30), (4, 30))]
    assert len(hot([*inside, piece(60, ago=0)])) == 1
    assert hot([*inside, piece(60, ago=60)]) == []
    assert hot([*inside, piece(60, ago=-1)]) == []


def test_units_are_those_who_have_it():
    pieces = [piece(s, unit_id=f"unit-{s % 2}") for s in range(1, 6)] + [piece(6)]
    assert hot(pieces)[0].units == ("unit-0", "unit-1")


PIECES = st.lists(
    st.builds(
        piece,
        st.integers(1, 60),
        north=st.none() | st.integers(0, 600),
        ago=st.integers(0, 130),
        category=st.sampled_from(["roads", "noise", None]),
    ),
    unique_by=lambda each: each.petition_id,
    max_size=25,
)
TIES = st.lists(
    st.builds(
        said,
        st.integers(1, 60),
        st.integers(1, 60),
        is_same=st.booleans(),
        by_office=st.booleans(),
    ).filter(lambda tie: tie.one != tie.other),
    max_size=30,
)


@given(PIECES, TIES, st.randoms())
def test_the_order_of_arrival_changes_nothing(pieces, ties, random):
    expected = hot(pieces, ties, persons=2)
    random.shuffle(pieces)
    random.shuffle(ties)
    assert hot(pieces, ties, persons=2) == expected


@given(PIECES, TIES, st.integers(0, 130))
def test_an_unrelated_petition_changes_no_issue(pieces, ties, ago):
    elsewhere = piece(900, north=50_000, ago=ago)
    assert hot([elsewhere, *pieces], ties, persons=2) == hot(pieces, ties, persons=2)


@given(PIECES, TIES)
def test_another_issue_elsewhere_changes_none_of_these(pieces, ties):
    others = [piece(serial, north=50_000 + serial) for serial in range(900, 903)]
    found = hot([*others, *pieces], ties, persons=2)
    assert [each for each in found if each.numbers[0] != "XF-900"] == hot(pieces, ties, persons=2)


@given(PIECES, TIES)
def test_no_petition_is_in_two_issues(pieces, ties):
    inside = [number for some in numbers(hot(pieces, ties, persons=1)) for number in some]
    assert len(inside) == len(set(inside))
