"""A small made-up law for the tests: one regime, with a limit or a ground of every kind."""

from dataclasses import replace
from datetime import date
from typing import Any

from petition_es.domain.regime.calendar import Calendar, YearTable
from petition_es.domain.regime.law import Law
from petition_es.domain.regime.rules import (
    Basis,
    Extension,
    Ground,
    Regime,
    Rule,
    SimpleHandling,
    Wording,
)

BASIS = Basis(instrument=Wording(zh="试行规则", en="Made-up rules"), article="1")


def rule(clock: Any, limit: int, starts: Any, stops: Any = "resolved", **more: Any) -> Rule:
    return Rule(clock=clock, limit=limit, starts=(starts,), stops=(stops,), basis=BASIS, **more)


def ground(code: str, needs: Any = "nothing") -> Ground:
    return Ground(code=code, name=Wording(zh=code, en=code), needs=needs)


THIRTY_MORE = Extension(days=30, times=2, approvers=("unit-head",))

REGIME = Regime(
    regime_id="made-up",
    version="1",
    name=Wording(zh="试行规则", en="Made-up rules"),
    in_force_from=date(2016, 1, 1),
    rules=(
        rule("objection", 5, "arrived", "accepted", kind="window"),
        rule("handling", 60, "accepted", procedure="ordinary", extension=THIRTY_MORE),
        rule("handling", 40, "accepted", procedure="simple"),
        rule("review", 30, "review_requested", "review_decided", extension=THIRTY_MORE),
        rule("review_request", 30, "opinion_delivered", "review_requested", kind="window"),
        rule(
            "second_review_request", 30, "review_decided", "second_review_requested",
            kind="window",
        ),
        rule("evaluation", 15, "evaluation_opened", "evaluation_closed", kind="window"),
    ),
    simple=SimpleHandling(basis=BASIS),
    suspension=(ground("hearing"),),
    termination=(
        ground("settled"),
        ground("no_review"),
        ground("review-lapsed", "review_lapsed"),
        ground("second-review", "second_review_decided"),
    ),
    remade_must_differ=True,
)  # fmt: skip


WITHOUT_DAYS_OFF = Calendar(
    tables=tuple(
        YearTable(
            year=year,
            version="without days off",
            published_at=date(year, 1, 1),
            days_off=frozenset(),
            workdays=frozenset(
                date.fromordinal(day)
                for day in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
            ),
        )
        for year in (2016, 2017)
    )
)
"""So that a limit ends on the very day that its number says."""


def law_of(*regimes: Regime) -> Law:
    return Law(regimes, {"cn": WITHOUT_DAYS_OFF})


def law_with(**changes: Any) -> Law:
    """The made-up law, with something said otherwise."""
    return law_of(replace(REGIME, **changes))


LAW = law_of(REGIME)

PATIENT = law_with(
    rules=tuple(
        replace(each, limit=60) if each.clock == "objection" else each for each in REGIME.rules
    )
)
"""The same, in which no window has closed on the last day of any history."""
