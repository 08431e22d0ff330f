"""Competence: units disagree about it, or one inherits it from another (受理争议, 指定受理, 承继).

The acts are law, and come with the regimes; their events stand already.
"""

from dataclasses import dataclass

from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile


@dataclass(frozen=True, kw_only=True)
class DisputeRaised(PetitionEvent):
    """受理争议: units disagree about who is competent (2005 a24)."""

    referral_id: str
    units: tuple[str, ...]

    def apply(self, file: PetitionFile) -> None:
        """Wait for the common superior."""
        file.interrupt("disputed")


@dataclass(frozen=True, kw_only=True)
class DisputeDecided(PetitionEvent):
    """指定受理: the common superior named the competent unit."""

    referral_id: str
    decided_for: str

    def apply(self, file: PetitionFile) -> None:
        """Go on; the decision is carried out by referring."""
        file.go_on()


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
        for opinion in file.opinions.values():
            if opinion.unit_id == self.from_unit:
                opinion.unit_id = self.to_unit
