"""Being handled: contacts, actions, material, urging, withdrawal (办理)."""

from dataclasses import dataclass

from petition_es.domain import refusals
from petition_es.domain.codes import (
    ActionKind,
    Attachment,
    ContactMethod,
    ContactOutcome,
    Period,
    Side,
    WithdrawalScope,
)
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.sealed import Sealed


@dataclass(frozen=True, kw_only=True)
class Contacted(PetitionEvent):
    """联系: office and petitioner spoke, or one tried to reach the other."""

    method: ContactMethod
    initiated_by: Side = "office"
    outcome: ContactOutcome
    note: Sealed | None = None


@dataclass(frozen=True, kw_only=True)
class ActionTaken(PetitionEvent):
    """办理动作: something was done: an inspection, a hearing, mediation, works, a payment.

    `code` names the step in the words of the system it was imported from.
    """

    action_id: str
    kind: ActionKind
    claim_ids: tuple[str, ...] = ()
    period: Period | None = None
    evidence: tuple[Attachment, ...] = ()
    code: str | None = None

    def apply(self, file: PetitionFile) -> None:
        """The matter is being handled."""
        file.advance("in_handling")


@dataclass(frozen=True, kw_only=True)
class MaterialAdded(PetitionEvent):
    """补充材料: the petitioner handed in more."""

    BY_PARTY = True
    FIXED = frozenset({"party"})
    party: str
    attachments: tuple[Attachment, ...] = ()
    note: Sealed | None = None

    @property
    def sealed_for(self) -> str:
        """The words of the party who spoke."""
        return self.party


@dataclass(frozen=True, kw_only=True)
class Urged(PetitionEvent):
    """催办: the petitioner pressed for an answer."""

    BY_PARTY = True
    FIXED = frozenset({"party"})
    party: str


@dataclass(frozen=True, kw_only=True)
class Withdrawn(PetitionEvent):
    """撤回: the petitioner took the petition, or some of its claims, back."""

    BY_PARTY = True
    FIXED = frozenset({"party"})
    party: str
    scope: WithdrawalScope = "all"
    claim_ids: tuple[str, ...] = ()

    def apply(self, file: PetitionFile) -> None:
        """Close the petition, or note the claims."""
        if self.scope == "all":
            file.enter("withdrawn")
        else:
            file.withdrawn_claims |= set(self.claim_ids)


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Contact(Act):
    """Note that office and petitioner spoke, or could not be reached (初次信访办理联系)."""

    records = Contacted
    method: ContactMethod
    outcome: ContactOutcome = "reached"
    initiated_by: Side = "office"
    note: Sealed | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Contact is always welcome."""
        return Decision(rests_on=file.on_submission())


@dataclass(frozen=True, kw_only=True)
class TakeAction(Act):
    """Note what was done about the matter, with its evidence."""

    records = ActionTaken
    kind: ActionKind
    claim_ids: tuple[str, ...] = ()
    period: Period | None = None
    evidence: tuple[Attachment, ...] = ()
    code: str | None = None
    action_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse work on unknown claims, and work that ended before it began."""
        file.known_claims(self.claim_ids)
        if self.period is not None and self.period.is_backwards:
            raise refusals.PeriodEndsBeforeItStarts
        return Decision(
            rests_on=file.on_submission(),
            content={"action_id": self.action_id or str(entry.event_id)},
        )


@dataclass(frozen=True, kw_only=True)
class AddMaterial(Act):
    """Hand in more: the petitioner's right at any time before the matter is resolved."""

    records = MaterialAdded
    note: Sealed | None = None
    attachments: tuple[Attachment, ...] = ()

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse material from somebody else, and nothing at all."""
        decision = by_party(file, entry)
        if self.note is None and not self.attachments:
            raise refusals.NothingChanged
        return decision


@dataclass(frozen=True, kw_only=True)
class Urge(Act):
    """Press for an answer."""

    records = Urged

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse pressing by somebody else."""
        return by_party(file, entry)


@dataclass(frozen=True, kw_only=True)
class Withdraw(Act):
    """Take the petition back, whole or some of its claims."""

    records = Withdrawn
    scope: WithdrawalScope = "all"
    claim_ids: tuple[str, ...] = ()

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse to withdraw somebody else's petition, no claim, or one twice."""
        decision = by_party(file, entry)
        if self.scope == "claims" and not file.standing_claims(self.claim_ids):
            raise refusals.NoClaims
        if self.scope == "all" and file.parties[entry.party].role == "joint_signer":
            raise refusals.JointSignersLeave(party=entry.party)
        return decision


def by_party(file: PetitionFile, entry: Entry) -> Decision:
    """Decide to record what a petitioner does to a petition of their own."""
    if entry.party not in file.parties:
        raise refusals.NotAParty(party=entry.party)
    return Decision(rests_on=file.on_submission(), content={"party": entry.party})
