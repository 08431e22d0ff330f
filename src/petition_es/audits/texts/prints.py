"""Prints: a text as a set of numbers, by which texts can be compared but not read.

Each piece of a text becomes one number of 32 bits, by factors that are drawn from the store's
secret for matching. Whoever has the numbers and not the secret cannot try words out; the secret
leaves no process. Two texts have as many numbers in common as they have pieces in common.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from petition_es.audits.texts.grams import run_of
from petition_es.audits.texts.plain import without_numbers

Print = npt.NDArray[np.uint32]
"""The numbers of a text, in rising order, each once."""

PASSAGE_SIGNS = 5
"""How long a passage of an answer is: copied sentences agree in nearly all of them, and answers
that merely use the same terms in few."""

NO_PRINT: Print = np.empty(0, np.uint32)


@dataclass(frozen=True)
class Printer:
    """Makes prints with one secret; prints of different secrets have nothing in common."""

    secret: bytes = field(repr=False)

    @cached_property
    def _factors(self) -> npt.NDArray[np.uint64]:
        drawn = blake2b(b"factors of prints", key=self.secret[:64], digest_size=64).digest()
        return np.frombuffer(drawn, np.uint64) | np.uint64(1)

    def keyed(self, words: str) -> str:
        """A keyed hash of a whole name, in which nobody can try names out."""
        return blake2b(words.encode(), key=self.secret[:64], digest_size=16).hexdigest()

    def person(self, pseudonym: str) -> int:
        """A person as a number of 64 bits, with its sign."""
        return int.from_bytes(bytes.fromhex(self.keyed(pseudonym))[:8], signed=True)

    def of_answer(self, text: str) -> Print:
        """The print of an answer, in which one number is as good as another."""
        return self.of_pieces(without_numbers(text), PASSAGE_SIGNS)

    def of_message(self, text: str) -> Print:
        """The print of what a petitioner wrote: of the same pieces that its grams are."""
        return self.of_pieces(*run_of(text))

    def numbered(self, text: str) -> Iterator[tuple[str, int]]:
        """The pieces of what a petitioner wrote, each with its number."""
        run, size = run_of(text)
        numbers = self._numbers(run, size).tolist()
        return ((run[at : at + size], number) for at, number in enumerate(numbers))

    def of_pieces(self, run: str, size: int) -> Print:
        """The print of all pieces of a size (up to 7 signs)."""
        return np.unique(self._numbers(run, size))

    def _numbers(self, run: str, size: int) -> Print:
        count = len(run) - size + 1
        if count <= 0:
            return NO_PRINT
        signs = np.frombuffer(run.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
        mixed = np.full(count, self._factors[7])
        for place in range(size):
            mixed += signs[place : place + count] * self._factors[place]
        return (self._stirred(mixed) >> np.uint64(32)).astype(np.uint32)

    @staticmethod
    def _stirred(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
        """Let every bit depend on all of them (the finisher of splitmix64)."""
        numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return numbers ^ (numbers >> np.uint64(31))


def sampled(numbers: Print, one_in: int) -> Print:
    """One number in so many, the same ones of every text."""
    return numbers if one_in == 1 else numbers[numbers % np.uint32(one_in) == 0]
