"""An office around in-memory ports, with a small tree of units."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from fakes import MemoryAnswers, MemoryAttempts, MemoryLog, MemoryNumbers, StoppedClock
from histories import day
from petition_es.domain.codes import Party, UnitKind, UnitLevel
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Refer, Register, Submit
from petition_es.domain.sealed import Sealed
from petition_es.domain.unit import UnitName
from petition_es.office.circumstances import Recorded
from petition_es.office.front_desk import FrontDesk
from petition_es.office.histories import Histories
from petition_es.office.petition_office import PetitionOffice
from petition_es.office.petitioner_registry import PetitionerRegistry
from petition_es.office.policy import Policy
from petition_es.office.unit_registry import UnitRegistry

STEWARD = Actor(actor_id="steward", role="steward")
PETITIONER = Actor(actor_id="p-li", role="petitioner")
STRANGER = Actor(actor_id="p-zhao", role="petitioner")

TREE: list[tuple[str, UnitLevel, UnitKind, str | None]] = [
    ("province", "provincial", "petition_bureau", None),
    ("city", "municipal", "petition_bureau", "province"),
    ("county", "county", "petition_bureau", "city"),
    ("roads", "county", "functional_department", "county"),
    ("water", "county", "functional_department", "county"),
    ("other-city", "municipal", "petition_bureau", "province"),
]


def officer(unit_id: str) -> Actor:
    """An officer of this unit."""
    return Actor(actor_id=f"officer-{unit_id}", role="officer", unit_id=unit_id)


@dataclass
class Setting:
    """The office and everything around it."""

    log: MemoryLog = field(default_factory=MemoryLog)
    clock: StoppedClock = field(default_factory=lambda: StoppedClock(day(0)))

    def __post_init__(self) -> None:
        self.numbers = MemoryNumbers(self.log)
        self.units = UnitRegistry(self.log)
        self.policy = Policy(self.units)
        self.office = PetitionOffice(
            self.log, self.numbers, MemoryAnswers(), self.policy, clock=self.clock, new_id=uuid4
        )
        self.persons = PetitionerRegistry(self.log)
        self.histories = Histories(self.log, self.numbers, self.policy)
        self.desk = FrontDesk(self.numbers, MemoryAttempts(), self.clock)
        for unit_id, level, kind, superior in TREE:
            self.units.establish(
                self.office.entry(STEWARD), unit_id,
                name=UnitName(zh=unit_id), level=level, kind=kind, superior=superior,
            )  # fmt: skip

    def submitted(self) -> Recorded:
        """A petition that was handed in."""
        act = Submit(
            title=Sealed("路"), text=Sealed("路坏了"), parties=(Party(petitioner_id="p-li"),)
        )
        return self.office.submit(act, PETITIONER)

    def registered(self, by: str = "county") -> UUID:
        """A petition that a bureau registered."""
        petition_id = self.submitted().petition_id
        self.office.perform(petition_id, Register(purpose="request"), officer(by))
        return petition_id

    def referred(self, to: str = "roads", by: str = "county") -> UUID:
        """A petition that was sent to a unit."""
        petition_id = self.registered(by)
        self.office.perform(petition_id, Refer(to_unit=to), officer(by))
        return petition_id
