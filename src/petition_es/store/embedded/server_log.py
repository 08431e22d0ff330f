"""What PostgreSQL says, kept small."""

import os
import re
import shutil
import threading
from pathlib import Path

LOG_BYTES_MAX = 5 << 20
LOOK_SECONDS = 60.0


class ServerLog:
    """The server's log and the part before it; together never much more than twice the limit."""

    def __init__(self, path: Path) -> None:
        self.path = path
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
        self.file = os.open(path, flags, 0o600)
        self._begin = os.fstat(self.file).st_size
        self._closing = threading.Event()
        self._watch = threading.Thread(target=self._keep_small, name="server log", daemon=True)
        self.trim()
        self._watch.start()

    def trim(self) -> None:
        """Move a log that has grown too big aside.

        The server keeps the same file open and appends, so the file is copied and emptied.
        """
        if os.fstat(self.file).st_size > LOG_BYTES_MAX:
            shutil.copyfile(self.path, self.path.with_suffix(".log.1"))
            os.ftruncate(self.file, 0)
            self._begin = 0

    def last_words(self) -> str:
        """Return why the server ended, as far as it said so since this log was opened."""
        said = os.pread(self.file, 64 << 10, self._begin).decode(errors="replace")
        sentences = re.findall(r"^.*\] (?:LOG|FATAL|PANIC|HINT): +(.+)$", said, re.MULTILINE)
        return "; ".join((sentences or said.splitlines())[-3:]) or "it said nothing"

    def close(self) -> None:
        self._closing.set()
        self._watch.join()
        os.close(self.file)

    def _keep_small(self) -> None:
        while not self._closing.wait(LOOK_SECONDS):
            self.trim()
