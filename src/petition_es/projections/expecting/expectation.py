"""By when an answer may be expected: the day by which 8 of 10 petitions like it had theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from petition_es.projections.expecting.correction import Told, corrected_level, scores_of, told
from petition_es.projections.expecting.curve import curve_of
from petition_es.projections.expecting.history import DAY, History, Wait

EIGHT_OF_TEN = 0.8

REPLAYED = 1000
"""So many of the latest waits are enough for a held-out slice whose day has come."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """By this moment (aware, in the zone of what was asked) the share of `like` petitions is done.

    `answered` of the like ones had their answer; the others still wait.
    """

    by: datetime
    share: float
    like: int
    answered: int


def expectation(
    wait: Wait, now: datetime, others: Iterable[Wait], share: float = EIGHT_OF_TEN
) -> Expectation | None:
    """When the petition of a wait may be answered, from all that is known of others at a moment.

    The latest of them are asked about anew as of their own beginnings, to learn how much the
    curves are worth.
    """
    known = sorted((each for each in others if each.since < now), key=lambda each: each.since)
    history = History()
    history.remember(known)
    expecting = Expecting(history, share)
    for each in known[-REPLAYED:]:
        expecting.expect(each, each.since)
    return expecting.expect(wait, now)


class Expecting:
    """Tells expectations in the order of time, and learns from how those before turned out.

    What becomes of a petition is looked up in its wait, never beyond the moment of the question.
    """

    def __init__(self, history: History, share: float = EIGHT_OF_TEN) -> None:
        """Expect from this history; `share` of 1 are to be done by the day that is told."""
        self._history = history
        self._share = share
        self._told: list[Told] = []

    def expect(self, wait: Wait, now: datetime) -> Expectation | None:
        """When the petition of a wait may be answered; None where too few were like it.

        `now` must not be before that of an earlier question.
        """
        elapsed = (now - wait.since) / DAY
        stays = self._history.like(wait.like, elapsed, now)
        if not stays:
            return None
        curve = curve_of(stays)
        level = self.level(now)
        self._told.append(told(curve, wait, self._share))
        days = curve.day_by_which(level)
        if days is None:
            return None
        like = sum(stay.number for stay in stays)
        answered = sum(stay.number for stay in stays if stay.answered)
        return Expectation(wait.since + days * DAY, self._share, like, answered)

    def level(self, now: datetime) -> float:
        """The level to ask of a curve now, by how the earlier expectations turned out."""
        return corrected_level(self._share, scores_of(reversed(self._told), now))
