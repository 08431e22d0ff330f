"""Unsealing in another process: what travels there, and how batches of rows are opened with it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from petition_es.domain.event import Event
from petition_es.store.connecting import Address
from petition_es.store.decoding import decode_with_words
from petition_es.store.keys import KeyCabinet
from petition_es.store.lanes import Lanes
from petition_es.store.log_reader import LogRow
from petition_es.store.opening_keys import OpeningKeys
from petition_es.store.sealing import Key, Seal

Unsealed = Callable[[Sequence[LogRow]], list[Event]]
"""Decodes one batch of rows; all keys they need are fetched at the first look at a word."""


@dataclass(frozen=True)
class Unsealing:
    """Opens rows with a store's keys; it travels to processes that the store itself began.

    What it is made of is a secret: it is given through a pipe and never written anywhere.
    """

    address: Address
    master: Key = field(repr=False)
    seal: Seal

    @contextmanager
    def at_hand(self) -> Iterator[Unsealed]:
        """Have the keys at hand for a while, on a connection of one's own."""
        with closing(Lanes(self.address)) as lanes:
            cabinet = KeyCabinet(lanes, self.master)

            def events(rows: Sequence[LogRow]) -> list[Event]:
                keys = OpeningKeys(cabinet)
                return [decode_with_words(row, self.seal, keys) for row in rows]

            yield events
