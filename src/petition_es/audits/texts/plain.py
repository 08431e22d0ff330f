"""Plain text: what is left of a writing when only its words count."""

import re
from unicodedata import category, normalize

DIGITS = re.compile(r"\d+")
HAN = re.compile(r"[㐀-䶿一-鿿\U00020000-\U0003fffd]")
WORDS = frozenset("LNM")
"""Classes of characters that words are made of: letters, numbers, marks."""


COMBINING = re.compile(r"[\u0300-\u036f\u3099\u309a]")
"""Marks that make one sign with the one before them."""


class _Signs(dict[int, str]):
    """What becomes of each sign: its plain form; one that is no part of a word becomes a blank.

    So a text is gone through once, and not once for its form, once for its case and once more.
    """

    def __missing__(self, code: int) -> str:
        signs = normalize("NFKC", chr(code)).casefold()
        self[code] = kept = "".join(s if category(s)[0] in WORDS else " " for s in signs)
        return kept


SIGNS = _Signs()


def plain(text: str) -> str:
    """A text in one form of its characters; words that are written apart stay apart by a blank."""
    if not text.isascii() and COMBINING.search(text):
        text = normalize("NFC", text)
    return " ".join(text.translate(SIGNS).split())


def without_numbers(text: str) -> str:
    """The same, with one sign for every number: a date or a sum that was swapped changes nothing.

    Blanks are left out, so that text of any script is one run of signs.
    """
    return DIGITS.sub("0", plain(text)).replace(" ", "")
