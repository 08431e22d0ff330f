"""How a petition's number stands in the addresses of its pages, and who opened it."""

from petition_es.api.at_the_door import NumberMistyped
from petition_es.api.callers import Caller
from petition_es.domain.petition import PetitionNumber
from petition_es.domain.refusals import MistypedNumber


def canonical_number(typed: str) -> str:
    """A number as it is written in addresses; one that cannot be a number is refused."""
    try:
        return str(PetitionNumber.parse(typed))
    except MistypedNumber:
        raise NumberMistyped(number=typed[:40]) from None


def is_open_to_all(caller: Caller) -> bool:
    """Tell that a caller opened nothing, and sees what everybody may see."""
    return caller.by == "nobody"
