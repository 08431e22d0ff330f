"""Two texts side by side (对照), differences marked: by sentence, then by character.

Works for Chinese and English alike: a sentence ends at 。！？； or a line break, and at a full stop
before a space. Nothing is left out: the sentences of a side, one after the other, are its text.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Kind = Literal["same", "changed", "left", "right"]
"""In both, in both but changed, on the left alone, on the right alone."""

SENTENCES = re.compile(r".*?(?:[。！？；!?;]+[”’」』）)\"]*|\.(?=\s)|\n|$)\s*", re.DOTALL)
LONGEST = 300
"""So many characters of a sentence are compared at once; a longer one is taken in pieces."""

ALIKE = 0.5
"""From this share of common characters on, two sentences are one that was changed."""

PAIRS_MAX = 2500
"""So many pairs of sentences are held against each other; beyond, they are paired in order."""


class Row(NamedTuple):
    """One sentence on each side; an empty side has none."""

    kind: Kind
    left: str
    right: str


class Piece(NamedTuple):
    """A run of characters, and whether the other side has other ones in its place."""

    text: str
    is_different: bool


def side_by_side(left: str, right: str) -> list[Row]:
    """Set two texts side by side, sentence by sentence; white space at their ends is the same."""
    lefts, rights = sentences(left), sentences(right)
    matcher = SequenceMatcher(None, _plain(lefts), _plain(rights), autojunk=False)
    rows: list[Row] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            rows += [Row("same", *both) for both in zip(lefts[i:j], rights[k:m], strict=True)]
        else:
            rows += _changed(lefts[i:j], rights[k:m])
    return rows


def pieces(row: Row) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both sides of a row in pieces; only of a changed one any is different within."""
    if row.kind != "changed":
        return tuple(_whole(row.left, row.kind)), tuple(_whole(row.right, row.kind))
    codes = SequenceMatcher(None, row.left, row.right, autojunk=False).get_opcodes()
    lefts = (Piece(row.left[i:j], tag != "equal") for tag, i, j, _, _ in codes)
    rights = (Piece(row.right[k:m], tag != "equal") for tag, _, _, k, m in codes)
    return tuple(p for p in lefts if p.text), tuple(p for p in rights if p.text)


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its end and the white space behind it."""
    found = (each for each in SENTENCES.findall(text) if each)
    return [piece for each in found for piece in _bounded(each)]


def _bounded(sentence: str) -> Iterator[str]:
    for start in range(0, len(sentence), LONGEST):
        yield sentence[start : start + LONGEST]


def _plain(texts: Sequence[str]) -> list[str]:
    return [text.strip() for text in texts]


def _whole(text: str, kind: Kind) -> Iterator[Piece]:
    if text:
        yield Piece(text, kind != "same")


def _changed(lefts: Sequence[str], rights: Sequence[str]) -> Iterator[Row]:
    """Pair the sentences that are like each other, in their order; the others stand alone."""
    i = k = 0
    for left, right in _pairs(lefts, rights):
        yield from (Row("left", text, "") for text in lefts[i:left])
        yield from (Row("right", "", text) for text in rights[k:right])
        yield Row("changed", lefts[left], rights[right])
        i, k = left + 1, right + 1
    yield from (Row("left", text, "") for text in lefts[i:])
    yield from (Row("right", "", text) for text in rights[k:])


def _pairs(lefts: Sequence[str], rights: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs in order whose likeness adds up to most."""
    if len(lefts) * len(rights) > PAIRS_MAX:
        in_order = range(min(len(lefts), len(rights)))
        return [(at, at) for at in in_order if _likeness(lefts[at], rights[at]) >= ALIKE]
    best = [[0.0] * (len(rights) + 1) for _ in range(len(lefts) + 1)]
    like = [[_likeness(one, other) for other in rights] for one in lefts]
    for i in reversed(range(len(lefts))):
        for k in reversed(range(len(rights))):
            paired = like[i][k] + best[i + 1][k + 1] if like[i][k] >= ALIKE else 0.0
            best[i][k] = max(paired, best[i + 1][k], best[i][k + 1])
    return list(_walked(best, like))


def _walked(
    best: Sequence[Sequence[float]], like: Sequence[Sequence[float]]
) -> Iterator[tuple[int, int]]:
    i = k = 0
    while i < len(like) and k < len(like[i]):
        if best[i][k] == best[i + 1][k]:
            i += 1
        elif best[i][k] == best[i][k + 1]:
            k += 1
        else:
            yield i, k
            i, k = i + 1, k + 1


def _likeness(one: str, other: str) -> float:
    """The share of characters that two sentences have in common, in order."""
    matcher = SequenceMatcher(None, one.strip(), other.strip(), autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < ALIKE:
        return 0.0
    return matcher.ratio()
