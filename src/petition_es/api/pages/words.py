"""The words of a page in one language: sentences, labels, units, times and lengths."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup, escape

from petition_es.messages import label
from petition_es.messages.catalogue import sentence
from petition_es.messages.wording import Wording
from petition_es.projections.timeline import UnitCard

DOT, SPACE = Markup(" · "), Markup(" ")
"""What stands between things said side by side; joined with these, all stay escaped once."""

NUMBERS = {
    "number": Markup('<span class="whole">{0}</span>'),
    "petition": Markup('<a class="whole" href="/t/{0}">{0}</a>'),
}
"""How a petition's number is marked up: the page's own, and another petition's."""

DAYS_WITHOUT_HOURS = 7
"""From so many days on, hours say nothing more."""


class _PageWording(Wording):
    """Escapes every fact; marks times up as times, and leads to other petitions."""

    def format_field(self, value: object, format_spec: str) -> str:
        """Say one fact as its placeholder asks."""
        if isinstance(value, Markup):
            return value
        if format_spec in ("date", "moment"):
            moment = datetime.fromisoformat(value) if isinstance(value, str) else value
            if isinstance(moment, datetime):
                return marked_up(moment, self.language, with_time=format_spec == "moment")
        if format_spec in NUMBERS:
            return NUMBERS[format_spec].format(value)
        return escape(super().format_field(value, format_spec))


def marked_up(moment: datetime, language: str, *, with_time: bool) -> Markup:
    """Mark a time up, so that programs read it too."""
    machine = moment.isoformat(timespec="minutes") if with_time else moment.date().isoformat()
    words = written(moment, language, with_time=with_time)
    return Markup('<time datetime="{}">{}</time>').format(machine, words)


def written(moment: datetime, language: str, *, with_time: bool) -> str:
    """Write a time as it stood on the office's wall clock, the way this language writes it."""
    chinese = f"{moment.year}年{moment.month}月{moment.day}日"
    day = chinese if language == "zh" else f"{moment:%Y-%m-%d}"
    return f"{day} {moment:%H:%M}" if with_time else day


@dataclass(frozen=True)
class Words:
    """Says everything in one language; in its sentences every fact is escaped already."""

    language: str

    def say(self, key: str, **facts: object) -> Markup:
        """Say a sentence of the catalogue, its times marked up."""
        plain = str(escape(sentence(key, self.language)))
        return Markup(_PageWording(self.language).vformat(plain, (), facts))  # noqa: S704  # all of it is escaped

    def label(self, family: str, code: str) -> str:
        """Say what a code is called."""
        return label(family, code, self.language)

    def unit(self, card: UnitCard) -> Markup:
        """Name a unit and its level; by its id where nobody knows it."""
        if card.name is None or card.level is None:
            return self.say("view.unknown_unit", unit_id=card.unit_id)
        name = card.name.in_language(self.language)
        return self.say("view.unit", name=name, level=card.level)

    def later(self, elapsed: timedelta) -> Markup:
        """Say how long after the step before."""
        days, hours, minutes = elapsed.days, elapsed.seconds // 3600, elapsed.seconds % 3600 // 60
        if days:
            with_hours = hours and days < DAYS_WITHOUT_HOURS
            key = "view.later.days_hours" if with_hours else "view.later.days"
        elif hours:
            key = "view.later.hours_minutes" if minutes else "view.later.hours"
        else:
            key = "view.later.minutes" if minutes else "view.later.at_once"
        return self.say(key, days=days, hours=hours, minutes=minutes)
