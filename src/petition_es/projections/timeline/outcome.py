"""What came of it, in the last round: claimed, carried out, confirmed or denied, and voted on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from petition_es.domain.petition import (
    Evaluated,
    FollowedUp,
    OpinionCarriedOut,
    PetitionEvent,
    PetitionFile,
    Resolved,
)
from petition_es.projections.timeline.checkpoint import UnitCard
from petition_es.projections.timeline.head import Said, Vote


@dataclass(frozen=True)
class Round:
    """The entries since work last began: at the start, on reopening, or by a new assignment.

    What was claimed or confirmed before a matter was taken up anew says nothing about it now.
    """

    entries: Sequence[PetitionEvent]
    file: PetitionFile
    cards: Callable[[str], UnitCard]

    def claimed_resolved(self) -> Said | None:
        """The latest claim that the whole is finished."""
        return self._last(lambda event: isinstance(event, Resolved) and event.scope == "whole")

    def carried_out(self) -> Said | None:
        """The latest statement that what the opinion promised was done."""
        return self._last(lambda event: isinstance(event, OpinionCarriedOut))

    def confirmed(self) -> Said | None:
        """The petitioner's latest word that the matter is solved."""
        return self._last(lambda event: self._says(event, "yes", "satisfied"))

    def denied(self) -> Said | None:
        """The petitioner's latest word that it is not."""
        return self._last(lambda event: self._says(event, "no", "dissatisfied"))

    def votes(self) -> tuple[Vote, ...]:
        """Every vote that was not replaced, on what was resolved in this round."""
        return tuple(
            Vote(
                checkpoint=vote.event_id,
                at=vote.local_at,
                evaluatee=vote.evaluatee,
                unit=self.cards(vote.evaluatee_unit) if vote.evaluatee_unit else None,
                result=vote.result,
            )
            for vote in self._votes()
        )

    def _votes(self) -> Iterator[Evaluated]:
        resolved = {entry.resolution_id for entry in self.entries if isinstance(entry, Resolved)}
        for entry in self.entries:
            if isinstance(entry, Evaluated) and entry.resolution_id in resolved:
                vote = self.file.evaluations.get(entry.evaluation_id)
                if vote is not None and vote.event_id == entry.event_id and not vote.replaced:
                    yield entry

    def _says(self, event: PetitionEvent, answer: str, result: str) -> bool:
        if isinstance(event, FollowedUp):
            return event.answer == answer
        if isinstance(event, Evaluated) and event.evaluatee == "unit":
            return event.result == result and any(vote is event for vote in self._votes())
        return False

    def _last(self, fits: Callable[[PetitionEvent], bool]) -> Said | None:
        for event in reversed(self.entries):
            if fits(event):
                unit = event.acting_unit
                by = self.cards(unit) if unit else None
                return Said(checkpoint=event.event_id, at=event.local_at, by=by)
        return None
