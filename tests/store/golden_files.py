"""Golden files: every version of every event as it was stored, under a fixed key and nonce.

    python tests/store/golden_files.py      write the files that are missing

Until the first release a file may be removed and written anew when its event changes. A file of a
released version is never changed nor removed: it is what stands in people's databases.
"""

import base64
import json
import sys
from datetime import datetime
from pathlib import Path
from uuid import UUID

from made_events import EVENT_CLASSES, full

from petition_es.store.mapper import PetitionMapper
from petition_es.store.sealing import AesSeal, Key
from petition_es.store.stored import PetitionStoredEvent

FOLDER = Path(__file__).parent / "golden"
KEY = Key(UUID(int=1), bytes(range(32)))


class OneKey:
    """Opens and seals everything with the key of the golden files."""

    def key_for(self, _event):
        return KEY

    def expect(self, key_id):
        assert key_id == KEY.id

    def get(self, _key_id):
        return KEY


MAPPER = PetitionMapper(AesSeal(lambda length: b"N" * length), opening=OneKey(), sealing=OneKey())


def path_of(event_class):
    return FOLDER / f"{event_class.TOPIC}.v{event_class.class_version}.json"


def store(event_class):
    return MAPPER.to_stored_event(full(event_class))


def write(stored):
    """Write a stored event as a file that people can read."""
    return json.dumps(
        {
            "topic": stored.topic,
            "originator_id": str(stored.originator_id),
            "originator_version": stored.originator_version,
            "event_id": str(stored.event_id),
            "recorded_at": stored.recorded_at.isoformat(),
            "metadata": stored.metadata,
            "state": json.loads(stored.state),
            "sealed": stored.sealed and base64.b64encode(stored.sealed).decode(),
        },
        ensure_ascii=False,
        indent=2,
    )


def read(path):
    """Read a stored event back from its file."""
    said = json.loads(path.read_text("utf-8"))
    state = json.dumps(said["state"], ensure_ascii=False, separators=(",", ":"))
    return PetitionStoredEvent(
        topic=said["topic"],
        originator_id=UUID(said["originator_id"]),
        originator_version=said["originator_version"],
        event_id=UUID(said["event_id"]),
        recorded_at=datetime.fromisoformat(said["recorded_at"]),
        metadata=said["metadata"],
        state=state.encode(),
        sealed=said["sealed"] and base64.b64decode(said["sealed"]),
    )


def main():
    FOLDER.mkdir(exist_ok=True)
    for event_class in EVENT_CLASSES:
        path = path_of(event_class)
        if not path.exists():
            path.write_text(write(store(event_class)) + "\n", "utf-8")
            sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    main()
