"""A petition number notices its slips, and is read however people type it (信访件编号)."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_es.domain.petition import PetitionNumber
from petition_es.domain.refusals import MistypedNumber

numbers = st.builds(
    PetitionNumber, st.integers(0, 9999), st.integers(0, 10**10 - 1)
)  # fmt: skip


def digits_of(number):
    return [place for place, character in enumerate(number) if character.isdigit()]


@given(numbers)
def test_what_was_written_is_read(number):
    assert PetitionNumber.parse(str(number)) == number


@given(numbers)
def test_every_single_wrong_digit_is_noticed(number):
    written = str(number)
    for place in digits_of(written):
        for digit in "0123456789".replace(written[place], ""):
            with pytest.raises(MistypedNumber):
                PetitionNumber.parse(written[:place] + digit + written[place + 1 :])


@given(numbers)
def test_every_swap_of_two_digits_neighbours_or_not_is_noticed(number):
    written = str(number)
    for one, other in combinations(digits_of(written), 2):
        if written[one] != written[other]:
            swapped = list(written)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            with pytest.raises(MistypedNumber):
                PetitionNumber.parse("".join(swapped))


@pytest.mark.parametrize(
    "typed",
    [
        "XF2016-48210-09377-{}",
        "xf2016-48210-09377-{}",
        " XF 2016 48210 09377 {} ",
        "xf20164821009377{}",
        "2016-48210-09377-{}",
        "ＸＦ２０１６－４８２１０－０９３７７－{}",  # noqa: RUF100
        "XF2016–48210—09377_{}",
        "XF2016.48210.09377.{}",
        "XF2O16-482lO-O9377-{}",
        "XF2016‐48210‑09377−{}",
        "XF2016\u300048210\t09377\u00a0{}",
    ],
)
def test_it_is_read_in_any_case_with_blanks_dashes_and_full_width_digits(typed):
    number = PetitionNumber(2016, 4821009377)
    assert PetitionNumber.parse(typed.format(number.check_digits)) == number


@pytest.mark.parametrize(
    "typed",
    ["", "XF", "XF2016", "bridge", "桥", "XF2016-48210-09377", "XF2016-48210-09377-3",
     "XF2016-48210-09377-355", "XF٢٠١٦-48210-09377-35", "YF2016-48210-09377-35", "\x00", "9" * 999],
)  # fmt: skip
def test_anything_else_is_mistyped(typed):
    with pytest.raises(MistypedNumber) as refused:
        PetitionNumber.parse(typed)
    assert len(refused.value.facts["number"]) <= 40


@given(st.text())
def test_whatever_is_typed_is_read_or_mistyped(typed):
    try:
        number = PetitionNumber.parse(typed)
    except MistypedNumber:
        return
    assert PetitionNumber.parse(str(number)) == number


@pytest.mark.parametrize(
    ("year", "serial"), [(-1, 0), (10_000, 0), (2016, -1), (2016, 10**10)], ids=str
)
def test_a_number_that_could_not_be_written_is_none(year, serial):
    with pytest.raises(MistypedNumber):
        PetitionNumber(year, serial)


def test_it_is_written_in_groups_to_be_read_aloud():
    assert str(PetitionNumber(2016, 4821009377)).startswith("XF2016-48210-09377-")
    assert str(PetitionNumber(2016, 0)).startswith("XF2016-00000-00000-")
