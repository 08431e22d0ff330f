"""The shape of a file of rules: its tables are the rules themselves, but for what they cite."""

from dataclasses import dataclass, field
from datetime import date

from petition_es.domain.regime.counting import Method
from petition_es.domain.regime.rules import Ground, Rule, SimpleHandling, Wording

Instruments = dict[str, Wording]
"""The laws that a file cites, by the short names that its tables use."""


@dataclass(frozen=True, kw_only=True)
class Citation:
    """`basis = { instrument = "order431", article = "21" }`: a basis, as files write it."""

    instrument: str
    article: str


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
    rule: tuple[Rule, ...] = ()
    simple: SimpleHandling | None = None
    suspension: tuple[Ground, ...] = ()
    termination: tuple[Ground, ...] = ()
