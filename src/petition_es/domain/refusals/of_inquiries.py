"""Refusals of judgements on what an audit found."""

from petition_es.domain.refusals.kinds import NoSuchThing, NotPermitted, RuleNotMet


class JudgedByAuditors(NotPermitted):
    """What an audit found is looked into and judged by auditors."""


class NoSuchFinding(NoSuchThing):
    """What is judged was found by an audit, and is still shown."""


class InquiryAlreadyOpen(RuleNotMet):
    """An inquiry is opened once; whoever joins it reads who opened it."""


class InquiryDecided(RuleNotMet):
    """A finding that was confirmed or dismissed is judged anew after its inquiry was reopened."""


class InquiryNotDecided(RuleNotMet):
    """Reopened is what was confirmed or dismissed."""


class DismissedWithoutReason(RuleNotMet):
    """Whoever dismisses a finding says why."""
