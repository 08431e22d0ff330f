"""What came of it, in the last round: claimed, carried out, confirmed or denied, and voted on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from petition_es.domain.petition import (
    Evaluated,
    FollowedUp,
    OpinionCarriedOut,
    PetitionEvent,
    PetitionFile,
    Referred,
    Reopened,
    Resolved,
    ReviewDecided,
)
from petition_es.domain.petition.state import PROGRESS
from petition_es.projections.timeline.checkpoint import UnitCard
from petition_es.projections.timeline.head import Said, Vote

ANSWERED = range(PROGRESS["answered"], PROGRESS["resolved"] + 1)
"""How far a petition is when an assignment of it begins a new round."""


@dataclass(frozen=True)
class Round:
    """The entries since work last began: at the start, on reopening, or by a new assignment.

    What was claimed or confirmed before a matter was taken up again says nothing about it now.
    """

    cards: Callable[[str], UnitCard]
    entries: tuple[PetitionEvent, ...] = ()

    def next(self, event: PetitionEvent, progress: int, file: PetitionFile) -> "Round":
        """Go on with an entry, before which the petition had come as far as `progress`."""
        began = (
            isinstance(event, Reopened | ReviewDecided)
            if file.state == "reopened"
            else isinstance(event, Referred) and file.state == "referred" and progress in ANSWERED
        )
        return Round(self.cards, (event,) if began else (*self.entries, event))

    def claimed_resolved(self) -> Said | None:
        """The latest claim that the whole is finished."""
        return self._last(lambda event: isinstance(event, Resolved) and event.scope == "whole")

    def carried_out(self) -> Said | None:
        """The latest statement that what the opinion promised was done."""
        return self._last(lambda event: isinstance(event, OpinionCarriedOut))

    def confirmed(self, file: PetitionFile) -> Said | None:
        """The petitioner's latest word that the matter is solved."""
        return self._last(lambda event: self._says(event, file, "yes", "satisfied"))

    def denied(self, file: PetitionFile) -> Said | None:
        """The petitioner's latest word that it is not."""
        return self._last(lambda event: self._says(event, file, "no", "dissatisfied"))

    def votes(self, file: PetitionFile) -> tuple[Vote, ...]:
        """Every vote that was not replaced, on what was resolved in this round."""
        return tuple(
            Vote(
                checkpoint=vote.event_id,
                at=vote.local_at,
                evaluatee=vote.evaluatee,
                unit=self.cards(vote.evaluatee_unit) if vote.evaluatee_unit else None,
                result=vote.result,
            )
            for vote in self._votes(file)
        )

    def _votes(self, file: PetitionFile) -> Iterator[Evaluated]:
        resolved = {entry.resolution_id for entry in self.entries if isinstance(entry, Resolved)}
        for entry in self.entries:
            if isinstance(entry, Evaluated) and entry.resolution_id in resolved:
                vote = file.evaluations.get(entry.evaluation_id)
                if vote is not None and vote.event_id == entry.event_id and not vote.replaced:
                    yield entry

    def _says(self, event: PetitionEvent, file: PetitionFile, answer: str, result: str) -> bool:
        if isinstance(event, FollowedUp):
            return event.answer == answer
        if isinstance(event, Evaluated) and event.evaluatee == "unit":
            return event.result == result and event in self._votes(file)
        return False

    def _last(self, fits: Callable[[PetitionEvent], bool]) -> Said | None:
        for event in reversed(self.entries):
            if fits(event):
                unit = event.acting_unit
                by = self.cards(unit) if unit else None
                return Said(checkpoint=event.event_id, at=event.local_at, by=by)
        return None
