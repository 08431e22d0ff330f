"""Refusals of acts that the law of a place and a day does not allow, or not like this."""

from petition_es.domain.refusals.kinds import NoSuchThing, RuleNotMet, TimeNotPossible


class NoRegimeInForce(RuleNotMet):
    """A step that rests on a regime needs one that is in force at the place and on the day."""


class NoLimitRuns(RuleNotMet):
    """Only a handling limit that runs is extended or converted (2005 a33)."""


class NoExtension(RuleNotMet):
    """A limit is extended where the regime allows it."""


class ExtendedTooLate(RuleNotMet):
    """A limit is extended before it has passed (2005 a33)."""


class ExtendedTooFar(RuleNotMet):
    """A limit is extended by so many days, and so often, as the regime allows (2005 a33)."""


class ExtensionNotApproved(RuleNotMet):
    """An extension is approved by whom the regime names (2005 a33)."""


class NotSimple(RuleNotMet):
    """Only what is handled in the simple procedure is converted to the ordinary one."""


class ConvertedTooLate(RuleNotMet):
    """A unit goes over to the ordinary procedure before the simple limit has passed."""


class NoSimpleHandling(RuleNotMet):
    """The simple procedure is taken where and when the regime has one."""


class SimpleNotForAssignments(RuleNotMet):
    """An assigned matter is handled in the ordinary procedure (2016 measures, a5)."""


class SimpleOnlyFirstTime(RuleNotMet):
    """The simple procedure is for matters that are petitioned for the first time."""


class SimpleOnlyForOneUnit(RuleNotMet):
    """The simple procedure is for matters that one unit handles alone (2016 measures, a5)."""


class SimpleNotForCollective(RuleNotMet):
    """A collective petition is handled in the ordinary procedure (2016 measures, a5)."""


class SimpleNotForOtherPaths(RuleNotMet):
    """What another procedure of law is open to is not handled simply (2016 measures, a5)."""


class ReturnedTooLate(RuleNotMet):
    """A unit objects to a referral within the days that the regime gives it (2022 a23)."""


class DisputeOfOthers(RuleNotMet):
    """A dispute is raised by a unit that takes part in it, against another one (2005 a24)."""


class NotInTheDispute(RuleNotMet):
    """A dispute is decided for one of the units that disagree (2005 a24)."""


class NotForReview(RuleNotMet):
    """Reviewed are the opinions of the units that handle; a review is followed by a second one."""


class NotYetDelivered(RuleNotMet):
    """An opinion is reviewed after it was delivered (2005 a34)."""


class RequestedTooLate(RuleNotMet):
    """A review is asked for within the days that the regime gives for it (2005 a34-35)."""


class ReviewAlreadyRequested(RuleNotMet):
    """An opinion is reviewed once (2005 a34)."""


class NotReviewedYet(RuleNotMet):
    """The second review comes after the first one was decided (2005 a35)."""


class NothingAfterSecondReview(RuleNotMet):
    """After the second review there is no further one (2005 a35)."""


class RedoNeedsDate(RuleNotMet):
    """Who revokes an opinion, or orders a new one, says by when it is due."""


class ChangeNeedsOpinion(RuleNotMet):
    """Who changes an opinion names the one that takes its place."""


class SameOpinionAgain(RuleNotMet):
    """What is made anew, or changed, does not say the same (Beijing a50, Shandong a45)."""


class NotAGround(RuleNotMet):
    """Handling rests, and a matter is terminated, on the grounds of the regime in force."""


class GroundNotGiven(RuleNotMet):
    """What a ground of termination needs must have come to pass (2005 a35)."""


class EvaluationAlreadyOpen(RuleNotMet):
    """A petitioner is invited to evaluate a result once at a time."""


class NoEvaluationOpen(RuleNotMet):
    """A window for evaluating is closed after it was opened."""


class NoSuchReview(NoSuchThing):
    """The file holds no review that waits for a decision."""


class NoSuchSupervision(NoSuchThing):
    """The file holds no supervision that stands open."""


class RedoDueBeforeDecision(TimeNotPossible):
    """What is to be done again is due after it was ordered."""


class ClosesBeforeItOpens(TimeNotPossible):
    """A window for evaluating closes after it opens."""
