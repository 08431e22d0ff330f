"""A writer that is killed leaves whole appends, with their keys and numbers, or nothing of them."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

import psycopg

from databases import MASTER_KEY
from petition_es.domain.petition import Registered, Submitted

WRITER = """
import dataclasses, sys
from pathlib import Path
from uuid import uuid4
from made_events import full, placed, submission
from petition_es.domain.petition import Registered
from petition_es.store.event_store import PetitionStore
store = PetitionStore(sys.argv[1], home=Path(sys.argv[2]), master_key=sys.argv[3])
print("ready", flush=True)
while True:
    petition_id = uuid4()
    submitted = submission(petition_id, f"p-{petition_id}")
    registered = dataclasses.replace(full(Registered), parties=submitted.parties)
    store.append([submitted, placed(registered, petition_id, 2)])
    print(petition_id, flush=True)
"""

SLOW = """
    CREATE FUNCTION wait_a_little() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_sleep(0.03); RETURN NULL; END';
    CREATE TRIGGER slow AFTER INSERT ON petition_events EXECUTE FUNCTION wait_a_little();
"""
"""Keeps each transaction open for a while, so that most kills land inside one."""

OPEN_TRANSACTIONS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()
"""
KEYS = """
    SELECT array(SELECT petition_id FROM petition_keys.content_keys),
        array(SELECT petition_id FROM petition_keys.content_wraps),
        (SELECT count(*) FROM petition_keys.identity_keys)
"""
ROUNDS = 5


def test_a_killed_writer_leaves_nothing_half_done(open_store, database_url, tmp_path):
    store = open_store()
    acknowledged, inside = set(), 0
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(SLOW)
        for _ in range(ROUNDS):
            acknowledged |= killed_writer(database_url, tmp_path)
            inside += connection.execute(OPEN_TRANSACTIONS).fetchone()[0] > 0
            wait_until_settled(connection)
        contents, wraps, persons = connection.execute(KEYS).fetchone()

    events = [event for _, event in store.scan(limit=100_000)]
    submitted = {event.originator_id for event in events if isinstance(event, Submitted)}
    registered = {event.originator_id for event in events if isinstance(event, Registered)}
    assert acknowledged <= submitted == registered == set(contents) == set(wraps)
    assert persons == len(submitted)
    assert inside > 0
    for event in events:
        if isinstance(event, Submitted):
            assert event.text.reveal() == "内容 text"
        if isinstance(event, Registered):
            assert store.numbers.find(event.number).petition_id == event.originator_id


def killed_writer(database_url, home):
    """Run a writer, kill it at a moment of its own, and return what it had been promised."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, database_url, home, MASTER_KEY],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent,
    )
    assert writer.stdout.readline() == "ready\n"
    time.sleep(random.uniform(0.05, 0.3))  # noqa: S311  # any moment is as good as another
    writer.send_signal(signal.SIGKILL)
    said, _ = writer.communicate()
    return {UUID(line) for line in said.splitlines()}


def wait_until_settled(connection):
    """Wait until the server has noticed that its client is gone."""
    while connection.execute(OPEN_TRANSACTIONS).fetchone()[0]:
        time.sleep(0.01)
