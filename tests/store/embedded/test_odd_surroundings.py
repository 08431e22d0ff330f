import os
import shutil

import psutil
import pytest
from embedded_actors import DISK, ask, data, server_pid

from petition_es.store.embedded import EmbeddedPostgres
from petition_es.store.embedded.address import Address
from petition_es.store.embedded.postmaster import PidFile

LONG = "/".join(["a-folder-with-a-rather-long-name"] * 6)


def socket_folder(home):
    return PidFile.read(data(home)).address.folder


@pytest.mark.parametrize(
    "name", ["a home with spaces", "信访数据", "a,comma", 'a "quoted" name', "50%", "it's", LONG]
)
def test_a_home_may_have_any_name(empty_home, move, name):
    odd = move(empty_home.parent / name / "home")
    with EmbeddedPostgres(odd) as dsn:
        assert ask(dsn, "SELECT 1") == 1
        assert len(os.fsencode(Address(socket_folder(odd)).socket)) < 100


def test_even_a_name_that_is_no_text(empty_home, move):
    odd = move(empty_home.parent / os.fsdecode(b"caf\xe9") / "home")
    with EmbeddedPostgres(odd) as dsn:
        assert ask(dsn, "SELECT 1") == 1


def test_the_first_start_too_works_under_an_odd_name(empty_home):
    odd = empty_home.parent / 'a "first", 信访 home'
    with EmbeddedPostgres(odd) as dsn:
        assert ask(dsn, "SELECT 1") == 1


def test_under_a_long_path_the_socket_has_a_private_short_folder_as_long_as_the_server_runs(
    empty_home, move
):
    long = move(empty_home.parent / LONG / "home")
    server = EmbeddedPostgres(long)
    server.start()
    folder = socket_folder(long)
    assert folder.parent == DISK
    assert folder.stat().st_mode & 0o777 == 0o700
    assert folder.stat().st_uid == psutil.Process(server_pid(long)).uids().real
    server.stop()
    assert not folder.exists()


def test_the_short_folder_of_a_killed_owner_goes_with_the_server_that_is_taken_over(
    empty_home, move, run
):
    long = move(empty_home.parent / LONG / "home")
    owner = run(long, "print(server.start(), flush=True); time.sleep(600)")
    dsn = owner.stdout.readline().strip()
    owner.kill()
    owner.wait()
    folder = socket_folder(long)
    with EmbeddedPostgres(long) as taken_over:
        assert taken_over == dsn
    assert not folder.exists()


def test_a_locale_that_is_not_installed_does_not_matter(empty_home, monkeypatch):
    for name in ("LC_ALL", "LANG", "LC_MESSAGES", "LC_CTYPE", "LANGUAGE"):
        monkeypatch.setenv(name, "xx_XX.UTF-8")
    with EmbeddedPostgres(empty_home) as dsn:
        assert ask(dsn, "SELECT 1") == 1


FOREIGN = {
    "PGPORT": "9999",
    "PGDATA": "/nonexistent",
    "PGHOST": "db.example.org",
    "PGHOSTADDR": "192.0.2.1",
    "PGUSER": "somebody",
    "PGDATABASE": "elsewhere",
    "PGPASSWORD": "secret",
    "PGOPTIONS": "-c search_path=nowhere",
    "PGSSLMODE": "verify-full",
    "PGSSLNEGOTIATION": "direct",
    "PGGSSENCMODE": "require",
    "PGREQUIREAUTH": "scram-sha-256",
    "PGCHANNELBINDING": "require",
    "PGTARGETSESSIONATTRS": "read-only",
    "PGCLIENTENCODING": "LATIN1",
}


def test_the_variables_of_another_postgresql_bend_neither_the_server_nor_its_address(
    empty_home, monkeypatch
):
    for name, value in FOREIGN.items():
        monkeypatch.setenv(name, value)
    with EmbeddedPostgres(empty_home) as dsn:
        assert ask(dsn, "SELECT current_user || '@' || current_database()") == "petition@petition"
        assert ask(dsn, "SHOW client_encoding") == "UTF8"
        assert "nowhere" not in ask(dsn, "SHOW search_path")


def test_the_server_sees_none_of_our_environment(home, monkeypatch):
    monkeypatch.setenv("PETITION_KEY", "a key that opens every seal")
    monkeypatch.setenv("PGPORT", "9999")
    with EmbeddedPostgres(home):
        seen = psutil.Process(server_pid(home)).environ()
    assert not {"PETITION_KEY", "PGPORT"} & set(seen)
    assert seen["LC_ALL"] == "C"


def test_the_current_folder_may_be_gone(home, run, tmp_path):
    body = "os.rmdir(os.getcwd()); psycopg.connect(server.start()).close(); print('served')"
    here = tmp_path / "here"
    here.mkdir()
    assert run(home, body, cwd=here).communicate()[0] == "served\n"
    shutil.rmtree(here, ignore_errors=True)
