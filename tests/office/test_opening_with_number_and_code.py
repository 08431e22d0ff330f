"""Number and query code open a petition together, and tell a guesser nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office_setting import PETITIONER, Setting, officer
from petition_es.domain import refusals
from petition_es.domain.petition import IssueQueryCode, PetitionNumber
from petition_es.office import query_code
from petition_es.office.front_desk import ATTEMPTS_MAX, ATTEMPTS_OF_ALL_MAX

NOBODYS = str(PetitionNumber(2016, 4711))


def opened_petition(setting: Setting) -> tuple[str, str]:
    recorded = setting.office.perform(setting.registered(), IssueQueryCode(), officer("county"))
    assert recorded.number is not None
    assert recorded.query_code is not None
    return recorded.number, recorded.query_code


def test_number_and_code_open_the_petition(setting: Setting) -> None:
    number, code = opened_petition(setting)
    assert setting.desk.open(number, code).petition_id == setting.office.petition_id(number)


def test_both_may_be_typed_carelessly(setting: Setting) -> None:
    number, code = opened_petition(setting)
    careless_number = number.lower().replace("-", " ")
    careless_code = code.lower().replace("-", "").replace("0", "o").replace("1", "l")
    assert setting.desk.open(careless_number, careless_code)


def test_an_unknown_number_and_a_wrong_code_are_answered_alike(setting: Setting) -> None:
    number, _ = opened_petition(setting)
    with pytest.raises(refusals.NumberOrCodeWrong) as wrong_code:
        setting.desk.open(number, "0000-0000-0000")
    with pytest.raises(refusals.NumberOrCodeWrong) as unknown_number:
        setting.desk.open(NOBODYS, "0000-0000-0000")
    assert wrong_code.value.facts == unknown_number.value.facts == {}


def test_both_kinds_of_wrong_do_the_same_slow_work(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, _ = opened_petition(setting)
    worked: list[int] = []
    slow = query_code.hashlib.scrypt
    monkeypatch.setattr(
        query_code.hashlib, "scrypt", lambda *a, **k: worked.append(k["n"]) or slow(*a, **k)
    )
    for typed in (number, NOBODYS):
        with pytest.raises(refusals.NumberOrCodeWrong):
            setting.desk.open(typed, "0000-0000-0000")
    assert worked == [2**4, 2**4]


def test_a_petition_without_a_code_is_opened_by_none(setting: Setting) -> None:
    number = setting.office.petition(setting.registered()).file.number
    assert number is not None
    with pytest.raises(refusals.NumberOrCodeWrong):
        setting.desk.open(number, "0000-0000-0000")


@pytest.mark.parametrize("whose", ["ours", "nobodys"])
def test_after_some_wrong_codes_even_the_right_one_waits(setting: Setting, whose: str) -> None:
    number, code = opened_petition(setting)
    tried = number if whose == "ours" else NOBODYS
    for _ in range(ATTEMPTS_MAX):
        with pytest.raises(refusals.NumberOrCodeWrong):
            setting.desk.open(tried, "wrong")
    with pytest.raises(refusals.TooManyAttempts):
        setting.desk.open(tried, code)
    setting.clock.advance(minutes=16)
    if whose == "ours":
        assert setting.desk.open(tried, code)


def test_a_stranger_who_types_nonsense_does_not_keep_the_petitioner_out(setting: Setting) -> None:
    number, code = opened_petition(setting)
    for _ in range(ATTEMPTS_MAX):
        with pytest.raises(refusals.NumberOrCodeWrong):
            setting.desk.open(number, "wrong", "192.0.2.1")
    with pytest.raises(refusals.TooManyAttempts):
        setting.desk.open(number, code, "192.0.2.1")
    assert setting.desk.open(number, code, "192.0.2.2")


def test_guessers_from_many_places_are_stopped_too(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, code = opened_petition(setting)
    monkeypatch.setattr(query_code, "fits", lambda typed, _hash: typed == code)  # It is slow.
    for guesser in range(ATTEMPTS_OF_ALL_MAX):
        with pytest.raises(refusals.NumberOrCodeWrong):
            setting.desk.open(number, "wrong", f"192.0.2.{guesser}")
    with pytest.raises(refusals.TooManyAttempts):
        setting.desk.open(number, code, "198.51.100.1")


def test_a_mistyped_number_is_named_as_such(setting: Setting) -> None:
    number, code = opened_petition(setting)
    slip = number[:-1] + str((int(number[-1]) + 1) % 10)
    with pytest.raises(refusals.MistypedNumber):
        setting.desk.open(slip, code)


def test_a_renewed_code_makes_the_old_one_void(setting: Setting) -> None:
    number, old = opened_petition(setting)
    petition_id = setting.office.petition_id(number)
    renewed = setting.office.perform(petition_id, IssueQueryCode(), officer("county")).query_code
    with pytest.raises(refusals.NumberOrCodeWrong):
        setting.desk.open(number, old)
    assert renewed is not None
    assert setting.desk.open(number, renewed)


def test_the_record_keeps_no_code(setting: Setting) -> None:
    number, code = opened_petition(setting)
    entries = setting.office.petition(setting.office.petition_id(number)).recorded
    assert code not in repr(entries)
    assert code.replace("-", "") not in repr(entries)


def test_a_petitioner_cannot_renew_a_code_alone(setting: Setting) -> None:
    with pytest.raises(refusals.RoleMayNot):
        setting.office.perform(setting.registered(), IssueQueryCode(), PETITIONER)


def test_codes_carry_sixty_random_bits() -> None:
    codes = {query_code.draw() for _ in range(500)}
    assert len(codes) == 500
    assert {len(code.replace("-", "")) for code in codes} == {12}
    assert {letter for code in codes for letter in code} <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ-")


@settings(max_examples=20, deadline=None)
@given(st.text())
def test_no_other_code_fits(typed: str) -> None:
    code_hash = HASHED
    assert not query_code.fits(typed, code_hash)


HASHED = query_code.hash_of("7K2M-Q9XD-TB4R")
