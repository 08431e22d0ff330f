"""The record: merging, disclosing, handing out the query code (并案, 公开, 查询码)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from petition_es.domain import refusals
from petition_es.domain.codes import Attachment, Audience, CodeDelivery
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.petition.number import PetitionNumber

DisclosureReason = Literal[
    "published", "petitioner_asked", "privacy", "secrecy", "court_order", "campaign", "other"
]

NAMES = "names"
"""The target of a decision on who may see the names of the petitioners."""


@dataclass(frozen=True, kw_only=True)
class MergedInto(PetitionEvent):
    """并案: the petition goes on under another number; its own number keeps answering."""

    FIXED = frozenset({"survivor"})
    survivor: str
    claim_map: Mapping[str, str] = field(default_factory=dict)

    def apply(self, file: PetitionFile) -> None:
        """Close the petition."""
        file.enter("merged")


@dataclass(frozen=True, kw_only=True)
class DisclosureSet(PetitionEvent):
    """公开设置: who may see the petition, one of its steps, or the names of its petitioners."""

    FIXED = frozenset({"target"})
    target: str
    audience: Audience
    reason: DisclosureReason
    redacted_document: Attachment | None = None

    def apply(self, file: PetitionFile) -> None:
        """Keep who may see the names; the rest is the timeline's."""
        if self.target == NAMES:
            file.names_for = self.audience


@dataclass(frozen=True, kw_only=True)
class QueryCodeIssued(PetitionEvent):
    """查询码: the petitioner was handed a secret code; the record keeps its hash."""

    FIXED = frozenset({"code_hash"})
    delivery: CodeDelivery
    code_hash: str


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Merge(Act):
    """Let this petition go on under another number (并案)."""

    records = MergedInto
    survivor: str
    claim_map: Mapping[str, str] = field(default_factory=dict)

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse to merge a petition into itself, or to carry over claims it does not hold."""
        survivor = str(PetitionNumber.parse(self.survivor))
        if survivor == file.number:
            raise refusals.LinkedToItself(number=survivor)
        file.known_claims(tuple(self.claim_map))
        return Decision(
            rests_on=file.on_submission(),
            content={"survivor": survivor, "claim_map": dict(self.claim_map)},
        )


@dataclass(frozen=True, kw_only=True)
class Disclose(Act):
    """Set who may see the petition (`target` "petition"), one step (its entry id), or the names.

    Names are open to every office that works on the petition (`officer`), or withheld from all but
    the petition bureau that registered it (`auditor`); the petitioner decides (2022 a30).
    """

    records = DisclosureSet
    audience: Audience
    reason: DisclosureReason
    target: str = "petition"
    redacted_document: Attachment | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse to publish names or an accusation, or a step that is not there."""
        if self.target == NAMES:
            return self._decide_names(file)
        if file.state == "submitted":
            raise refusals.NotYetRegistered(act=self.NAME, state=file.state)
        if self.audience == "public" and file.is_confidential:
            raise refusals.AccusationsStayClosed
        if self.target != "petition" and self.target not in {str(e) for e in file.entries}:
            raise refusals.NoSuchEntry(entry=self.target)
        return Decision(rests_on=file.on_submission())

    def _decide_names(self, file: PetitionFile) -> Decision:
        if self.audience not in {"officer", "auditor"}:
            raise refusals.NamesStayClosed(audience=self.audience)
        if self.audience == file.names_for:
            raise refusals.NothingChanged
        return Decision(rests_on=file.on_submission())


@dataclass(frozen=True, kw_only=True)
class IssueQueryCode(Act):
    """Hand the petitioner a code; a new one makes the earlier ones void. The office draws it."""

    records = QueryCodeIssued
    code_hash: str = ""
    delivery: CodeDelivery = "online"

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """A lost code can be renewed at any time."""
        return Decision(rests_on=file.on_submission())
