"""How the scan of a rebuild is parted: who folds what, so that the parts can be put together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from petition_es.projections.running.layout import Layout
from petition_es.projections.running.scanning import Kind, Part


@dataclass(frozen=True)
class Planned:
    """One part of a scan, and the builds that it is for."""

    layouts: tuple[Layout, ...]
    part: Part


def plan(layouts: Sequence[Layout], upto: int, parts: int) -> list[Planned]:
    """Part the scan for some builds.

    Whatever is folded petition by petition shares one reading of the log, and takes the sums along.
    Rows of other keys need the whole log in order: each part has some of the keys. Where they read
    the state of petitions too, one part has them all, for that state would be kept in every part.
    """
    keyed = [each for each in layouts if _is_in_order(each)]
    others = tuple(each for each in layouts if not _is_in_order(each))
    kind: Kind = "streams" if any(map(_is_whole, others)) else "sums"
    alone = tuple(each for each in keyed if each.definition.reads_before)
    shared = tuple(each for each in keyed if not each.definition.reads_before)
    return [
        *_parts(others, kind, upto, parts),
        *_parts(alone, "keys", upto, 1),
        *_parts(shared, "keys", upto, parts),
    ]


def _parts(layouts: tuple[Layout, ...], kind: Kind, upto: int, parts: int) -> Iterator[Planned]:
    for number in range(parts if layouts else 0):
        yield Planned(layouts, Part(kind, upto, number, parts))


def _is_in_order(layout: Layout) -> bool:
    """Tell whether the rows can only be folded in the order of the log."""
    return not (layout.definition.is_by_petition or layout.definition.is_sum)


def _is_whole(layout: Layout) -> bool:
    """Tell whether petitions are folded whole."""
    definition = layout.definition
    return definition.is_by_petition or definition.reads_before or layout.parts is not None
