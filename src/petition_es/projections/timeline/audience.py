"""Who may see what: four audiences, each of which sees everything that the one before it sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self, get_args
from uuid import UUID

from petition_es.domain.codes import Attachment, Audience
from petition_es.domain.petition import Corrected, DisclosureSet, PetitionEvent
from petition_es.domain.petition.folding import fold
from petition_es.domain.refusals import NotPermitted
from petition_es.projections.timeline.sequence import Chronicle
from petition_es.projections.timeline.steps import STEPS

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
"""From the widest to the narrowest."""


class NotPublished(NotPermitted):
    """A petition is shown to nobody outside the audience that it was opened to."""


def may_see(reader: Audience, needed: Audience) -> bool:
    """Tell whether a reader belongs to the audience that is needed."""
    return AUDIENCES.index(reader) >= AUDIENCES.index(needed)


def narrower(one: Audience, other: Audience) -> Audience:
    """The smaller of two audiences."""
    return max(one, other, key=AUDIENCES.index)


def admit(recorded: Sequence[PetitionEvent], reader: Audience) -> None:
    """Refuse a reader to whom the petition is not open, as it is decided in its record."""
    Disclosure.of(recorded).admit(reader)


@dataclass(frozen=True)
class Disclosure:
    """Who may see a petition and each of its steps, as it is decided in the record.

    Steps are named by the entry they were amended from, so that hiding a step hides its corrected
    versions as well.
    """

    chronicle: Chronicle
    petition: Audience
    steps: Mapping[UUID, Audience]
    redacted: Mapping[UUID, tuple[tuple[Attachment, Audience], ...]]
    is_confidential: bool

    @classmethod
    def of(cls, recorded: Sequence[PetitionEvent]) -> Self:
        """Read the latest decisions from the whole record: a past view hides what is hidden now."""
        chronicle = Chronicle(recorded)
        petition: Audience = "petitioner"
        steps: dict[UUID, Audience] = {}
        redacted: dict[UUID, tuple[tuple[Attachment, Audience], ...]] = {}
        for decision in chronicle.standing:
            if not isinstance(decision, DisclosureSet):
                continue
            target = _target(decision, chronicle)
            if decision.target == "petition":
                petition = decision.audience
            elif target is not None:
                steps[target] = decision.audience
            if target is not None and decision.redacted_document is not None:
                shown = (decision.redacted_document, decision.audience)
                redacted[target] = (*redacted.get(target, ()), shown)
        is_confidential = fold(chronicle.standing).is_confidential
        if is_confidential:
            petition = narrower(petition, "petitioner")
        return cls(chronicle, petition, steps, redacted, is_confidential)

    def admit(self, reader: Audience) -> None:
        """Refuse a reader to whom the petition is not open."""
        if not may_see(reader, self.petition):
            raise NotPublished(audience=reader)

    def shows(self, event: PetitionEvent, reader: Audience) -> bool:
        """Tell whether a reader may see this step."""
        return may_see(reader, self.audience_of(event))

    def audience_of(self, event: PetitionEvent) -> Audience:
        """Who may see this step; a correction is no more open than what it corrects."""
        first = self.chronicle.first(event.event_id)
        decided = self.steps.get(first, STEPS[type(event)].audience)
        if isinstance(event, Corrected) and event.corrected in self.chronicle.entries:
            return narrower(decided, self.audience_of(self.chronicle.entries[event.corrected]))
        return decided

    def redacted_versions(self, event: PetitionEvent) -> tuple[tuple[Attachment, Audience], ...]:
        """The redacted documents that were opened together with this step."""
        return self.redacted.get(self.chronicle.first(event.event_id), ())


def _target(decision: DisclosureSet, chronicle: Chronicle) -> UUID | None:
    """Name the entry that a decision is about; for the whole petition it is the submission."""
    if decision.target == "petition":
        return chronicle.recorded[0].event_id
    by_name = {str(event_id): event_id for event_id in chronicle.entries}
    target = by_name.get(decision.target)
    return None if target is None else chronicle.first(target)
