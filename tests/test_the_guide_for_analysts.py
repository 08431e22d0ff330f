"""Whoever follows docs/writing-a-projection.md gets what it promises: every block of it is run."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from databases import MASTER_KEY

GUIDE = Path(__file__).parents[1] / "docs" / "writing-a-projection.md"
BLOCK = re.compile(
    r"(?:<!-- (?P<mark>[^>]*) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)```\n", re.DOTALL
)
BLOCKS = [each.groupdict() for each in BLOCK.finditer(GUIDE.read_text("utf-8"))]


@pytest.fixture(scope="module")
def followed(module_database_url, tmp_path_factory):
    """A folder in which the guide was followed to its end, with what each command printed."""
    folder = tmp_path_factory.mktemp("guide")
    (folder / ".venv").symlink_to(sys.prefix)
    told = []
    for block in BLOCKS:
        mark = block["mark"] or ""
        if block["kind"] == "python":
            name = mark.removeprefix("file: ")
            (folder / name).write_text(block["text"], encoding="utf-8")
        elif block["kind"] == "sh":
            told.append((mark, block["text"], _run(folder, block["text"], module_database_url)))
    return folder, told


def _run(folder, commands, url):
    environment = os.environ | {
        "PETITION_DATABASE_URL": url,
        "PETITION_HOME": str(folder / "home"),
        "PETITION_MASTER_KEY": MASTER_KEY,
        "PETITION_LANGUAGE": "en",
        "COLUMNS": "100",
        "MPLCONFIGDIR": str(folder / "matplotlib"),
    }
    return subprocess.run(
        ["/bin/sh", "-e", "-c", commands],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_every_command_does_what_it_should(followed):
    _, told = followed
    for mark, commands, done in told:
        assert (done.returncode != 0) == (mark == "fails"), commands + done.stderr


def test_every_block_of_python_is_a_file_that_a_command_runs(followed):
    _, told = followed
    commands = "".join(text for _, text, _ in told)
    names = [b["mark"].removeprefix("file: ") for b in BLOCKS if b["kind"] == "python"]
    assert all(name in commands for name in names)
    assert len(names) == len(set(names))


def test_the_answer_is_the_one_that_is_shown(followed):
    (shown,) = (block["text"] for block in BLOCKS if block["kind"] == "text")
    assert [line.rstrip() for line in _answer(followed).splitlines()] == shown.splitlines()


def _answer(followed):
    _, told = followed
    (said,) = (d.stdout for _, c, d in told if c.strip().endswith("project my_projection.py"))
    return said


def test_there_is_a_chart_at_the_end(followed):
    folder, _ = followed
    chart = (folder / "workload.svg").read_text("utf-8")
    assert chart.startswith("<?xml")
    units = sum("-" in line.split()[0] for line in _answer(followed).splitlines())
    assert chart.count('<g id="patch_') >= 2 * units


def test_a_mistake_is_told_with_file_and_line(followed):
    _, told = followed
    (fault,) = (done.stderr for mark, _, done in told if mark == "fails")
    assert "broken.py, line 9: Broken.finished failed at position" in fault
    assert "ZeroDivisionError" in fault


def test_every_table_that_was_asked_for_was_written(followed):
    folder, _ = followed
    written = ("now.parquet", "then.parquet", "referrals.csv", "outcomes.parquet", "steps.jsonl")
    assert all((folder / name).stat().st_size for name in written)
