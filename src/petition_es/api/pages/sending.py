"""Sends a draft (提交): the petition, its papers, and who petitions; once, however often tried.

Words and papers are handed in first, then the name is hidden where that was asked for, and only
then is it written down: at no moment does an office see a name that was to be hidden.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from starlette.datastructures import UploadFile

from petition_es.api.at_the_door import Busy
from petition_es.api.pages.draft import Draft
from petition_es.api.pages.papers import hashes, kept, of_a_new_petition
from petition_es.bootstrap import House, new_id
from petition_es.domain.codes import Party
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Disclose, Submit
from petition_es.domain.petition.the_record import NAMES
from petition_es.domain.refusals import KeyReused, NothingChanged
from petition_es.domain.sealed import Sealed
from petition_es.office.circumstances import Once, Recorded
from petition_es.store.faults import ConcurrentChange

PSEUDONYM_LETTERS = 24
TRIES = 10
"""How often one sending of a form tries to write down who petitions, while others do."""


def send(house: House, draft: Draft, papers: Sequence[UploadFile], language: str) -> Recorded:
    """Hand a draft in, with its papers; sent again, it answers what it answered first.

    Refuses a draft that was changed after it was sent, and papers that are not what they say.
    """
    by = petitioner_of(house, draft)
    once = Once(key=f"submit {draft.form_id}", body=_fingerprint(draft, papers, language))
    words = Submit(
        title=Sealed(draft.title),
        text=Sealed(draft.handed_in(language)),
        parties=(Party(petitioner_id=by.actor_id),),
    )
    recorded = _submit(house, words, papers, once)
    _introduce_once(house, draft, by, recorded.petition_id)
    return recorded


def petitioner_of(house: House, draft: Draft) -> Actor:
    """The person who fills in a form, under a pseudonym that nobody can trace to the form."""
    drawn = house.store.matching.keyed_hash("web petitioner", draft.form_id)
    return Actor(actor_id=f"p-{drawn[:PSEUDONYM_LETTERS]}", role="petitioner")


def _submit(house: House, words: Submit, papers: Sequence[UploadFile], once: Once) -> Recorded:
    by = Actor(actor_id=words.parties[0].petitioner_id, role="petitioner")
    is_known = house.persons.find(by.actor_id) is not None  # Before: who is known was answered.
    is_answered = house.store.answers.find(once.key, once.body, house.clock()) is not None
    if is_known and not is_answered:
        raise KeyReused  # It was sent so long ago that the answer is forgotten.
    petition_id = new_id()
    with of_a_new_petition(house, petition_id):
        attachments = () if is_answered else kept(house, petition_id, papers)
        act = replace(words, attachments=attachments)
        recorded = house.office.submit(act, by, petition_id=petition_id, once=once)
    if recorded.petition_id != petition_id:  # It was sent twice at one moment.
        house.store.attachments.purge([], [petition_id])
    return recorded


def _introduce_once(house: House, draft: Draft, by: Actor, petition_id: UUID) -> None:
    """Write down who petitions; a form that is sent twice at one moment does it in turns."""
    for _ in range(TRIES):
        if house.persons.find(by.actor_id) is not None:
            return
        with suppress(ConcurrentChange, NothingChanged):  # Then the other sending was faster.
            _introduce(house, draft, by, petition_id)
            return
    raise Busy


def _introduce(house: House, draft: Draft, by: Actor, petition_id: UUID) -> None:
    """Hide the name where that was asked for, and only then write it down."""
    names_for = house.office.petition(petition_id).file.names_for
    if (
        draft.identity == "hidden" and names_for != "auditor"
    ):  # Else it was sent again after a fault.
        hide = Disclose(target=NAMES, audience="auditor", reason="petitioner_asked")
        house.office.perform(petition_id, hide, by)
    if draft.is_anonymous:
        house.persons.create(house.office.entry(by), by.actor_id)
        return
    house.persons.introduce(
        (house.office.entry(by), house.office.entry(by)),
        by.actor_id,
        name=Sealed(draft.name),
        phone=Sealed(draft.phone) if draft.phone else None,
    )


def _fingerprint(draft: Draft, papers: Sequence[UploadFile], language: str) -> str:
    """What makes two sendings the same: every word, and every byte of the papers."""
    said = [draft.title, draft.handed_in(language), draft.identity, draft.name, draft.phone]
    return json.dumps([*said, hashes(papers)])
