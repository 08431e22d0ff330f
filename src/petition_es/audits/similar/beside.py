"""Keeping the index of similar petitions beside a server."""

from dataclasses import dataclass
from threading import Event

from petition_es.audits.similar.index import SimilarIndex
from petition_es.audits.similar.keeping import keep
from petition_es.projections.running.companion import Companion


class IndexBeside(Companion):
    """A process that keeps the index as long as the context is open; one that dies is replaced.

    What it opens seals with travels to it through a pipe. Where somebody else keeps the index, it
    stands by.
    """

    def __init__(self, index: SimilarIndex) -> None:
        super().__init__("similar", _Keeping(index))


@dataclass(frozen=True)
class _Keeping:
    index: SimilarIndex

    def __call__(self, over: Event) -> None:
        """Keep the index until it is over."""
        keep(self.index, over)
