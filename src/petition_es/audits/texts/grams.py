"""Grams: the small pieces by which texts are compared.

Chinese is taken in pairs of characters. Other scripts are taken in pieces of four signs, blanks
among them, so that endings and misspellings cost little. Both need no dictionary.
"""

from operator import add

from petition_es.audits.texts.plain import HAN, plain

HAN_SIZE = 2
OTHER_SIZE = 4


def grams(text: str) -> frozenset[str]:
    """All grams of a text, each once."""
    return grams_of(plain(text))


def grams_of(words: str) -> frozenset[str]:
    """All grams of what is a plain text already."""
    run, size = _run(words)
    if size == HAN_SIZE:
        return frozenset(map(add, run, run[1:]))
    return frozenset(map("".join, zip(*(run[start:] for start in range(size)), strict=False)))


def run_of(text: str) -> tuple[str, int]:
    """A text as one run of signs, and how long the pieces of it are."""
    return _run(plain(text))


def _run(words: str) -> tuple[str, int]:
    if HAN.search(words):
        return words.replace(" ", ""), HAN_SIZE
    return f" {words} ", OTHER_SIZE
