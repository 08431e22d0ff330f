"""The one list of everything, besides the sealed log, that holds something of a person.

An erasure purges every sink. A table, folder or file that can hold personal data has its sink here,
or the reason why it needs none; a test compares both lists with the database and the data home.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


class Purges(Protocol):
    """Something that can forget."""

    def purge(self, persons: Collection[UUID], petitions: Collection[UUID]) -> None:
        """Forget these persons and petitions; a second time changes nothing."""


@dataclass(frozen=True)
class Sink:
    """A named place that holds something of a person; `covers` are its tables and folders."""

    name: str
    covers: frozenset[str]
    purge: Callable[[Collection[UUID], Collection[UUID]], None]


SEALED_OR_IMPERSONAL = {
    "public.petition_store": "the format of the store",
    "public.petition_events": "the log: words sealed under keys that an erasure destroys",
    "public.access_tokens": "hashes of tokens, and the pseudonyms that they stand for",
    "petition_keys.master": "which master key wraps the others",
    "petition_keys.identity_keys": "destroyed by the erasure itself",
    "petition_keys.content_keys": "destroyed by the erasure itself",
    "petition_keys.content_wraps": "destroyed by the erasure itself",
    "petition_keys.destroyed_keys": "ids of keys that are no more",
    "petition_keys.tombstones": "who was erased, by stream id",
    "master.key": "the key above all keys",
    "tombstones.jsonl": "who was erased, by stream id",
    "journal.jsonl": "which routes were asked for and how it went, without addresses or words",
    "postgres": "the embedded database itself",
}
"""Tables and entries of the data home that need no sink, each with its reason."""


def sinks_of_the_store(numbers: Purges, answers: Purges, attachments: Purges) -> tuple[Sink, ...]:
    """The sinks that the store itself has; other rooms bring theirs when it is opened."""
    register = frozenset(
        {"public.petition_numbers", "public.petition_codes", "public.lookup_attempts"}
    )
    return (
        Sink("number register", register, numbers.purge),
        Sink("command answers", frozenset({"public.command_answers"}), answers.purge),
        Sink("attachments", frozenset({"attachments"}), attachments.purge),
    )
