"""The files that lie open on the desk: petitions acted on lately, as they stand after it."""

from collections import OrderedDict
from threading import Lock
from time import monotonic
from uuid import UUID

from petition_es.domain.petition import Petition

FILES_MAX = 1000
OPEN_SECONDS = 60.0
"""What somebody else did to a petition is noticed when it is written, so a file may lie a while;
but not so long that the words of a person who was erased meanwhile stay in memory."""


class OpenFiles:
    """Each file is in the hands of one act at a time: who takes it, puts it back or it is closed.

    What was decided on a file that somebody else has written to falls over its version when it is
    written, and is decided anew on the file as it stands. It is safe for any number of threads.
    """

    def __init__(self) -> None:
        self._files: OrderedDict[UUID, tuple[float, Petition]] = OrderedDict()
        self._lock = Lock()

    def take(self, petition_id: UUID) -> Petition | None:
        """Take a file from the desk, if it lies there."""
        with self._lock:
            put_at, petition = self._files.pop(petition_id, (0.0, None))
        return petition if monotonic() - put_at < OPEN_SECONDS else None

    def put(self, petition: Petition) -> None:
        """Lay a file on the desk, as it was written; those that have lain too long are closed."""
        now = monotonic()
        with self._lock:
            self._files[petition.id] = (now, petition)
            self._files.move_to_end(petition.id)
            while len(self._files) > FILES_MAX or self._is_over(now):
                self._files.popitem(last=False)

    def _is_over(self, now: float) -> bool:
        put_at, _ = next(iter(self._files.values()))
        return now - put_at > OPEN_SECONDS
