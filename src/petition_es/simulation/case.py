"""What is drawn for one petition before its story is told: who takes part, and the way it goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from petition_es.domain.codes import Party, UnitLevel
from petition_es.domain.event import Event
from petition_es.domain.identity import petitioner_stream
from petition_es.domain.petitioner import Petitioner
from petition_es.domain.regime.timing import PATH_OF_PURPOSE
from petition_es.simulation.arrivals import FACE_TO_FACE, Arrival
from petition_es.simulation.gatherings import BLOCK_ROWS, Kind
from petition_es.simulation.offices import Office
from petition_es.simulation.pace import Pace
from petition_es.simulation.routes import draw_route
from petition_es.simulation.shares import happens, share
from petition_es.simulation.source import opaque_code
from petition_es.simulation.tale import Tale
from petition_es.simulation.wording import Words

SIGNERS_MAX = 4
PERSONS_MAX = 30


@dataclass(frozen=True, slots=True)
class Opinion:
    """An opinion that was issued: the entry that holds it, what it says, by whom and when."""

    entry: UUID
    words: Words
    office: Office
    at: int


@dataclass(frozen=True, slots=True)
class Before:
    """What a petition has to know of an earlier one: who decided on it, and with which opinion."""

    arrival: Arrival
    decider: Office
    opinion: Opinion | None


class Case:
    """One petition: its tale, its matter, its route, and how far it has come."""

    claims: tuple[str, ...] = ()
    opinion: Opinion | None = None
    second: Office | None = None
    is_assigned = False
    is_simple = False
    is_answered_by_registrar = False
    is_resolved = False
    is_promised = False
    is_carried_out = False
    broken_promise: UUID | None = None
    answer_due = 0
    extended_from: int | None = None

    def __init__(self, tale: Tale, earlier: "Before | None" = None) -> None:
        """Draw it; `earlier` is the petition that this one repeats, or whose desk it shares."""
        self.tale, self.random, self.arrival = tale, tale.random, tale.arrival
        is_repeat = tale.arrival.earlier is not None
        self.before = earlier
        self.earlier = earlier.arrival if earlier and is_repeat else None
        self.matter = tale.arrival.matter
        self.pace = Pace(tale, self.matter.county)
        self.route = draw_route(self.matter, self.random, self._deciding())
        self.purpose = share("purpose").draw(self.random)
        self.pace.where.registered_at = self.route.registrar.level
        self.pace.where.path = PATH_OF_PURPOSE.get(self.purpose)
        self.is_noticed = is_repeat and happens("repeat_noticed", self.random)
        self.signers = self._signers() if happens("joint", self.random) else []

    @property
    def desk(self) -> Kind | None:
        """What it has in common with other petitions on the desk that decides on it."""
        gathering = self.arrival.gathering
        return gathering.kind if gathering and gathering.kind != "crowd" else None

    @property
    def leader_at(self) -> int:
        """When the first one came of those whom it gathers with."""
        return self.before.arrival.at if self.before and not self.earlier else self.arrival.at

    @property
    def position(self) -> int:
        """The place in the row of those whom it gathers with."""
        gathering = self.arrival.gathering
        return gathering.indices.index(self.arrival.row % BLOCK_ROWS) if gathering else 0

    def _deciding(self) -> UnitLevel | None:
        """The level that decides, where it is settled: on a repeat mostly who decided before."""
        if self.desk:
            return "county"
        if self.earlier and self.before and happens("same_decider", self.random):
            return self.before.decider.level
        return None

    @property
    def parties(self) -> tuple[Party, ...]:
        """The petitioner, and who signed with them."""
        signers = (Party(petitioner_id=each, role="joint_signer") for each in self.signers)
        return (Party(petitioner_id=self.arrival.person), *signers)

    def draw_persons(self) -> int:
        """How many persons stand behind it; a joint petition has more than those who are named."""
        more = int(self.random.random() * PERSONS_MAX) if self.signers else 0
        return 1 + len(self.signers) + more

    @property
    def came_in_person(self) -> bool:
        """Tell whether an officer writes down what the petitioner says."""
        return self.arrival.channel in FACE_TO_FACE

    def meanwhile(self) -> int:
        """Some moment before the answer is due."""
        return self.tale.on_the_way_to(self.answer_due)

    def strangers(self) -> Iterator[Event]:
        """The first events of everybody who has not come before."""
        first = [] if self.arrival.is_known_person else [self.arrival.person]
        for index, person in enumerate([*first, *self.signers]):
            petitioner = Petitioner(petitioner_stream(person))
            petitioner.create(self.tale.entry(f"person-{index}"), petitioner_id=person)
            yield from petitioner.collect_events()

    def _signers(self) -> list[str]:
        many = 1 + int(self.random.random() * SIGNERS_MAX)
        return [opaque_code(f"signer-{n}", self.tale.record) for n in range(many)]
