"""Refusals of acts that are in turn, but break a rule of their own."""

from petition_es.domain.refusals.kinds import RuleNotMet


class NoParty(RuleNotMet):
    """A petition has at least one petitioner, named or anonymous (2005 a17, 2022 a19)."""


class TwiceTheSameParty(RuleNotMet):
    """A person takes part in a petition once."""


class LastPartyStays(RuleNotMet):
    """The last petitioner does not leave; the petition is withdrawn instead."""


class StillRepresented(RuleNotMet):
    """A party for whom somebody else acts does not leave before that agent does."""


class TooManyRepresentatives(RuleNotMet):
    """A joint petition has at most five representatives (2005 a18, 2022 a20)."""


class FewerPersonsThanParties(RuleNotMet):
    """The number of persons counts at least the parties who are named."""


class AccusedOnlyInAccusations(RuleNotMet):
    """Only an accusation names an accused (2022 a30)."""


class NotACode(RuleNotMet):
    """Ids and codes are short words without blanks; prose belongs into sealed fields."""


class NotInTheList(RuleNotMet):
    """A code comes from its list."""


class WrongKind(RuleNotMet):
    """A field holds the kind of value that it is for; sealed words stand in sealed fields."""


class IdInUse(RuleNotMet):
    """An id names one thing, for ever."""


class MistypedNumber(RuleNotMet):
    """A petition number carries two check digits, and they fit."""


class NumberAlreadyGiven(RuleNotMet):
    """A petition keeps the number that was on its receipt."""


class NamesStayClosed(RuleNotMet):
    """Names are shown to the offices that work on a petition, and never published (2022 a30)."""


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
    """Of several units to which one office sends the same matter, one leads (多头交办)."""


class ReferredInACircle(RuleNotMet):
    """A matter goes on to a unit that has not passed it on; back it goes by a return (转办空转)."""


class HeldByAnotherUnit(RuleNotMet):
    """A matter is accepted or declined by the unit in whose hands it is (2005 a6, a21)."""


class OnlyACopy(RuleNotMet):
    """A copy (抄送) is for reading: it is not returned, accepted or reported on."""


class NotTheSender(RuleNotMet):
    """A return is refused, and a report decided on, by the unit that sent the referral."""


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


class ReturnAlreadyAgreed(RuleNotMet):
    """Who has sent a returned matter on to somebody else has agreed to the return (2022 a23)."""


class AcceptedByThisUnit(RuleNotMet):
    """A unit accepts a matter once, and does not return it afterwards."""


class NotAcceptedByThisUnit(RuleNotMet):
    """The opinion comes from a unit that accepted the matter in substance (2022 a31)."""


class NotEveryClaimNamedOnce(RuleNotMet):
    """An opinion answers a claim once."""


class WrongRound(RuleNotMet):
    """An opinion is remade after the matter was reopened; reviews come from the reviewing organ."""


class OpinionOfAnotherUnit(RuleNotMet):
    """A unit supersedes its own opinions; those of others are reviewed (2005 a34)."""


class OpinionSuperseded(RuleNotMet):
    """A matter is resolved on the opinion that stands, not on one that was superseded."""


class ClaimWithdrawn(RuleNotMet):
    """A claim that the petitioner took back is not referred, answered or taken back any more."""


class OpinionAlreadyIssued(RuleNotMet):
    """A unit's further opinion on the same claims supersedes the earlier one, and says so."""


class DeclineWithoutGround(RuleNotMet):
    """A refusal names its ground; guiding away names the proper channel (2005 a21, 2022 a22)."""


class NotAnAssignment(RuleNotMet):
    """A result is reported on an assignment (交办), not on a plain referral (转送)."""


class ResultAlreadyReported(RuleNotMet):
    """A result that was reported is not reported again, returned, passed on or declined."""


class ReportAlreadyDecided(RuleNotMet):
    """A report is approved or sent back once."""


class ReportNotApproved(RuleNotMet):
    """An assigned matter is resolved after its result report was approved (2005 a21(4))."""


class ReplyIsNotEnough(RuleNotMet):
    """A matter accepted in substance is resolved on an opinion, not on a reply (2005 a32)."""


class UnitsStillAtWork(RuleNotMet):
    """The whole is resolved when every joint unit has finished its part or given it back."""


class LeadResolvesTheWhole(RuleNotMet):
    """A joint unit resolves its part; the lead, or the office that sent it, resolves the whole."""


class PartAlreadyResolved(RuleNotMet):
    """A unit resolves its part once."""


class NotAtWorkHere(RuleNotMet):
    """Evaluated is an office that had the petition in its hands (2014 measures, a5)."""


class AlreadyEvaluated(RuleNotMet):
    """A petitioner evaluates each evaluatee once for a resolution; a change replaces the first."""


class PetitionMovedOn(RuleNotMet):
    """An act that was meant for an earlier version of the petition is not performed."""


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
