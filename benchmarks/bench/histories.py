"""Whole lives, checked by the aggregate and ready to be written; the same in every run."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from bench import lives
from bench.words import TEXT, TITLE
from petition_es.domain.codes import Party
from petition_es.domain.entry import Actor, Entry
from petition_es.domain.event import Event
from petition_es.domain.identity import derived_id
from petition_es.domain.petition import Petition, Register, Submit
from petition_es.domain.sealed import Sealed
from petition_es.office.histories import derived_number
from petition_es.store.event_store import PetitionStore

BEGAN = datetime(2016, 1, 1, 9, tzinfo=UTC)
BATCH = 500
"""How many petitions are written in one transaction."""


def petition_id(number: int) -> UUID:
    """The id of the petition of this number."""
    return derived_id("bench", str(number), "petition")


def told(number: int) -> list[Event]:
    """The life of one petition, as the aggregate lets it pass."""
    petitioner = f"p-{number}"
    act = Submit(
        title=Sealed(TITLE),
        text=Sealed(TEXT),
        channel="wechat",
        parties=(Party(petitioner_id=petitioner),),
    )
    by = Actor(actor_id=petitioner, role="petitioner")
    petition = Petition.submitted(petition_id(number), act, _entry(number, 0, by))
    for step, (act_of_office, actor) in enumerate(lives.steps(number), 1):
        done = act_of_office
        if isinstance(done, Register):
            serial = str(derived_number(petition.id, BEGAN.year))
            done = Register(purpose="request", number=serial)
        petition.perform(done, _entry(number, step, actor))
    return petition.collect_events()


def batches(numbers: Sequence[int]) -> Iterator[list[Event]]:
    """The lives of these petitions, as many in one batch as are written together."""
    for first in range(0, len(numbers), BATCH):
        yield [event for number in numbers[first : first + BATCH] for event in told(number)]


def load(store: PetitionStore, petitions: int) -> None:
    """Write so many lives that are not there yet."""
    for batch in batches(range(petitions)):
        if not store.exists(batch[-1].originator_id):
            store.append(batch)


def _entry(number: int, step: int, by: Actor) -> Entry:
    at = BEGAN + timedelta(minutes=number, days=step)
    return Entry(
        event_id=derived_id("bench", str(number), str(step)), actor=by, at=at, recorded_at=at
    )
