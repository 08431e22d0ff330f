"""The rates, each defined once: a cohort, who of it is counted, and of whom it holds.

Two regimes of formulas are in use and told side by side: *a* is that of the analytics of Guangdong,
2020, *b* that of another bureau's scoring tool of the same year (reference, section 7). They differ
in what becomes of who did not vote: *a* keeps those in the cohort whose time to vote is over, *b*
keeps everybody, and counts who let the time pass as satisfied.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from petition_es.audits.codes import FinishState
from petition_es.audits.quality.ballots import Ballot
from petition_es.audits.quality.verdict import Arrival, Backlog, Lasting, Sending

Outcomes = frozenset[str]
Counted = Mapping[tuple[str, str], int]
"""How many petitions had an outcome: by the column of the verdict, and the outcome in it."""


@dataclass(frozen=True)
class Cohort:
    """Petitions that count on one day and for one office, and what is told of them.

    The first three are columns of the verdict. `columns` are those of the outcomes, with every
    outcome that there can be.
    """

    day: str
    unit: str
    level: str
    columns: Mapping[str, tuple[str, ...]]


REGISTERED = Cohort(
    "registered_on", "registered_by", "registered_level",
    {"arrival": get_args(Arrival), "sending": get_args(Sending)},
)  # fmt: skip
RESOLVED = Cohort(
    "resolved_on", "resolved_by", "resolved_level",
    {"finish": get_args(FinishState), "lasting": get_args(Lasting)},
)  # fmt: skip
BUREAU_VOTE = Cohort(
    "bureau_vote_on", "bureau_voted", "bureau_voted_level", {"bureau_vote": get_args(Ballot)}
)
UNIT_VOTE = Cohort(
    "unit_vote_on", "unit_voted", "unit_voted_level", {"unit_vote": get_args(Ballot)}
)
BACKLOG = Cohort("backlog_on", "backlog_with", "backlog_level", {"backlog": get_args(Backlog)})
COHORTS = (REGISTERED, RESOLVED, BUREAU_VOTE, UNIT_VOTE, BACKLOG)


@dataclass(frozen=True)
class Share:
    """A share that shows what it is made of."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; undefined (None) where the cohort is empty, not 0 and not 1."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Rate:
    """A rate: of those in `column` with an outcome that is `counted`, how many have one of `holds`.

    `source` names the text or the practice that the formula is from.
    """

    name: str
    cohort: Cohort
    column: str
    holds: Outcomes
    counted: Outcomes
    source: str

    def share(self, told: Counted) -> Share:
        """The rate of some petitions, from how many of them had which outcome."""
        holds = sum(told.get((self.column, each), 0) for each in self.holds)
        return Share(holds, sum(told.get((self.column, each), 0) for each in self.counted))


VOTED: Outcomes = frozenset({"satisfied", "basically_satisfied", "dissatisfied"})
CONTENT: Outcomes = frozenset({"satisfied", "basically_satisfied"})
LAPSED: Outcomes = frozenset({"lapsed"})
ASKED: Outcomes = frozenset(get_args(Ballot))
FIRST: Outcomes = frozenset({"stayed", "came_again", "reopened"})
UNFINISHED: Outcomes = frozenset({"claimed_only", "contradicted"})
SENT: Outcomes = frozenset({"once", "again"})
FINISHES: Outcomes = frozenset(get_args(FinishState))
BACKLOGS: Outcomes = frozenset(get_args(Backlog))

D1, D10 = "analytics of Guangdong, 2020", "scoring tool of a bureau, 2020"
ARTICLE, LINYI = "the article of 2016", "figures of Linyi"
MEETING = "the article of 2016; national meeting of 2015"


def _of_votes(evaluatee: str, cohort: Cohort) -> tuple[Rate, ...]:
    column = f"{evaluatee}_vote"

    def rate(name: str, holds: Outcomes, counted: Outcomes, source: str) -> Rate:
        return Rate(f"{name}_{evaluatee}", cohort, column, holds, counted, source)

    return (
        rate("participation_a", VOTED, VOTED | LAPSED, D1),
        rate("participation_b", VOTED, ASKED, D10),
        rate("satisfaction_a", CONTENT, VOTED, D1),
        rate("satisfaction_b", CONTENT | LAPSED, ASKED, D10),
    )


def _of_finishes() -> tuple[Rate, ...]:
    return tuple(
        Rate(f"finish_{state}", RESOLVED, "finish", frozenset({state}), FINISHES, ARTICLE)
        for state in get_args(FinishState)
    )


RATES: tuple[Rate, ...] = (
    *_of_votes("bureau", BUREAU_VOTE),
    *_of_votes("unit", UNIT_VOTE),
    Rate(
        "repeat_a", REGISTERED, "arrival",
        frozenset({"repeat"}), frozenset(get_args(Arrival)), D1,
    ),
    Rate("repeat_b", RESOLVED, "lasting", frozenset({"came_again"}), FIRST, D10),
    Rate("first_time_resolution", RESOLVED, "lasting", frozenset({"stayed"}), FIRST, LINYI),
    Rate("repeat_referral", REGISTERED, "sending", frozenset({"again"}), SENT, MEETING),
    Rate("unfinished", RESOLVED, "finish", UNFINISHED, FINISHES, ARTICLE),
    *_of_finishes(),
    Rate("backlog_closed", BACKLOG, "backlog", BACKLOGS - {"open"}, BACKLOGS, "State Bureau, 2016"),
    Rate("backlog_settled", BACKLOG, "backlog", frozenset({"settled"}), BACKLOGS, LINYI),
)  # fmt: skip
RATE_NAMES = tuple(rate.name for rate in RATES)
