"""Correcting: a wrong entry is struck through or said anew; nothing is rewritten (更正)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from petition_es.domain import refusals
from petition_es.domain.codes import CorrectionEffect, Precision
from petition_es.domain.entry import Entry, offset_of
from petition_es.domain.event import content_fields
from petition_es.domain.identity import derived_id
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.arriving import Submitted
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.shape import check_value, declared

CorrectionReason = Literal[
    "entered_twice", "wrong_petition", "wrong_content", "wrong_time", "other"
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


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Correct(Act):
    """Void an entry that never should have been, or amend what it says.

    `changes` holds, for an amendment, the new values by field name; `at` and `at_precision` may be
    among them. What an entry is about (ids, numbers, the party) is never amended: it is voided, and
    entered anew. A correction that was wrong is voided itself.
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
            self._check_voidable(file, wrong)
            return Decision(rests_on=(wrong.event_id,))
        replacement = self._amended(wrong, entry)
        return Decision(
            rests_on=(wrong.event_id,),
            content={"replacement": replacement.event_id, "fields": tuple(sorted(self.changes))},
            replacement=replacement,
        )

    def _wrong_entry(self, file: PetitionFile) -> PetitionEvent:
        if any(correction.corrected == self.corrected for correction in corrections(file)):
            raise refusals.AlreadyCorrected(entry=self.corrected)
        wrong = file.entries.get(self.corrected)
        if wrong is None:
            raise refusals.NoSuchEntry(entry=self.corrected)
        return wrong

    @staticmethod
    def _check_voidable(file: PetitionFile, wrong: PetitionEvent) -> None:
        if isinstance(wrong, Submitted):
            raise refusals.CannotBeVoided(entry=wrong.event_id)
        if later := dependents(file, wrong):
            names = ", ".join(type(event).__name__ for event in later)
            raise refusals.LaterStepsRestOnIt(entry=wrong.event_id, later=names)

    def _amended(self, wrong: PetitionEvent, entry: Entry) -> PetitionEvent:
        """Say the entry anew: by whom it was done stays, what is changed was recorded now."""
        if not self.changes:
            raise refusals.NothingChanged
        kinds = amendable(type(wrong))
        for name, value in self.changes.items():
            if name not in kinds:
                raise refusals.NotAmendable(field=name, allowed=", ".join(sorted(kinds)))
            check_value(name, kinds[name], value)
        return replace(
            wrong,
            event_id=self.replacement_id
            or derived_id("correction", str(entry.event_id), "amended"),
            timestamp=entry.recorded_at.astimezone(UTC),
            command_id=entry.command_id,
            correlation_id=entry.correlation_id,
            source=entry.source,
            **self._changes_as_stored(),
        )

    def _changes_as_stored(self) -> dict[str, Any]:
        changes = dict(self.changes)
        if "at" in changes:
            changes["tz_offset"] = offset_of(changes["at"])
            changes["at"] = changes["at"].astimezone(UTC)
        return changes


def amendable(event_class: type[PetitionEvent]) -> dict[str, Any]:
    """What may be said anew of such an entry, each with what it is declared to hold."""
    if event_class is Corrected:
        return {}
    own = content_fields(event_class) - event_class.FIXED
    kinds = {name: declared(event_class)[name] for name in own if not name.endswith("_id")}
    return {**kinds, "at": datetime, "at_precision": Precision}


def corrections(file: PetitionFile) -> list[Corrected]:
    """All corrections that stand."""
    return [entry for entry in file.entries.values() if isinstance(entry, Corrected)]


def dependents(file: PetitionFile, entry: PetitionEvent) -> list[PetitionEvent]:
    """All standing entries that rest on this one, or on what it was amended from or to.

    On a correction rest the corrections of the entry that it brought.
    """
    family = same_entry(file, entry.event_id)
    others = (e for e in file.entries.values() if not isinstance(e, Corrected))
    later: list[PetitionEvent] = [e for e in others if family & set(e.rests_on)]
    if isinstance(entry, Corrected):
        later += [c for c in corrections(file) if c.corrected == entry.replacement]
    return later


def same_entry(file: PetitionFile, event_id: UUID) -> set[UUID]:
    """Name an entry and all that it was ever amended from or to: others may rest on any of them."""
    origin = file.origins.get(event_id, event_id)
    return {origin} | {new for new, old in file.origins.items() if old == origin}
