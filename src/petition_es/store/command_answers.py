"""What was answered to commands, so that a command that is sent twice is done once.

An answer is written by the very statement that appends the events that it is about. Keys and bodies
of commands are known by keyed hash only; a secret that was told once is sealed under its petition's
key.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString, NamedTuple
from uuid import UUID

from petition_es.store.datastore import StoreDatastore
from petition_es.store.faults import WordsErased
from petition_es.store.keys import KeyCabinet
from petition_es.store.matching import Matching
from petition_es.store.rows import Beside
from petition_es.store.sealing import Key, Seal

KEEP: LiteralString = """
    INSERT INTO public.command_answers
        (key_hash, body_hash, petition_id, first, last, sealed, expires_at)
    VALUES (%b, %b, %b, %b, %b, %b, %b)
"""
FORGET_EXPIRED = "DELETE FROM public.command_answers WHERE expires_at <= %s"
FIND = """
    SELECT body_hash, petition_id, first, last, sealed
    FROM public.command_answers WHERE key_hash = %s AND expires_at > %s
"""
FORGET = "DELETE FROM public.command_answers WHERE petition_id = ANY(%s)"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer that was given: which entries of which petition, and the secret told with it."""

    petition_id: UUID
    first: int
    last: int
    secret: str | None = None
    is_same_body: bool = True

    @property
    def begins_petition(self) -> bool:
        """Tell whether the petition began with this command, and has no key before it."""
        return self.first == 1


class KeptAnswer(NamedTuple):
    """An answer as it is written with its events: a row of `command_answers`."""

    key_hash: str
    body_hash: str
    petition_id: UUID
    first: int
    last: int
    sealed: bytes | None
    expires_at: datetime

    def beside(self) -> list[Beside]:
        """What writes it down."""
        return [Beside("public.command_answers", KEEP, self)]


@dataclass(frozen=True)
class CommandAnswers:
    """The answers that are still remembered."""

    datastore: StoreDatastore
    matching: Matching
    seal: Seal
    cabinet: KeyCabinet

    def find(self, key: str, body: str, now: datetime) -> Answer | None:
        """The answer that was given under this key, and whether the body was this one."""
        key_hash = self._hash(key)
        with self.datastore.get_connection() as connection:
            row = connection.execute(FIND, [key_hash, now], prepare=True).fetchone()
        if row is None:
            return None
        return Answer(
            petition_id=row["petition_id"],
            first=row["first"],
            last=row["last"],
            secret=self._opened(row["petition_id"], row["sealed"], key_hash),
            is_same_body=row["body_hash"] == self._hash_of_body(body),
        )

    def keeping(self, key: str, body: str, answer: Answer, *, expires_at: datetime) -> KeptAnswer:
        """Seal an answer, to be written with the events that it is about."""
        key_hash = self._hash(key)
        return KeptAnswer(
            key_hash=key_hash,
            body_hash=self._hash_of_body(body),
            petition_id=answer.petition_id,
            first=answer.first,
            last=answer.last,
            sealed=self._sealed(answer, key_hash),
            expires_at=expires_at,
        )

    def forget_expired(self, now: datetime) -> None:
        """Forget what need not be remembered any more."""
        with self.datastore.get_connection() as connection:
            connection.execute(FORGET_EXPIRED, [now])

    def purge(self, persons: Collection[UUID], petitions: Collection[UUID]) -> None:  # noqa: ARG002  # by petition only
        """Forget what was answered about erased petitions."""
        with self.datastore.get_connection() as connection:
            connection.execute(FORGET, [list(petitions)])

    def _sealed(self, answer: Answer, key_hash: str) -> bytes | None:
        if answer.secret is None:
            return None
        petition_id = answer.petition_id
        if answer.begins_petition:
            key: Key | None = self.cabinet.content_key(petition_id)
        else:
            key = self.cabinet.of_petitions([petition_id])[0].get(petition_id)
        if key is None:
            raise WordsErased(whose=f"Petition {petition_id}")
        return self.seal.close(key, answer.secret.encode(), _place(petition_id, key_hash))

    def _opened(self, petition_id: UUID, sealed: bytes | None, key_hash: str) -> str | None:
        if sealed is None:
            return None
        key = self.cabinet.of_petitions([petition_id])[0].get(petition_id)
        return self.seal.open(key, sealed, _place(petition_id, key_hash)).decode() if key else None

    def _hash(self, key: str) -> str:
        return self.matching.keyed_hash("command key", key)

    def _hash_of_body(self, body: str) -> str:
        return self.matching.keyed_hash("command body", body)


def _place(petition_id: UUID, key_hash: str) -> bytes:
    return b"command answer" + petition_id.bytes + key_hash.encode()
