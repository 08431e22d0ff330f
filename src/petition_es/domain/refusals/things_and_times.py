"""Refusals of acts that name what is not there, or when it cannot have been."""

from petition_es.domain.refusals.kinds import NoSuchThing, TimeNotPossible


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


class TimeWithoutZone(TimeNotPossible):
    """Every time in the record has a time zone."""


class HappensInTheFuture(TimeNotPossible):
    """Nothing is recorded before it happened."""


class BeforeWhatItRestsOn(TimeNotPossible):
    """Nothing happens before what it rests on."""


class ReportDueBeforeAssignment(TimeNotPossible):
    """A result is due after it was asked for."""


class NotADay(TimeNotPossible):
    """A day is written as 2016-07-01, and stands in the calendar."""
