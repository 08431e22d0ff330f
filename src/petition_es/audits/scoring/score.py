"""Scores: what the audits assert beside what people said."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from petition_es.audits.scoring.labels import Labelled, kappa

Asserts = Callable[[Labelled], bool | None]
"""What the audits assert of a pair; None: one of its records is not in the store."""


@dataclass(frozen=True, kw_only=True)
class Score:
    """How far assertions agree with the readers; pairs on which these disagree are left out.

    `wrong` and `missed` name the pairs that were asserted against the readers, or not asserted. A
    part of nothing is None.
    """

    pairs: int
    agreed: int
    kappa: float | None
    unknown: int
    right: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float | None:
        """Of what was asserted, the part that is so."""
        asserted = self.right + len(self.wrong)
        return self.right / asserted if asserted else None

    @property
    def recall(self) -> float | None:
        """Of what is so, the part that was asserted."""
        so = self.right + len(self.missed)
        return self.right / so if so else None


def score(pairs: Sequence[Labelled], positive: str, asserts: Asserts) -> Score:
    """Score assertions that a pair is `positive`."""
    agreed = [pair for pair in pairs if pair.agreed is not None]
    said = [(pair, asserts(pair)) for pair in agreed]
    return Score(
        pairs=len(pairs),
        agreed=len(agreed),
        kappa=kappa(pairs),
        unknown=sum(asserted is None for _, asserted in said),
        right=len(_names(said, asserted=True, is_so=True, positive=positive)),
        wrong=_names(said, asserted=True, is_so=False, positive=positive),
        missed=_names(said, asserted=False, is_so=True, positive=positive),
    )


def _names(
    said: Iterable[tuple[Labelled, bool | None]], *, asserted: bool, is_so: bool, positive: str
) -> tuple[str, ...]:
    return tuple(
        pair.pair
        for pair, claim in said
        if claim is asserted and (pair.agreed == positive) is is_so
    )
