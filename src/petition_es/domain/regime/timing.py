"""Timing: what happened to a petition, in its order, starts and stops its clocks."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from petition_es.domain.codes import LegalPath, Procedure, Purpose, UnitLevel
from petition_es.domain.event import Event
from petition_es.domain.regime.clocks import Clock, Desks, GrantedExtension, of_no_unit
from petition_es.domain.regime.counting import Due
from petition_es.domain.regime.law import Law
from petition_es.domain.regime.pauses import Pause
from petition_es.domain.regime.rules import Case, ClockName, Desk, Regime, Rule
from petition_es.domain.regime.signals import Route, Signal, signals

PATH_OF_PURPOSE: Mapping[Purpose, LegalPath] = {
    "suggestion": "suggestion",
    "accusation": "accusation",
}
"""What a purpose says of the way of a matter, until it is classified (2022 a29-30)."""


@dataclass(slots=True)
class _Running:
    """A clock while events go by."""

    rule: Rule
    regime: Regime
    unit_id: str | None
    subject: str | None
    started_at: datetime
    started_by: UUID
    given_due: datetime | None = None
    extensions: list[GrantedExtension] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    rests_since: datetime | None = None
    stopped_at: datetime | None = None
    stopped_by: UUID | None = None
    is_ended: bool = False


class Timing:
    """The clocks of one petition as far as its events were told."""

    def __init__(self, law: Law, desks: Desks = of_no_unit) -> None:
        self._law, self._desks = law, desks
        self._route = Route()
        self._clocks: list[_Running] = []
        self._division: str | None = None
        self._decided: dict[str | None, Procedure | None] = {}
        self._proposed: Procedure | None = None
        self._registered_at: UnitLevel | None = None
        self._path: LegalPath | None = None

    def take(self, event: Event) -> None:
        """Let the next thing that happened start and stop clocks."""
        if (change := self._CHANGES.get(event.TOPIC)) is not None:
            change(self, event)
        for signal in signals(event, self._route):
            self._stop(signal, event)
            self._start(signal, event)

    def _register(self, event: Any) -> None:
        """Keep at which level the petition came in: some limits are split over the way down."""
        self._registered_at = self._desks(event.acting_unit).level
        self._path = PATH_OF_PURPOSE.get(event.purpose)
        self._place(event)

    def _classify(self, event: Any) -> None:
        """Keep which way of the law the matter goes: some limits are for one way only."""
        self._path = event.legal_path or self._path
        self._place(event)

    def _place(self, event: Any) -> None:
        """Keep where the problem lies: the rules of that place hold."""
        place = event.place
        if place is not None and place.division is not None:
            self._division = place.division.value

    def _take_up(self, event: Any) -> None:
        """Note the procedure; what is short in it was to be accepted sooner, too.

        A bureau proposes a procedure, which holds for the bureaux after it; each unit decides on
        its own, so what one took up simply has the ordinary limits again on another desk.
        """
        if event.kind == "procedural":
            self._proposed = event.procedure
        if event.kind != "substantive":
            return
        self._decided[event.acting_unit] = event.procedure
        for clock in self._running():
            if clock.rule.clock == "acceptance" and clock.unit_id == event.acting_unit:
                self._time_anew(clock)

    def _start(self, signal: Signal, event: Event) -> None:
        if signal.trigger not in self._law.starting:
            return
        started_at = event.local_at
        day = started_at.date()
        regime = self._law.regime_on(day, self._division)
        if regime is None:
            return
        if signal.trigger == "arrived":  # What arrives anew is decided on anew.
            self._decided.pop(signal.unit_id, None)
        case = self._case(signal.unit_id, signal.desk)
        for rule in self._law.rules_for(regime, signal.trigger, day, case):
            if rule.limit is None and signal.due is None:
                continue
            self._clocks.append(
                _Running(
                    rule=rule,
                    regime=regime,
                    unit_id=signal.unit_id,
                    subject=signal.subject,
                    started_at=started_at,
                    started_by=event.event_id,
                    given_due=signal.due,
                )
            )

    def _case(self, unit_id: str | None, otherwise: Desk | None = None) -> Case:
        """What a rule may hang on, for a desk; one that nobody knows is taken for a unit's."""
        at = self._desks(unit_id)
        desk = at.desk or otherwise or "unit"
        procedure = self._proposed if desk == "bureau" else self._decided.get(unit_id)
        return Case(procedure, at.level, desk, self._registered_at, self._path)

    def _time_anew(self, clock: _Running) -> None:
        """Let the limit hold that a running clock has in the procedure as it is now."""
        case = self._case(clock.unit_id)
        rule = clock.regime.rule(clock.rule.clock, clock.started_at.date(), case)
        clock.rule = rule or clock.rule

    def _stop(self, signal: Signal, event: Event) -> None:
        for clock in self._clocks:
            if (
                clock.stopped_at is None
                and signal.trigger in clock.rule.stops
                and signal.reaches(clock.unit_id, clock.subject)
            ):
                clock.stopped_at, clock.stopped_by = event.local_at, event.event_id

    def _end_all(self, event: Any) -> None:
        for clock in self._running():
            clock.stopped_at, clock.stopped_by = event.local_at, event.event_id
            clock.is_ended = True

    def _extend(self, event: Any) -> None:
        for clock in self._extendable(event.acting_unit):
            clock.extensions.append(
                GrantedExtension(
                    event_id=event.event_id,
                    days=event.days,
                    reason=event.reason,
                    approver_role=event.approver_role,
                    at=event.at,
                )
            )

    def _convert(self, event: Any) -> None:
        """Let the limit of the other procedure hold, from the acceptance or from today."""
        self._decided[event.acting_unit] = event.to_procedure
        for clock in self._of_handling(event.acting_unit):
            self._time_anew(clock)
            if event.clock_rule == "conversion_date":
                clock.started_at, clock.started_by = event.local_at, event.event_id

    def _withdraw(self, event: Any) -> None:
        if event.scope == "all":
            self._end_all(event)

    def _hand_over(self, event: Any) -> None:
        """What was on the desk of a unit that is no more is on its successor's."""
        self._decided.setdefault(event.to_unit, self._decided.get(event.from_unit))
        for clock in self._running():
            if clock.unit_id == event.from_unit:
                clock.unit_id = event.to_unit

    def _rest(self, event: Any) -> None:
        for clock in self._running():
            if clock.rule.kind == "duty":
                clock.rests_since = clock.rests_since or event.local_at

    def _go_on(self, event: Any) -> None:
        for clock in self._running():
            if clock.rests_since is not None:
                # What is known by its day may carry an earlier hour than what it followed.
                until = max(event.local_at, clock.rests_since)
                clock.pauses.append(Pause(since=clock.rests_since, until=until))
                clock.rests_since = None

    def _running(self) -> list[_Running]:
        return [clock for clock in self._clocks if clock.stopped_at is None]

    def _of_handling(self, unit_id: str | None) -> list[_Running]:
        return [
            clock
            for clock in self._running()
            if clock.rule.clock == "handling" and clock.unit_id == unit_id
        ]

    def clocks(self, now: datetime) -> tuple[Clock, ...]:
        """All clocks, as they stand at a moment, in the order in which they were started."""
        return tuple(self._told(clock, now) for clock in self._clocks)

    def running_duties(self, now: datetime) -> tuple[Clock, ...]:
        """What somebody has to do at a moment; of no other clock the limit is counted."""
        running = (clock for clock in self._running() if clock.rule.kind == "duty")
        return tuple(self._told(clock, now) for clock in running)

    def clocks_named(self, names: Container[ClockName], now: datetime) -> tuple[Clock, ...]:
        """The clocks of some names, as they stand at a moment; no other limit is counted."""
        named = (clock for clock in self._clocks if clock.rule.clock in names)
        return tuple(self._told(clock, now) for clock in named)

    def _extendable(self, unit_id: str | None) -> list[_Running]:
        """What an extension is for: the review that runs, else the unit's handling."""
        reviews = [c for c in self._running() if c.rule.clock in {"review", "second_review"}]
        return reviews or self._of_handling(unit_id)

    def _hear(self, event: Any) -> None:
        """The time of a hearing does not count where the law says so."""
        if event.kind != "hearing" or event.period is None or event.period.end is None:
            return
        for clock in self._running():
            if clock.rule.excludes_hearings:
                clock.pauses.append(Pause(since=event.period.start, until=event.period.end))

    def _told(self, clock: _Running, now: datetime) -> Clock:
        pauses = tuple(clock.pauses)
        if clock.rests_since is not None:
            pauses += (Pause(since=clock.rests_since, until=max(now, clock.rests_since)),)
        first = self._due(clock, ())
        rested = self._due(clock, pauses) if pauses else first
        granted = sum(each.days for each in clock.extensions)
        may = clock.rule.extension.days if clock.rule.extension else 0
        return Clock(
            name=clock.rule.clock,
            rule=clock.rule,
            regime=clock.regime,
            unit_id=clock.unit_id,
            subject=clock.subject,
            started_at=clock.started_at,
            started_by=clock.started_by,
            first_due=first,
            due=self._longer(clock, rested, granted, pauses),
            latest_due=self._longer(clock, rested, max(granted, may), pauses),
            extensions=tuple(clock.extensions),
            pauses=pauses,
            is_paused=clock.rests_since is not None,
            stopped_at=clock.stopped_at,
            stopped_by=clock.stopped_by,
            is_ended=clock.is_ended,
        )

    def _due(self, clock: _Running, pauses: Sequence[Pause]) -> Due:
        if clock.given_due is not None:
            given = clock.given_due.astimezone(clock.started_at.tzinfo)
            return Due(given.date(), given, is_provisional=False)
        return self._law.due(clock.regime, clock.rule, clock.started_at, pauses)

    def _longer(self, clock: _Running, due: Due, days: int, pauses: Sequence[Pause]) -> Due:
        if not days:
            return due
        return self._law.extended(clock.regime, clock.rule, due, days, pauses)

    _CHANGES: ClassVar[Mapping[str, Callable[["Timing", Any], None]]] = {
        "Petition.Registered": _register,
        "Petition.Classified": _classify,
        "Petition.Accepted": _take_up,
        "Petition.Extended": _extend,
        "Petition.Converted": _convert,
        "Petition.Suspended": _rest,
        "Petition.Resumed": _go_on,
        "Petition.ActionTaken": _hear,
        "Petition.TakenOver": _hand_over,
        "Petition.MergedInto": _end_all,
        "Petition.Terminated": _end_all,
        "Petition.Withdrawn": _withdraw,
    }
    """What an event changes beside what it starts and stops; the table is made once."""


def clocks_of(
    happened: Iterable[Event], law: Law, now: datetime, desks: Desks = of_no_unit
) -> tuple[Clock, ...]:
    """The clocks of a petition at a moment: of what stood, in order, and had happened by then."""
    timing = Timing(law, desks)
    for event in happened:
        if event.at <= now:
            timing.take(event)
    return timing.clocks(now)
