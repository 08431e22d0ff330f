"""The year of which the tests load a part."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger import Ledger

from petition_es.domain.petition import PetitionEvent
from petition_es.simulation.arrivals import Year
from petition_es.simulation.loading import Tally
from petition_es.simulation.telling import Told

YEAR = Year(seed=1, first_day=date(2016, 1, 1))
PETITIONS = 4_000


@dataclass(frozen=True)
class Loaded:
    """What was told, and what the log made of it."""

    told: list[Told]
    tally: Tally
    ledger: Ledger

    def stream(self, petition_id: UUID) -> list[PetitionEvent]:
        return self.ledger.streams[petition_id]  # type: ignore[return-value]

    @property
    def streams(self) -> list[list[PetitionEvent]]:
        return [self.stream(each.history.petition_id) for each in self.told]

    @property
    def events(self) -> list[PetitionEvent]:
        return [event for stream in self.streams for event in stream]
