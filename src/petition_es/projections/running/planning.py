"""How the scan of a rebuild is sliced: who folds what, so that it can be put together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from petition_es.projections.running.layout import Layout
from petition_es.projections.running.scanning import Kind, Slice


@dataclass(frozen=True)
class Planned:
    """One slice of a scan, and the builds that it is for."""

    layouts: tuple[Layout, ...]
    piece: Slice


def plan(layouts: Sequence[Layout], upto: int, slices: int) -> list[Planned]:
    """Slice the scan for some builds.

    Whatever is folded petition by petition shares one reading of the log, and takes the sums along.
    Rows of other keys need the whole log in order: each slice has some of the keys. Where they read
    the state of petitions too, one slice has them all, for every slice would keep that state.
    """
    keyed = [each for each in layouts if _is_in_order(each)]
    others = tuple(each for each in layouts if not _is_in_order(each))
    kind: Kind = "streams" if any(map(_is_whole, others)) else "sums"
    alone = tuple(each for each in keyed if each.definition.reads_before)
    shared = tuple(each for each in keyed if not each.definition.reads_before)
    return [
        *_sliced(others, kind, upto, slices),
        *_sliced(alone, "keys", upto, 1),
        *_sliced(shared, "keys", upto, slices),
    ]


def _sliced(layouts: tuple[Layout, ...], kind: Kind, upto: int, of: int) -> Iterator[Planned]:
    for number in range(of if layouts else 0):
        yield Planned(layouts, Slice(kind, upto, number, of))


def _is_in_order(layout: Layout) -> bool:
    """Tell whether the rows can only be folded in the order of the log."""
    return not (layout.definition.is_by_petition or layout.definition.is_sum)


def _is_whole(layout: Layout) -> bool:
    """Tell whether petitions are folded whole."""
    definition = layout.definition
    return definition.is_by_petition or definition.reads_before or layout.parts is not None
