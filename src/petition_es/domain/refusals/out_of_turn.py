"""Refusals of acts that do not follow the state the petition is in: the letters of the table."""

from petition_es.domain.refusals.kinds import OutOfTurn


class AlreadySubmitted(OutOfTurn):
    """One submission makes one petition."""


class NotYetRegistered(OutOfTurn):
    """A submission is registered before other things are done with it (2005 a21, 2022 a22)."""


class AlreadyRegistered(OutOfTurn):
    """A petition is registered once; a wrong registration is classified anew or corrected."""


class NothingReferred(OutOfTurn):
    """What answers a referral needs a referral first."""


class NotSignedFor(OutOfTurn):
    """A unit signs for a referral, or accepts the matter, before it reports or resolves on it."""


class Returned(OutOfTurn):
    """A returned petition waits to be referred anew, or for the return to be refused."""


class Disputed(OutOfTurn):
    """While the common superior decides who is competent, nobody handles (2005 a24)."""


class NotAccepted(OutOfTurn):
    """An opinion is given on a matter that was accepted (2005 a31, 2022 a31)."""


class AlreadyAccepted(OutOfTurn):
    """A matter that a unit accepted in substance is handled to an answer, and not declined."""


class AlreadyAnswered(OutOfTurn):
    """A matter that was answered is not declined any more."""


class NothingToDeliver(OutOfTurn):
    """A delivery delivers a document; where none was issued there is nothing to deliver."""


class NoOpinion(OutOfTurn):
    """Without an opinion or a final reply there is nothing to resolve or carry out (2005 a32)."""


class NothingReported(OutOfTurn):
    """A report is decided on after it was handed in (2005 a21(4))."""


class NotResolved(OutOfTurn):
    """Reopening, evaluating and following up wait until the petition is resolved."""


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


class NothingDisputed(OutOfTurn):
    """A dispute is decided after units have raised it (2005 a24)."""


class NoReviewPending(OutOfTurn):
    """A review is decided after it was asked for (2005 a34)."""


class NotSuspended(OutOfTurn):
    """What does not rest is not resumed."""
