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


def cells_around(point: Point) -> Iterator[int]:
    """The cell of a point, and the eight around it."""
    row = floor((point.latitude + 90) * PER_DEGREE)
    for near in (row - 1, row, row + 1):
        column = _column(near, point.longitude)
        yield from (near * COLUMNS + beside for beside in (column - 1, column, column + 1))


def _column(row: int, longitude: float) -> int:
    """Columns are as wide as rows are high: there are fewer of them towards the poles."""
    width = cos(radians((row + 0.5) / PER_DEGREE - 90))
    return floor((longitude + 180) * PER_DEGREE * max(width, 1 / COLUMNS))
