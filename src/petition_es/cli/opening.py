"""The door of the command line: settings, language, consoles; it opens the house and closes it."""

import locale
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console

from petition_es.bootstrap import House, open_house
from petition_es.cli.reading import Reader
from petition_es.messages import say
from petition_es.office.circumstances import Recorded
from petition_es.settings import Settings


@dataclass
class Door:
    """What every command needs before the house is open; options may still change it."""

    language_wanted: str | None = None
    home: Path | None = None
    overruled: dict[str, Any] = field(default_factory=dict)
    out: Console = field(default_factory=lambda: Console(soft_wrap=True, highlight=False))
    err: Console = field(
        default_factory=lambda: Console(stderr=True, soft_wrap=True, highlight=False)
    )

    @property
    def settings(self) -> Settings:
        """The settings of the environment, with what the command line overrules by now."""
        home = {"home": self.home} if self.home else {}
        overruled: dict[str, Any] = {**home, **self.overruled}
        return Settings(**overruled)

    def overrule(self, **settings: Any) -> None:
        """Let the command line go before the environment, where it says something."""
        self.overruled |= {name: said for name, said in settings.items() if said is not None}

    @property
    def language(self) -> str:
        """The language asked for, else the setting, else the locale's, else English."""
        return self.language_wanted or self.settings.language or _language_of_locale()

    @cached_property
    def reader(self) -> Reader:
        """Reads times on the office's wall clock."""
        return Reader(self.settings.office_zone)

    def say(self, key: str, **facts: object) -> str:
        """A sentence of the catalogue, in the language of this door."""
        return say(key, self.language, **facts)

    def tell(self, sentence: str) -> None:
        """Tell how things are going, beside the result."""
        self.err.print(sentence, style="dim", markup=False)

    def show_json(self, answer: Any) -> None:
        """Print one line of JSON."""
        sys.stdout.write(orjson.dumps(answer, default=str).decode() + "\n")

    def show_recorded(self, house: House, recorded: Recorded, *, as_json: bool) -> None:
        """Say what an act left in the record, and how to look at it."""
        address = recorded.number or str(recorded.petition_id)
        answer = {
            "petition": str(recorded.petition_id),
            "number": recorded.number,
            "version": recorded.version,
            "position": recorded.position,
            "events": [{"id": str(e.event_id), "event": e.TOPIC} for e in recorded.events],
            "state": house.office.petition(recorded.petition_id).file.state,
            "query_code": recorded.query_code,
        }
        if as_json:
            self.show_json(answer)
            return
        names = ", ".join(type(event).__name__ for event in recorded.events)
        state = say(f"state.{answer['state']}", self.language)
        self.out.print(
            self.say(
                "cli.recorded", events=names, number=address, version=recorded.version, state=state
            ),
            markup=False,
        )
        for event in recorded.events:
            self.out.print(f"  {event.event_id}", style="dim")
        if recorded.query_code:
            self.out.print(
                self.say("cli.query_code", code=recorded.query_code), style="bold", markup=False
            )


@contextmanager
def opened(door: Door) -> Iterator[House]:
    """Open the house for one command, and close it behind it."""
    with open_house(door.settings, report=door.tell) as house:
        yield house


def _language_of_locale() -> str:
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next((name for name in names if name), locale.getlocale()[0] or "")
    return "zh" if first.lower().startswith("zh") else "en"
