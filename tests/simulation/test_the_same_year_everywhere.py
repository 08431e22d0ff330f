"""A seed gives the same petitions, whoever tells them, in whatever order, on whatever machine."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from random import Random

from the_year import YEAR

from petition_es.domain.sealed import Sealed
from petition_es.simulation.fitted import Distribution
from petition_es.simulation.telling import Told, tell

ROWS = 120

PROGRAM = """
import sys
sys.path[:0] = {path!r}
from test_the_same_year_everywhere import digest, ROWS, YEAR, tell
print(digest([tell(YEAR, row) for row in range(ROWS)]))
"""

OF_SEED_1 = "1388653fc1e5a0761fe5e6c007a24cc2dbe9047ae9f4db6555b2c20aa39b0b98"
"""Whoever changes this changes the petitions of every seed: stores that hold them cannot go on."""


def digest(told: list[Told]) -> str:
    """A digest of all that is told, the words under seal included."""
    written = hashlib.sha256()
    for each in told:
        for step in each.history.steps:
            said = {k: _open(v) for k, v in vars(step.act).items()}
            written.update(repr((type(step.act).__name__, sorted(said.items()))).encode())
            written.update(repr(step.entry).encode())
        written.update(repr([(e.event_id, e.at) for e in each.history.persons]).encode())
        written.update(repr(each.truths).encode())
    return written.hexdigest()


def _open(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_open(each) for each in value)
    if hasattr(value, "text") and isinstance(value.text, Sealed):
        return value.text.reveal()
    return value.reveal() if isinstance(value, Sealed) else value


def test_a_row_is_told_the_same_whatever_was_told_before():
    in_order = [tell(YEAR, row) for row in range(ROWS)]
    rows = list(range(ROWS))
    Random(3).shuffle(rows)  # noqa: S311  # no secret
    shuffled = {row: tell(YEAR, row) for row in rows}
    assert digest(in_order) == digest([shuffled[row] for row in range(ROWS)])


def test_another_process_tells_the_same():
    for hash_seed in ("1", "2"):
        program = PROGRAM.format(path=sys.path)
        told = subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout.strip() == digest([tell(YEAR, row) for row in range(ROWS)])


def test_the_petitions_of_a_seed_stay_what_they_are():
    assert digest([tell(YEAR, row) for row in range(ROWS)]) == OF_SEED_1


def test_another_seed_and_another_year_are_other_petitions():
    here = tell(YEAR, 7).history
    other_seed = tell(replace(YEAR, seed=2), 7).history
    assert here.petition_id != other_seed.petition_id
    later = tell(replace(YEAR, first_day=date(2015, 1, 1)), 7).history
    assert here.petition_id == later.petition_id  # So that a store notices that it is another.
    assert here.steps[0].entry.at != later.steps[0].entry.at


def test_machines_that_differ_in_the_last_digit_draw_the_same():
    drawn = Distribution([0.1, 0.5, 0.9], [1.0, 10.0, 100.0])
    assert all(float(f"{cut:.6g}") == cut for cut in drawn._cuts)
