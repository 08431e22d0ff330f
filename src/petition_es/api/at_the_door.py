"""What is turned away at the door of HTTP, before any rule of the office is asked.

Each is named after what was missing; its sentence stands in the catalogues as `door.<Name>`.
"""

from collections.abc import Mapping


class AtTheDoor(Exception):  # named after what was missing, as refusals are
    """A request that the door does not let through, for a reason it can name."""

    def __init__(self, headers: Mapping[str, str] | None = None, **facts: object) -> None:
        self.headers = dict(headers or {})
        self.facts = {name: str(fact) for name, fact in facts.items()}
        super().__init__(", ".join(f"{name}={fact}" for name, fact in self.facts.items()))


class NotFound(AtTheDoor):
    """There is nothing at this address."""


class NumberMistyped(AtTheDoor):
    """The number in the address cannot be a petition's, for its check digits do not fit."""


class MethodNotAllowed(AtTheDoor):
    """The address does not take this method."""


class NotReadable(AtTheDoor):
    """The body is not what its media type says."""


class WrongMediaType(AtTheDoor):
    """The body comes as a media type that this address does not take."""


class FieldsNotValid(AtTheDoor):
    """Fields are missing, unknown, or not of their form."""


class TooLarge(AtTheDoor):
    """The body is larger than this address takes."""


class TooSlow(AtTheDoor):
    """The request did not arrive, or was not answered, in the time that it has."""


class TooManyRequests(AtTheDoor):
    """More was sent than one sender may send in this time."""


class Busy(AtTheDoor):
    """Everything that could answer is answering others."""


class NoActor(AtTheDoor):
    """Nobody said who asks."""


class TokenNotValid(AtTheDoor):
    """The token is unknown, expired or revoked."""


class OnlyOnThisMachine(AtTheDoor):
    """Demonstration identities work in a demonstration, from its own machine."""


class OutsideTheScope(AtTheDoor):
    """The token was not issued for this."""


class ViewNotYours(AtTheDoor):
    """The view is wider than the asker may have."""


class AuditorsOnly(AtTheDoor):
    """Findings are read, and cases replayed, by auditors."""


class DayNotReadable(AtTheDoor):
    """A day or a moment is written as ISO 8601 has it, and lies within a thousand years."""


class FromElsewhere(AtTheDoor):
    """A form was sent by a page of another site."""


class VersionMissing(AtTheDoor):
    """An act says which version of the petition it was meant for."""


class VersionNotReadable(AtTheDoor):
    """The version is the one that an ETag gave."""


class PageUnknown(AtTheDoor):
    """A page is named as the page before it named it."""


class PositionUnknown(AtTheDoor):
    """No event has a position as high as this, so there is nothing to wait for."""


class NotYetFolded(AtTheDoor):
    """A projection has not folded the log up to the position that was asked for."""


class NotYetCounted(AtTheDoor):
    """What is computed from the whole log was not done in the time that was given."""


class NoAudit(AtTheDoor):
    """No audit has been made yet, so there is nothing that it found."""


class PeriodBackwards(AtTheDoor):
    """A period ends on the day it began, or later."""


class KeyNotReadable(AtTheDoor):
    """An Idempotency-Key is short and printable."""


class InternalFault(AtTheDoor):
    """Something broke that should not."""
