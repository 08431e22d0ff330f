"""`petition-es simulate` from the outside: what it writes, what it says, and how it is stopped."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psutil
import psycopg
import pytest
from ledger import Ledger
from the_year import YEAR

from databases import MASTER_KEY
from petition_es.cli.app import run
from petition_es.domain.event import Event
from petition_es.simulation.arrivals import Year
from petition_es.simulation.loading import Loader, Plan
from petition_es.store.event_store import PetitionStore

PROGRAM = "import sys; from petition_es.cli import main; main()"
WAIT_SECONDS = 90


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def counts(self) -> dict[str, int]:
        answer = json.loads(self.out.splitlines()[-1])
        return {name: answer[name] for name in ("written", "already", "refused")}


@dataclass(frozen=True)
class Nation:
    """A store in which all tests of this file simulate, each with a seed of its own."""

    url: str
    home: Path

    def start(self, *words: object) -> subprocess.Popen[str]:
        settings = {
            "PETITION_DATABASE_URL": self.url,
            "PETITION_HOME": str(self.home),
            "PETITION_MASTER_KEY": MASTER_KEY,
            "PETITION_LANGUAGE": "en",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *map(str, words)],
            env=os.environ | settings,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def say(self, *words: object) -> Said:
        process = self.start(*words)
        out, err = process.communicate(timeout=WAIT_SECONDS)
        return Said(process.returncode, out, err)

    def simulate(self, seed: int, petitions: int, *words: object, processes: int = 1) -> Said:
        return self.say(*command(seed, petitions, processes), "--json", *words)

    def petitions(self) -> int:
        with psycopg.connect(self.url) as connection:
            return connection.execute("SELECT count(*) FROM petition_numbers").fetchone()[0]  # type: ignore[index]

    def holds(self, told: "Told") -> bool:
        """Tell whether the store holds what was told, every word under seal included."""
        with PetitionStore(self.url, home=self.home, master_key=MASTER_KEY) as store:
            return store.load_many(list(told.streams)) == told.streams


def command(seed: int, petitions: int, processes: int = 1) -> tuple[object, ...]:
    words = ("--seed", seed, "--petitions", petitions, "--processes", processes)
    return "simulate", *words


@dataclass(frozen=True)
class Told:
    """What a seed tells, as the office in memory has it."""

    streams: dict[UUID, list[Event]]
    truth: bytes


def told(seed: int, petitions: int) -> Told:
    ledger, truth = Ledger(), b""
    plan = Plan(Year(seed, YEAR.first_day), petitions, wants_truth=True)
    loader = Loader(plan, ledger, ledger.histories, ledger.units)
    for batch in plan.batches:
        truth += loader.load(batch).truth
    return Told(dict(ledger.streams), truth)


@pytest.fixture(scope="module")
def nation(module_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Nation:
    """A store in which the offices stand, and one petition."""
    found = Nation(module_database_url, tmp_path_factory.mktemp("nation"))
    said = found.simulate(0, 1)
    assert said.code == 0, said.err
    return found


def test_it_says_that_it_is_a_load_and_the_store_says_so_for_ever(nation: Nation):
    said = nation.say(*command(1, 20))
    assert said.code == 0
    assert "This is a load, not a record" in said.err
    assert "20 petitions simulated" in said.out
    assert "None of it happened" in said.out
    status = nation.say("status")
    assert 'the source "simulation" are a load' in status.out


def test_it_says_how_much_of_it_is_irregular_and_an_orderly_year_has_nothing(nation: Nation):
    said = nation.say(*command(6, 300))
    assert "late_routing" in said.out
    assert "(3.0%)" in said.out
    orderly = nation.say(*command(7, 300), "--irregular", 0, "--json")
    shares = json.loads(orderly.out.splitlines()[-1])["irregular"]
    assert shares["late_routing"]["of"] > 300
    assert {share["made"] for share in shares.values()} == {0}
    assert nation.say(*command(7, 300)).code == 3


def test_what_is_loaded_is_what_is_told_and_twice_adds_nothing(nation: Nation):
    assert nation.simulate(2, 400).counts == {"written": 400, "already": 0, "refused": 0}
    before = nation.petitions()
    assert nation.simulate(2, 400).counts == {"written": 0, "already": 400, "refused": 0}
    assert nation.petitions() == before
    assert nation.simulate(2, 620).counts == {"written": 220, "already": 400, "refused": 0}
    expected = told(2, 620)
    assert nation.holds(expected)


def test_several_processes_load_the_same_and_tell_the_same_truth(nation: Nation, tmp_path: Path):
    path = tmp_path / "truth.jsonl"
    said = nation.simulate(3, 900, "--truth", path, processes=2)
    assert said.counts == {"written": 900, "already": 0, "refused": 0}
    expected = told(3, 900)
    assert nation.holds(expected)
    about, *truth = path.read_bytes().splitlines(keepends=True)
    assert json.loads(about) == {
        "what": "simulation", "seed": 3, "from": "2016-01-01", "irregular": 1.0, "petitions": 900,
    }  # fmt: skip
    assert b"".join(truth) == expected.truth


def wait_for(nation: Nation, petitions: int, process: subprocess.Popen[str]) -> None:
    """Wait until so many petitions are in."""
    until = time.monotonic() + WAIT_SECONDS
    while nation.petitions() < petitions and process.poll() is None and time.monotonic() < until:
        time.sleep(0.05)


def test_killed_in_the_middle_it_goes_on_where_it_was(nation: Nation, tmp_path: Path):
    process = nation.start(*command(4, 1_500, processes=2))
    wait_for(nation, nation.petitions() + 300, process)
    workers = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(workers, timeout=WAIT_SECONDS)
    assert alive == []  # Nobody goes on writing behind the back of who stopped it.
    path = tmp_path / "truth.jsonl"
    counts = nation.simulate(4, 1_500, "--truth", path).counts
    assert counts["written"] + counts["already"] == 1_500
    assert counts["already"] >= 250
    expected = told(4, 1_500)
    assert nation.holds(expected)
    assert path.read_bytes().endswith(expected.truth)


def test_ctrl_c_ends_cleanly_and_leaves_whole_batches(nation: Nation, tmp_path: Path):
    before = nation.petitions()
    process = nation.start(*command(5, 5_000, processes=2), "--truth", tmp_path / "truth.jsonl")
    wait_for(nation, before + 250, process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=WAIT_SECONDS)
    assert process.returncode == 130, err
    assert "run the same command again" in err
    assert "Traceback" not in err + out
    assert (nation.petitions() - before) % 250 == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--petitions", "0"], "greater than or equal to 1"),
        (["--petitions", "5", "--from", "someday"], "write it as 2016-01-01"),
        (["--petitions", "5", "--from", "2999-01-01"], "the year must be over"),
        (["--petitions", "5", "--seed", "1000"], "less than or equal to 999"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_opened(words, told, capsys):
    assert run(["simulate", *words]) == 2
    assert told in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_a_store_with_real_petitions_is_not_mixed_by_mistake(database_url, tmp_path):
    real = Nation(database_url, tmp_path / "home")
    assert real.say("demo").code == 0
    said = real.simulate(1, 5)
    assert said.code == 3
    assert "--beside-others" in said.err


def test_a_truth_file_that_cannot_be_written_is_told_at_once(nation: Nation, tmp_path: Path):
    said = nation.simulate(8, 5, "--truth", tmp_path / "nowhere" / "truth.jsonl")
    assert said.code == 3
    assert "cannot be written" in said.err
