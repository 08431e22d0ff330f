"""What an act is: it looks into the file and either refuses by name or decides what to record."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar, Self
from uuid import UUID

from petition_es.domain.entry import Entry
from petition_es.domain.event import content_fields
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile

ACTS: dict[str, type["Act"]] = {}
"""Every act by its name: a verb that the table, the command line and the routes share."""

ACT_OF_EVENT: dict[type[PetitionEvent], str] = {}
"""The act that records each kind of event; events whose acts are yet to come are not in it."""


@dataclass(frozen=True)
class Decision:
    """What an act decided: the entries it rests on, and what the event says beyond the act."""

    rests_on: tuple[UUID, ...] = ()
    content: Mapping[str, Any] = field(default_factory=dict)
    replacement: PetitionEvent | None = None


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something a clerk or a petitioner does to a petition; its fields are what they say."""

    NAME: ClassVar[str] = ""
    records: ClassVar[type[PetitionEvent]] = PetitionEvent

    def __init_subclass__(cls) -> None:
        """Enter the act in the register under its name: `IssueOpinion` is `issue_opinion`."""
        super().__init_subclass__()
        cls.NAME = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        ACTS[cls.NAME] = cls
        ACT_OF_EVENT[cls.records] = cls.NAME

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse by the name of the rule, or decide. Changes nothing."""
        raise NotImplementedError

    def content(self, decision: Decision) -> dict[str, Any]:
        """What the event says: the act's own words, and what was decided on top of them."""
        act: Any = type(self)
        own = {name: getattr(self, name) for name in _own_words(act)}
        return {**own, **decision.content}

    @classmethod
    def behind(cls, event: PetitionEvent) -> Self:
        """The act that would record this event, with every default spelled out."""
        said = {f.name for f in dataclasses.fields(cls)} & content_fields(type(event))
        return cls(**{name: getattr(event, name) for name in said})


@cache
def _own_words(act: Any) -> tuple[str, ...]:
    """The fields that an act shares with its event."""
    shared = content_fields(act.records)
    return tuple(field.name for field in dataclasses.fields(act) if field.name in shared)
