"""Competence: units disagree, or one inherits from another (受理争议, 指定受理, 承继)."""

from dataclasses import dataclass

from petition_es.domain import refusals
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.petition.papers import Dispute


@dataclass(frozen=True, kw_only=True)
class DisputeRaised(PetitionEvent):
    """受理争议: units disagree about who is competent (2005 a24)."""

    referral_id: str
    units: tuple[str, ...]

    def apply(self, file: PetitionFile) -> None:
        """Wait for the common superior."""
        file.interrupt("disputed")
        file.dispute = Dispute(
            referral_id=self.referral_id, event_id=self.event_id, units=self.units
        )


@dataclass(frozen=True, kw_only=True)
class DisputeDecided(PetitionEvent):
    """指定受理: the common superior named the competent unit."""

    referral_id: str
    decided_for: str

    def apply(self, file: PetitionFile) -> None:
        """Go on; the decision is carried out by referring."""
        file.dispute = None
        file.go_on("disputed")


@dataclass(frozen=True, kw_only=True)
class TakenOver(PetitionEvent):
    """承继: a unit was merged or abolished, its successor goes on (2005 a25)."""

    from_unit: str
    to_unit: str
    because: str
    referral_ids: tuple[str, ...] = ()

    def apply(self, file: PetitionFile) -> None:
        """Put the referrals into the successor's hands, with what was accepted and answered."""
        for referral_id in self.referral_ids:
            if referral := file.referrals.get(referral_id):
                referral.to_unit = self.to_unit
        if self.from_unit in file.acceptances:
            file.acceptances[self.to_unit] = file.acceptances.pop(self.from_unit)
        if self.from_unit in file.procedures:
            file.procedures[self.to_unit] = file.procedures.pop(self.from_unit)
        for opinion in file.opinions.values():
            if opinion.unit_id == self.from_unit:
                opinion.unit_id = self.to_unit


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class RaiseDispute(Act):
    """State that units disagree about who is competent (2005 a24, 2022 a24)."""

    records = DisputeRaised
    units: tuple[str, ...]
    referral_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse a dispute of one unit, of others, or about what the unit has accepted."""
        referral = file.referral(self.referral_id, entry.acting_unit)
        if referral.accepted:
            raise refusals.AcceptedByThisUnit(unit=referral.to_unit)
        file.check_unreported(referral)
        if referral.to_unit not in self.units or len(set(self.units)) == 1:
            raise refusals.DisputeOfOthers(unit=referral.to_unit)
        return Decision(
            rests_on=(referral.event_id,), content={"referral_id": referral.referral_id}
        )


@dataclass(frozen=True, kw_only=True)
class DecideDispute(Act):
    """Name the competent unit, as the common superior of those that disagree (指定受理)."""

    records = DisputeDecided
    decided_for: str

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse a unit that takes no part in the dispute."""
        dispute = file.dispute
        if dispute is None:
            raise refusals.NothingDisputed(act=self.NAME, state=file.state)
        if self.decided_for not in dispute.units:
            raise refusals.NotInTheDispute(unit=self.decided_for, units=", ".join(dispute.units))
        return Decision(rests_on=(dispute.event_id,), content={"referral_id": dispute.referral_id})


@dataclass(frozen=True, kw_only=True)
class TakeOver(Act):
    """Go on with what a unit held that was merged or abolished (2005 a25).

    Without ids everything that it holds is taken over.
    """

    records = TakenOver
    from_unit: str
    to_unit: str
    because: str
    referral_ids: tuple[str, ...] = ()

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse what the earlier unit does not hold, and a unit as its own successor."""
        if self.from_unit == self.to_unit:
            raise refusals.ReferredToItself(unit=self.to_unit)
        held = [r for r in file.referrals.values() if r.is_open and r.to_unit == self.from_unit]
        if self.referral_ids:
            held = [file.referral(i, self.from_unit, copies=True) for i in self.referral_ids]
        if not held:
            raise refusals.NoSuchReferral(referral="", unit=self.from_unit)
        return Decision(
            rests_on=tuple(referral.event_id for referral in held),
            content={"referral_ids": tuple(referral.referral_id for referral in held)},
        )
