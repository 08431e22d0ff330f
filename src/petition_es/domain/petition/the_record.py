"""Keeping the record honest: correcting, merging, disclosing, handing out the query code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import Any, ClassVar, Literal
from uuid import UUID

from petition_es.domain import refusals
from petition_es.domain.codes import Attachment, Audience, CodeDelivery, CorrectionEffect
from petition_es.domain.entry import Entry
from petition_es.domain.event import content_fields
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.arriving import Submitted
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.petition.number import PetitionNumber

CorrectionReason = Literal["entered_twice", "wrong_petition", "wrong_content", "wrong_time", "other"]
DisclosureReason = Literal[
    "published", "petitioner_asked", "privacy", "secrecy", "court_order", "campaign", "other"
]


@dataclass(frozen=True, kw_only=True)
class Corrected(PetitionEvent):
    """更正: an entry was wrong. It stays on record, struck through; the file is folded without it.

    `amend` sets `replacement` in its place, with the `fields` named said anew.
    """

    corrected: UUID
    effect: CorrectionEffect
    replacement: UUID | None = None
    fields: tuple[str, ...] = ()
    reason: CorrectionReason
    approved_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class MergedInto(PetitionEvent):
    """并案: the petition goes on under another number; its own number keeps answering."""

    survivor: str
    claim_map: Mapping[str, str] = field(default_factory=dict)

    def apply(self, file: PetitionFile) -> None:
        """Close the petition."""
        file.enter("merged")


@dataclass(frozen=True, kw_only=True)
class DisclosureSet(PetitionEvent):
    """公开设置: who may see the petition, or one of its steps."""

    target: str
    audience: Audience
    reason: DisclosureReason
    redacted_document: Attachment | None = None


@dataclass(frozen=True, kw_only=True)
class QueryCodeIssued(PetitionEvent):
    """查询码: the petitioner was handed a secret code; the record keeps its hash."""

    delivery: CodeDelivery
    code_hash: str


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Correct(Act):
    """Void an entry that never should have been, or amend what it says.

    `changes` holds, for an amendment, the new values by field name; `at` may be among them.
    """

    records = Corrected
    corrected: UUID
    effect: CorrectionEffect
    reason: CorrectionReason
    changes: Mapping[str, Any] = field(default_factory=dict)
    replacement_id: UUID | None = None
    approved_by: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse to touch the submission, an entry corrected before, or one that others rest on."""
        wrong = self._wrong_entry(file)
        if self.effect == "void":
            later = dependents(file, wrong.event_id)
            if later:
                names = ", ".join(type(event).__name__ for event in later)
                raise refusals.LaterStepsRestOnIt(entry=wrong.event_id, later=names)
            return Decision(rests_on=(wrong.event_id,))
        replacement = self._amended(wrong, entry)
        return Decision(
            rests_on=(wrong.event_id,),
            content={"replacement": replacement.event_id, "fields": tuple(sorted(self.changes))},
            replacement=replacement,
        )

    def _wrong_entry(self, file: PetitionFile) -> PetitionEvent:
        corrections = [e for e in file.entries.values() if isinstance(e, Corrected)]
        if any(correction.corrected == self.corrected for correction in corrections):
            raise refusals.AlreadyCorrected(entry=self.corrected)
        wrong = file.entries.get(self.corrected)
        if wrong is None:
            raise refusals.NoSuchEntry(entry=self.corrected)
        if isinstance(wrong, Submitted) and self.effect == "void":
            raise refusals.CannotBeVoided(entry=self.corrected)
        return wrong

    AMENDS_NOT: ClassVar[frozenset[str]] = frozenset(
        {"submission_id", "number", "code_hash", "corrected", "effect", "replacement", "fields"}
    )

    def _amended(self, wrong: PetitionEvent, entry: Entry) -> PetitionEvent:
        own = content_fields(type(wrong)) - self.AMENDS_NOT
        allowed = {name for name in own if not name.endswith("_id")} | {"at", "at_precision"}
        if not self.changes or isinstance(wrong, Corrected):
            raise refusals.NothingChanged
        for name in self.changes:
            if name not in allowed:
                raise refusals.NotAmendable(field=name, allowed=", ".join(sorted(allowed)))
        if self.replacement_id is None:
            raise refusals.NoSuchEntry(entry="replacement")
        changes = dict(self.changes)
        if "at" in changes:
            changes["at"] = changes["at"].astimezone(UTC)
        return replace(
            wrong,
            event_id=self.replacement_id,
            timestamp=entry.recorded_at.astimezone(UTC),
            command_id=entry.command_id,
            correlation_id=entry.correlation_id,
            actor=entry.actor.actor_id,
            source=entry.source,
            **changes,
        )


@dataclass(frozen=True, kw_only=True)
class Merge(Act):
    """Let this petition go on under another number (并案)."""

    records = MergedInto
    survivor: str
    claim_map: Mapping[str, str] = field(default_factory=dict)

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # any time
        """Refuse to merge a petition into itself, or to carry over claims it does not hold."""
        survivor = str(PetitionNumber.parse(self.survivor))
        if survivor == file.number:
            raise refusals.LinkedToItself(number=survivor)
        file.known_claims(tuple(self.claim_map))
        return Decision(rests_on=file.on_submission(), content={"survivor": survivor})


@dataclass(frozen=True, kw_only=True)
class Disclose(Act):
    """Set who may see the petition (`target` "petition"), or one step (its entry id)."""

    records = DisclosureSet
    audience: Audience
    reason: DisclosureReason
    target: str = "petition"
    redacted_document: Attachment | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # any time
        """Refuse to publish an accusation, or a step that is not there."""
        if self.audience == "public" and file.is_confidential:
            raise refusals.AccusationsStayClosed
        if self.target != "petition" and self.target not in {str(e) for e in file.entries}:
            raise refusals.NoSuchEntry(entry=self.target)
        return Decision(rests_on=file.on_submission())


@dataclass(frozen=True, kw_only=True)
class IssueQueryCode(Act):
    """Hand the petitioner a code; a new one makes the earlier ones void. The office draws it."""

    records = QueryCodeIssued
    code_hash: str = ""
    delivery: CodeDelivery = "online"

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:  # noqa: ARG002  # any time
        """A lost code can be renewed at any time."""
        return Decision(rests_on=file.on_submission())


def same_entry(file: PetitionFile, event_id: UUID) -> set[UUID]:
    """Name an entry and all those it was amended from: later entries may rest on any of them."""
    ids = {event_id}
    corrections = [e for e in file.entries.values() if isinstance(e, Corrected)]
    grew = True
    while grew:
        before = {c.corrected for c in corrections if c.replacement in ids}
        grew = not before <= ids
        ids |= before
    return ids


def dependents(file: PetitionFile, event_id: UUID) -> list[PetitionEvent]:
    """All standing entries that rest on this one, corrections of it aside."""
    ids = same_entry(file, event_id)
    return [
        event
        for event in _others(file.entries.values())
        if ids & set(event.rests_on)
    ]


def _others(entries: Iterable[PetitionEvent]) -> Iterable[PetitionEvent]:
    return (event for event in entries if not isinstance(event, Corrected))
