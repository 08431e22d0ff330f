from hypothesis import given
from hypothesis import strategies as st

from petition_es.domain.shape import check_value
from petition_es.importing.plain_codes import CODE_CHARS_MAX, id_part, plain_code, word_code

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80)
CLOSE_NAMES = st.text("aé信=x/~_ %", min_size=1, max_size=6)


@given(NAMES)
def test_any_name_becomes_a_code(name):
    check_value("code", str, plain_code(name))
    check_value("code", str, word_code(f"a {name}"))


@given(CLOSE_NAMES, CLOSE_NAMES)
def test_no_two_names_become_the_same_code(one, other):
    assert (plain_code(one) == plain_code(other)) == (one == other)
    assert (id_part(one) == id_part(other)) == (one == other)


@given(NAMES)
def test_no_part_of_an_id_holds_the_slash_that_parts_it_from_the_next(name):
    assert "/" not in id_part(name)


def test_what_is_plain_stays_as_it_is():
    for name in ("2549", "A00045581", "case-10011", "a.b_c/d"):
        assert plain_code(name) == name


def test_words_stay_recognisable():
    assert word_code("T02  Check confirmation of receipt") == "T02-Check-confirmation-of-receipt"


def test_very_long_names_that_begin_alike_are_told_apart():
    one, other = plain_code("长" * 80 + "a"), plain_code("长" * 80 + "b")
    assert one != other
    assert len(one) == len(other) == CODE_CHARS_MAX
