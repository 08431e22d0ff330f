"""Reused answers: which answers of an office say what an earlier one had said.

What many answers of an office have (a greeting, a paragraph of law, a letter for everybody) is no
substance. So passages are left out that the office wrote in more than four matters; of what remains
it is asked how much the later answer has in common with an earlier one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from uuid import UUID

import numpy as np

from petition_es.audits.texts.prints import Print

SET_PHRASE_FROM = 5
"""A passage that stands in the answers of so many matters of one office is a set phrase."""

FEW = 8
"""So many answers are compared one by one: for more it pays to sort all their passages."""

LEAST_PASSAGES = 30
"""So many passages in common at the least: shorter texts agree by chance."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """An answer as it is compared: by whom, to whom, when, and its print.

    `scope` is the office, or the source where no office is known. `whose` are the petitioners,
    as numbers that nobody can read.
    """

    event_id: UUID
    petition_id: UUID
    position: int
    at: datetime
    scope: str
    whose: frozenset[int]
    passages: Print


@dataclass(frozen=True, kw_only=True)
class Alike:
    """Two answers that have much in common; shares (0 to 1) are those of each one's substance."""

    later: Answer
    earlier: Answer
    share_of_later: float
    share_of_earlier: float
    passages: int
    same_person: bool

    @property
    def share(self) -> float:
        """How much of the shorter one's substance is in the other."""
        return max(self.share_of_later, self.share_of_earlier)


def alike(answers: Sequence[Answer], least: float, one_in: int = 1) -> Iterator[Alike]:
    """Find answers of which at least a share is found in an earlier one.

    Compared are the answers of each office among themselves, and all answers to one person,
    whoever gave them. `one_in`: which part of the passages the prints hold.
    """
    substances: dict[UUID, Print] = {}
    for some in _by(answers, lambda answer: [answer.scope]).values():
        of_office = dict(zip((each.event_id for each in some), _substances(some), strict=True))
        substances |= of_office
        yield from _among(some, substances, least, one_in)
    for some in _by(answers, lambda answer: answer.whose).values():
        for found in _among(some, substances, least, one_in):
            if found.later.scope != found.earlier.scope:
                yield found


def _among(
    answers: Sequence[Answer], substances: Mapping[UUID, Print], least: float, one_in: int
) -> Iterator[Alike]:
    if len(answers) < 2:  # noqa: PLR2004  # a pair
        return
    own = [substances[answer.event_id] for answer in answers]
    for (one, other), common in _in_common(own).items():
        if common * one_in < LEAST_PASSAGES:
            continue
        later, earlier = _in_order(answers[one], answers[other])
        found = Alike(
            later=later,
            earlier=earlier,
            share_of_later=common / substances[later.event_id].size,
            share_of_earlier=common / substances[earlier.event_id].size,
            passages=common * one_in,
            same_person=not later.whose.isdisjoint(earlier.whose),
        )
        if found.share >= least:
            yield found


def _in_order(one: Answer, other: Answer) -> tuple[Answer, Answer]:
    """The later answer, and the earlier one."""
    is_later = (one.at, one.event_id) > (other.at, other.event_id)
    return (one, other) if is_later else (other, one)


def _substances(answers: Sequence[Answer]) -> list[Print]:
    """What is left of each answer without set phrases."""
    matters: dict[frozenset[int] | UUID, list[Print]] = defaultdict(list)
    for answer in answers:
        matters[answer.whose or answer.petition_id].append(answer.passages)
    if len(matters) < SET_PHRASE_FROM:
        return [answer.passages for answer in answers]
    once = [np.unique(np.concatenate(prints)) for prints in matters.values()]
    passages, counts = np.unique(np.concatenate(once), return_counts=True)
    phrases = passages[counts >= SET_PHRASE_FROM]
    return [np.setdiff1d(answer.passages, phrases, assume_unique=True) for answer in answers]


def _in_common(substances: Sequence[Print]) -> Counter[tuple[int, int]]:
    """How many passages each two answers have in common, where they have any."""
    if len(substances) <= FEW:
        sets = [frozenset(substance.tolist()) for substance in substances]
        pairs = combinations(range(len(sets)), 2)
        return Counter({(i, j): n for i, j in pairs if (n := len(sets[i] & sets[j]))})
    sizes = [substance.size for substance in substances]
    passages = np.concatenate(substances) if substances else np.empty(0, np.uint32)
    owners = np.repeat(np.arange(len(substances)), sizes)
    order = np.argsort(passages, kind="stable")
    passages, owners = passages[order], owners[order]
    cuts = np.flatnonzero(np.diff(passages)) + 1
    common: Counter[tuple[int, int]] = Counter()
    starts = np.concatenate(([0], cuts))
    lengths = np.diff(np.concatenate((starts, [passages.size])))
    for start, length in zip(starts[lengths > 1], lengths[lengths > 1], strict=True):
        having = owners[start : start + length].tolist()
        common.update((having[i], having[j]) for i in range(length) for j in range(i + 1, length))
    return common


def _by(
    answers: Iterable[Answer], keys: Callable[[Answer], Iterable[Hashable]]
) -> dict[Hashable, list[Answer]]:
    """Put answers together that have a key in common."""
    found: dict[Hashable, list[Answer]] = defaultdict(list)
    for answer in answers:
        for key in keys(answer):
            found[key].append(answer)
    return found
