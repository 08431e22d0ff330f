"""What keeps an expectation honest: how earlier ones turned out, put right for the next."""

from collections.abc import Iterable

from petition_es.projections.expecting.curve import Curve, Stay, curve_of
from petition_es.projections.expecting.history import latest

SLICE = 400
"""So many of the latest expectations that came to an end are looked back at.

Fewer, and in a busy office nearly all of those told meanwhile are still open."""

SMALLEST = 1e-9
"""The first answer of a curve lies above nothing."""

FEWEST_SCORES = 50
"""With fewer of them, the curves are taken at their word."""


def score(curve: Curve, stay: Stay) -> Stay:
    """How far up its own curve a petition came: 0.3 if 3 of 10 like it were quicker."""
    return Stay(curve.share_before(stay.days), stay.answered, stay.number)


def corrected_level(wanted: float, scores: Iterable[Stay]) -> float:
    """The level to ask of a curve so that the `wanted` share is done by the day that it names.

    This is split conformal prediction. Each score comes from a petition that its curve had not
    seen. If the curves are right, 8 of 10 scores lie below 0.8; if the office has become slower
    since, fewer do, and the level at which 8 of 10 do lie is asked instead. The share promised
    then holds as far as the next petitions go like the latest ones, whatever the curves are
    worth. Petitions still open count as far as they came, as on the curves themselves.
    Scores are told the latest first.
    """
    held_out = list(latest(scores, SLICE))
    if sum(stay.number for stay in held_out if stay.answered) < FEWEST_SCORES:
        return wanted
    level = curve_of(held_out).day_by_which(wanted)
    return 1.0 if level is None else max(level, SMALLEST)
