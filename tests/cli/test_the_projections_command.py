"""Who keeps a store sees how its projections are, and does something about them."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from petition_es.projections.kit.loading import projections_of
from petition_es.projections.running.live import Runner
from petition_es.projections.shipped import ALL

NAMES = sorted(each.DEFINITION.name for each in ALL)

FRAGILE = """
    from petition_es.projections import Petition, Projection, on

    class Fragile(Projection):
        '''Cannot fold what the roads department signs for.'''

        key = "unit_id"
        received: int = 0

        @on(Petition.Received)
        def took_in(self, event):
            if event.unit_id == "haiyang-roads":
                raise ValueError("not this one")
            self.received += 1
"""


@pytest.fixture(autouse=True)
def demonstration(command):
    """The demonstration is loaded, once for this file."""
    command("demo")


@pytest.fixture
def fragile(tmp_path):
    path = tmp_path / "fragile.py"
    path.write_text(dedent(FRAGILE), encoding="utf-8")
    return str(path)


@pytest.fixture
def catch_up(module_store):
    """Run the projections of a file until they are at the end of the log, or stop."""

    def run(path):
        projections = projections_of(Path(path))
        with Runner(module_store.address, module_store.watch(), projections) as runner:
            runner.run_until_caught_up()

    return run


def by_name(command):
    return {each["name"]: each for each in command("projections", "status", "--json").json}


def test_the_shipped_ones_are_built_anew_and_shown(command):
    said = command("projections", "rebuild", "--processes", "1")
    assert said.code == 0, said.err
    assert sorted(line.split()[0] for line in said.out.splitlines()) == NAMES
    shown = command("projections")
    assert [line.split()[0] for line in shown.out.splitlines()][: len(NAMES)] == NAMES
    assert all("0 behind" in line for line in shown.out.splitlines()[: len(NAMES)])


def test_one_is_built_anew_by_name(command):
    said = command("projections", "rebuild", "unit_workload", "--processes", "1")
    assert said.out.startswith("unit_workload is built anew, up to ")


def test_a_name_that_nobody_knows_is_refused_with_those_that_are_known(command):
    said = command("projections", "rebuild", "unit_work")
    assert said.code == 3
    assert "unit_workload" in said.err
    assert command("projections", "retry", "unit_work").code == 3


def test_a_rebuild_that_fails_says_where(command, fragile):
    said = command("projections", "rebuild", "--file", fragile, "--processes", "1")
    assert said.code == 3
    assert "Fragile.took_in failed at position" in said.err
    assert "ValueError: not this one" in said.err


def test_there_is_nothing_to_retry_or_park_where_nothing_stopped(command):
    command("projections", "rebuild", "unit_workload", "--processes", "1")
    for what in ("retry", "park", "unpark"):
        said = command("projections", what, "unit_workload")
        assert said.code == 3
        assert "unit_workload" in said.err


def test_what_stopped_is_shown_with_its_traceback_and_parked(command, fragile, catch_up):
    catch_up(fragile)
    shown = command("projections").out
    assert "stopped at" in shown
    assert "ValueError: not this one" in shown
    assert "fragile.py" in shown
    assert by_name(command)["fragile"]["state"] == "stopped"
    assert "goes on without 1 parked key" in command("projections", "park", "fragile").out
    catch_up(fragile)
    (parked,) = by_name(command)["fragile"]["parked"]
    assert parked["key"] == ["haiyang-roads"]
    assert parked["positions"]
    assert "parked: haiyang-roads" in command("projections").out
    assert "folds 1 parked key" in command("projections", "unpark", "fragile").out


def test_the_guide_names_commands_that_exist(command):
    guide = (Path(__file__).parents[2] / "docs" / "running-projections.md").read_text("utf-8")
    named = set(re.findall(r"petition-es projections ([a-z]+)", guide))
    assert {"run", "rebuild", "retry", "park", "unpark"} <= named
    for name in named:
        assert command("projections", name, "--help").code == 0


def test_the_status_of_the_store_tells_of_projections_and_of_the_floor(command):
    command("projections", "rebuild", "unit_workload", "--processes", "1")
    told = command("status", "--json").json
    assert told["floor"] == []
    assert "unit_workload" in {each["name"] for each in told["projections"]}
    assert "unit_workload" in command("status").out
