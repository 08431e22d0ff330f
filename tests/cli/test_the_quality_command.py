"""The rates of the last audit, asked on the terminal."""

import pytest

from petition_es.audits.quality.rates import RATE_NAMES


@pytest.fixture(autouse=True)
def audited(command):
    """The demonstration is loaded and audited, once for this file."""
    command("demo")
    command("audit", "run")


YEAR = ("--from", "2016-01-01", "--to", "2016-12-31")


def test_rates_show_what_they_are_made_of(command):
    told = command("audit", "quality", *YEAR, "--by", "unit", "--json").json
    assert set(told["whole"]) == set(RATE_NAMES)
    for row in (*told["rows"], *told["whole"].values()):
        for share in (row["now"], row["year_before"]):
            holds, of = share["numerator"], share["denominator"]
            assert share["value"] == (holds / of if of else None)
    assert told["whole"]["repeat_a"]["now"]["denominator"] > 0


@pytest.mark.parametrize("by", ["unit", "division", "level", "category", "channel", "month"])
def test_rows_of_whatever_kind_add_up_to_the_whole(command, by):
    told = command("audit", "quality", *YEAR, "--by", by, "--json").json
    for name in RATE_NAMES:
        for part in ("numerator", "denominator"):
            rows = [row["now"][part] for row in told["rows"] if row["rate"] == name]
            assert sum(rows) == told["whole"][name]["now"][part]


def test_a_month_is_compared_with_the_same_month_a_year_before(command):
    now = command("audit", "quality", *YEAR, "--by", "month", "--json").json
    later = ("--from", "2017-01-01", "--to", "2017-12-31")
    then = command("audit", "quality", *later, "--by", "month", "--json").json
    before = {
        (row["rate"], row["month"]): row["year_before"]
        for row in then["rows"]
        if row["year_before"]["denominator"]
    }
    wanted = {
        (row["rate"], row["month"].replace("2016", "2017")): row["now"]
        for row in now["rows"]
        if row["now"]["denominator"]
    }
    assert before == wanted


def test_of_one_unit_is_a_part_of_all(command):
    rows = command("audit", "quality", *YEAR, "--by", "unit", "--json").json["rows"]
    row = next(row for row in rows if row["rate"] == "unfinished" and row["unit"])
    part = command("audit", "quality", *YEAR, "--unit", row["unit"], "--json").json
    assert part["whole"]["unfinished"]["now"] == row["now"]


def test_they_are_shown_to_people_in_both_languages(command):
    shown = command("audit", "quality", *YEAR, "--by", "channel")
    assert shown.code == 0, shown.err
    assert "undefined (0/0)" in shown.out
    assert "all together" in shown.out
    assert "重复信访率" in command("--lang", "zh", "audit", "quality", *YEAR).out


def test_to_the_public_small_numbers_are_hidden(command):
    told = command("audit", "quality", *YEAR, "--by", "month", "--public", "--json").json
    numbers = [
        number
        for row in (*told["rows"], *told["whole"].values())
        for share in (row["now"], row["year_before"])
        if share is not None
        for number in (share["numerator"], share["denominator"])
    ]
    assert not any(0 < number < 5 for number in numbers)
    assert any(row["now"] is None for row in told["rows"])
    assert "hidden" in command("audit", "quality", *YEAR, "--by", "month", "--public").out


@pytest.mark.parametrize(
    "words",
    [
        (*YEAR, "--by", "unit"),
        (*YEAR, "--unit", "haiyang-roads"),
        ("--from", "2016-01-01", "--to", "2016-11-30"),
    ],
)
def test_what_would_let_hidden_numbers_be_computed_is_not_told_to_the_public(command, words):
    said = command("audit", "quality", *words, "--public")
    assert said.code == 2
    assert "hidden numbers could be computed" in " ".join(said.err.replace("│", "").split())


@pytest.mark.parametrize("days", [("0001-01-01", "2016-01-01"), ("2016-01-01", "9999-12-31")])
def test_days_that_nobody_counts_are_refused(command, days):
    for words in (("quality",), ("report", "--out", "never-written.html")):
        said = command("audit", *words, "--from", days[0], "--to", days[1])
        assert said.code == 2
        assert "1900-01-01" in said.err


def test_a_period_that_ends_before_it_begins_is_refused(command):
    assert command("audit", "quality", "--from", "2016-12-31", "--to", "2016-01-01").code == 2
