"""What of a case is asked for, as it stands in the address of a replay."""

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Depends, Query

from petition_es.api.live.asking import moment_of
from petition_es.api.pages.tracking.addresses import canonical_number
from petition_es.projections.past import Moment
from petition_es.projections.replay import NoSuchStep, Order, Replay

Word = Annotated[str, Query(max_length=100)]


@dataclass(frozen=True)
class Asked:
    """The question; a form sends what was not filled in as empty words."""

    step: str = ""
    at: str = ""
    order: Order = "recorded"
    happened_by: str = ""
    known_by: str = ""

    def past(self, zone: ZoneInfo) -> tuple[Moment | None, Moment | None]:
        """By which day things happened and were known; refuses as DayNotReadable."""
        return moment_of(self.happened_by or None, zone), moment_of(self.known_by or None, zone)

    def chosen(self, replay: Replay) -> int:
        """The number of the step: of a position or an entry, or as it was said, or the first."""
        if self.at:
            return replay.find(self.at.strip())
        word = self.step.strip() or "1"
        if not (word.isascii() and word.isdigit()) or not 1 <= int(word) <= len(replay):
            raise NoSuchStep(step=word[:40], steps=len(replay))
        return int(word)

    def address(self, number: str, step: int | None = None, path: str = "") -> str:
        """The address of a step of the same question; without one, of the question."""
        asked = replace(self, step="" if step is None else str(step), at="")
        said = {name: word for name, word in vars(asked).items() if word}
        if said["order"] == "recorded":
            del said["order"]
        query = f"?{urlencode(said)}" if said else ""
        return f"/replay/{number}{path}{query}"


def address_of(petition: str) -> str:
    """How a petition is named in the address of its replay: by its number, else by its id."""
    try:
        return str(UUID(petition))
    except ValueError:
        return canonical_number(petition)


def asked(
    step: Word = "",
    at: Word = "",
    order: Order = "recorded",
    happened_by: Word = "",
    known_by: Word = "",
) -> Asked:
    """Read the question off an address."""
    return Asked(step, at, order, happened_by.strip(), known_by.strip())


WhatIsAsked = Annotated[Asked, Depends(asked)]
