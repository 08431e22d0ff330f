"""An entry with all its fields, in plain values; what is under seal only for who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from petition_es.domain.codes import Attachment, Audience, Code
from petition_es.domain.event import STAMP
from petition_es.domain.petition import PetitionEvent
from petition_es.domain.sealed import Sealed
from petition_es.projections.timeline.audience import may_see
from petition_es.projections.timeline.steps import STEPS

SECRETS = frozenset({"code_hash"})
"""What opens something, and is shown to nobody."""

NOWHERE_ELSE: Audience = "auditor"
"""Who sees words under seal that no timeline lists: titles, addresses, the accused."""


@dataclass(frozen=True)
class Unseen:
    """Words that are not shown: the reader may not see them, or their key was destroyed."""

    why: Literal["sealed", "erased"]


class Opening:
    """Opens seals for one reader; for None it opens nothing."""

    def __init__(self, reader: Audience | None) -> None:
        self._reader = reader

    def content(self, event: PetitionEvent) -> dict[str, Any]:
        """The fields of an event's own that say something, in the order of its class."""
        own = (each.name for each in fields(event) if each.name not in STAMP)
        return self._told(event, own)

    def stamp(self, event: PetitionEvent) -> dict[str, Any]:
        """The fields that every event carries, as far as they say something."""
        carried = (each.name for each in fields(event) if each.name in STAMP)
        return self._told(event, carried)

    def words(self, event: PetitionEvent, name: str) -> str | Unseen | None:
        """The words of one field; None where it has none."""
        value = getattr(event, name, None)
        return self._opened(value, event, name) if isinstance(value, Sealed) else None

    def may_open(self, event: PetitionEvent, name: str) -> bool:
        """Tell whether the reader may see what is under the seals of a field."""
        _, needed = STEPS[type(event)].documents.get(name, ("", NOWHERE_ELSE))
        return self._reader is not None and may_see(self._reader, needed)

    def _told(self, event: PetitionEvent, names: Any) -> dict[str, Any]:
        read = {name: self._plain(getattr(event, name), event, name) for name in names}
        return {name: value for name, value in read.items() if value not in (None, [], {}, "")}

    def _plain(self, value: Any, event: PetitionEvent, name: str) -> Any:
        if name in SECRETS:
            return Unseen("sealed")
        if isinstance(value, Sealed):
            return self._opened(value, event, name)
        if isinstance(value, tuple | list | set | frozenset):
            return [self._plain(each, event, name) for each in value]
        if is_dataclass(value) and not isinstance(value, Code):
            value = {each.name: getattr(value, each.name) for each in fields(value)}
        if isinstance(value, Mapping):
            told = {str(key): self._plain(each, event, name) for key, each in value.items()}
            return {key: each for key, each in told.items() if each is not None}
        return _written(value, event)

    def _opened(self, sealed: Sealed, event: PetitionEvent, name: str) -> str | Unseen:
        if not self.may_open(event, name):
            return Unseen("sealed")
        words = sealed.reveal()
        return Unseen("erased") if words is None else words


def _written(value: Any, event: PetitionEvent) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(event.local_at.tzinfo).isoformat()
    return str(value) if isinstance(value, Code | UUID) else value


def attachments(event: PetitionEvent) -> list[tuple[str, Attachment]]:
    """The files that belong to an event, each with the name of its field."""
    found: list[tuple[str, Attachment]] = []
    for each in fields(event):
        value = getattr(event, each.name)
        papers = value if isinstance(value, tuple) else (value,)
        found += [(each.name, paper) for paper in papers if isinstance(paper, Attachment)]
    return found


def as_plain(value: Any) -> Any:
    """Write what was told so that JSON can hold it: `{"withheld": "sealed"}` for unseen words."""
    if isinstance(value, Unseen):
        return {"withheld": value.why}
    if isinstance(value, Mapping):
        return {name: as_plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_plain(each) for each in value]
    return value
