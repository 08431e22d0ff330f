"""Tombstones: who was erased, kept outside the database so that no backup brings anyone back.

`tombstones.jsonl` in the data home has one line for each erasure, written before anything is
destroyed. It names streams and keys, never a person.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self
from uuid import UUID

import orjson

from petition_es.store.faults import HomeNotWritable, TombstonesDamaged
from petition_es.store.master_key import sync_folder

FILE_NAME = "tombstones.jsonl"


@dataclass(frozen=True)
class Tombstone:
    """One person erased: with which petitions' texts, and under which keys they were."""

    petitioner: UUID
    erased_at: datetime
    petitions: frozenset[UUID] = frozenset()
    keys: frozenset[UUID] = frozenset()

    def __or__(self, other: "Tombstone") -> "Tombstone":
        """Both together, with the earlier time."""
        return Tombstone(
            self.petitioner,
            min(self.erased_at, other.erased_at),
            self.petitions | other.petitions,
            self.keys | other.keys,
        )

    def line(self) -> bytes:
        """The line that says it."""
        return orjson.dumps(
            {
                "petitioner": self.petitioner,
                "erased_at": self.erased_at,
                "petitions": sorted(self.petitions),
                "keys": sorted(self.keys),
            }
        )

    @classmethod
    def parse(cls, line: bytes | str) -> Self:
        """Read the line back."""
        said = orjson.loads(line)
        return cls(
            UUID(said["petitioner"]),
            datetime.fromisoformat(said["erased_at"]),
            frozenset(map(UUID, said["petitions"])),
            frozenset(map(UUID, said["keys"])),
        )


def together(tombstones: Iterable[Tombstone]) -> dict[UUID, Tombstone]:
    """One tombstone for each person."""
    persons: dict[UUID, Tombstone] = {}
    for tombstone in tombstones:
        known = persons.get(tombstone.petitioner)
        persons[tombstone.petitioner] = tombstone if known is None else known | tombstone
    return persons


@dataclass(frozen=True)
class TombstoneFile:
    """The file, which only grows; one process at a time writes it (see `erasure`)."""

    home: Path

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.home / FILE_NAME

    def read(self) -> dict[UUID, Tombstone]:
        """Read who was erased; a last line that was cut off had not begun to take effect."""
        whole, _, _ = self._content().rpartition(b"\n")
        try:
            return together(Tombstone.parse(line) for line in whole.splitlines())
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as reason:
            raise TombstonesDamaged(path=self.path) from reason

    def add(self, tombstone: Tombstone) -> None:
        """Write a line, and return when it would outlive a loss of power."""
        whole, newline, _ = self._content().rpartition(b"\n")
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            with self.path.open("r+b" if self.path.exists() else "xb") as file:
                file.truncate(len(whole + newline))
                file.seek(0, os.SEEK_END)
                file.write(tombstone.line() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            sync_folder(self.home)
        except OSError as reason:
            raise HomeNotWritable(home=self.home, reason=reason.strerror or reason) from reason

    def _content(self) -> bytes:
        return self.path.read_bytes() if self.path.exists() else b""
