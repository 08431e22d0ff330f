"""Free text and personal data, as the domain sees them: words that do not print themselves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_SHUT: ContextVar[Exception | None] = ContextVar("seals kept shut", default=None)


class Sealed:
    """Words that only an authorised reader may see (free text, names, addresses).

    The store keeps them encrypted and opens them only when `reveal` is called, so a fold that needs
    no text never pays for it. Neither `repr` nor `str` shows them: they cannot slip into a log.
    """

    __slots__ = ("_opener", "_words")

    def __init__(self, words: str) -> None:
        self._words: str | None = words
        self._opener: Callable[[], str | None] | None = None

    @classmethod
    def closed(cls, opener: Callable[[], str | None]) -> "Sealed":
        """Words still under their seal; `opener` answers None when their key has been destroyed."""
        sealed = cls("")
        sealed._opener = opener
        return sealed

    def reveal(self) -> str | None:
        """Answer the words, or None when they have been erased for ever."""
        if (reason := _SHUT.get()) is not None:
            raise reason
        if self._opener is not None:
            self._words, self._opener = self._opener(), None
        return self._words

    @property
    def is_erased(self) -> bool:
        """Tell whether the words are gone because their key was destroyed."""
        return self.reveal() is None

    def __eq__(self, other: object) -> bool:
        """Two seals are equal when the words under them are; only a comparison opens them."""
        if self is other:
            return True
        return isinstance(other, Sealed) and self.reveal() == other.reveal()

    def __hash__(self) -> int:
        """Hash the words under the seal."""
        return hash(self.reveal())

    def __copy__(self) -> "Sealed":
        """Words never change, so a copy is the same words."""
        return self

    def __deepcopy__(self, memo: object) -> "Sealed":
        """Words never change; and what could open them (a keyring) must not be copied."""
        return self

    def __repr__(self) -> str:
        """Show that there are words, never which."""
        return "Sealed(…)"


@contextmanager
def kept_shut(reason: Exception | None) -> Iterator[None]:
    """Let nobody look under a seal for a while: whoever tries is told the reason."""
    before = _SHUT.set(reason)
    try:
        yield
    finally:
        _SHUT.reset(before)
