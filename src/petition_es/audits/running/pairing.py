"""Pairing: which petitions may be about the same matter, before anybody has compared them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from petition_es.audits.running.seen import Seen
from petition_es.audits.texts.prints import Print

Pair = tuple[int, int]
"""Two petitions by their places in the order of their beginnings, the later one first."""

LOOKED_BACK = 50
"""A person's petition is compared with so many earlier ones of that person."""

RARE_UPTO = 24
"""A piece of words is rare that no more petitions have."""

PARTS, IN_ONE_PART = 8, 4_000_000
"""So many numbers are sorted at once; more of them in parts, so that memory stays flat."""

RARE_IN_COMMON = 10
"""So many rare pieces in common make two petitions worth comparing."""

Indexes = npt.NDArray[np.int64]


def of_persons(seen: Sequence[Seen]) -> Iterator[Pair]:
    """Petitions of the same person."""
    return _of_keys((sorted(each.persons) for each in seen), LOOKED_BACK)


def of_links(seen: Sequence[Seen]) -> Iterator[Pair]:
    """Petitions that the office linked as the same matter."""
    numbers = {each.number: place for place, each in enumerate(seen) if each.number}
    for place, each in enumerate(seen):
        for number in each.same:
            other = numbers.get(number)
            if other is not None and other != place:
                yield max(place, other), min(place, other)


def of_words(seen: Sequence[Seen], one_in: int = 1) -> Iterator[Pair]:
    """Petitions of whomever that have rare words in common; `one_in` is how prints were sampled."""
    owners = np.repeat(np.arange(len(seen)), [each.words.size for each in seen])
    if not owners.size:
        return
    numbers = np.concatenate([each.words for each in seen])
    parts = range(PARTS if owners.size > IN_ONE_PART else 1)
    chosen = (numbers % np.uint32(len(parts)) == part for part in parts)
    keys = np.concatenate([_shared(numbers[some], owners[some], len(seen)) for some in chosen])
    pairs, counts = np.unique(keys, return_counts=True)
    for key in pairs[counts >= max(2, RARE_IN_COMMON // one_in)].tolist():
        yield key // len(seen), key % len(seen)


def _shared(numbers: Print, owners: Indexes, of: int) -> Indexes:
    """Each two owners of each rare number, as one key: the later times `of`, plus the earlier."""
    order = np.lexsort((owners, numbers))
    owners = owners[order]
    starts = np.flatnonzero(np.diff(numbers[order], prepend=-1))
    lengths = np.diff(np.append(starts, owners.size))
    found = [np.empty(0, np.int64)]
    for size in range(2, RARE_UPTO + 1):
        of_size = starts[lengths == size]
        having = owners[of_size[:, None] + np.arange(size)]
        earlier, later = np.triu_indices(size, 1)
        found.append((having[:, later] * of + having[:, earlier]).ravel())
    return np.concatenate(found)


def _of_keys(keys: Iterable[Sequence[int]], back: int) -> Iterator[Pair]:
    """Those that have a key in common, each with so many before it."""
    having: dict[int, list[int]] = defaultdict(list)
    for place, some in enumerate(keys):
        before = {other for key in some for other in having[key][-back:]}
        yield from ((place, other) for other in before)
        for key in some:
            having[key].append(place)
