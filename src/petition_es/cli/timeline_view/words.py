"""The words and signs of a timeline on a terminal, as far as the terminal can write them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from petition_es.messages import label, say
from petition_es.projections.timeline import UnitCard

DAYS_WITHOUT_HOURS = 7
"""From so many days on, hours say nothing more."""


@dataclass(frozen=True)
class Signs:
    """One sign for each thing that words say as well; nothing is said by a sign alone."""

    rule: str = "─"
    line: str = "│"
    dot: str = "·"
    arrow: str = "→"
    phone: str = "☎"
    done: str = "✔"
    here: str = "▶"
    ahead: str = "○"
    skipped: str = "-"
    newest: str = "●"
    step: str = "○"
    exception: str = "▲"
    closed: str = "■"
    record: str = "·"
    voided: str = "✗"
    strike: str = "~"


ASCII = Signs(
    rule="-",
    line="|",
    dot="-",
    arrow="->",
    phone="tel.",
    done="+",
    here=">",
    ahead="o",
    newest="*",
    step="o",
    exception="!",
    closed="#",
    record=".",
    voided="x",
)


@dataclass(frozen=True)
class Words:
    """Says everything in one language, with signs that the terminal has."""

    language: str
    encoding: str
    signs: Signs

    @classmethod
    def fitting(cls, language: str, encoding: str) -> Self:
        """Take the language and the signs that the encoding can write; English it always can."""
        is_utf8 = encoding.lower().replace("-", "") in {"utf8", "utf16", "utf32"}
        spoken = language if _can_write(encoding, say("stage.referred", language)) else "en"
        return cls(spoken, encoding, Signs() if is_utf8 else ASCII)

    def say(self, key: str, **facts: object) -> str:
        """Say a sentence of the catalogue."""
        return say(key, self.language, **facts)

    def label(self, family: str, code: str) -> str:
        """Say what a code is called."""
        return label(family, code, self.language)

    def unit(self, card: UnitCard) -> str:
        """Name a unit and its level; by its id where nobody knows it."""
        if card.name is None or card.level is None:
            return self.say("view.unknown_unit", unit_id=card.unit_id)
        name = card.name.in_language(self.language)
        readable = name if _can_write(self.encoding, name) else card.unit_id
        return self.say("view.unit", name=readable, level=card.level)

    def unit_with_phone(self, card: UnitCard) -> str:
        """Name a unit and where it can be called."""
        phone = f"  {self.signs.phone} {card.phone}" if card.phone else ""
        return self.unit(card) + phone

    def later(self, elapsed: timedelta) -> str:
        """Say how long after the step before."""
        days = elapsed.days
        hours, seconds = divmod(elapsed.seconds, 3600)
        minutes = seconds // 60
        if days:
            with_hours = hours and days < DAYS_WITHOUT_HOURS
            key = "view.later.days_hours" if with_hours else "view.later.days"
        elif hours:
            key = "view.later.hours_minutes" if minutes else "view.later.hours"
        else:
            key = "view.later.minutes" if minutes else "view.later.at_once"
        return self.say(key, days=days, hours=hours, minutes=minutes)


def _can_write(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
