"""A person who never had a record of their own is forgotten like anybody (删除)."""

from uuid import uuid4

import pytest

from histories import day
from office_setting import PETITIONER, STEWARD
from petition_es.domain.codes import Party
from petition_es.domain.entry import Entry
from petition_es.domain.petition import Petition, Submit
from petition_es.domain.refusals import NoSuchPetitioner
from petition_es.domain.sealed import Sealed
from petition_es.office.erasure import Erasure
from petition_es.office.petitioner_registry import PetitionerRegistry


def entry(actor):
    return Entry(event_id=uuid4(), actor=actor, at=day(0), recorded_at=day(0))


def test_words_of_a_person_without_a_record_are_erased_too(store):
    act = Submit(title=Sealed("题"), text=Sealed("文"), parties=(Party(petitioner_id="p-li"),))
    petition = Petition.submitted(uuid4(), act, entry(PETITIONER))
    store.append(petition.collect_events())
    erasure = Erasure(store, PetitionerRegistry(store))

    assert erasure.erase(entry(STEWARD), "p-li") == 1
    assert store.load(petition.id)[0].text.reveal() is None
    assert erasure.erase(entry(STEWARD), "p-li") == 1


def test_nobody_is_erased_who_was_never_there(store):
    with pytest.raises(NoSuchPetitioner):
        Erasure(store, PetitionerRegistry(store)).erase(entry(STEWARD), "p-nobody")
