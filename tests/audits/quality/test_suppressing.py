"""What the public is not told cannot be computed from what it is told."""

from hypothesis import given
from hypothesis import strategies as st

from petition_es.audits.quality.public import ATOMS, WHOLE, hidden_of
from petition_es.audits.quality.rates import COHORTS, RATES
from petition_es.audits.quality.suppressing import K, hidden, is_small

NUMBERS = st.integers(0, 12) | st.integers(0, 500)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 4))
    cells = st.lists(NUMBERS, min_size=width, max_size=width)
    return draw(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), cells, max_size=9))


def sums(rows):
    return [sum(column) for column in zip(*rows, strict=True)]


@given(tables())
def test_no_row_that_is_told_holds_a_small_number(rows):
    shown = rows.keys() - hidden(rows)
    assert not any(is_small(rows[key]) for key in shown)


@given(tables())
def test_what_the_hidden_rows_are_together_is_not_small_unless_all_is(rows):
    gone = hidden(rows)
    left = sums([rows[key] for key in gone])
    assert not is_small(left) or gone == rows.keys()


@given(tables())
def test_no_hidden_row_can_be_computed_from_the_totals(rows):
    """There is another table with the same totals and the same rows told."""
    gone = sorted(hidden(rows))
    if is_small(sums(rows.values())):
        return
    for key in gone:
        for place, cell in enumerate(rows[key]):
            if 0 < cell < K:
                others = [other for other in gone if other != key]
                assert others
                assert sum(rows[other][place] for other in others) + cell >= K


@given(tables())
def test_where_nothing_is_small_nothing_is_hidden(rows):
    large = {key: [cell * K for cell in cells] for key, cells in rows.items()}
    assert hidden(large) == frozenset()


@given(tables())
def test_in_whatever_order_the_rows_come_the_same_are_hidden(rows):
    assert hidden(dict(reversed(rows.items()))) == hidden(rows)


def test_at_the_threshold_a_number_is_told():
    assert hidden({"a": [K], "b": [K]}) == frozenset()
    assert hidden({"a": [K - 1], "b": [K], "c": [9]}) == {"a", "b"}
    assert hidden({"a": [0], "b": [K]}) == frozenset()


def test_an_empty_row_hides_nothing_and_is_not_taken_for_it():
    assert hidden({"a": [4, 9], "empty": [0, 0], "b": [50, 60], "c": [70, 80]}) == {"a", "b"}


def votes(satisfied, dissatisfied, lapsed=10):
    told = {"satisfied": satisfied, "dissatisfied": dissatisfied, "lapsed": lapsed}
    return {("unit_vote", outcome): many for outcome, many in told.items()}


def test_a_row_is_hidden_in_all_rates_of_its_cohort_and_in_no_other():
    registered = {("arrival", "first"): 50, ("sending", "once"): 50}
    rows = {
        "a": {**votes(30, 2), **registered},
        "b": {**votes(20, 20), **registered},
        "c": {**votes(90, 90), **registered},
    }
    assert hidden_of(rows) == {("unit_vote_on", "a"), ("unit_vote_on", "b")}


def test_where_the_whole_is_too_small_it_is_hidden_with_all_its_rows():
    gone = hidden_of({"a": votes(30, 1), "b": votes(30, 1), "c": votes(9, 0)})
    assert gone == {("unit_vote_on", key) for key in ("a", "b", "c", WHOLE)}


def test_what_no_rate_tells_apart_is_one_number():
    """Satisfied and basically satisfied are always counted together."""
    atoms = {atom.outcomes for atom in ATOMS["unit_vote_on"]}
    assert frozenset({"satisfied", "basically_satisfied"}) in atoms
    assert frozenset({"dissatisfied"}) in atoms


def test_every_rate_is_a_sum_of_what_is_hidden_or_told_together():
    for cohort in COHORTS:
        for rate in (rate for rate in RATES if rate.cohort is cohort):
            for outcomes in (rate.holds, rate.counted - rate.holds):
                atoms = [a for a in ATOMS[cohort.day] if a.column == rate.column]
                parts = [atom.outcomes for atom in atoms if atom.outcomes <= outcomes]
                assert frozenset().union(*parts) == outcomes
