"""Hot issues on the terminal: a table for people, JSON for programs; and in a report."""

import json

import pytest

YEAR = ("--from", "2016-01-01", "--to", "2016-08-31")
JULY = ("--at", "2016-08-31", "--days", "120", "--persons", "1")


@pytest.fixture
def audited(command):
    """The demonstration is loaded and audited."""
    command("demo")
    command("audit", "run")


def test_before_the_first_audit_it_says_what_to_do(command):
    said = command("audit", "hot")
    assert said.code != 0
    assert "petition-es audit run" in said.err


def test_programs_are_told_every_issue_and_what_was_asked(command, audited):
    said = command("audit", "hot", *JULY, "--json")
    assert said.code == 0, said.err
    told = json.loads(said.out)
    assert (told["at"], told["days"], told["persons"]) == ("2016-08-31", 120, 1)
    assert told["issues"]
    assert all(each["persons"] >= 1 < each["petitions"] for each in told["issues"])


def test_people_are_told_in_words(command, audited):
    said = command("audit", "hot", "--at", "2010-01-01")
    assert said.code == 0, said.err
    assert "There is no such issue" in said.out + said.err


@pytest.mark.parametrize("day", ["tomorrow", "0001-01-01"])
def test_a_day_that_is_none_is_refused(command, day):
    assert command("audit", "hot", "--at", day).code != 0


def test_a_report_tells_of_hot_issues(command, audited, tmp_path):
    page = tmp_path / "report.html"
    said = command("audit", "report", *YEAR, "--lang", "en", "--out", str(page))
    assert said.code == 0, said.err
    assert "Hot issues: many persons, one matter" in page.read_text("utf-8")
