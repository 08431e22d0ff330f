"""Where the real data lies, the moment at which the tests import, and the command line."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from petition_es.cli.app import run

REPOSITORY = Path(__file__).parents[2]
MASTER_KEY = "bWFzdGVyIGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGU="


@pytest.fixture(scope="session")
def shared_data() -> Path:
    folder = Path(os.environ.get("PETITION_SHARED_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the real data is not here: no folder {folder} (set PETITION_SHARED_DATA)")
    return folder


@pytest.fixture(scope="session")
def now() -> datetime:
    return datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """The last line of the output, read as JSON."""
        return json.loads(self.out.strip().splitlines()[-1])


@pytest.fixture
def command(database_url, tmp_path, monkeypatch, capsys):
    """Run `petition-es import …` in this process, in an empty folder, on the test's database."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name, value in environment(database_url, tmp_path / "home").items():
        monkeypatch.setenv(name, value)

    def execute(*words: object) -> Said:
        capsys.readouterr()
        code = run(["import", *map(str, words)])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return execute


def environment(database_url: str, home: Path) -> dict[str, str]:
    """The settings under which a command works on a test's database."""
    return {
        "PETITION_DATABASE_URL": database_url,
        "PETITION_HOME": str(home),
        "PETITION_MASTER_KEY": MASTER_KEY,
        "PETITION_LANGUAGE": "en",
        "COLUMNS": "80",
    }
