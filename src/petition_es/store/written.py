"""What this process has written itself, and need not look for again."""

from collections.abc import Hashable, Iterable

FACTS_MAX = 20_000


class Written:
    """Facts that stand once they are written; a few thousand of the latest are remembered.

    That a petition has a number, and a party a share in its key, is said anew by its registration,
    mostly soon after the submission. It is safe for any number of threads: at worst a fact is
    forgotten, and looked for.
    """

    def __init__(self) -> None:
        self._facts: set[Hashable] = set()

    def has(self, fact: Hashable) -> bool:
        """Tell whether this is known to stand."""
        return fact in self._facts

    def add(self, facts: Iterable[Hashable]) -> None:
        """Remember what was written, once its transaction has ended."""
        if len(self._facts) > FACTS_MAX:
            self._facts = set()
        self._facts.update(facts)
