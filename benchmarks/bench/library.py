"""The peer: the `eventsourcing` library as it comes, with a petition's life of seven events."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import InfrastructureFactory, Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from eventsourcing.utils import Environment
from psycopg.sql import SQL, Composed, Identifier

from bench.words import OPINION, TEXT, TITLE

UNITS = 100


class Petition(Aggregate):
    """A petition as a user of the library would write it."""

    class Submitted(Aggregate.Created):
        """It begins."""

        petitioner: str
        channel: str
        title: str
        text: str

    class Registered(Aggregate.Event):
        """It has a number."""

        number: str

    class Referred(Aggregate.Event):
        """It was sent to a unit."""

        to_unit: str

    class Received(Aggregate.Event):
        """The unit signed for it."""

        unit: str

    class Accepted(Aggregate.Event):
        """The unit took it up."""

        unit: str

    class OpinionIssued(Aggregate.Event):
        """The unit answered."""

        unit: str
        text: str

    class Resolved(Aggregate.Event):
        """The unit is finished."""

        unit: str

    @event(Submitted)
    def __init__(self, petitioner: str, channel: str, title: str, text: str) -> None:
        self.petitioner, self.channel, self.state = petitioner, channel, "submitted"
        self.title, self.text = title, text

    @event(Registered)
    def register(self, number: str) -> None:
        """Give it a number."""
        self.number, self.state = number, "registered"

    @event(Referred)
    def refer(self, to_unit: str) -> None:
        """Send it to a unit."""
        self.unit, self.state = to_unit, "referred"

    @event(Received)
    def receive(self, unit: str) -> None:
        """Sign for it."""
        self.unit, self.state = unit, "received"

    @event(Accepted)
    def accept(self, unit: str) -> None:
        """Take it up."""
        self.unit, self.state = unit, "accepted"

    @event(OpinionIssued)
    def issue_opinion(self, unit: str, text: str) -> None:
        """Answer."""
        self.unit, self.text, self.state = unit, text, "answered"

    @event(Resolved)
    def resolve(self, unit: str) -> None:
        """Finish."""
        self.unit, self.state = unit, "resolved"


class Petitions(Application[UUID]):
    """The library's application, with its defaults."""


Step = Callable[[Petition, str], None]

STEPS: tuple[Step, ...] = (
    lambda petition, _: petition.register(f"XF{petition.id.int % 10**10}"),
    lambda petition, unit: petition.refer(unit),
    lambda petition, unit: petition.receive(unit),
    lambda petition, unit: petition.accept(unit),
    lambda petition, unit: petition.issue_opinion(unit, OPINION),
    lambda petition, unit: petition.resolve(unit),
)
EVENTS = 1 + len(STEPS)
"""How many events a life has."""

BATCH = 100
PATIENCE_SECONDS = 120


def begun(number: int) -> Petition:
    """A petition that was handed in."""
    return Petition(petitioner=f"p-{number}", channel="wechat", title=TITLE, text=TEXT)


def unit_of(number: int) -> str:
    """The unit that has the petition of this number."""
    return f"unit-{number % UNITS:03d}"


def live(app: Petitions, number: int) -> None:
    """Lead a petition through its life: get, act, save."""
    petition = begun(number)
    app.save(petition)
    for step in STEPS:
        petition = app.repository.get(petition.id)
        step(petition, unit_of(number))
        app.save(petition)


def load(app: Petitions, petitions: int) -> None:
    """Save whole lives, many in one transaction."""
    for first in range(0, petitions, BATCH):
        app.save(*(_whole(n) for n in range(first, min(first + BATCH, petitions))))


def _whole(number: int) -> Petition:
    petition = begun(number)
    for step in STEPS:
        step(petition, unit_of(number))
    return petition


class Workload(PostgresTrackingRecorder):
    """How many petitions each unit took in, and how many it resolved."""

    def __init__(self, datastore: Any, **kwargs: Any) -> None:
        super().__init__(datastore, **kwargs)
        table = Identifier(datastore.schema, "unit_workload")
        self.sql_create_statements.append(
            SQL(
                "CREATE TABLE IF NOT EXISTS {} (unit_id text PRIMARY KEY, "
                "received bigint NOT NULL, resolved bigint NOT NULL)"
            ).format(table)
        )
        self._count: Composed = SQL(
            "INSERT INTO {} AS known VALUES (%s, %s, %s) ON CONFLICT (unit_id) DO UPDATE "
            "SET received = known.received + excluded.received, "
            "resolved = known.resolved + excluded.resolved"
        ).format(table)

    def count(self, unit: str, received: int, resolved: int, tracking: Tracking) -> None:
        """Count in the transaction of the bookmark."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(self._count, (unit, received, resolved), prepare=True)


class Counted:
    """When the first of some events was folded, and when the last was."""

    def __init__(self, many: int) -> None:
        self._many, self._folded = many, 0
        self._begun = self._ended = 0.0
        self.done = threading.Event()

    def fold(self) -> None:
        """Note that one more was folded."""
        self._folded += 1
        if self._folded == 1:
            self._begun = perf_counter()
        elif self._folded == self._many + 1:
            self._ended = perf_counter()
            self.done.set()

    @property
    def speed(self) -> float:
        """Events a second."""
        return self._many / (self._ended - self._begun)


class UnitWorkload(Projection[Workload]):
    """The library's own projection; every event is one transaction."""

    name = "unit_workload"
    counted = Counted(0)

    @singledispatchmethod
    def process_event(self, _: Any, tracking: Tracking) -> None:
        """Only note how far the view is."""
        self.view.insert_tracking(tracking)
        self.counted.fold()

    @process_event.register
    def received(self, event: Petition.Received, tracking: Tracking) -> None:
        """Signed for."""
        self.view.count(event.unit, 1, 0, tracking)
        self.counted.fold()

    @process_event.register
    def resolved(self, event: Petition.Resolved, tracking: Tracking) -> None:
        """Finished."""
        self.view.count(event.unit, 0, 1, tracking)
        self.counted.fold()


@contextmanager
def running(environment: dict[str, str]) -> Iterator[ProjectionRunner[Petitions, Workload]]:
    """The library's runner at work, from where its view stands."""
    with ProjectionRunner(
        application_class=Petitions,
        projection_class=UnitWorkload,
        view_class=Workload,
        env=environment,
    ) as runner:
        yield runner


@contextmanager
def view(environment: dict[str, str]) -> Iterator[Workload]:
    """The view alone, for whoever waits for it in another process."""
    full = Environment(UnitWorkload.name, {**os.environ, **environment})
    factory = InfrastructureFactory[Workload].construct(env=full)
    yield factory.tracking_recorder(Workload)
    factory.close()


def speed(environment: dict[str, str], events: int) -> float:
    """Fold the next events with the library's runner; how many a second, once it is under way."""
    UnitWorkload.counted = counted = Counted(events)
    with running(environment):
        if not counted.done.wait(PATIENCE_SECONDS):
            raise SystemExit("The library's runner does not get on.")
    return counted.speed
