"""Keeping the clocks beside a server."""

from dataclasses import dataclass
from datetime import datetime
from threading import Event
from zoneinfo import ZoneInfo

from petition_es.domain.regime.law import Law
from petition_es.projections.keeper.keeping import ClockKeeper
from petition_es.projections.running.companion import Companion
from petition_es.store.connecting import Address


class KeeperBeside(Companion):
    """A process that keeps the clocks, as long as the context is open; one that dies is replaced.

    `zone` is that of the office's wall clock. Where somebody else keeps the clocks, it stands by.
    """

    def __init__(self, address: Address, law: Law, zone: ZoneInfo) -> None:
        super().__init__("keeper", _Keeping(dict(address), law, zone))


@dataclass(frozen=True)
class _Keeping:
    address: Address
    law: Law
    zone: ZoneInfo

    def __call__(self, over: Event) -> None:
        """Keep the clocks until it is over."""
        with ClockKeeper(self.address, self.law, lambda: datetime.now(self.zone)) as keeper:
            keeper.run(over)
