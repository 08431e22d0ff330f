"""Rules: what the law of a place and a time says about limits, procedures and grounds (规则).

A regime is immutable and dated. It is read from a file by the room `regimes`; nothing in here knows
any country.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from petition_es.domain.codes import LegalPath, Procedure, UnitLevel
from petition_es.domain.regime.counting import Method, Unit

ClockName = Literal[
    "routing", "acceptance", "objection", "handling", "oral_answer", "report", "review_request",
    "review_acceptance", "review", "second_review_request", "second_review", "redo",
    "supervision", "justification", "evaluation",
]  # fmt: skip
"""What is timed: who has to do something, or may, and from when to when."""

Duty = Literal["duty", "window"]
"""A duty that is not met is late; a window that lapses only closes."""

Trigger = Literal[
    "submitted", "registered", "arrived", "referred", "received", "returned", "came_back",
    "accepted", "path_notice", "declined", "replied", "opinion_issued", "opinion_delivered",
    "resolved", "assigned", "reported", "review_requested", "review_accepted", "review_decided",
    "review_delivered", "second_review_requested", "second_review_decided", "redo_ordered",
    "supervision_opened", "supervision_closed", "evaluation_opened", "evaluated",
    "evaluation_closed",
]  # fmt: skip
"""What starts or stops a clock: what happened, as it looks from the desk that the clock is on.

A referral is `referred` to the desk it leaves and `arrived` at the desk it reaches; a return is
`returned` and `came_back`. What ends the whole petition stops every clock, and is not named.
"""

Desk = Literal["bureau", "unit"]

Certainty = Literal["confirmed", "practice", "assumed"]
"""How sure it is that the rule is the law: read there, seen in practice, or a stated default."""

Conversion = Literal["original_acceptance", "conversion_date"]
"""From when the ordinary limit runs after a conversion."""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A name or a title in the languages of the pages."""

    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The article that a rule rests on."""

    instrument: Wording
    article: str
    """As it is cited: `21`, `21(4)`, `A1 sec. 3`."""


@dataclass(frozen=True, kw_only=True)
class Extension:
    """Who may extend a limit, how often and by how much, before it expires."""

    days: int
    """At most so many in all, of the kind `unit`."""
    unit: Unit = "days"
    times: int = 1
    approvers: tuple[str, ...] = ()
    """Roles of which one has to approve; none: nobody need."""
    approvers_if_assigned: tuple[str, ...] = ()
    """Who has to approve instead where the matter was assigned; none: the same."""
    basis: Basis | None = None

    def approvers_of(self, *, is_assigned: bool) -> tuple[str, ...]:
        """The roles of which one has to approve it for a matter that was assigned, or was not."""
        return (is_assigned and self.approvers_if_assigned) or self.approvers


class Case(NamedTuple):
    """What a rule may hang on beside the day: on whose desk, in which procedure, come in where."""

    procedure: Procedure | None = None
    level: UnitLevel | None = None
    desk: Desk | None = None
    registered_at: UnitLevel | None = None
    legal_path: LegalPath | None = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One limit: a clock, how long it runs, what starts and stops it, and the law behind it."""

    clock: ClockName
    kind: Duty = "duty"
    procedure: Procedure | None = None
    """For this procedure only; None: for both."""
    level: UnitLevel | None = None
    """For units of this level only; None: for all."""
    desk: Desk | None = None
    """On the desk of a petition bureau, or of a unit that decides, only; None: on any."""
    registered_at: UnitLevel | None = None
    """For petitions that a unit of this level registered only; None: for all."""
    not_for_paths: tuple[LegalPath, ...] = ()
    """Not for matters that are known to go one of these ways."""
    limit: int | None = None
    """None: the day is set by whoever starts it."""
    unit: Unit = "days"
    starts: tuple[Trigger, ...]
    stops: tuple[Trigger, ...]
    extension: Extension | None = None
    excludes_hearings: bool = False
    basis: Basis
    certainty: Certainty = "confirmed"
    in_force_from: date | None = None
    in_force_to: date | None = None
    """The last day; both None: as long as the regime."""

    def is_in_force(self, day: date) -> bool:
        """Tell whether the rule holds on a day."""
        return (self.in_force_from or date.min) <= day <= (self.in_force_to or date.max)

    def is_for(self, case: "Case") -> bool:
        """Tell whether the rule speaks of such a case."""
        return (
            case.legal_path not in self.not_for_paths
            and self.procedure in (None, case.procedure)
            and self.level in (None, case.level)
            and self.desk in (None, case.desk)
            and self.registered_at in (None, case.registered_at)
        )

    @property
    def conditions(self) -> tuple[str | None, ...]:
        """What it is about; of two rules about the same, only one can hold on a day."""
        return self.clock, self.procedure, self.level, self.desk, self.registered_at

    @property
    def narrowness(self) -> tuple[bool, int]:
        """Of two rules that fit, the one for a procedure holds, else the one that names more."""
        return self.procedure is not None, sum(named is not None for named in self.conditions)


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A reason that the law knows for a step, such as a termination."""

    code: str
    name: Wording
    basis: Basis | None = None
    needs: Literal["review_lapsed", "second_review_decided", "nothing"] = "nothing"
    """What must be so in the file before the ground can be given."""


@dataclass(frozen=True, kw_only=True)
class SimpleHandling:
    """When the simple procedure (简易办理) may be taken; None in a regime that has none."""

    basis: Basis
    only_first_time: bool = True
    not_for_assignments: bool = True
    single_unit: bool = True
    not_for_collective: bool = True
    not_for_other_paths: bool = True
    """What another procedure of law is open to is not handled simply."""
    conversion: Conversion = "original_acceptance"
    in_force_from: date | None = None
    in_force_to: date | None = None

    def is_in_force(self, day: date) -> bool:
        """Tell whether there is a simple procedure on a day."""
        return (self.in_force_from or date.min) <= day <= (self.in_force_to or date.max)


@dataclass(frozen=True, kw_only=True)
class Regime:
    """规则: the dated set of rules of one place."""

    regime_id: str
    version: str
    name: Wording
    divisions: tuple[str, ...] = ()
    """Beginnings of the codes of the divisions it is for; none: for all that have no narrower."""
    in_force_from: date
    in_force_to: date | None = None
    """The last day; None: still in force."""
    counting: Method = "civil"
    calendar: str = "cn"
    rules: tuple[Rule, ...] = ()
    simple: SimpleHandling | None = None
    suspension: tuple[Ground, ...] = ()
    """The grounds on which handling may rest; none: it may not."""
    termination: tuple[Ground, ...] = ()
    no_second_return: bool = True
    """A unit whose return the sender refused keeps the matter."""
    remade_must_differ: bool = False
    """A remade opinion may not say the same on the same facts."""

    def is_in_force(self, day: date) -> bool:
        """Tell whether the regime holds on a day."""
        return self.in_force_from <= day <= (self.in_force_to or date.max)

    def reach(self, division: str | None) -> int | None:
        """How narrowly the regime is for a division, in digits of its code; None: not at all."""
        if not self.divisions:
            return 0
        fitting = [code for code in self.divisions if (division or "").startswith(code)]
        return max(map(len, fitting), default=None)

    def rules_for(self, trigger: Trigger, day: date, case: Case) -> list[Rule]:
        """The rules whose clocks a trigger starts on a day, of each clock the narrowest."""
        fitting: dict[ClockName, Rule] = {}
        for rule in self.rules:
            if trigger in rule.starts and rule.is_in_force(day) and rule.is_for(case):
                known = fitting.get(rule.clock)
                if known is None or rule.narrowness > known.narrowness:
                    fitting[rule.clock] = rule
        return list(fitting.values())

    def rule(self, clock: ClockName, day: date, case: Case) -> Rule | None:
        """The rule for a clock that starts on a day; None where the regime has no such limit."""
        fitting = [
            rule
            for rule in self.rules
            if rule.clock == clock and rule.is_in_force(day) and rule.is_for(case)
        ]
        return max(fitting, key=lambda rule: rule.narrowness, default=None)

    @property
    def stamp(self) -> str:
        """What events are stamped with: the regime and its version."""
        return f"{self.regime_id}@{self.version}"
