"""One slice of a rebuild: a scan of the log that folds some projections from nothing.

Which slice that is hangs on how the rows of several slices can be put together:

streams   a share of the petitions, each folded whole: the rows of a petition are loaded as soon as
          it is folded, sums are handed back
sums      a stretch of the log, for sums that need no state of a petition; handed back too
keys      a share of the keys, over the whole log in order; their rows are loaded at the end

So neither events nor rows of petitions cross from one process to another, only sums do.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Literal
from zlib import crc32

from petition_es.projections.kit.folding import Folding, Key, Matters
from petition_es.projections.kit.folds import Folds
from petition_es.projections.kit.shares import settle
from petition_es.projections.kit.standing import Entry
from petition_es.projections.running.layout import Layout, StoredRow
from petition_es.projections.running.loading import Loader, PartsLoader, RowsLoader
from petition_es.projections.running.parking import key_as_json
from petition_es.projections.running.reading import Opening, Reading, asks_for_matters, standing_of
from petition_es.projections.running.standing_log import StandingLog
from petition_es.projections.running.whole_streams import last_versions, whole_streams
from petition_es.store.collecting import collecting_nothing
from petition_es.store.connecting import Address
from petition_es.store.log_reader import LogReader

TOLD_EVERY = 4096
"""After how many events or streams it is told how far a scan is."""

Kind = Literal["streams", "sums", "keys"]
Sums = dict[str, list[StoredRow]]
"""Sums to be put to those of other slices, by projection: values of the columns `read_back`."""

Tell = Callable[[int], None]


@dataclass(frozen=True)
class Slice:
    """The `number`-th `of` so many slices of a scan of the log up to a position."""

    kind: Kind
    upto: int
    number: int = 0
    of: int = 1


class Scan:
    """One slice of a scan, for some builds whose tables are there."""

    def __init__(
        self,
        address: Address,
        layouts: Sequence[Layout],
        piece: Slice,
        *,
        tell: Tell,
        opening: Opening | None = None,
    ) -> None:
        self._address, self._layouts, self._slice, self._tell = address, layouts, piece, tell
        self._reader = LogReader(address)
        definitions = [layout.definition for layout in layouts]
        self._reading = Reading(self._reader, definitions, opening)
        self._log = StandingLog(self._reading, piece.upto)
        self._asks = any(map(asks_for_matters, definitions))

    def run(self) -> Sums:
        """Scan, load what is whole here, and answer the sums."""
        scans = {"streams": self._streams, "sums": self._stretch, "keys": self._keys}
        with self._reader, collecting_nothing(), ExitStack() as closing:
            return scans[self._slice.kind](closing)

    def _streams(self, closing: ExitStack) -> Sums:
        piece, reading = self._slice, self._reading
        foldings, loaders = self._loaded(closing)
        share = (piece.number, piece.of)
        last = last_versions(self._reader, share, reading.topics)
        rows = reading.rows(0, piece.upto, share)
        folds = Folds(foldings)
        for count, stream in enumerate(whole_streams(rows, last)):
            entries = standing_of(reading.decoded(stream))
            fold_stream(folds, entries)
            for loader in loaders:
                loader.load(entries)
            if count % TOLD_EVERY == 0:
                self._tell(stream[-1][0])
        return _sums_of(foldings)

    def _loaded(self, closing: ExitStack) -> tuple[list[Folding], list[Loader]]:
        """What the streams are folded with, and who loads what comes of each."""
        matters, address = self._matters(), self._address
        foldings: list[Folding] = []
        loaders: list[Loader] = []
        for layout in self._layouts:
            parts = PartsLoader(address, layout) if layout.parts else None
            foldings.append(_folding(layout, matters, parts.note if parts else None))
            if parts is not None:
                loaders.append(closing.enter_context(parts))
            if layout.definition.is_by_petition:
                whole = RowsLoader(address, foldings[-1], layout)
                loaders.append(closing.enter_context(whole))
        return foldings, loaders

    def _stretch(self, _: ExitStack) -> Sums:
        piece = self._slice
        after, end = (piece.upto * n // piece.of for n in (piece.number, piece.number + 1))
        matters = self._matters()
        folds = Folds([_folding(layout, matters) for layout in self._layouts])
        for count, (position, event) in enumerate(self._log.entries(after=after, upto=end)):
            folds.take(position, event)
            if count % TOLD_EVERY == 0:
                self._tell((position - after) * piece.of)
        return _sums_of(folds.foldings)

    def _keys(self, closing: ExitStack) -> Sums:
        matters, is_mine = self._matters(), _own_keys(self._slice)
        noted = [closing.enter_context(PartsLoader(self._address, each)) for each in self._layouts]
        foldings = [
            _folding(layout, matters, _both(is_mine, parts.note))
            for layout, parts in zip(self._layouts, noted, strict=True)
        ]
        self._fold_in_order(Folds(foldings), noted)
        for layout, folding in zip(self._layouts, foldings, strict=True):
            with RowsLoader(self._address, folding, layout) as loader:
                loader.load([])
        return {}

    def _fold_in_order(self, folds: Folds, noted: Sequence[PartsLoader]) -> None:
        """Fold the whole log; what is remembered of a petition goes with its last event."""
        last = last_versions(self._reader, (0, 1), self._reading.topics) if folds.memories else {}
        corrected = self._log.corrected
        for count, entry in enumerate(self._log.entries()):
            position, event = entry
            folds.take(position, event)
            for parts in noted:
                parts.load([entry])
            petition_id = event.originator_id
            is_last = last.get(petition_id.int) == event.originator_version
            if is_last and petition_id not in corrected:
                folds.forget(petition_id)
            if count % TOLD_EVERY == 0:
                self._tell(position)

    def _matters(self) -> Matters:
        return self._log.matters() if self._asks else {}


def fold_stream(folds: Folds, entries: Sequence[Entry]) -> None:
    """Fold what stands of one stream, of which nothing more will come."""
    for position, event in entries:
        folds.take(position, event)
    if folds.late:
        settle(folds, entries)
        folds.late.clear()
    if entries and folds.memories:
        folds.forget(entries[0][1].originator_id)


def _folding(
    layout: Layout, matters: Matters, is_mine: Callable[[Key], bool] | None = None
) -> Folding:
    return Folding(layout.definition, matters=matters, is_mine=is_mine)


def _own_keys(piece: Slice) -> Callable[[Key], bool]:
    """Tell whether a key is of this slice; the same in every process."""
    known: dict[Key, bool] = {}

    def is_mine(key: Key) -> bool:
        mine = known.get(key)
        if mine is None:
            mine = known[key] = crc32(key_as_json(key).encode()) % piece.of == piece.number
        return mine

    return is_mine


def _both(one: Callable[[Key], bool], other: Callable[[Key], bool]) -> Callable[[Key], bool]:
    return lambda key: one(key) and other(key)


def _sums_of(foldings: Sequence[Folding]) -> Sums:
    """The rows that are handed back: plain values, without their class."""
    found: Sums = {}
    for folding in foldings:
        if not folding.definition.is_by_petition:
            columns = Layout(folding.definition, 0).read_back
            rows: list[Any] = list(folding.rows.values())
            found[folding.definition.name] = [
                tuple(getattr(row, column.name) for column in columns) for row in rows
            ]
    return found
