"""Given, when, then: a petition's story told in a test.

given(submitted(), registered(), referred(ROADS))
    .when(Receive(), by=ROADS, on=2)
    .then(Received, referral_id="to-roads")
    .when(Receive(), by=ROADS, on=3)
    .then_refused(AlreadyReceived)
"""

from typing import Any, Self

from happenings import Happening
from histories import petition_in, petition_of
from people_and_days import entry
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Act, Petition, PetitionEvent, State
from petition_es.domain.refusals import Refusal


class Scenario:
    """A petition to which things happen, one after the other."""

    def __init__(self, petition: Petition) -> None:
        self.petition = petition
        self.refusal: Refusal | None = None
        self.events: list[PetitionEvent] = []

    def when(
        self, act: Act, by: Actor, on: float, recorded: float | None = None, **stamp: Any
    ) -> Self:
        """Somebody acts; what comes of it is said by the `then` that follows."""
        self._nothing_was_refused()
        before = len(self.petition.recorded)
        try:
            self.petition.perform(act, entry(by, on, recorded, **stamp))
        except Refusal as refusal:
            self.refusal = refusal
        self.events = self.petition.recorded[before:]
        return self

    def then(self, event_class: type[PetitionEvent], **content: Any) -> Self:
        """One event of this kind was recorded, and says this."""
        self._nothing_was_refused()
        (event,) = [event for event in self.events if isinstance(event, event_class)]
        assert {name: getattr(event, name) for name in content} == content
        return self

    def then_refused(self, refusal: type[Refusal], /, **facts: str) -> Self:
        """The act was refused by exactly this rule, and nothing was recorded."""
        assert self.refusal is not None, f"not refused: {self.events}"
        assert type(self.refusal) is refusal, f"{self.refusal!r}"
        assert {name: self.refusal.facts.get(name) for name in facts} == facts
        assert not self.events
        self.refusal = None
        return self

    def then_in(self, state: State) -> Self:
        """The petition stands in this state."""
        self._nothing_was_refused()
        assert self.petition.file.state == state
        return self

    def then_in_hand_of(self, *units: Actor) -> Self:
        """These units have the petition in hand, and no others."""
        self._nothing_was_refused()
        in_hand = {referral.to_unit for referral in self.petition.file.in_hand()}
        assert in_hand == {unit.unit_id for unit in units}
        return self

    def _nothing_was_refused(self) -> None:
        if self.refusal is not None:
            raise self.refusal


def given(*happenings: Happening) -> Scenario:
    """A petition whose record these happenings are."""
    return Scenario(petition_of(*happenings))


def given_in(state: State, *more: Happening) -> Scenario:
    """A petition that came to this state, with what else happened after that."""
    return Scenario(petition_in(state, *more))
