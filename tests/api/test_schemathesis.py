"""The door is what its description says: schemathesis tries it, with fixed draws and not for long.

docs/http.md tells how to let it try for longer.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from at_the_counter import BUREAU

from auditing import audit_all
from petition_es.projections.keeper import ClockKeeper
from petition_es.projections.running.rebuild import rebuild
from petition_es.projections.shipped import ALL
from served import served

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("schemathesis")

SHORTLY = {
    "every value that a schema names": ("--phases=examples,coverage",),
    "stories and chance": ("--phases=fuzzing,stateful", "--max-examples=6"),
}


@pytest.mark.parametrize("options", SHORTLY.values(), ids=SHORTLY)
def test_nothing_is_found_that_the_description_does_not_name(article_house, options):
    house = article_house
    rebuild(house.store.address, ALL, processes=1)
    with ClockKeeper(house.store.address, house.law, house.clock) as keeper:
        keeper.catch_up()
    audit_all(house)
    with served(house) as url:
        run = schemathesis(url, BUREAU, *options)
    assert run.returncode == 0, run.stdout
    assert "No issues found" in run.stdout


def schemathesis(url, who, *options):
    """Run it in its own process, as a programmer does, with the settings of schemathesis.toml."""
    return subprocess.run(
        [
            PROGRAM, "run", f"{url}/openapi.json", f"--header=Authorization: Bearer demo:{who}",
            "--seed=20161012", "--generation-deterministic",
            "--warnings=off", "--no-color", *options,
        ],
        cwd=ROOT, env={**os.environ, "PYTHONWARNINGS": "default"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
