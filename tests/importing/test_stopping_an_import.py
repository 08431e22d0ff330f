"""Stopped anywhere, by force or by Ctrl-C, an import that is run again ends in the same store."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from broken_file import HEADER, row

from petition_es.store.event_store import PetitionStore

ROWS = 2_000
REJECTED = 20
PROGRAM = "import sys; from petition_es.cli import main; main()"
MASTER_KEY = "bWFzdGVyIGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGU="
THEN = datetime(2026, 1, 1, tzinfo=UTC)
WAIT_SECONDS = 60


@pytest.fixture(scope="module")
def complaints(tmp_path_factory):
    """Rows of many users, with and without replies, and a bad one now and then."""
    path = tmp_path_factory.mktemp("stopping") / "complaints.csv"
    path.write_bytes(HEADER + b"".join(map(some_row, range(ROWS))))
    return path


def some_row(n: int) -> bytes:
    sent = "2019/2/30" if n % (ROWS // REJECTED) == 7 else f"2019/4/25 9:{n % 60:02}:00"
    answered = {} if n % 3 else {"reply": "", "replied": ""}
    return row(f"m{n}", user=f"A{n % 700}", body=f"正文{n}", sent=sent, **answered)


@pytest.fixture
def started(complaints, tmp_path):
    """Start an import into a database; home and reject file are in a folder of its own."""
    running = []

    def started(url: str) -> subprocess.Popen:
        room = room_of(url, tmp_path)
        room.mkdir(exist_ok=True)
        settings = {
            "PETITION_DATABASE_URL": url,
            "PETITION_HOME": str(room / "home"),
            "PETITION_MASTER_KEY": MASTER_KEY,
            "PETITION_LANGUAGE": "en",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        command = [sys.executable, "-c", PROGRAM, "import", "complaints", str(complaints), "--json"]
        running.append(
            subprocess.Popen(
                command,
                cwd=room,
                env=os.environ | settings,
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        )
        return running[-1]

    yield started
    for process in running:
        process.kill()
        process.communicate()


def room_of(url: str, tmp_path: Path) -> Path:
    return tmp_path / urlsplit(url).path[1:]


def finished(process: subprocess.Popen) -> dict[str, int]:
    out, err = process.communicate(timeout=WAIT_SECONDS)
    assert process.returncode == 0, err
    return json.loads(out.splitlines()[-1])


def stop_when(process: subprocess.Popen, url: str, events: int, how: signal.Signals) -> None:
    """Send a signal as soon as so many events are in; a moment later, so that it hits anything."""
    until = time.monotonic() + WAIT_SECONDS
    while process.poll() is None and events_in(url) < events and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(random.random() / 5)  # noqa: S311  # no secret
    process.send_signal(how)


def events_in(url: str) -> int:
    try:
        with psycopg.connect(url) as connection:
            return connection.execute("SELECT count(*) FROM petition_events").fetchone()[0]
    except psycopg.errors.UndefinedTable:
        return 0


@pytest.fixture
def other_database_url(databases):
    url = databases.create()
    yield url
    databases.drop(url)


def test_killed_again_and_again_it_ends_in_the_same_store(
    started, database_url, other_database_url, tmp_path
):
    counts = finished(started(other_database_url))
    assert counts == {"imported": ROWS - REJECTED, "already": 0, "rejected": REJECTED}
    for share in (0.0, 0.3, 0.6):
        process = started(database_url)
        stop_when(process, database_url, int(share * ROWS * 2.9), signal.SIGKILL)
        process.communicate()
        assert process.returncode in (-signal.SIGKILL, 0)
    counts = finished(started(database_url))
    assert counts["rejected"] == REJECTED
    assert counts["imported"] > 0
    assert counts["imported"] + counts["already"] == ROWS - REJECTED
    assert contents(database_url, tmp_path) == contents(other_database_url, tmp_path)
    assert rejects(database_url, tmp_path) == rejects(other_database_url, tmp_path)
    assert finished(started(database_url))["imported"] == 0


def test_ctrl_c_ends_cleanly_and_says_what_is_in(started, database_url):
    process = started(database_url)
    stop_when(process, database_url, 500, signal.SIGINT)
    out, err = process.communicate(timeout=WAIT_SECONDS)
    assert process.returncode == 130, err
    assert out == ""
    assert "Traceback" not in err
    counts = finished(started(database_url))
    assert counts["already"] > 0
    assert counts["imported"] + counts["already"] == ROWS - REJECTED


def contents(url: str, tmp_path) -> tuple[dict, list]:
    """Every stream with its seals opened, the times of recording aside; and the numbers."""
    home = room_of(url, tmp_path) / "home"
    streams: dict = {}
    with PetitionStore(url, home=home, master_key=MASTER_KEY) as store:
        for _, event in store.scan(limit=100 * ROWS):
            streams.setdefault(event.originator_id, []).append(replace(event, timestamp=THEN))
            for word in (getattr(event, name, None) for name in ("title", "text")):
                assert word is None or word.reveal()
    with psycopg.connect(url) as connection:
        query = "SELECT number, petition_id FROM petition_numbers ORDER BY 1"
        return streams, connection.execute(query).fetchall()


def rejects(url: str, tmp_path) -> str:
    path = room_of(url, tmp_path) / "complaints.csv.rejects.csv"
    return path.read_text(encoding="utf-8")
