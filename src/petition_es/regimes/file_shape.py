"""The shape of a file of rules: what may stand in it, and what becomes of each table."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from petition_es.domain.codes import Procedure, UnitLevel
from petition_es.domain.regime.counting import Method, Unit
from petition_es.domain.regime.rules import (
    Basis,
    Certainty,
    ClockName,
    Conversion,
    Desk,
    Duty,
    Extension,
    Ground,
    Rule,
    SimpleHandling,
    Trigger,
    Wording,
)

Instruments = dict[str, Wording]
"""The laws that a file cites, by the short names that its tables use."""


@dataclass(frozen=True, kw_only=True)
class BasisTable:
    """`basis = { instrument = "order431", article = "21" }`."""

    instrument: str
    article: str

    def cited(self, instruments: Instruments) -> Basis:
        """The basis in the words of the law; KeyError where the instrument is not listed."""
        return Basis(instrument=instruments[self.instrument], article=self.article)


@dataclass(frozen=True, kw_only=True)
class ExtensionTable:
    """`extension = { days = 30, times = 1, approvers = ["unit_head"] }`."""

    days: int
    unit: Unit = "days"
    times: int = 1
    approvers: tuple[str, ...] = ()
    basis: BasisTable | None = None

    def made(self, instruments: Instruments) -> Extension:
        """The extension that the table describes."""
        basis = self.basis.cited(instruments) if self.basis else None
        return Extension(
            days=self.days,
            unit=self.unit,
            times=self.times,
            approvers=self.approvers,
            basis=basis,
        )


@dataclass(frozen=True, kw_only=True)
class RuleTable:
    """`[[rule]]`: one limit."""

    clock: ClockName
    kind: Duty = "duty"
    procedure: Procedure | None = None
    level: UnitLevel | None = None
    desk: Desk | None = None
    limit: int | None = None
    unit: Unit = "days"
    starts: tuple[Trigger, ...]
    stops: tuple[Trigger, ...]
    extension: ExtensionTable | None = None
    excludes_hearings: bool = False
    basis: BasisTable
    certainty: Certainty = "confirmed"
    in_force_from: date | None = None
    in_force_to: date | None = None

    def made(self, instruments: Instruments) -> Rule:
        """The rule that the table describes."""
        return Rule(
            clock=self.clock,
            kind=self.kind,
            procedure=self.procedure,
            level=self.level,
            desk=self.desk,
            limit=self.limit,
            unit=self.unit,
            starts=self.starts,
            stops=self.stops,
            extension=self.extension.made(instruments) if self.extension else None,
            excludes_hearings=self.excludes_hearings,
            basis=self.basis.cited(instruments),
            certainty=self.certainty,
            in_force_from=self.in_force_from,
            in_force_to=self.in_force_to,
        )


@dataclass(frozen=True, kw_only=True)
class GroundTable:
    """`[[termination]]` and `[[suspension]]`: a reason that the law knows."""

    code: str
    name: Wording
    basis: BasisTable | None = None
    needs: Literal["review_lapsed", "second_review_decided", "nothing"] = "nothing"

    def made(self, instruments: Instruments) -> Ground:
        """The ground that the table describes."""
        basis = self.basis.cited(instruments) if self.basis else None
        return Ground(code=self.code, name=self.name, basis=basis, needs=self.needs)


@dataclass(frozen=True, kw_only=True)
class SimpleTable:
    """`[simple]`: when the simple procedure may be taken."""

    basis: BasisTable
    only_first_time: bool = True
    not_for_assignments: bool = True
    single_unit: bool = True
    conversion: Conversion = "original_acceptance"
    in_force_from: date | None = None
    in_force_to: date | None = None

    def made(self, instruments: Instruments) -> SimpleHandling:
        """The simple procedure that the table describes."""
        return SimpleHandling(
            basis=self.basis.cited(instruments),
            only_first_time=self.only_first_time,
            not_for_assignments=self.not_for_assignments,
            single_unit=self.single_unit,
            conversion=self.conversion,
            in_force_from=self.in_force_from,
            in_force_to=self.in_force_to,
        )


@dataclass(frozen=True, kw_only=True)
class RegimeTable:
    """A whole file; what is not said is what the regime that it extends says."""

    regime: str
    version: str
    name: Wording
    in_force_from: date
    in_force_to: date | None = None
    extends: str | None = None
    divisions: tuple[str, ...] = ()
    counting: Method | None = None
    calendar: str | None = None
    no_second_return: bool | None = None
    remade_must_differ: bool | None = None
    instruments: Instruments = field(default_factory=dict)
    rule: tuple[RuleTable, ...] = ()
    simple: SimpleTable | None = None
    suspension: tuple[GroundTable, ...] = ()
    termination: tuple[GroundTable, ...] = ()
