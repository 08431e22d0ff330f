"""A bad file of rules or of days off is told in words that say what to mend; nothing is loaded."""

import os
from pathlib import Path

import pytest

from lakeside import SOUND

LAKESIDE = SOUND.replace("in_force_from", 'divisions = ["99"]\nin_force_from')
YEAR = """\
[[year]]
year = 2027
version = "made up"
published_at = 2026-11-04
days_off = [2027-01-01]
workdays = []
"""
RULES = {
    "a circle": (
        LAKESIDE.replace('version = "1"', 'version = "1"\nextends = "lakeside"'),
        "bad.toml:3: extends: lakeside → lakeside is a circle of `extends`. Take one of them out.",
    ),
    "an overlap with the nation": (
        LAKESIDE.replace('divisions = ["99"]\n', ""),
        "bad.toml:1: regime: lakeside and cn-2005 both hold on 2016-01-01",
    ),
    "an overlap of two rules": (
        LAKESIDE + LAKESIDE[LAKESIDE.index("[[rule]]") :],
        "bad.toml:17: rule.clock: the clock handling has another rule",
    ),
    "an unknown unit": (
        LAKESIDE.replace("limit = 20", 'limit = 20\nunit = "weeks"'),
        "bad.toml:13: rule.unit: weeks is none of days, working_days.",
    ),
    "no year from which it holds": (
        LAKESIDE.replace("in_force_from = 2016-01-01\n", ""),
        "bad.toml:1: in_force_from: required field missing.",
    ),
    "a calendar without any year": (
        LAKESIDE.replace('version = "1"', 'version = "1"\ncalendar = "lake"'),
        "bad.toml:3: calendar: there is no calendar lake. Known are: cn.",
    ),
}


def plain(said: str) -> str:
    """What was said, whatever the width of the terminal."""
    return " ".join(said.split())


@pytest.fixture
def own(command):
    """The folders of the data home for rules and days off of one's own; empty again at the end."""
    command("status")
    home = Path(os.environ["PETITION_HOME"])
    folders = home / "regimes", home / "calendars"
    for folder in folders:
        folder.mkdir(exist_ok=True)
    yield folders
    for folder in folders:
        for file in folder.iterdir():
            file.unlink()


@pytest.mark.parametrize("what", RULES)
def test_bad_rules_are_told_before_they_are_used(command, tmp_path, what):
    text, told = RULES[what]
    file = tmp_path / "bad.toml"
    file.write_text(text, encoding="utf-8")
    said = command("regimes", "check", str(file))
    assert (said.code, said.out) == (3, "")
    assert told in plain(said.err)
    assert "Traceback" not in said.err


@pytest.mark.parametrize("what", RULES)
def test_with_bad_rules_in_its_home_nothing_is_done_by_half_of_them(command, own, what):
    regimes, _ = own
    (regimes / "good.toml").write_text(
        LAKESIDE.replace("lakeside", "hillside").replace("99", "98"), encoding="utf-8"
    )
    (regimes / "bad.toml").write_text(RULES[what][0], encoding="utf-8")
    for words in (("regimes", "list"), ("overdue",), ("regimes", "show", "hillside")):
        said = command(*words)
        assert (said.code, said.out) == (3, "")
        assert RULES[what][1] in plain(said.err)
    (regimes / "bad.toml").unlink()
    assert "hillside" in command("regimes", "list").out


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (YEAR.replace("year = 2027\n", ""), "2027.toml, line 1, year[1]: year is missing."),
        (
            YEAR.replace("[2027-01-01]", "[2028-01-01]"),
            "2027.toml, line 5, year[1].days_off: 2028-01-01 is no day of 2027.",
        ),
    ],
)
def test_days_off_without_their_year_are_told_and_none_is_loaded(command, own, broken, told):
    _, calendars = own
    (calendars / "2027.toml").write_text(broken, encoding="utf-8")
    said = command("regimes", "list")
    assert (said.code, said.out) == (3, "")
    assert plain(said.err).endswith(told)
    (calendars / "2027.toml").write_text(YEAR, encoding="utf-8")
    assert command("regimes", "list").code == 0
