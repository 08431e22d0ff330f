"""The front desk: opens a petition to whoever has its number and query code, and to nobody else."""

from datetime import datetime

from petition_es.domain.petition import PetitionNumber
from petition_es.domain.refusals import NumberOrCodeWrong, TooManyAttempts
from petition_es.office import query_code
from petition_es.office.ports import Attempts, Clock, Numbers, Registration

ATTEMPTS_MAX = 5
"""Wrong codes of one sender on one number in one window."""

ATTEMPTS_OF_ALL_MAX = 100
"""Those of all senders: a guesser of 60 bits needs some more.

It is many times that of one: a stranger who types nonsense does not keep the petitioner out.
"""


class FrontDesk:
    """Looks a petition up by number and code.

    An unknown number and a wrong code get the same answer after the same work, and count alike, so
    that nobody learns which numbers exist.
    """

    def __init__(self, numbers: Numbers, attempts: Attempts, clock: Clock) -> None:
        self._numbers, self._attempts, self._clock = numbers, attempts, clock

    def open(self, number: str, code: str, sender: str = "") -> Registration:
        """Answer the petition's entry in the register, or refuse without saying what was wrong.

        `sender` is where the code was typed, as far as that is known. Only a number whose check
        digits do not fit is told apart: that anyone can compute.
        """
        typed, now = str(PetitionNumber.parse(number)), self._clock()
        self._refuse_guessers(typed, sender, now)
        found = self._numbers.find(typed)
        code_hash = found.code_hash if found and found.code_hash else query_code.NOBODYS_HASH
        if not query_code.fits(code, code_hash) or found is None:
            self._attempts.count(typed, now, sender)
            raise NumberOrCodeWrong
        return found

    def _refuse_guessers(self, number: str, sender: str, now: datetime) -> None:
        of_sender = self._attempts.how_many(number, now, sender)
        if of_sender >= ATTEMPTS_MAX or self._attempts.how_many(number, now) >= ATTEMPTS_OF_ALL_MAX:
            raise TooManyAttempts
