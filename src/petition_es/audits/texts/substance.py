"""What an answer says when its set phrases are taken out (空洞答复).

An answer that was received, forwarded, thanked for and promised, and nothing else, has none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from petition_es.audits.texts.set_phrases import set_phrases

WORD = 2
"""A word written in letters says as much as about two Chinese characters."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTERS = re.compile(r"[a-zA-Z]{2,}")
_NAMED = re.compile(r"[\"“”][^\"“”]{0,24}[\"“”]")
_FIGURES = re.compile(
    r"https?://\S*|[\w.]+@[\w.]+"
    r"|\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*[日号]?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|[(（]?\d{3,4}[)）]?[\s—-]*\d{4}[\s-]?\d{3,4}|\d{5,}"
)
_CLAUSE = re.compile(r"[。！？；，、：!?;,:…\n\r()（）【】]+|\.(?=\s|$)|\s{2,}")
_BLANKS = re.compile(r"(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])")
_TITLE = re.compile(r"[《》]")
_LONGEST_NAME = 22
"""Signs of the longest office that a text is signed by, the last of which is no substance."""
_LONGEST_PHRASE = 160
_SIGNATURE = re.compile(
    r"(?!.*[已将在由请向到为了未无])\w{2,20}(?:局|办|办公室|委|委员会|中心|政府|大队|支队|厅|部|院|公司)"
)


@dataclass(frozen=True)
class Substance:
    """What remains of a text: how much, and what the rest of it did.

    `signs` counts Chinese characters, and words of other languages twice; `said` names what the set
    phrases do: greeting, receipt, forwarding, promise, contact, not_ours.
    """

    signs: int
    of: int
    said: frozenset[str]


def substance_of(text: str, enough: int | None = None) -> Substance:
    """Take the set phrases, dates, numbers and names of a text out, and count what remains.

    Reading stops as soon as there is certainly `enough`: then `signs` is at least that.
    """
    plain = normalize("NFKC", text).strip()
    said: set[str] = set()
    signs, last = 0, ""
    for clause in _clauses(plain):
        does, last = _does(clause), clause
        if does is None:
            signs += _signs(clause)
        else:
            said.add(does)
        if enough is not None and signs > enough + _LONGEST_NAME:
            break
    if _SIGNATURE.fullmatch(last) and _does(last) is None:
        signs -= _signs(last)
    return Substance(signs, _signs(plain), frozenset(said))


def _clauses(plain: str) -> Iterator[str]:
    bare = _FIGURES.sub("，", _NAMED.sub("", _TITLE.sub("", plain)))
    for clause in _CLAUSE.split(bare):
        if one := _BLANKS.sub("", clause).strip(" .-\"'“”"):
            yield one


def _does(clause: str) -> str | None:
    """What a clause does that is a set phrase from beginning to end."""
    if len(clause) > _LONGEST_PHRASE:
        return None
    match = set_phrases("zh" if _HAN.search(clause) else "en").fullmatch(clause)
    return match.lastgroup if match else None


def _signs(text: str) -> int:
    return len(_HAN.findall(text)) + WORD * len(_LETTERS.findall(text))
