"""The result: resolution, execution, reopening (办结, 落实, 重办).

Resolved is a claim by the unit (办结). Whether the matter is settled (化解) is never a field: it is
what carrying out, following up and evaluating prove.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from petition_es.domain import refusals
from petition_es.domain.codes import Attachment, Outcome, ReopenGround, ResolutionScope
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.being_handled import Contacted
from petition_es.domain.petition.by_law import clocks, is_past
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile, new_id
from petition_es.domain.petition.papers import Referral, Resolution


@dataclass(frozen=True, kw_only=True)
class OpinionCarriedOut(PetitionEvent):
    """落实: what the opinion promised was done, with evidence and who verified it."""

    opinion_id: str
    claim_ids: tuple[str, ...] = ()
    done_at: datetime | None = None
    evidence: tuple[Attachment, ...] = ()
    verified_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Resolved(PetitionEvent):
    """办结: the unit claims that its part, or the whole, is finished."""

    resolution_id: str
    referral_id: str | None = None
    scope: ResolutionScope = "whole"
    opinion_id: str | None = None
    reply_id: str | None = None
    outcome: Outcome
    claim_ids: tuple[str, ...] = ()

    def apply(self, file: PetitionFile) -> None:
        """Take the claim down; only the whole resolves the petition."""
        file.resolutions[self.resolution_id] = Resolution(
            resolution_id=self.resolution_id,
            event_id=self.event_id,
            unit_id=self.acting_unit,
            scope=self.scope,
        )
        for referral in file.referrals.values():
            referral.resolved |= self.scope == "whole" or referral.to_unit == self.acting_unit
        if self.scope == "whole":
            file.advance("resolved")


@dataclass(frozen=True, kw_only=True)
class Reopened(PetitionEvent):
    """重办: the resolution, or the refusal, does not stand; work begins again."""

    resolution_id: str | None = None
    ground: ReopenGround

    def apply(self, file: PetitionFile) -> None:
        """Undo what was resolved, all of it; work begins again."""
        file.begin_again()


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class CarryOut(Act):
    """State that what an opinion promised was done (2005 a32, 2022 a32)."""

    records = OpinionCarriedOut
    opinion_id: str | None = None
    claim_ids: tuple[str, ...] = ()
    done_at: datetime | None = None
    evidence: tuple[Attachment, ...] = ()
    verified_by: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse to carry out an opinion that does not exist."""
        opinion = file.opinion(self.opinion_id)
        file.known_claims(self.claim_ids)
        return Decision(rests_on=(opinion.event_id,), content={"opinion_id": opinion.opinion_id})


@dataclass(frozen=True, kw_only=True)
class Resolve(Act):
    """Claim that the unit's part (`unit`), or the matter as a whole, is finished.

    It rests on an opinion, or, where nobody accepted the matter in substance, on a reply; without
    an id, on the latest. Where the law allows an oral answer, a reply is enough for what is soon
    done, once somebody has spoken to the petitioner (Beijing a45).
    """

    records = Resolved
    outcome: Outcome = "done"
    scope: ResolutionScope = "whole"
    opinion_id: str | None = None
    reply_id: str | None = None
    claim_ids: tuple[str, ...] = ()
    resolution_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse without an answer, an approved report, or while other units are at work."""
        answer, answer_event = self._answer(file, entry)
        file.known_claims(self.claim_ids)
        referral = file.referral_to(entry.acting_unit)
        if referral is not None:
            self._check_referral(file, referral)
        if self.scope == "unit":
            self._check_part(file, referral, entry.acting_unit)
        elif others := file.others_at_work(entry.acting_unit):
            raise refusals.UnitsStillAtWork(units=", ".join(others))
        return Decision(
            rests_on=(answer_event,),
            content={
                "resolution_id": new_id(self.resolution_id, entry.event_id, file.resolutions),
                "referral_id": referral.referral_id if referral else None,
                **answer,
            },
        )

    def _answer(self, file: PetitionFile, entry: Entry) -> tuple[dict[str, str], UUID]:
        if self.reply_id is None and (self.opinion_id or file.opinions):
            opinion = file.opinion(self.opinion_id)
            if opinion.superseded:
                raise refusals.OpinionSuperseded(opinion=opinion.opinion_id)
            return {"opinion_id": opinion.opinion_id}, opinion.event_id
        if not file.replies:
            raise refusals.NoOpinion(state=file.state)
        reply_id = self.reply_id or list(file.replies)[-1]
        if reply_id not in file.replies:
            raise refusals.NoSuchReply(reply=reply_id)
        if file.acceptances and not may_be_oral(file, entry):
            raise refusals.ReplyIsNotEnough(reply=reply_id)
        return {"reply_id": reply_id}, file.replies[reply_id]

    def _check_referral(self, file: PetitionFile, referral: Referral) -> None:
        if not (referral.received or referral.accepted):
            raise refusals.NotSignedFor(act=self.NAME, state=file.state)
        if referral.kind == "assignment" and not referral.report_approved:
            raise refusals.ReportNotApproved(referral=referral.referral_id)
        if referral.part == "joint" and self.scope == "whole":
            raise refusals.LeadResolvesTheWhole(unit=referral.to_unit)

    @staticmethod
    def _check_part(file: PetitionFile, referral: Referral | None, unit_id: str | None) -> None:
        if referral is not None:
            return
        mine = [r for r in file.resolutions.values() if r.unit_id == unit_id and not r.reopened]
        if mine:
            raise refusals.PartAlreadyResolved(unit=unit_id or "")
        raise refusals.NoSuchReferral(referral="", unit=unit_id or "")


def may_be_oral(file: PetitionFile, entry: Entry) -> bool:
    """Tell whether a unit may still answer by word of mouth, with the petitioner's consent.

    It is given when they speak: a contact of the unit that reached the petitioner stands for it.
    """
    unit_id = entry.acting_unit
    mine = [c for c in clocks(file, entry, "oral_answer") if c.unit_id == unit_id]
    spoke = any(
        isinstance(said, Contacted) and said.outcome == "reached" and said.acting_unit == unit_id
        for said in file.entries.values()
    )
    return spoke and bool(mine) and mine[-1].is_running and not is_past(mine[-1], entry)


@dataclass(frozen=True, kw_only=True)
class Reopen(Act):
    """Take a resolved or declined petition up again; the old resolution stays on record."""

    records = Reopened
    ground: ReopenGround
    resolution_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse to reopen a resolution that does not stand."""
        if file.state != "resolved" and self.resolution_id is None:
            return Decision(rests_on=file.on_submission())
        resolution = file.resolution(self.resolution_id)
        return Decision(
            rests_on=(resolution.event_id,), content={"resolution_id": resolution.resolution_id}
        )
