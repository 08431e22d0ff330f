"""What a rule reads: a petition with all that stands of its record, and its matter."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.domain.petition import (
    OpinionIssued,
    PetitionEvent,
    Registered,
    Replied,
    Resolved,
    Submitted,
)
from petition_es.domain.petition.order import in_order_of_happening
from petition_es.domain.regime.clocks import Clock
from petition_es.domain.regime.law import Law
from petition_es.domain.regime.timing import Timing, clocks_of
from petition_es.projections.clocks.offices import Offices
from petition_es.projections.kit.standing import Entry
from petition_es.projections.running.reading import standing_of

E = TypeVar("E", bound=Event)
T = TypeVar("T")

FINAL = frozenset({"final", "unknown"})
"""Replies that answer; an interim or a forwarding one answers nothing yet."""


@dataclass(frozen=True)
class Setting:
    """What an audit knows beside the log: the law, the offices, and the moment it is made at."""

    law: Law
    offices: Offices
    now: datetime


@dataclass(frozen=True)
class Case:
    """A petition as an audit reads it: what stands of its record, in the order of happening."""

    petition_id: UUID
    history: Sequence[Any]
    places: Mapping[UUID, int]
    """Where each of its entries stands in the whole log."""
    setting: Setting

    def of(self, *kinds: type[E]) -> list[E]:
        """Its entries of some kinds, in the order in which they happened."""
        there = [topic for kind in kinds if (topic := kind.TOPIC) in self._by_topic]
        if len(there) > 1:
            return [event for event in self.history if event.TOPIC in there]
        return list(self._by_topic[there[0]]) if there else []

    def of_any(self, *kinds: type[Event]) -> list[Any]:
        """The same, of kinds that have no more in common than what all events have."""
        return self.of(*kinds)

    def first(self, *kinds: type[E]) -> E | None:
        """The first entry of some kinds that happened."""
        return next(iter(self.of(*kinds)), None)

    @cached_property
    def topics(self) -> frozenset[str]:
        """The kinds of entries that it has."""
        return frozenset(self._by_topic)

    @cached_property
    def _by_topic(self) -> dict[str, list[Any]]:
        """Rules ask for kinds of entries again and again, and of most there is none."""
        sorted_out: dict[str, list[Any]] = {}
        for event in self.history:
            sorted_out.setdefault(event.TOPIC, []).append(event)
        return sorted_out

    @cached_property
    def answers(self) -> list[Any]:
        """Its opinions and final replies, in the order in which they happened."""
        told: list[Any] = self.of(OpinionIssued, Replied)
        return [each for each in told if each.TOPIC == OpinionIssued.TOPIC or each.kind in FINAL]

    @cached_property
    def resolutions(self) -> list[Resolved]:
        """The claims that it is finished as a whole."""
        return [each for each in self.of(Resolved) if each.scope == "whole"]

    @cached_property
    def number(self) -> str | None:
        """The number by which people know it."""
        named = self.of(Submitted) + self.of(Registered)
        return next((event.number for event in reversed(named) if event.number), None)

    @property
    def began_at(self) -> datetime:
        """When the first thing happened."""
        return self.history[0].at  # type: ignore[no-any-return]

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """All its clocks, as they stand at the moment of the audit."""
        timing = Timing(self.setting.law, self.setting.offices.desk)
        for event in self.history:
            timing.take(event)
        return timing.clocks(self.setting.now)

    def clocks_at(self, moment: datetime) -> tuple[Clock, ...]:
        """All its clocks, as they stood at a moment."""
        return clocks_of(self.history, self.setting.law, moment, self.setting.offices.desk)

    def clocks_before(self, entry: Event) -> tuple[Clock, ...]:
        """All its clocks, as they stood when an entry of it came."""
        timing = Timing(self.setting.law, self.setting.offices.desk)
        for event in self.history:
            if event is entry:
                break
            timing.take(event)
        return timing.clocks(entry.at)

    def between(self, after: datetime, upto: datetime, *kinds: type[E]) -> list[E]:
        """Entries of some kinds that happened after one moment and not after another."""
        return [event for event in self.of(*kinds) if after < event.at <= upto]


@dataclass(frozen=True, kw_only=True)
class Reuse:
    """An answer that says what an earlier one of the same unit or the same matter said.

    `share` is how much of the rarer words of the later one stand in the earlier one (0 to 1).
    """

    later: UUID
    earlier: UUID
    earlier_petition: UUID
    earlier_position: int
    earlier_at: datetime
    share: float
    same_matter: bool


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Petitions that one person closed within one minute."""

    petitions: int
    resolutions: tuple[tuple[UUID, UUID, int], ...]
    """Of each: the entry, its petition, its position in the log."""


@dataclass(frozen=True)
class Matter:
    """The petitions of one matter (信访事项), the earliest first, and what is known around them."""

    matter_id: UUID
    cases: tuple[Case, ...]
    reuses: tuple[Reuse, ...] = ()
    batches: Mapping[UUID, Batch] = field(default_factory=dict)
    """By the entry that closed a petition: what else was closed in that minute."""

    @cached_property
    def _worked_out(self) -> dict[str, Any]:
        return {}

    def once(self, name: str, work_out: Callable[["Matter"], T]) -> T:
        """What a rule has to know of the whole matter, worked out once for all its petitions."""
        if name not in self._worked_out:
            self._worked_out[name] = work_out(self)
        return self._worked_out[name]  # type: ignore[no-any-return]

    def before(self, case: Case) -> list[Case]:
        """The petitions of the matter that came before this one."""
        return list(self.cases[: self.cases.index(case)])

    def after(self, case: Case) -> list[Case]:
        """The petitions of the matter that came after this one."""
        return list(self.cases[self.cases.index(case) + 1 :])


def case_of(petition_id: UUID, entries: Sequence[Entry], setting: Setting) -> Case | None:
    """A petition from its entries in the order of the log; None where nothing of it stands."""
    stands = standing_of(entries)
    history = in_order_of_happening(e for _, e in stands if isinstance(e, PetitionEvent))
    if not history:
        return None
    places = {event.event_id: position for position, event in stands}
    return Case(petition_id, history, places, setting)


def matter_of(cases: Iterable[Case], **around: Any) -> Matter:
    """Put petitions together to a matter; its id is the lowest of theirs."""
    ordered = tuple(sorted(cases, key=lambda case: (case.began_at, case.petition_id)))
    return Matter(min(case.petition_id for case in ordered), ordered, **around)
