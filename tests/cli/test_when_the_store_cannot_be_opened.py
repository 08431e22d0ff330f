"""What is wrong with the store is one clear line, a code that is not 0, and nothing half done."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from petition_es.settings import Settings, data_folder

PROGRAM = "from petition_es.cli import main; main()"
NOBODY = 65534
AS_NOBODY = f"""
import contextlib, io, os, zoneinfo
from petition_es.cli.app import run
with contextlib.redirect_stdout(io.StringIO()):
    run(["identities"])  # What is read late is read now, while it can be.
zoneinfo.available_timezones()
os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})
"""


def started(home: Path, *words: str, program: str = PROGRAM, **settings: str):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PETITION_")}
    environment |= {"PETITION_HOME": str(home), "PETITION_LANGUAGE": "en", **settings}
    return subprocess.run(
        [sys.executable, "-c", program, *words], env=environment, capture_output=True, text=True,
        timeout=100, check=False,
    )  # fmt: skip


def assert_one_line(done, *told: str):
    assert done.returncode == 3, done.stderr
    assert done.stdout == ""
    lines = [line for line in done.stderr.strip().splitlines() if line]
    assert len(lines) == 1, done.stderr
    assert all(word in lines[0] for word in told), lines[0]


def test_a_database_that_nobody_answers_at(tmp_path):
    url = "postgresql://nobody@127.0.0.1:1/none"
    done = started(tmp_path, "status", PETITION_DATABASE_URL=url)
    assert_one_line(done, "PETITION_DATABASE_URL")


def test_an_address_that_makes_no_sense(tmp_path):
    done = started(tmp_path, "status", PETITION_DATABASE_URL="mysql:/what")
    assert_one_line(done, "PETITION_DATABASE_URL")


def test_a_store_written_by_a_newer_version(tmp_path, database_url):
    assert started(tmp_path, "status", PETITION_DATABASE_URL=database_url).returncode == 0
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE petition_store SET format = 999")
    done = started(tmp_path, "demo", PETITION_DATABASE_URL=database_url)
    assert_one_line(done)
    with psycopg.connect(database_url) as connection:
        events = connection.execute("SELECT count(*) FROM petition_events").fetchone()
    assert events == (0,)


def test_a_store_under_another_master_key(tmp_path, database_url):
    assert started(tmp_path / "a", "status", PETITION_DATABASE_URL=database_url).returncode == 0
    done = started(tmp_path / "b", "status", PETITION_DATABASE_URL=database_url)
    assert_one_line(done, "key")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can show a folder to another user")
def test_a_folder_that_may_not_be_written(tmp_path_factory):
    home = tmp_path_factory.getbasetemp().parent / "read-only-home"
    home.mkdir(exist_ok=True)
    home.chmod(0o555)
    done = started(home, "status", program=AS_NOBODY + PROGRAM)
    assert_one_line(done, str(home))
    assert list(home.iterdir()) == []


def test_a_setting_that_makes_no_sense(tmp_path):
    done = started(tmp_path, "status", PETITION_TIMEZONE="Mars/Olympus")
    assert_one_line(done, "PETITION_TIMEZONE")


def test_an_empty_variable_means_that_it_is_not_set(monkeypatch):
    for name in ("PETITION_HOME", "PETITION_DATABASE_URL"):
        monkeypatch.setenv(name, "")
    settings = Settings()
    assert (settings.home, settings.database_url) == (data_folder() / "petition_es", None)
