"""The clock keeper on the terminal: what it gave, how it is, and what it makes quick."""

import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from app_served import until

GUIDE = (Path(__file__).parents[2] / "docs" / "clocks.md").read_text("utf-8")
COMMANDS = re.findall(r"^    petition-es (.*)$", GUIDE, re.MULTILINE)


@pytest.fixture(autouse=True)
def demonstration(command):
    """The demonstration is loaded, once for this file."""
    command("demo")


def test_before_it_was_ever_run_its_state_says_so(command):
    told = command("status", "--json").json
    assert (told["keeper"], told["similar"]) == (None, None)
    assert "never kept here" in command("status").out
    assert "no index was ever made" in command("status").out


def test_what_it_keeps_is_what_the_whole_log_tells(command):
    through = command("overdue", "--json").json
    command("clocks", "keep", "--once")
    at_once = command("overdue", "--json").json
    assert at_once["late"]
    for told in (through, at_once):
        del told["at"]
    assert at_once == through
    unit = through["late"][0]["unit"]
    part = command("overdue", "--unit", unit, "--json").json
    assert part["late"] == [each for each in through["late"] if each["unit"] == unit]


def test_its_state_is_in_the_status(command):
    command("clocks", "keep", "--once")
    kept = command("status", "--json").json["keeper"]
    assert (kept["state"], kept["behind"], kept["is_whole"]) == ("left", 0, True)
    assert kept["notices"] == len(command("clocks", "notices").out.splitlines())
    assert "run by nobody" in command("status").out
    assert "无人运行" in command("--lang", "zh", "status").out


def test_how_timely_is_told_by_kind_of_unit(command):
    period = ("--from", "2016-01-01", "--to", "2016-12-31")
    told = command("timeliness", *period, "--by", "kind", "--json").json
    assert {row["kind"] for row in told["rows"]} >= {"petition_bureau", "functional_department"}
    shown = command("--lang", "zh", "timeliness", *period, "--by", "kind").out
    assert "单位类别" in shown


@pytest.mark.parametrize("line", [line for line in COMMANDS if not line.startswith("serve")])
def test_the_commands_of_the_guide_run_as_they_stand(command, line):
    said = command(*line.split())
    assert said.code == 0, said.err


@contextmanager
def serving(*options):
    """A server of the store of this file, in a process as people start it."""
    program = [sys.executable, "-c", "from petition_es.cli import main; main()"]
    server = subprocess.Popen(
        [*program, "serve", "--port", "0", *options], stdout=subprocess.PIPE, text=True
    )
    try:
        assert "http://" in server.stdout.readline()
        yield
    finally:
        server.terminate()
        server.communicate(timeout=30)
    assert server.returncode == 0


def test_a_server_keeps_clocks_and_index_unless_it_is_told_not_to(command):
    def state():
        told = command("status", "--json").json
        return {name: told[name] and told[name]["state"] for name in ("keeper", "similar")}

    def runs():
        return {each["state"] for each in command("status", "--json").json["projections"]}

    with serving("--no-keep-clocks", "--no-keep-similar"):
        until(lambda: runs() == {"followed"}, seconds=60)
        assert state() == {"keeper": "left", "similar": None}
    with serving():
        until(lambda: state() == {"keeper": "kept", "similar": "kept"}, seconds=60)
        until(lambda: command("status", "--json").json["similar"]["behind"] == 0, seconds=60)
    until(lambda: state() == {"keeper": "left", "similar": "left"}, seconds=60)
    assert command("status", "--json").json["similar"]["petitions"] > 0
    assert "相似信访件索引" in command("--lang", "zh", "status").out
