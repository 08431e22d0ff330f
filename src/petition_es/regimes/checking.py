"""Checking regimes against themselves and each other, before any of them is used."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from petition_es.domain.regime.rules import Regime, Rule
from petition_es.regimes.composing import where
from petition_es.regimes.faults import (
    CalendarUnknown,
    RegimesOverlap,
    RegimeUnreadable,
    RulesOverlap,
    TimesBackwards,
)
from petition_es.regimes.reading import RegimeFile


def check_regimes(
    read: Sequence[RegimeFile], regimes: Sequence[Regime], calendars: frozenset[str]
) -> None:
    """Refuse what contradicts itself: times, limits, rules and regimes that overlap."""
    for file, regime in zip(read, regimes, strict=True):
        _check_times(file)
        _check_limits(file)
        _check_rules(file)
        if regime.calendar not in calendars:
            known = ", ".join(sorted(calendars))
            at = where(file, "calendar")
            raise CalendarUnknown(**at, calendar=regime.calendar, known=known)
    for (_, earlier), (file, regime) in combinations(zip(read, regimes, strict=True), 2):
        _check_apart(file, regime, earlier)


def _check_times(file: RegimeFile) -> None:
    said = file.said
    if said.in_force_to is not None and said.in_force_to < said.in_force_from:
        begins, ends = said.in_force_from, said.in_force_to
        raise TimesBackwards(**where(file, "in_force_to"), begins=begins, ends=ends)
    for index, rule in enumerate(said.rule):
        first, last = rule.in_force_from or date.min, rule.in_force_to or date.max
        if last < first:
            at = where(file, "rule", "in_force_to", index=index)
            raise TimesBackwards(**at, begins=first, ends=last)


def _check_limits(file: RegimeFile) -> None:
    for index, rule in enumerate(file.said.rule):
        if rule.limit is not None and rule.limit < 1:
            at = where(file, "rule", "limit", index=index)
            raise RegimeUnreadable(**at, reason="a limit is at least one day")
        if rule.extension is not None and min(rule.extension.days, rule.extension.times) < 1:
            at = where(file, "rule", "extension", index=index)
            raise RegimeUnreadable(**at, reason="an extension is at least one day, once")


def _check_rules(file: RegimeFile) -> None:
    for (_, one), (index, other) in combinations(enumerate(file.said.rule), 2):
        day = _common_day(_span(one, file), _span(other, file))
        if one.conditions == other.conditions and day is not None:
            at = where(file, "rule", "clock", index=index)
            raise RulesOverlap(**at, clock=other.clock, day=day)


def _check_apart(file: RegimeFile, one: Regime, other: Regime) -> None:
    """Two regimes may hold at once only where one is the narrower of them.

    The fault is told of the file that was read later: shipped ones come first.
    """
    day = _common_day(_life(one), _life(other))
    if day is None:
        return
    both = set(one.divisions or ("",)) & set(other.divisions or ("",))
    if both:
        divisions = ", ".join(sorted(both)) or "*"
        at = where(file, "regime")
        raise RegimesOverlap(
            **at, regime=one.regime_id, other=other.regime_id, day=day, divisions=divisions
        )


def _span(rule: Rule, file: RegimeFile) -> tuple[date, date]:
    """The first and the last day of a rule, which are its regime's where it says none."""
    said = file.said
    return (
        rule.in_force_from or said.in_force_from,
        rule.in_force_to or said.in_force_to or date.max,
    )


def _life(regime: Regime) -> tuple[date, date]:
    return regime.in_force_from, regime.in_force_to or date.max


def _common_day(one: tuple[date, date], other: tuple[date, date]) -> date | None:
    """The first day that two spans share."""
    first = max(one[0], other[0])
    return first if first <= min(one[1], other[1]) else None
