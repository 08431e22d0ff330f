"""One timeline as one audience is told it, written down once for all who read it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from petition_es.domain.codes import Audience
from petition_es.domain.petition import PetitionEvent
from petition_es.domain.regime.law import NO_LAW, Law
from petition_es.office.unit_registry import UnitRegistry
from petition_es.projections.expecting.estimate import Estimates, nothing_published
from petition_es.projections.timeline import (
    Moment,
    NotPublished,
    UnitCard,
    standpoint,
    timeline,
    to_json,
)

QUARTER_SECONDS = 900
"""Days end at a full quarter of an hour in every zone, and so does a count of silent days."""

_HERE = "\0now"


@dataclass(frozen=True)
class Standing:
    """What a telling rests on: the petition's version, and what else may move beside it.

    `units` is the generation of the registry of units. A telling holds while none of them grew.
    """

    version: int
    quarter: int
    units: int

    def covers(self, other: "Standing") -> bool:
        """Tell whether nothing of the other is newer."""
        newer = (self.version >= other.version, self.quarter >= other.quarter)
        return all(newer) and self.units >= other.units


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One checkpoint, as JSON; its sequence is the version that the petition had with it."""

    sequence: int
    json: bytes


@dataclass(frozen=True, eq=False)
class Told:
    """A timeline in bytes, with a place for the present moment; closed ones tell nothing."""

    standing: Standing
    is_open: bool = False
    before_now: bytes = b""
    behind_now: bytes = b""
    head: bytes = b""
    steps: Mapping[str, ToldStep] = field(default_factory=dict)

    def at(self, now: datetime) -> bytes:
        """The whole answer, as it is told at this moment."""
        return b'%b"%b"%b' % (self.before_now, now.isoformat().encode(), self.behind_now)

    @property
    def size(self) -> int:
        """How many bytes it takes to keep, about."""
        return 2 * len(self.behind_now) + 512


def tell(
    events: Sequence[PetitionEvent],
    audience: Audience,
    units: Callable[[str], UnitCard | None],
    now: datetime,
    standing: Standing,
    *,
    law: Law = NO_LAW,
    estimates: Estimates = nothing_published,
) -> Told:
    """Fold the record for an audience and write it down; what is not open to it is closed."""
    try:
        told = timeline(
            events, audience=audience, units=units, now=now, law=law, estimates=estimates
        )
        story = to_json(told)
    except NotPublished:
        return Told(standing)
    before, _, behind = orjson.dumps(story | {"now": _HERE}).partition(orjson.dumps(_HERE))
    return Told(
        standing,
        is_open=True,
        before_now=before,
        behind_now=behind,
        head=orjson.dumps(story["head"]),
        steps=_steps(story),
    )


def tell_past(
    events: Sequence[PetitionEvent],
    audience: Audience,
    units: Callable[[str], UnitCard | None],
    now: datetime,
    *,
    happened_by: Moment | None,
    known_by: Moment | None,
    law: Law = NO_LAW,
    estimates: Estimates = nothing_published,
) -> bytes:
    """Write down what a reader of the past is told; refuses what is closed, and an empty past."""
    told = timeline(
        events,
        audience=audience,
        units=units,
        happened_by=happened_by,
        known_by=known_by,
        now=standpoint(now, happened_by, known_by),
        law=law,
        estimates=estimates,
    )
    return orjson.dumps(to_json(told))


def unit_cards(units: UnitRegistry) -> Callable[[str], UnitCard | None]:
    """The cards of units, from the registry."""

    def card(unit_id: str) -> UnitCard | None:
        unit = units.find(unit_id)
        return UnitCard.of(unit) if unit else None

    return card


def _steps(story: Mapping[str, Any]) -> dict[str, ToldStep]:
    return {
        step["id"]: ToldStep(step["sequence"], orjson.dumps(step)) for step in story["checkpoints"]
    }
