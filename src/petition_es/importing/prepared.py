"""What stands ready for the store: a history, and where in its file every step of it came from."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property
from uuid import UUID

from petition_es.domain.codes import OutsideReference, Party, Precision, Source
from petition_es.domain.entry import Actor, Entry
from petition_es.domain.identity import derived_id, petitioner_stream
from petition_es.domain.petition import Submit
from petition_es.domain.petitioner import Petitioner, PetitionerEvent
from petition_es.domain.sealed import Sealed
from petition_es.importing.plain_codes import id_part, plain_code
from petition_es.importing.times import Moment
from petition_es.office.histories import History

IMPORTER = Actor(actor_id="importer", role="importer")

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step stands in its file; ``what`` names it, if the name may be repeated."""

    line: int
    column: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A history ready to be written.

    The first place is that of its identifier, and there is one for each step.  ``events`` says
    what became of the events of a case log, ``chars`` how much text there is to hold.
    """

    history: History
    places: tuple[Place, ...]
    events: Counter[str] = field(default_factory=Counter)
    chars: int = 0


@dataclass(frozen=True)
class SourceRecord:
    """A record of a foreign system, from which the ids of all that it becomes are derived."""

    system: str
    record_id: str
    zone: tzinfo
    recorded_at: datetime

    @cached_property
    def code(self) -> str:
        """The record's own id, as a code."""
        return plain_code(self.record_id)

    @cached_property
    def _id_part(self) -> str:
        return id_part(self.record_id)

    def id_of(self, step: str) -> UUID:
        """The id of a step, the same at every import; no slash may stand in a step."""
        return derived_id(self.system, self._id_part, step)

    def entry(
        self,
        step: str,
        moment: Moment,
        *,
        precision: Precision | None = None,
        code: str | None = None,
        actor: Actor = IMPORTER,
        on_behalf_of: str | None = None,
    ) -> Entry:
        """An entry of what the record says of a moment, on the wall clock of its office.

        Without ``precision`` it is as exact as the moment; ``code`` names a part of the record
        that has a name of its own.  When the source recorded it, nobody knows.
        """
        return Entry(
            event_id=self.id_of(step),
            actor=actor,
            at=moment.at.astimezone(self.zone),
            at_precision=precision or moment.precision,
            recorded_at=self.recorded_at,
            on_behalf_of=on_behalf_of,
            source=Source(system=self.system, record_id=code or self.code),
        )


def submission(
    record: SourceRecord, petitioner_id: str, *, title: str, text: str, channel: str = "unknown"
) -> Submit:
    """The submission that a record tells of; where the source has no words, they are empty."""
    return Submit(
        channel=channel,  # type: ignore[arg-type]  # mappings are held to the list
        parties=(Party(petitioner_id=petitioner_id),),
        title=Sealed(title),
        text=Sealed(text),
        outside_reference=OutsideReference(system=record.system, record_id=record.code),
    )


def appearance(petitioner_id: str, entry: Entry) -> tuple[PetitionerEvent, ...]:
    """The first event of a person."""
    petitioner = Petitioner(petitioner_stream(petitioner_id))
    petitioner.create(entry, petitioner_id=petitioner_id)
    return tuple(petitioner.collect_events())
