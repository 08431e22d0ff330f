"""What keeps an expectation honest: how earlier ones turned out, put right for the next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from petition_es.projections.expecting.curve import Curve, Stay, curve_of
from petition_es.projections.expecting.history import DAY, Wait

SLICE = 200
"""So many of the latest expectations whose day has come are looked back at."""

FEWEST_SCORES = 50
"""With fewer of them, the curves are taken at their word."""

SMALLEST = 1e-9
"""The first answer of a curve lies above nothing."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was expected of a petition once: the curve of those like it, and its own wait."""

    curve: Curve
    wait: Wait
    due_at: datetime

    def score(self, now: datetime) -> Stay:
        """How far up the curve it came by a moment: 0.3 if 3 of 10 like it were quicker."""
        stay = self.wait.stay(now)
        return Stay(self.curve.share_before(stay.days), stay.answered, stay.number)


def told(curve: Curve, wait: Wait, share: float) -> Told:
    """Note an expectation; its day has come when the share should be done by the bare curve."""
    days = curve.day_by_which(share)
    return Told(curve, wait, wait.since + (curve.days[-1] if days is None else days) * DAY)


def scores_of(latest_first: Iterable[Told], now: datetime) -> Iterator[Stay]:
    """The scores of the held-out slice: of the latest expectations, till enough had their day.

    Those told since come along as far as they came. The day decides how far back to look, not the
    answer: a slice that ends with so many answers would hold too many of the quick.
    """
    due = 0
    for each in latest_first:
        if due >= SLICE:
            return
        due += each.wait.number if each.due_at <= now else 0
        yield each.score(now)


def corrected_level(wanted: float, scores: Iterable[Stay]) -> float:
    """The level to ask of a curve so that the `wanted` share is done by the day that it names.

    This is split conformal prediction. Each score comes from a petition that its curve had not
    seen. If the curves are right, 8 of 10 scores lie below 0.8; if the office has become slower
    since, fewer do, and the level at which 8 of 10 do lie is asked instead. The share promised
    then holds as far as the next petitions go like the latest ones, whatever the curves are
    worth. Petitions still open count as far as they came, as on the curves themselves.
    """
    held_out = list(scores)
    if sum(stay.number for stay in held_out if stay.answered) < FEWEST_SCORES:
        return wanted
    level = curve_of(held_out).day_by_which(wanted)
    return 1.0 if level is None else max(level, SMALLEST)
