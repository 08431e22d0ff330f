"""Grams: the small pieces by which texts are compared.

Chinese is taken in pairs of characters. Other scripts are taken in pieces of four signs, blanks
among them, so that endings and misspellings cost little. Both need no dictionary.
"""

from petition_es.audits.texts.plain import HAN, plain

HAN_SIZE = 2
OTHER_SIZE = 4


def grams(text: str) -> frozenset[str]:
    """All grams of a text, each once."""
    run, size = run_of(text)
    return frozenset(run[start : start + size] for start in range(len(run) - size + 1))


def run_of(text: str) -> tuple[str, int]:
    """A text as one run of signs, and how long the pieces of it are."""
    words = plain(text)
    if HAN.search(words):
        return words.replace(" ", ""), HAN_SIZE
    return f" {words} ", OTHER_SIZE
