"""Does what a petitioner's form asks for: on the version that was shown, and only once."""

import json
from dataclasses import dataclass

from petition_es.api.pages.filling_in import Filled
from petition_es.api.pages.papers import hashes
from petition_es.api.pages.petitioners_acts import refused
from petition_es.bootstrap import House
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Act, Petition
from petition_es.domain.refusals import PetitionMovedOn, Refusal
from petition_es.office.circumstances import Once
from petition_es.store.faults import ConcurrentChange

NOT_SAID = frozenset({"version", "go", "code"})
"""Fields that are about the form and not about the matter."""


@dataclass(frozen=True)
class Doing:
    """A petitioner does what a form says."""

    house: House
    petition: Petition
    actor: Actor
    filled: Filled

    def do(self) -> None:
        """Perform the acts of the form, one after the other; a form sent twice is done once.

        Refuses by the name of the rule, and with PetitionMovedOn where somebody acted since the
        form was shown.
        """
        version = self.filled.version
        for act in self.filled.acts(self.petition, self.actor, self._is_done):
            version = self._perform(act, version)

    def _perform(self, act: Act, version: int) -> int:
        """Perform one act on a version, and answer the version after it."""
        house, petition_id, once = self.house, self.petition.id, self._once(act)
        if not self._is_done(act):
            try:
                self._check(act, version)
            except Refusal:  # The form may have been sent twice, and the other one done by now.
                if not self._is_done(act):
                    raise
            else:
                act = self.filled.with_papers(house, petition_id, act)
        try:
            recorded = house.office.perform(
                petition_id, act, self.actor, if_version=version, once=once
            )
        except ConcurrentChange as reason:
            raise PetitionMovedOn(version=version + 1, expected=version) from reason
        return recorded.version

    def _is_done(self, act: Act) -> bool:
        once, now = self._once(act), self.house.clock()
        return self.house.store.answers.find(once.key, once.body, now) is not None

    def _check(self, act: Act, version: int) -> None:
        """Refuse before a paper is kept for an act that is not going to be."""
        petition = self.house.office.petition(self.petition.id)
        refusal = refused(act, petition, self.actor, self.house)
        if refusal is not None:
            raise refusal
        if petition.version != version:
            raise PetitionMovedOn(version=petition.version, expected=version)

    def _once(self, act: Act) -> Once:
        """One form may make several acts, of which each is done once."""
        part = getattr(act, "evaluatee", "")
        said = {k: v for k, v in self.filled.form.fields.items() if k not in NOT_SAID}
        return Once(
            key=f"{self.actor.actor_id} {self.filled.form_id} {act.NAME} {part}",
            body=json.dumps([sorted(said.items()), hashes(self.filled.form.files)]),
        )
