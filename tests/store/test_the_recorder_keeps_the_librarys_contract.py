"""The library's own tests of a recorder, on ours."""

import sys
from uuid import uuid5

import pytest
from eventsourcing import cryptography
from eventsourcing.persistence import StoredEvent
from made_events import NOON

from petition_es.domain.identity import NAMESPACE
from petition_es.store.datastore import StoreDatastore
from petition_es.store.lanes import Lanes
from petition_es.store.recorder import PetitionRecorder
from petition_es.store.stored import PetitionStoredEvent

# The library's tests import its cipher on pycryptodome; the one on `cryptography` is the same.
sys.modules.setdefault("eventsourcing.cipher", cryptography)
from eventsourcing.tests.persistence import (  # noqa: E402
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
)


class RecorderOfPlainEvents(PetitionRecorder):
    """Takes the four columns that the library's tests write, and adds ours."""

    def insert_events(self, stored_events, **kwargs):
        return super().insert_events([self.complete(event) for event in stored_events], **kwargs)

    def complete(self, event: StoredEvent) -> PetitionStoredEvent:
        event_id = uuid5(NAMESPACE, f"{event.originator_id}/{event.originator_version}")
        return PetitionStoredEvent(
            **vars(event), event_id=event_id, recorded_at=NOON, metadata={}, sealed=None
        )


@pytest.fixture
def recorder(request, store, database_url):
    datastore = StoreDatastore(database_url)
    lanes = Lanes(datastore.address)
    request.instance.recorder = RecorderOfPlainEvents(datastore, lanes, store.watch)
    yield
    lanes.close()
    datastore.close()


@pytest.mark.usefixtures("recorder")
class TestTheApplicationRecorder(ApplicationRecorderTestCase[PetitionRecorder]):
    def create_recorder(self):
        return self.recorder

    def test_a_subscriber_is_told_what_stands_and_what_comes(self):
        self.optional_test_insert_subscribe()


@pytest.mark.usefixtures("recorder")
class TestTheOrderOfPositions(NonInterleavingNotificationIDsBaseCase):
    insert_num = 500

    def create_recorder(self):
        return self.recorder
