"""What is overdue, how timely, and under another law: asked on the terminal."""

import pytest


@pytest.fixture(autouse=True)
def demonstration(command):
    """The demonstration is loaded, once for this file."""
    command("demo")


PERIOD = ("--from", "2016-01-01", "--to", "2016-12-31")


def test_overdue_lists_desks_and_late_petitions(command):
    told = command("overdue", "--at", "2017-06-30", "--json").json
    assert told["at"].startswith("2017-06-30T23:59:59")
    assert told["late"], told
    assert sum(desk["late"] for desk in told["desks"]) == len(told["late"])
    assert all(each["days_late"] > 0 and each["number"] for each in told["late"])
    shown = command("overdue", "--at", "2017-06-30")
    assert shown.code == 0, shown.err
    assert told["late"][0]["number"] in shown.out


def test_overdue_of_one_unit_is_a_part_of_all(command):
    whole = command("overdue", "--at", "2017-06-30", "--json").json
    unit = next(desk["unit"] for desk in whole["desks"] if desk["unit"])
    part = command("overdue", "--at", "2017-06-30", "--unit", unit, "--json").json
    assert part["desks"] == [desk for desk in whole["desks"] if desk["unit"] == unit]
    assert part["late"] == [each for each in whole["late"] if each["unit"] == unit]


def test_where_nothing_runs_overdue_says_so(command):
    said = command("overdue", "--at", "2001-01-01")
    assert (said.code, said.out) == (0, "")
    assert "No limit is running." in said.err


def test_timeliness_shows_what_each_rate_is_made_of(command):
    told = command("timeliness", *PERIOD, "--by", "level", "--json").json
    assert set(told["whole"]) == {"routing", "bureau_acceptance", "unit_acceptance", "answer"}
    for row in told["rows"]:
        wanted = row["numerator"] / row["denominator"] if row["denominator"] else None
        assert row["value"] == wanted
        assert "level" in row
    shown = command("timeliness", *PERIOD)
    assert shown.code == 0, shown.err
    for word in ("Timely", "routing", "together", "100.00%"):
        assert word in shown.out


def test_a_rate_of_nothing_is_shown_as_undefined(command):
    years_ago = ("--from", "2001-01-01", "--to", "2001-12-31")
    told = command("timeliness", *years_ago, "--json").json
    assert [each["value"] for each in told["whole"].values()] == [None] * 4
    assert "undefined" in command("timeliness", *years_ago).out
    assert "无定义" in command("--lang", "zh", "timeliness", *years_ago).out


def test_what_if_tells_what_would_differ_and_writes_nothing(command):
    before = command("status", "--json").json["events"]
    told = command("what-if", "--regime", "cn-2022", *PERIOD, "--json").json
    assert told["regime"] == "cn-2022"
    flips = sum(c["would_be_late"] + c["would_not_be_late"] for c in told["clocks"].values())
    assert flips == len(told["flips"])
    assert set(told["rates"]) == {"now", "then"}
    shown = command("what-if", "--regime", "cn-2022", *PERIOD)
    assert shown.code == 0, shown.err
    assert "By the other" in shown.out
    assert command("status", "--json").json["events"] == before


def test_what_makes_no_sense_is_refused(command):
    said = command("what-if", "--regime", "cn-1999", *PERIOD)
    assert said.code == 2
    assert "cn-2022" in said.err
    assert command("timeliness", "--from", "2016-12-31", "--to", "2016-01-01").code == 2
    assert command("timeliness", "--from", "soon", "--to", "2016-01-01").code == 2
