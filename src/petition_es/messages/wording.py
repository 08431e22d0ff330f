"""How facts are put into a sentence: codes by their labels, numbers with their nouns, times.

A placeholder is `{fact}`, or `{fact:how}`:

    {state:state}        the label `state.<code>` of a code; of several codes, all their labels
    {days:count.day}     a number with its noun, in the right plural
    {due:date}           the day of a time; `{at:moment}` day and minute
    {place:code}         the bare word of a code that names its list and version
    {number:number}      a petition's own number, never broken; `{survivor:petition}` another one's
"""

from datetime import datetime
from string import Formatter
from typing import Any

from petition_es.messages.catalogue import catalogue, sentence

SEPARATOR = {"zh": "、", "en": ", "}
COUNT = "count."
NUMBERS = ("number", "petition")


class Wording(Formatter):
    """Puts facts into the sentences of one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        """Say one fact as its placeholder asks."""
        if format_spec.startswith(COUNT):
            return self.vformat(
                sentence(format_spec, self.language, int(value)), (), {"number": value}
            )
        if format_spec in ("date", "moment"):
            return day_and_time(value, with_time=format_spec == "moment")
        if format_spec == "code":
            return str(value).rpartition(":")[2]
        if format_spec in NUMBERS:
            return str(value)
        if format_spec:
            return SEPARATOR[self.language].join(
                label(format_spec, code, self.language) for code in _several(value)
            )
        return SEPARATOR[self.language].join(_several(value))


def label(family: str, code: str, language: str) -> str:
    """What a code is called; a code from outside, which has no label, is its own."""
    forms = catalogue(language).get(f"{family}.{code}")
    return forms[-1] if forms else code


def day_and_time(moment: datetime | str, *, with_time: bool) -> str:
    """Write a time as it stood on the office's wall clock."""
    time = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{time:%Y-%m-%d %H:%M}" if with_time else f"{time:%Y-%m-%d}"


def _several(value: Any) -> list[str]:
    """The codes of a fact; refusals name several in one word, as `a, b`."""
    if isinstance(value, str):
        return value.split(", ")
    if isinstance(value, tuple | list):
        return [str(item) for item in value]
    return [str(value)]
