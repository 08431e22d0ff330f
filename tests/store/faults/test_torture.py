"""The torture in its short form, and that it notices what it is there to notice."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest

from torture.auditing import Told, audit
from torture.blows import BLOWS
from torture.journal import Journal, Reader

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


def tortured(report, *options):
    command = [sys.executable, "-m", "torture", "--seed=4", f"--report={report}", *options]
    done = subprocess.run(command, cwd=BENCHMARKS, capture_output=True, text=True, check=False)
    assert report.exists(), done.stdout + done.stderr
    return SimpleNamespace(**json.loads(report.read_bytes()), ended_with=done.returncode, said=done)


def test_nothing_is_lost_doubled_or_missed_whatever_is_killed(tmp_path):
    told = tortured(tmp_path / "report.json", "--rounds=10", "--writers=6")
    found = told.found
    assert found.pop("broken") == [], found
    assert set(found.values()) == {0}, found
    assert set(told.rounds) == set(BLOWS)
    assert told.acknowledged > 0
    assert told.ended_with == (0 if told.inside_share >= 0.3 else 1)


def test_a_head_without_a_floor_is_noticed(tmp_path):
    options = ("--rounds=10", "--writers=6", "--patience=2", "--without-floor")
    told = tortured(tmp_path / "report.json", *options)
    assert told.found["missed"] + told.found["rows_that_differ"] > 0
    assert told.ended_with == 1


# ---- What an audit finds -------------------------------------------------------------------------


@pytest.fixture
def log():
    """Three events of two streams, and somebody who saw them all."""
    first, second = uuid4(), uuid4()
    recorded = [(1, uuid4(), first, 1), (3, uuid4(), second, 1), (4, uuid4(), first, 2)]
    told = Told(
        tried={"w-0": (recorded[0][1],), "w-1": (recorded[1][1], recorded[2][1])},
        acknowledged={event_id: position for position, event_id, _, _ in recorded},
    )
    return told, recorded


def seen(*entries, faults=()):
    return SimpleNamespace(seen=[(p, e) for p, e, *_ in entries], faults=list(faults))


def found_in(told, recorded, *readers, head=4):
    found = audit(told, recorded, head, readers or [seen(*recorded)])
    return {name: count for name, count in vars(found).items() if count}


def test_an_audit_of_a_sound_log_finds_nothing(log):
    assert found_in(*log) == {}


def test_an_acknowledged_event_that_is_gone_is_lost(log):
    told, recorded = log
    told.tried.clear()
    assert found_in(told, recorded[:2]) == {"lost": 1}


def test_an_acknowledged_event_in_another_place_is_lost(log):
    told, recorded = log
    told.acknowledged[recorded[0][1]] = 2
    assert found_in(told, recorded) == {"lost": 1}


def test_an_event_that_no_reader_was_shown_is_missed(log):
    told, recorded = log
    assert found_in(told, recorded, seen(recorded[0], recorded[2])) == {"missed": 1}


def test_an_event_above_the_head_is_not_missed_yet(log):
    told, recorded = log
    assert found_in(told, recorded, seen(*recorded[:2]), head=3) == {}


def test_an_event_that_was_shown_and_is_not_there_counts_as_missed(log):
    told, recorded = log
    assert found_in(told, recorded, seen(*recorded, (2, uuid4()))) == {"missed": 1}


def test_an_event_that_was_shown_twice_is_a_duplicate(log):
    told, recorded = log
    found = found_in(told, recorded, seen(*recorded, recorded[0]))
    assert found == {"duplicates": 1}


def test_half_an_append_is_torn(log):
    told, recorded = log
    told.tried["w-2"] = (recorded[0][1], uuid4())
    assert found_in(told, recorded) == {"torn": 1}


def test_an_append_that_was_refused_may_not_stand_in_the_log(log):
    told, recorded = log
    told.refused.add(recorded[0][1])
    assert found_in(told, recorded) == {"refused_but_recorded": 1}


def test_versions_of_a_stream_stand_in_order(log):
    told, recorded = log
    one, _, three = recorded
    swapped = [(1, *three[1:]), recorded[1], (4, *one[1:])]
    told.acknowledged = {event_id: position for position, event_id, _, _ in swapped}
    assert found_in(told, swapped) == {"out_of_order": 2}


def test_a_line_that_a_killed_writer_left_half_written_does_not_count(tmp_path):
    path, event_id = tmp_path / "journal", uuid4()
    Journal(path).note("tried", 0, [event_id])
    with path.open("ab") as file:
        file.write(b'["acknowledged",0,')
    reader = Reader(path)
    assert [word for word, *_ in reader.news()] == ["tried"]
    with path.open("ab") as file:
        file.write(b'[],[7],""]\n')
    assert list(reader.news()) == [("acknowledged", 0, [], [7], "")]
