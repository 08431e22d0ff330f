"""Refusals in the records of persons and units, and of actors who may not do what they ask."""

from petition_es.domain.refusals.kinds import NotPermitted, RuleNotMet


class AlreadyErased(RuleNotMet):
    """An erased person stays erased; nothing more is recorded of them."""


class UnitExists(RuleNotMet):
    """A unit is established once."""


class NotYetEstablished(RuleNotMet):
    """A unit is established before anything else is recorded of it."""


class UnitIsClosed(RuleNotMet):
    """A closed or merged unit does nothing more."""


class SuperiorOfItself(RuleNotMet):
    """A unit stands below another one, never below itself."""


class SuperiorsInACircle(RuleNotMet):
    """Whoever goes up the tree from superior to superior comes to an end."""


class TwiceTheSameUnit(RuleNotMet):
    """A list of units names each of them once."""


class NotNamed(RuleNotMet):
    """A unit has a name, at least in Chinese."""


class MergedIntoItself(RuleNotMet):
    """A unit goes into another one, which goes on with its matters (2005 a25)."""


class MergedBelowItself(RuleNotMet):
    """A unit goes into one that does not stand below it (2005 a25)."""


class HeirNotNamed(RuleNotMet):
    """For a unit that was closed and not merged it is said who goes on with its matters."""


class UnitWasMerged(RuleNotMet):
    """A merged unit is sent nothing more: its successor handles its matters (2005 a25)."""


class OutsideTheJurisdiction(RuleNotMet):
    """A bureau sends to its own level or a lower one, within its subtree or division (2005 a21)."""


class RoleMayNot(NotPermitted):
    """An act belongs to certain roles."""


class NotYourPetition(NotPermitted):
    """A petitioner acts on petitions of their own."""


class NotYourUnit(NotPermitted):
    """An officer acts for the own unit, on petitions that it holds, sent or supervises."""


class NoSuchUnit(NotPermitted):
    """A petition is sent to an office that stands in the registry."""


class OnlyPetitionBureaux(NotPermitted):
    """Procedural acceptance, reopening and follow-up are acts of petition bureaux (2005 a6)."""


class NotTheCommonSuperior(NotPermitted):
    """A dispute is decided by an office above all units that disagree (2005 a24)."""


class NotTheSuccessor(NotPermitted):
    """A unit's matters go to its successor, when the registry says it is no more (2005 a25)."""


class NotTheReviewingOrgan(NotPermitted):
    """A review is decided by an office above the one whose opinion it is about (2005 a34-35)."""


class UnitRatesItself(NotPermitted):
    """What a petitioner says of an office is not written down by that very office."""


class AccusedMayNotSee(NotPermitted):
    """Material of an accusation is never shown to the accused unit (2005 a23, 2022 a30)."""


class NoSuchPetition(NotPermitted):
    """There is no petition under this number, or none that the asker may know of."""


class NumberOrCodeWrong(NotPermitted):
    """Number and query code open a petition only together; which of them is wrong is not said."""


class TooManyAttempts(NotPermitted):
    """After several wrong codes the lookup rests for a while."""


class NoSuchIdentity(NotPermitted):
    """An identity is one of those that exist."""


class NoSuchPetitioner(NotPermitted):
    """A pseudonym belongs to somebody who petitioned."""


class NoSuchScope(NotPermitted):
    """A token is issued for things that it can be used for."""


class NoSuchToken(NotPermitted):
    """What is revoked was issued."""


class TokenWithoutTime(NotPermitted):
    """A token ends, at the latest after a year."""


class TokenWithoutUnit(NotPermitted):
    """An officer acts for a unit, and the token names it."""


class KeyReused(NotPermitted):
    """An Idempotency-Key stands for one command for ever, and not for another one."""
