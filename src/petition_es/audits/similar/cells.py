"""Cells: a map in squares, so that who is near is found without measuring to everybody."""

from collections.abc import Iterator
from math import cos, floor, radians

from petition_es.audits.links.where import Point

PER_DEGREE = 400
"""So many rows of cells to a degree of latitude: one is about 280 m high."""

COLUMNS = 360 * PER_DEGREE


def cell_of(point: Point) -> int:
    """The cell that a point lies in."""
    row = floor((point.latitude + 90) * PER_DEGREE)
    return row * COLUMNS + _column(row, point.longitude)


def cells_around(point: Point, reach: int = 1) -> Iterator[int]:
    """The cell of a point, and those around it: the next eight, or further rings of them."""
    row = floor((point.latitude + 90) * PER_DEGREE)
    for near in range(row - reach, row + reach + 1):
        column = _column(near, point.longitude)
        besides = range(column - reach, column + reach + 1)
        yield from (near * COLUMNS + beside for beside in besides)


def _column(row: int, longitude: float) -> int:
    """Columns are as wide as rows are high: there are fewer of them towards the poles."""
    width = cos(radians((row + 0.5) / PER_DEGREE - 90))
    return floor((longitude + 180) * PER_DEGREE * max(width, 1 / COLUMNS))
