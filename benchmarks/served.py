"""A fresh demonstration behind a real server, in a process of its own, for as long as it is wanted.

Started by itself it is that process: it prints the port when it serves, and ends with its input.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from petition_es.api.listening import listen
from petition_es.api.manners import write_journal_as_json
from petition_es.api.serving import serve
from petition_es.bootstrap import House, open_house
from petition_es.demonstration.loading import load_demonstration
from petition_es.demonstration.the_article import road
from petition_es.domain.petition import Registered
from petition_es.settings import Settings

HOST = "127.0.0.1"
STOPPING_SECONDS = 30


@dataclass(frozen=True)
class Served:
    """Where it is served, the number of the damaged road, and how to write to the same store."""

    port: int
    number: str
    home: Path

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://{HOST}:{self.port}"

    @contextmanager
    def house(self) -> Iterator[House]:
        """Open the same house once more, as another process of the office would."""
        with open_house(Settings(home=self.home, database_url=None), report=_say_nothing) as house:
            yield house


@contextmanager
def served() -> Iterator[Served]:
    """Serve a fresh demonstration, and leave nothing behind."""
    home = Path(tempfile.mkdtemp(prefix="petition-benchmark-"))
    home.chmod(0o711)  # As root, the database is another user, who has to walk to its data.
    command = [sys.executable, __file__, str(home)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        port, number = process.stdout.readline().split()
        yield Served(int(port), number, home)
    finally:
        process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOPPING_SECONDS)
        process.kill()
        shutil.rmtree(home, ignore_errors=True)


def _serve(home: Path) -> None:
    settings = Settings(home=home, database_url=None, demonstration=True)
    with open_house(settings, report=_say_nothing) as house:
        load_demonstration(house.store, house.units, house.histories)
        registered = house.store.load(road().petition_id)
        number = next(event.number for event in registered if isinstance(event, Registered))
        listener = listen(HOST, 0)
        print(listener.getsockname()[1], number, flush=True)
        threading.Thread(target=_end_with_input, daemon=True).start()
        with (home / "journal").open("w", encoding="utf-8") as journal:
            write_journal_as_json(lambda line: journal.write(line + "\n"))
            serve(house, listener, ready=lambda: None)


def _end_with_input() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), 15)


def _say_nothing(_: str) -> None:
    """The server's own progress is no part of a measurement."""


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
