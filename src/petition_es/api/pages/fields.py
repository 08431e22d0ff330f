"""Reads single fields of a form as people fill them in, and says what is wrong with them."""

import dataclasses
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from petition_es.domain.refusals import Refusal

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters, which nobody types; tab and line feed are none of them."""

_PHONE = re.compile(r"\+?[0-9][0-9 ()/-]{3,23}[0-9]")


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a field: the key of the sentence that says so, and its facts.

    `about` names the one of several things in the field, such as a file; a mistake without a field
    is about the whole form.
    """

    field: str
    key: str
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)
    about: str = ""

    @classmethod
    def of(cls, field: str, refusal: Refusal) -> "Mistake":
        """A refusal, said at the field that it is about."""
        return cls(field, f"refusal.{refusal.rule}", refusal.facts)


def words(typed: str) -> str:
    """Words of several lines, as typed, without blank space around them."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("", lines).strip()


def one_line(typed: str) -> str:
    """Words of one line: every blank space, and every line break, is one blank."""
    return " ".join(words(typed).split())


def phone(typed: str) -> str:
    """A telephone number with plain digits, whatever keyboard they were typed on."""
    return one_line(unicodedata.normalize("NFKC", typed).replace("\u2010", "-"))


def is_phone(written: str) -> bool:
    """Tell whether a telephone number can be called."""
    return _PHONE.fullmatch(written) is not None


def length(field: str, written: str, *, most: int, needed: str | None = None) -> list[Mistake]:
    """What is wrong with the length of a field; `needed` is said where nothing was written."""
    if not written and needed:
        return [Mistake(field, needed)]
    if len(written) > most:
        return [Mistake(field, "form.too_long", {"most": most, "length": len(written)})]
    return []
