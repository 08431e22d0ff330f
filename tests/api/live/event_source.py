"""A reader of Server-Sent Events, as strict as a browser's EventSource, in as few lines."""

import json
from contextlib import contextmanager
from dataclasses import dataclass

import httpx


@dataclass(frozen=True)
class Told:
    """One event: its name, its data read as JSON, and the last id when it came."""

    event: str
    data: object
    last_id: str


class EventSource:
    """Reads one stream; remembers the last id, and what it was told of each checkpoint."""

    def __init__(self, response):
        self.response = response
        self.last_id, self.comments = "", 0
        self.checkpoints, self.head = {}, None
        self._lines = response.iter_lines()

    def next(self):
        """The next event; StopIteration at the end of the stream."""
        event, data = "message", []
        for line in self._lines:
            if not line and data:
                return self._take(Told(event, json.loads("\n".join(data)), self.last_id))
            field, _, value = line.partition(": ")
            match field:
                case "event":
                    event = value
                case "data":
                    data.append(value)
                case "id":
                    self.last_id = value
                case "" if value:
                    self.comments += 1
        raise StopIteration

    def until_it_is_quiet(self):
        """Read on until the stream says that it is there, though it has no news."""
        next(line for line in self._lines if line.startswith(": "))

    def until_version(self, version):
        """Read on until everything is told up to this version; answer the events."""
        told = [self.next()]
        while not (told[-1].event == "head" and int(told[-1].last_id) >= version):
            told.append(self.next())
        return told

    def _take(self, told):
        if told.event == "checkpoint":
            self.checkpoints[told.data["id"]] = told.data
        elif told.event == "head":
            self.head = told.data
        return told


@contextmanager
def watching(office, petition, *, who=None, last_id=None, headers=None, **query):
    """Open the stream of a petition; `headers` say in another way than `who` who watches."""
    headers = dict(headers or {})
    if who:
        headers["Authorization"] = f"Bearer demo:{who}"
    if last_id is not None:
        headers["Last-Event-ID"] = str(last_id)
    address = f"{office.url}/petitions/{petition}/stream"
    limits = {"params": query, "headers": headers, "timeout": 30}
    with httpx.Client() as client, client.stream("GET", address, **limits) as response:
        yield EventSource(response)
