"""The command line against a store of its own."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from petition_es.cli.app import run


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
def command(
    module_database_url: str,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., Said]:
    """Run `petition-es …` in this process, on the database that the tests of one file share."""
    # Of each file its own, as the database is: what was erased there stays erased.
    home = tmp_path_factory.getbasetemp() / f"home-of-{urlsplit(module_database_url).path[1:]}"
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("PETITION_DATABASE_URL", module_database_url)
    monkeypatch.setenv("PETITION_HOME", str(home))
    monkeypatch.setenv("PETITION_MASTER_KEY", MASTER_KEY)
    monkeypatch.setenv("PETITION_LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "80")

    def execute(*words: str) -> Said:
        capsys.readouterr()
        code = run(words)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return execute


MASTER_KEY = "bWFzdGVyIGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGU="
SOURCES = Path(__file__).parents[2] / "src"
