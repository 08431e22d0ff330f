import csv
import os
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from petition_es.importing.reasons import Reason
from petition_es.importing.rejects import COLUMNS, Rejected, RejectFile, UnwritableFile

CUT = Rejected(7, "body", Reason.CUT_LINE, "4 fields, 7 columns")


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)]


def test_a_reject_names_file_line_column_reason_and_detail(tmp_path):
    path = tmp_path / "rejects.csv"
    with RejectFile(path, source_file="来信.csv") as file:
        file.add(CUT)
    assert rows(path) == [COLUMNS, ("来信.csv", "7", "body", "cut_line", "4 fields, 7 columns")]
    assert not file.part.exists()


def test_a_second_run_takes_the_place_of_the_first(tmp_path):
    path = tmp_path / "rejects.csv"
    for _ in range(2):
        with RejectFile(path, source_file="a.csv") as file:
            file.add(CUT)
    assert len(rows(path)) == 2


def test_a_run_without_rejects_leaves_no_file_of_an_earlier_run(tmp_path):
    path = tmp_path / "rejects.csv"
    with RejectFile(path, source_file="a.csv") as file:
        file.add(CUT)
    with RejectFile(path, source_file="a.csv") as file:
        assert path.exists()
    assert list(tmp_path.iterdir()) == []
    assert file.count == 0


def test_a_run_that_fails_leaves_the_file_before_it_alone_and_its_own_rows_readable(tmp_path):
    path = tmp_path / "rejects.csv"
    with RejectFile(path, source_file="first.csv") as file:
        file.add(CUT)
    with suppress(KeyboardInterrupt), RejectFile(path, source_file="second.csv") as file:
        file.add(CUT)
        raise KeyboardInterrupt
    assert rows(path)[1][0] == "first.csv"
    assert rows(file.part)[1][0] == "second.csv"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_run_that_is_killed_leaves_every_row_it_wrote(tmp_path):
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from petition_es.importing.rejects import Rejected, RejectFile\n"
        "from petition_es.importing.reasons import Reason\n"
        "file = RejectFile(Path(sys.argv[1]), source_file='a.csv')\n"
        "[file.add(Rejected(n, 'b', Reason.CUT_LINE, 'd')) for n in range(50)]\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    path = tmp_path / "rejects.csv"
    command = [sys.executable, "-c", program, str(path)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL
    assert len(rows(path.with_name("rejects.csv.part"))) == 51


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_says_what_to_do_in_english_and_chinese(reason):
    english, chinese = reason.sentence("en"), reason.sentence("zh")
    assert english.endswith(".")
    assert chinese.endswith("。")
    assert ":" in english
    assert "：" in chinese
    assert english.isascii()


@pytest.mark.parametrize("content", [b"", b"message_id,user\n", b"\xff\xfe\x00"])
def test_a_file_that_holds_no_rejects_is_left_alone(tmp_path, content):
    path = tmp_path / "somebodys.csv"
    path.write_bytes(content)
    with pytest.raises(UnwritableFile, match="holds no rejects"):
        RejectFile(path, source_file="a.csv")
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_where_nothing_can_be_written_it_is_said_at_once(tmp_path):
    with pytest.raises(UnwritableFile, match="cannot be written"):
        RejectFile(tmp_path / "nowhere" / "rejects.csv", source_file="a.csv")


def test_a_run_that_fails_before_its_first_reject_leaves_nothing(tmp_path):
    with suppress(KeyboardInterrupt), RejectFile(tmp_path / "r.csv", source_file="a.csv"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
