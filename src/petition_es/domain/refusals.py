"""Every refusal of the domain, in one tree; each is named after the rule that was not met.

    Refusal
    ├── OutOfTurn          the act does not follow the state the petition is in (domain/petition/table)
    ├── RuleNotMet         the act is in turn, but its own rule is not met
    ├── NoSuchThing        the act names something that the file does not hold
    ├── TimeNotPossible    the times given cannot be true
    └── NotPermitted       the actor may not do this (office/policy)

A refusal carries facts, never prose: the sentence for the user, in every language, stands in the
catalogues of `petition_es/messages` under the refusal's name.
"""


class Refusal(Exception):  # noqa: N818  # a refusal is an answer of the office, not an error
    """The office does not do what was asked, for a reason it can name."""

    def __init__(self, **facts: object) -> None:
        self.facts = {name: str(fact) for name, fact in facts.items()}
        super().__init__(", ".join(f"{name}={fact}" for name, fact in self.facts.items()))

    @property
    def rule(self) -> str:
        """The name of the rule, as it stands in the table, the catalogues and the documentation."""
        return type(self).__name__


class OutOfTurn(Refusal):
    """The act does not follow the state that the petition is in."""


class RuleNotMet(Refusal):
    """The act is in turn, but a rule of its own is not met."""


class NoSuchThing(Refusal):
    """The act names something that the file does not hold."""


class TimeNotPossible(Refusal):
    """The times given cannot be true."""


class NotPermitted(Refusal):
    """The actor may not do this."""


# ---- Out of turn: one for each reason why an act cannot follow a state ---------------------------


class AlreadySubmitted(OutOfTurn):
    """One submission makes one petition."""


class NotYetRegistered(OutOfTurn):
    """A submission is registered before anything else is done with it (2005 a21, 2022 a22)."""


class AlreadyRegistered(OutOfTurn):
    """A petition is registered once; what was registered wrongly is classified anew or corrected."""


class NothingReferred(OutOfTurn):
    """What answers a referral needs a referral first."""


class NotSignedFor(OutOfTurn):
    """A unit signs for a referral before it reports or resolves on it."""


class Returned(OutOfTurn):
    """A returned petition waits to be referred anew, or for the return to be refused (2022 a23)."""


class Disputed(OutOfTurn):
    """While the common superior decides who is competent, nobody handles (2005 a24)."""


class NotAccepted(OutOfTurn):
    """An opinion is given on a matter that was accepted (2005 a31, 2022 a31)."""


class AlreadyAccepted(OutOfTurn):
    """A matter that was accepted is handled to an answer; it is not declined or returned any more."""


class AlreadyAnswered(OutOfTurn):
    """A matter that was answered is not declined any more."""


class NothingToDeliver(OutOfTurn):
    """A delivery delivers a document, and none was issued yet."""


class NoOpinion(OutOfTurn):
    """Without an opinion or a final reply there is nothing to resolve or carry out (2005 a32)."""


class NothingReported(OutOfTurn):
    """A report is decided on after it was handed in (2005 a21(4))."""


class NotResolved(OutOfTurn):
    """Reopening, evaluation and follow-up speak of a resolution, and none stands."""


class AlreadyResolved(OutOfTurn):
    """A resolved petition is reopened, or petitioned anew, before work on it goes on."""


class AlreadyReopened(OutOfTurn):
    """A reopened petition is open; it is reopened again only after it was resolved again."""


class UnderReview(OutOfTurn):
    """While a review is pending the reviewing organ decides what comes next (2005 a34)."""


class Suspended(OutOfTurn):
    """A suspended petition is resumed before it is handled further."""


class AlreadyDeclined(OutOfTurn):
    """A declined petition is reopened on new facts before anything else is done."""


class AlreadyGuidedAway(OutOfTurn):
    """A petition guided to another legal path is reopened before anything else is done."""


class AlreadyFiled(OutOfTurn):
    """A petition filed for the record is reopened before anything else is done."""


class AlreadyTerminated(OutOfTurn):
    """A terminated matter is not taken up again on the same facts (2005 a35, 2022 a36)."""


class AlreadyWithdrawn(OutOfTurn):
    """A withdrawn petition is not handled further; the petitioner may petition anew."""


class AlreadyMerged(OutOfTurn):
    """A merged petition goes on under the number that absorbed it."""


# ---- Rules of single acts ------------------------------------------------------------------------


class NoParty(RuleNotMet):
    """A petition has at least one petitioner, named or anonymous (2005 a17, 2022 a19)."""


class TwiceTheSameParty(RuleNotMet):
    """A person takes part in a petition once."""


class LastPartyStays(RuleNotMet):
    """The last petitioner does not leave; the petition is withdrawn instead."""


class TooManyRepresentatives(RuleNotMet):
    """A joint petition has at most five representatives (2005 a18, 2022 a20)."""


class FewerPersonsThanParties(RuleNotMet):
    """The number of persons counts at least the parties who are named."""


class AccusedOnlyInAccusations(RuleNotMet):
    """Only an accusation names an accused (2022 a30)."""


class NotACode(RuleNotMet):
    """Ids and codes are short words without blanks; prose belongs into the fields that are sealed."""


class MistypedNumber(RuleNotMet):
    """A petition number carries two check digits, and they fit."""


class NothingChanged(RuleNotMet):
    """A change changes something."""


class NoClaims(RuleNotMet):
    """A list of claims holds at least one."""


class TwiceTheSameClaim(RuleNotMet):
    """A claim has one id and stands once."""


class LinkedToItself(RuleNotMet):
    """A petition is linked to, or merged into, another one."""


class AlreadyLinked(RuleNotMet):
    """Two petitions stand in a relation once."""


class ReferredToItself(RuleNotMet):
    """A unit refers to another unit, not to itself."""


class AlreadyReferred(RuleNotMet):
    """The same unit does not hold the same matter twice at one time (重复转办)."""


class TwoLeads(RuleNotMet):
    """Of several units at work on one matter exactly one leads (2005 a24)."""


class AssignmentNeedsReportDate(RuleNotMet):
    """An assignment says by when its result is reported (2005 a21(4))."""


class OnlyAssignmentsAfterResolution(RuleNotMet):
    """A resolved petition is sent out again only as an assignment, or after it was reopened."""


class AlreadyReceived(RuleNotMet):
    """A referral is signed for once."""


class AlreadyReturned(RuleNotMet):
    """A referral is returned once."""


class ReturnWasRefused(RuleNotMet):
    """After the sender refused a return there is no second one."""


class NotReturned(RuleNotMet):
    """Only a return that was made can be refused."""


class AcceptedByThisUnit(RuleNotMet):
    """A unit accepts, and thereby stops being able to return or decline, once."""


class NotAcceptedByThisUnit(RuleNotMet):
    """The opinion comes from a unit that accepted the matter in substance (2022 a31)."""


class NotEveryClaimNamedOnce(RuleNotMet):
    """An opinion answers a claim once."""


class OpinionAlreadyIssued(RuleNotMet):
    """A unit's further opinion on the same claims supersedes the earlier one, and says so."""


class DeclineWithoutGround(RuleNotMet):
    """A refusal names its ground; guiding away names the proper channel (2005 a21, 2022 a22)."""


class NotAnAssignment(RuleNotMet):
    """A result is reported on an assignment (交办), not on a plain referral (转送)."""


class ReportAlreadyDecided(RuleNotMet):
    """A report is approved or sent back once."""


class ReportNotApproved(RuleNotMet):
    """An assigned matter is resolved after its result report was approved (2005 a21(4))."""


class ReplyIsNotEnough(RuleNotMet):
    """A matter accepted in substance is resolved on an opinion; a reply is not enough (2005 a32)."""


class UnitsStillAtWork(RuleNotMet):
    """The whole is resolved when every joint unit has finished its part or given it back."""


class PartAlreadyResolved(RuleNotMet):
    """A unit resolves its part once."""


class AlreadyEvaluated(RuleNotMet):
    """A petitioner evaluates each evaluatee once for a resolution; a change replaces the first."""


class JointSignersLeave(RuleNotMet):
    """A joint signer leaves the petition; only who speaks for all withdraws it."""


class NotAParty(RuleNotMet):
    """Petitioners act on petitions that they take part in."""


class PeriodEndsBeforeItStarts(RuleNotMet):
    """Work ends after it began."""


class CannotBeVoided(RuleNotMet):
    """The submission itself stands; a petition entered by mistake is merged or withdrawn."""


class AlreadyCorrected(RuleNotMet):
    """An entry is voided or amended once; the correction itself can be voided."""


class AccusationsStayClosed(RuleNotMet):
    """An accusation or a confidential petition is never published (2005 a23, 2022 a30)."""


class LaterStepsRestOnIt(RuleNotMet):
    """An entry on which later ones rest is not voided before they are."""


class NotAmendable(RuleNotMet):
    """An amendment changes what an entry says, not which entry it is."""


class LaterStepsStandInTheWay(RuleNotMet):
    """A late entry fits between the steps that are already recorded."""


# ---- Things that are not there -------------------------------------------------------------------


class NoSuchReferral(NoSuchThing):
    """The file holds no open referral of this id, or to this unit."""


class WhichReferral(NoSuchThing):
    """Several referrals are open; the act says which one it means."""


class ReferralOfAnotherUnit(NoSuchThing):
    """A unit answers the referrals that were made to it."""


class NoSuchClaim(NoSuchThing):
    """The file holds no such claim."""


class NoSuchOpinion(NoSuchThing):
    """The file holds no such opinion."""


class NoSuchReply(NoSuchThing):
    """The file holds no such reply."""


class NoSuchReport(NoSuchThing):
    """The file holds no report that waits for a decision."""


class NoSuchResolution(NoSuchThing):
    """The file holds no resolution that stands under this id."""


class NoSuchDocument(NoSuchThing):
    """The file holds no document of this kind to deliver."""


class NoSuchParty(NoSuchThing):
    """The file knows no such party."""


class NoSuchLink(NoSuchThing):
    """The two petitions are not linked in this way."""


class NoSuchEvaluation(NoSuchThing):
    """The evaluation to be replaced does not stand."""


class NoSuchEntry(NoSuchThing):
    """The record holds no entry of this id."""


# ---- Times ---------------------------------------------------------------------------------------


class TimeWithoutZone(TimeNotPossible):
    """Every time in the record has a time zone."""


class HappensInTheFuture(TimeNotPossible):
    """Nothing is recorded before it happened."""


class BeforeWhatItRestsOn(TimeNotPossible):
    """Nothing happens before what it rests on."""


# ---- Persons and units ---------------------------------------------------------------------------


class AlreadyErased(RuleNotMet):
    """An erased person stays erased; nothing more is recorded of them."""


class UnitExists(RuleNotMet):
    """A unit is established once."""


class NotYetEstablished(RuleNotMet):
    """A unit is established before anything else is recorded of it."""


class UnitIsClosed(RuleNotMet):
    """A closed or merged unit does nothing more."""


# ---- What an actor may do ------------------------------------------------------------------------


class RoleMayNot(NotPermitted):
    """An act belongs to certain roles."""


class NotYourPetition(NotPermitted):
    """A petitioner acts on petitions of their own."""


class NotYourUnit(NotPermitted):
    """An officer acts for the own unit, on petitions that it holds, sent or supervises."""


class OnlyPetitionBureaux(NotPermitted):
    """Registration, referral and supervision are acts of petition bureaux (2005 a6)."""


class AccusedMayNotSee(NotPermitted):
    """Material of an accusation is never shown to the accused unit (2005 a23, 2022 a30)."""
