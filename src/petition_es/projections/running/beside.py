"""Running projections beside a server."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event

from petition_es.projections.kit.projection import Projection
from petition_es.projections.running.companion import Companion
from petition_es.projections.running.live import Runner
from petition_es.projections.running.references import Reference
from petition_es.store.connecting import Address
from petition_es.store.head_watch import HeadWatch
from petition_es.store.log_reader import LogReader


class Beside(Companion):
    """A process that runs projections as long as the context is open; one that dies is replaced."""

    def __init__(self, address: Address, projections: Sequence[type[Projection]]) -> None:
        references = tuple(Reference.to(each) for each in projections)
        super().__init__("projections", _Following(dict(address), references))


@dataclass(frozen=True)
class _Following:
    address: Address
    projections: Sequence[Reference]

    def __call__(self, over: Event) -> None:
        """Fold what is recorded until it is over."""
        watch = HeadWatch(LogReader(self.address))
        Runner(self.address, watch, [each.found() for each in self.projections]).run(over)
        watch.close()
