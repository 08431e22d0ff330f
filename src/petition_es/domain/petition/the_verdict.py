"""The verdict: what petitioners say of the result, and how they are asked (评价, 回访)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from petition_es.domain import refusals
from petition_es.domain.codes import (
    Code,
    EnteredBy,
    Evaluatee,
    EvaluationResult,
    FollowUpAnswer,
)
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.by_law import regime_of
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile, new_id
from petition_es.domain.petition.papers import Evaluation, Resolution
from petition_es.domain.regime.rules import Case
from petition_es.domain.sealed import Sealed

SCALE_2014 = Code("cn-satisfaction", "2014", "three-steps")
"""满意 / 基本满意 / 不满意: the scale of the satisfaction measures 国信发〔2014〕16号."""


@dataclass(frozen=True, kw_only=True)
class EvaluationOpened(PetitionEvent):
    """评价邀请: the petitioner was invited to evaluate; the denominator of participation."""

    evaluatees: tuple[Evaluatee, ...]
    closes_at: datetime | None = None
    invitation_receipt: str | None = None

    def apply(self, file: PetitionFile) -> None:
        """Note what the petitioner may evaluate now."""
        file.invitations |= dict.fromkeys(self.evaluatees, self.event_id)


@dataclass(frozen=True, kw_only=True)
class EvaluationClosed(PetitionEvent):
    """评价截止: the window for evaluating closed."""

    evaluatees: tuple[Evaluatee, ...]

    def apply(self, file: PetitionFile) -> None:
        """Note that the time for evaluating is over."""
        for evaluatee in self.evaluatees:
            file.invitations.pop(evaluatee, None)


@dataclass(frozen=True, kw_only=True)
class Evaluated(PetitionEvent):
    """评价: one vote of one petitioner on the bureau or on a unit."""

    BY_PARTY = True
    FIXED = frozenset({"party", "evaluatee", "evaluatee_unit", "replaces"})
    evaluation_id: str
    evaluatee: Evaluatee
    evaluatee_unit: str | None = None
    resolution_id: str
    party: str
    scale: Code = SCALE_2014
    result: EvaluationResult
    efficiency: EvaluationResult | None = None
    attitude: EvaluationResult | None = None
    words: Sealed | None = None
    entered_by: EnteredBy = "self"
    replaces: str | None = None

    @property
    def sealed_for(self) -> str:
        """The words of the party who spoke."""
        return self.party

    def apply(self, file: PetitionFile) -> None:
        """Count the vote; the one it replaces counts no more."""
        if self.replaces in file.evaluations:
            file.evaluations[self.replaces].replaced = True
        file.evaluations[self.evaluation_id] = Evaluation(
            evaluation_id=self.evaluation_id,
            event_id=self.event_id,
            resolution_id=self.resolution_id,
            evaluatee=self.evaluatee,
            unit_id=self.evaluatee_unit,
            party=self.party,
        )


@dataclass(frozen=True, kw_only=True)
class FollowedUp(PetitionEvent):
    """回访: the petitioner was asked whether the matter is solved."""

    asked_via: str
    answer: FollowUpAnswer
    resolution_id: str


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class OpenEvaluation(Act):
    """Invite the petitioner to evaluate what was resolved, until a day (2014 measures).

    Without `closes_at` the window of the regime in force is opened.
    """

    records = EvaluationOpened
    evaluatees: tuple[Evaluatee, ...] = ("bureau", "unit")
    closes_at: datetime | None = None
    invitation_receipt: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse a second invitation beside an open one, and a window that closed before."""
        resolution = file.resolution(None)
        if not self.evaluatees:
            raise refusals.NothingChanged
        for evaluatee in self.evaluatees:
            if evaluatee in file.invitations:
                raise refusals.EvaluationAlreadyOpen(evaluatee=evaluatee)
        if self.closes_at is not None and self.closes_at.astimezone(UTC) < entry.at_utc:
            raise refusals.ClosesBeforeItOpens(closes=self.closes_at.isoformat())
        return Decision(
            rests_on=(resolution.event_id,),
            content={"closes_at": self.closes_at or self._closes_at(file, entry)},
        )

    @staticmethod
    def _closes_at(file: PetitionFile, entry: Entry) -> datetime | None:
        """When the window closes by law, where the law says so."""
        regime, day = regime_of(file, entry), entry.local_at.date()
        rule = regime.rule("evaluation", day, Case()) if regime else None
        if regime is None or rule is None:
            return None
        return entry.law.due(regime, rule, entry.local_at).moment


@dataclass(frozen=True, kw_only=True)
class CloseEvaluation(Act):
    """Close the window for evaluating; without a choice, of all that stand open."""

    records = EvaluationClosed
    evaluatees: tuple[Evaluatee, ...] = ()

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse to close what does not stand open."""
        evaluatees = self.evaluatees or tuple(file.invitations)
        if not evaluatees or not file.invitations.keys() >= set(evaluatees):
            raise refusals.NoEvaluationOpen
        opened = {file.invitations[evaluatee] for evaluatee in evaluatees}
        return Decision(rests_on=tuple(sorted(opened)), content={"evaluatees": evaluatees})


@dataclass(frozen=True, kw_only=True)
class Evaluate(Act):
    """Say how satisfied one is, with the bureau and with the unit, each by itself."""

    records = Evaluated
    evaluatee: Evaluatee
    result: EvaluationResult
    evaluatee_unit: str | None = None
    efficiency: EvaluationResult | None = None
    attitude: EvaluationResult | None = None
    words: Sealed | None = None
    entered_by: EnteredBy = "self"
    resolution_id: str | None = None
    replaces: str | None = None
    evaluation_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse a vote by or on a stranger, and a second one that does not replace the first."""
        if entry.party not in file.parties:
            raise refusals.NotAParty(party=entry.party)
        resolution = file.resolution(self.resolution_id)
        unit = self._evaluated_unit(file, resolution)
        self._check_first(file, resolution.resolution_id, unit, entry.party)
        return Decision(
            rests_on=(resolution.event_id,),
            content={
                "evaluation_id": new_id(self.evaluation_id, entry.event_id, file.evaluations),
                "evaluatee_unit": unit,
                "resolution_id": resolution.resolution_id,
                "party": entry.party,
                "entered_by": self._entered_by(entry),
            },
        )

    def _entered_by(self, entry: Entry) -> EnteredBy:
        """Who keyed it in shows from who acts; only an import has to be believed."""
        if entry.actor.role == "importer":
            return self.entered_by
        return "self" if entry.actor.role == "petitioner" else "assisted"

    def _evaluated_unit(self, file: PetitionFile, resolution: Resolution) -> str | None:
        """The office that is evaluated: of a kind, and one that had the petition in its hands."""
        senders = {r.from_unit for r in file.referrals.values()} | {file.registering_unit}
        kept = (r for r in file.referrals.values() if not r.returned and r.part != "copy")
        holders = {r.to_unit for r in kept} | {resolution.unit_id}
        at_work = senders if self.evaluatee == "bureau" else holders
        first = file.registering_unit if self.evaluatee == "bureau" else resolution.unit_id
        unit = self.evaluatee_unit or first
        if unit not in at_work:
            raise refusals.NotAtWorkHere(evaluatee=self.evaluatee, unit=unit or "")
        return unit

    def _check_first(
        self, file: PetitionFile, resolution_id: str, unit: str | None, party: str
    ) -> None:
        ballot = (resolution_id, self.evaluatee, unit, party)
        votes = {
            vote.evaluation_id
            for vote in file.evaluations.values()
            if (vote.resolution_id, vote.evaluatee, vote.unit_id, vote.party) == ballot
            and not vote.replaced
        }
        if self.replaces is not None and self.replaces not in votes:
            raise refusals.NoSuchEvaluation(evaluation=self.replaces)
        if votes and self.replaces is None:
            raise refusals.AlreadyEvaluated(evaluation=votes.pop(), evaluatee=self.evaluatee)


@dataclass(frozen=True, kw_only=True)
class FollowUp(Act):
    """Ask the petitioner, after the resolution, whether the matter is solved."""

    records = FollowedUp
    answer: FollowUpAnswer
    asked_via: str = "phone"
    resolution_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse to ask about a resolution that does not stand."""
        resolution = file.resolution(self.resolution_id)
        return Decision(
            rests_on=(resolution.event_id,), content={"resolution_id": resolution.resolution_id}
        )
