"""Taking up: a unit accepts the matter, or declines it and says why (受理, 不予受理)."""

from dataclasses import dataclass

from petition_es.domain import refusals
from petition_es.domain.codes import AcceptanceKind, DeclineKind, LegalPath, Procedure
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.by_law import regime_of
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.petition.on_its_way import on_referral
from petition_es.domain.petition.papers import Referral
from petition_es.domain.petition.state import PROCEDURALLY_ACCEPTED, State
from petition_es.domain.regime.rules import SimpleHandling

OTHER_PATHS: frozenset[LegalPath] = frozenset(
    {"litigation", "arbitration", "party_appeal", "administrative", "duty"}
)
"""The procedures of law beside the petition procedure (2022 a31)."""

CLOSED_BY: dict[DeclineKind, State] = {
    "not_accepted": "declined",
    "no_further": "declined",
    "guided_away": "guided_away",
    "filed": "filed",
}


@dataclass(frozen=True, kw_only=True)
class Accepted(PetitionEvent):
    """受理: procedural by a bureau, substantive by the unit that decides, or a notice of the path.

    A reviewing organ takes up a review (`review`). Only a substantive acceptance starts the
    handling clock (2005 a22, 2022 a23).
    """

    referral_id: str | None = None
    kind: AcceptanceKind = "substantive"
    procedure: Procedure = "ordinary"
    proposed_by: str | None = None
    confirmed_by: str | None = None

    def apply(self, file: PetitionFile) -> None:
        """Note who accepted; a bureau's procedural acceptance comes before the way to a unit."""
        file.documents["acceptance", str(self.event_id)] = self.event_id
        if self.kind == "review":
            return
        if self.kind != "substantive":
            file.advance("accepted", PROCEDURALLY_ACCEPTED)
            return
        file.acceptances[self.acting_unit] = self.event_id
        file.procedures[self.acting_unit] = self.procedure
        if self.referral_id and (referral := file.referrals.get(self.referral_id)):
            referral.accepted = self.event_id
        file.advance("accepted")


@dataclass(frozen=True, kw_only=True)
class Declined(PetitionEvent):
    """不予(不再)受理, 导入法定途径, 存: the office does not take the matter up, and says why."""

    kind: DeclineKind
    ground: str | None = None
    proper_channel: str | None = None
    prior_petition: str | None = None

    def apply(self, file: PetitionFile) -> None:
        """Close the petition in the way the kind says."""
        file.documents["refusal", str(self.event_id)] = self.event_id
        file.enter(CLOSED_BY[self.kind])


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Accept(Act):
    """Accept the matter: procedural by a bureau, substantive by the unit that will decide.

    `review` takes up a review that was asked for (Shandong a43).
    """

    records = Accepted
    kind: AcceptanceKind = "substantive"
    procedure: Procedure = "ordinary"
    referral_id: str | None = None
    proposed_by: str | None = None
    confirmed_by: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse what is not in the unit's own hands, and a second substantive acceptance."""
        if self.kind == "review":
            return Decision(rests_on=(file.pending_review().event_id,))
        if file.state == "under_review":
            raise refusals.UnderReview(act=self.NAME, state=file.state)
        referral: Referral | None = None
        if self.referral_id is not None or file.referral_to(entry.acting_unit) is not None:
            referral = file.referral(self.referral_id, entry.acting_unit)
        if self.kind == "substantive":
            self._check_substantive(file, entry.acting_unit, referral)
        if self.procedure == "simple" and entry.law.regimes and entry.source is None:
            self._check_simple(file, entry, referral)
        return on_referral(referral) if referral else Decision(rests_on=file.on_submission())

    @staticmethod
    def _check_substantive(
        file: PetitionFile, unit_id: str | None, referral: Referral | None
    ) -> None:
        """A bureau that sent the matter on, or never held it, does not decide on it."""
        accepted = referral.accepted if referral else file.acceptances.get(unit_id)
        if accepted is not None:
            raise refusals.AcceptedByThisUnit(unit=unit_id)
        others = file.others_at_work(unit_id)
        if others and (referral is None or referral.passed_on):
            raise refusals.HeldByAnotherUnit(units=", ".join(others))

    @staticmethod
    def _check_simple(file: PetitionFile, entry: Entry, referral: Referral | None) -> None:
        """Hold what the law asks of the simple procedure (2016 measures, a4-a6)."""
        regime = regime_of(file, entry)
        simple = regime.simple if regime else None
        if simple is None or not simple.is_in_force(entry.local_at.date()):
            raise refusals.NoSimpleHandling(day=entry.local_at.date().isoformat())
        _check_kind(file, simple)
        if simple.not_for_assignments and referral and referral.kind == "assignment":
            raise refusals.SimpleNotForAssignments(referral=referral.referral_id)
        others = file.others_at_work(entry.acting_unit)
        if simple.single_unit and others:
            raise refusals.SimpleOnlyForOneUnit(units=", ".join(others))


def _check_kind(file: PetitionFile, simple: SimpleHandling) -> None:
    """Refuse what the simple procedure is not for, whoever handles it (2016 measures, a5)."""
    if simple.only_first_time and not is_first_time(file):
        raise refusals.SimpleOnlyFirstTime
    if simple.not_for_collective and "collective" in file.flags:
        raise refusals.SimpleNotForCollective
    if simple.not_for_other_paths and file.legal_path in OTHER_PATHS:
        raise refusals.SimpleNotForOtherPaths(path=file.legal_path)


def is_first_time(file: PetitionFile) -> bool:
    """Tell whether the matter was never petitioned before, as far as is known (初次信访事项)."""
    return file.is_first and not any(relation == "same_matter" for _, relation in file.links)


@dataclass(frozen=True, kw_only=True)
class Decline(Act):
    """Do not take the matter up, on a ground of law, and name the proper channel."""

    records = Declined
    kind: DeclineKind
    ground: str | None = None
    proper_channel: str | None = None
    prior_petition: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse without a ground, after an acceptance, and over the head of who holds it."""
        if self.ground is None or (self.kind == "guided_away" and self.proper_channel is None):
            raise refusals.DeclineWithoutGround(kind=self.kind)
        if file.acceptances:
            raise refusals.AlreadyAccepted(act=self.NAME, state=file.state)
        if others := file.others_at_work(entry.acting_unit):
            raise refusals.HeldByAnotherUnit(units=", ".join(others))
        if referral := file.referral_to(entry.acting_unit):
            file.check_unreported(referral)
        return Decision(rests_on=file.on_submission())
