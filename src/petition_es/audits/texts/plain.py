"""Plain text: what is left of a writing when only its words count."""

import re
from unicodedata import category, normalize

DIGITS = re.compile(r"\d+")
HAN = re.compile(r"[㐀-䶿一-鿿\U00020000-\U0003fffd]")
WORDS = frozenset("LNM")
"""Classes of characters that words are made of: letters, numbers, marks."""


class _Signs(dict[int, str]):
    """What becomes of each sign: one that is no part of a word becomes a blank."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = kept = sign if category(sign)[0] in WORDS else " "
        return kept


SIGNS = _Signs()


def plain(text: str) -> str:
    """A text in one form of its characters; words that are written apart stay apart by a blank."""
    return " ".join(normalize("NFKC", text).casefold().translate(SIGNS).split())


def without_numbers(text: str) -> str:
    """The same, with one sign for every number: a date or a sum that was swapped changes nothing.

    Blanks are left out, so that text of any script is one run of signs.
    """
    return DIGITS.sub("0", plain(text)).replace(" ", "")
