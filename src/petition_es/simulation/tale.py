"""How a simulated petition is told: step by step, each due some time after the one before."""

from collections import Counter
from random import Random
from typing import Any
from uuid import UUID

from petition_es.domain.codes import Channel, Precision, Source
from petition_es.domain.entry import Actor, Entry
from petition_es.domain.petition import Act
from petition_es.office.histories import Step
from petition_es.simulation.arrivals import FACE_TO_FACE, Arrival, Year
from petition_es.simulation.calendar import DAY, in_office, local
from petition_es.simulation.fitted import days
from petition_es.simulation.offices import Office
from petition_es.simulation.shares import irregular
from petition_es.simulation.source import SYSTEM, simulated_id
from petition_es.simulation.truth import Truth

A_MINUTE = 60
MINUTES_AT_ONCE = 9

OCCASION = "of:"
"""Stands before the name of what might have been irregular, where it is counted."""


class YearOver(Exception):
    """The next step would come after the year: it has not happened."""


class Tale:
    """A petition's history in the making."""

    def __init__(self, year: Year, arrival: Arrival, random: Random) -> None:
        self.arrival, self.random = arrival, random
        self.petitioner = Actor(actor_id=arrival.person, role="petitioner")
        self.steps: list[Step] = []
        self.truths: list[Truth] = []
        self.now = arrival.at
        self.record = year.record(arrival.row)
        self.made: Counter[str] = Counter()
        """What was drawn to be irregular or not (`of:…`), and what came of it."""
        self.last_entry: UUID | None = None
        self._year, self._ends = year, year.ends

    # ---- Who does what, and when ----

    def office(self, office: Office, act: Act, stage: str) -> UUID:
        """An office acts in its working time, when the days of a stage have passed."""
        return self.office_at(office, act, in_office(self.random, self.due(stage)))

    def office_at(self, office: Office, act: Act, moment: int) -> UUID:
        """An office acts at a moment; never before the last step."""
        self.now = max(moment, self.now + A_MINUTE)
        return self.tell(office.officer, act)

    def office_in_hours(self, office: Office, act: Act, moment: int) -> UUID:
        """An office acts at a moment, or in its next working time."""
        return self.office_at(office, act, in_office(self.random, max(moment, self.now + A_MINUTE)))

    def office_on_paper(self, office: Office, act: Act, stage: str, keyed_in_days: int) -> UUID:
        """An office acts on a day, and the paper that says so is keyed in some days later."""
        self.now = in_office(self.random, self.due(stage))
        keyed_in = in_office(self.random, self.now + keyed_in_days * DAY)
        event_id = self.tell(office.officer, act, precision="day", keyed_in=keyed_in)
        self.now = keyed_in
        return event_id

    def at_once(self, office: Office, act: Act) -> UUID:
        """An office acts within minutes of the last step."""
        self.now += A_MINUTE + int(self.random.random() * MINUTES_AT_ONCE * A_MINUTE)
        return self.tell(office.officer, act)

    def person(self, act: Act, moment: int, writer: Office) -> UUID:
        """The petitioner acts at a moment; for who came in person an officer writes it down."""
        if self.arrival.channel not in FACE_TO_FACE:
            self.now = max(moment, self.now)
            return self.tell(self.petitioner, act)
        self.now = in_office(self.random, max(moment, self.now))
        return self.tell(writer.officer, act, on_behalf_of=self.arrival.person)

    def due(self, stage: str) -> int:
        """The moment at which a stage is over that begins now: in a minute at the earliest."""
        return self.now + A_MINUTE + int(days(stage).draw(self.random) * DAY)

    def on_the_way_to(self, moment: int) -> int:
        """Some moment between now and then."""
        return self.now + A_MINUTE + int((moment - self.now) * self.random.random())

    # ---- What is told ----

    def tell(
        self,
        actor: Actor,
        act: Act,
        *,
        on_behalf_of: str | None = None,
        precision: Precision = "second",
        keyed_in: int | None = None,
        entry_channel: Channel | None = None,
    ) -> UUID:
        """Tell one step as of now, and answer its id; `keyed_in` is when it was written down."""
        if max(self.now, keyed_in or 0) >= self._ends:
            raise YearOver
        event_id = simulated_id(self.record, str(len(self.steps)))
        at = local(self.now)
        recorded_at = at if keyed_in is None else local(keyed_in)
        entry = Entry(
            event_id=event_id,
            actor=actor,
            at=at,
            at_precision=precision,
            recorded_at=recorded_at,
            on_behalf_of=on_behalf_of,
            entry_channel=entry_channel,
            source=Source(system=SYSTEM, record_id=self.record, recorded_at=recorded_at),
        )
        self.steps.append(Step(act, entry))
        self.last_entry = event_id
        return event_id

    def entry(self, step: str) -> Entry:
        """An entry of the petitioner's coming, for another stream than the petition's."""
        moment = local(self.arrival.at)
        return Entry(
            event_id=simulated_id(self.record, step),
            actor=self.petitioner,
            at=moment,
            recorded_at=moment,
            source=Source(system=SYSTEM, record_id=self.record, recorded_at=moment),
        )

    # ---- What only the simulation knows ----

    def slips(self, what: str) -> bool:
        """Draw whether something irregular is done where it might be."""
        self.made[f"{OCCASION}{what}"] += 1
        return self.random.random() < irregular(what) * self._year.irregular

    def is_found(self, what: str, drawn_as: str | None = None, **facts: Any) -> None:
        """Note something irregular that an audit ought to find."""
        self.made[drawn_as or what] += 1
        self._note(what, "positive", facts)

    def is_honest(self, what: str, **facts: Any) -> None:
        """Note what looks irregular, and is not: an audit ought to leave it alone."""
        self.made[what] += 1
        self._note(what, "hard_negative", facts)

    def _note(self, what: str, kind: str, facts: dict[str, Any]) -> None:
        known = {"petition": self.arrival.petition_id, "number": self.arrival.number}
        self.truths.append({"what": what, "is": kind, **known, **facts})
