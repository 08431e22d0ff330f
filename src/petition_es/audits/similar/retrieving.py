"""Retrieving: the petitions that an index says may be similar, by person, place and rare words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from math import log
from typing import Any, LiteralString
from uuid import UUID

import numpy as np
import numpy.typing as npt
from psycopg import Connection
from psycopg.rows import tuple_row

from petition_es.audits.links.likeness import Writing
from petition_es.audits.links.where import Point
from petition_es.audits.similar.cells import cells_around
from petition_es.audits.similar.index import WORDS_ONE_IN
from petition_es.audits.texts.prints import Print, Printer
from petition_es.audits.texts.rarity import Rarity

RAREST_WORDS, RAREST_OF_HEADING = 24, 12
"""So many of the rarest pieces of a text are looked up, and so many of those of its heading, which
says what it is about: enough to be sure, few enough for speed."""

AT_LEAST, TOGETHER_IN = 8, 0.25
"""Where even the rarest are common, each costs a look at many petitions: beyond so many no more are
looked up than are, put together, in that part of all petitions."""

TELLING = log(20) ** 2
"""A piece that one in twenty petitions has finds nobody, and is not looked up."""

SAME_DAY_CELLS = 7
"""About 2 km: who reports the same thing at the same time may give a corner further along."""

WITH_ONE_WORD, BY_WORDS, NEAR_BY, OF_PERSON = 120, 200, 60, 20
"""So many petitions are looked up that have one rare piece; of them so many are looked at that
share most of what those pieces tell; and so many that are near, or are of the person."""

ALONG_THE_INDEX = "SET enable_seqscan = off"
"""Few petitions have a rare piece: a server that does not know how few would read the table."""

COLUMNS = """
    petition_id, began_at, category, latitude, longitude, persons && %(persons)s::int8[],
    array_send(words)
"""
OF_WORDS: LiteralString = f"""
    SELECT {COLUMNS} FROM petition_audits.similar
    JOIN (
        SELECT petition_id
        FROM unnest(%(words)s::int4[], %(weights)s::float4[]) AS asked (word, told)
        CROSS JOIN LATERAL (
            SELECT petition_id FROM petition_audits.similar
            WHERE words @> ARRAY[asked.word] LIMIT {WITH_ONE_WORD}
        ) AS has_it
        GROUP BY petition_id ORDER BY sum(told) DESC, petition_id LIMIT {BY_WORDS}
    ) AS likely USING (petition_id)
"""  # noqa: S608  # our own words alone
OF_PERSONS: LiteralString = f"""
    SELECT {COLUMNS} FROM petition_audits.similar
    WHERE persons && %(persons)s::int8[] ORDER BY began_at DESC LIMIT {OF_PERSON}
"""  # noqa: S608  # our own words alone
OF_PLACE: LiteralString = f"""
    SELECT {COLUMNS} FROM petition_audits.similar WHERE cell = ANY(%(cells)s::int8[])
    ORDER BY abs(extract(epoch FROM began_at - %(at)s)) LIMIT {NEAR_BY}
"""  # noqa: S608  # our own words alone
OF_DAY: LiteralString = f"""
    SELECT {COLUMNS} FROM petition_audits.similar WHERE cell = ANY(%(around)s::int8[])
    AND began_at BETWEEN %(at)s - interval '1 day' AND %(at)s + interval '1 day'
    ORDER BY abs(extract(epoch FROM began_at - %(at)s)) LIMIT {NEAR_BY}
"""  # noqa: S608  # our own words alone
QUERIES: dict[str, LiteralString] = {
    "words": OF_WORDS,
    "persons": OF_PERSONS,
    "cells": OF_PLACE,
    "around": OF_DAY,
}

ARRAY_BEGINS = 20
"""An array of one dimension, sent in binary, has so many bytes before its first element."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A petition as far as others may be similar to it, sent or not sent yet."""

    writing: Writing
    at: datetime
    persons: frozenset[str] = frozenset()
    point: Point | None = None
    category: str | None = None
    petition_id: UUID | None = None
    """The petition itself, which is not similar to itself; None: it is not sent yet."""


@dataclass(frozen=True, eq=False)
class Row:
    """A petition as the index has it; `shared` is what its words in common with the asked tell."""

    petition_id: UUID
    began_at: datetime
    category: str | None
    point: Point | None
    same_person: bool
    shared: float


@dataclass(frozen=True, eq=False)
class Weighed:
    """The numbers of a text that an index may hold, in rising order, and how much each tells."""

    numbers: Print
    weights: npt.NDArray[np.float64]
    heading: frozenset[int]
    """Those of its heading."""

    @cached_property
    def told(self) -> float:
        """What all of them tell."""
        return float(self.weights.sum())

    @property
    def rarest(self) -> tuple[list[int], list[float]]:
        """What is looked up, as the index holds it (with a sign), and what each tells."""
        ordered = np.lexsort((self.numbers, -self.weights))
        ordered = ordered[self.weights[ordered] > TELLING]
        of_heading = [each for each in ordered if int(self.numbers[each]) in self.heading]
        rarest = {*ordered[:RAREST_WORDS], *of_heading[:RAREST_OF_HEADING]}
        in_order = np.array([each for each in ordered if each in rarest], np.intp)
        together = np.cumsum(np.exp(-np.sqrt(self.weights[in_order])))
        looked_up = in_order[: max(AT_LEAST, int(np.searchsorted(together, TOGETHER_IN)))]
        numbers: list[int] = self.numbers[looked_up].view(np.int32).tolist()
        weights: list[float] = self.weights[looked_up].tolist()
        return numbers, weights

    def shared(self, texts: Sequence[bytes]) -> list[float]:
        """What the words tell that each of some texts has in common with this one.

        Texts are arrays of numbers, as the database sends them: all are looked through at once.
        """
        prints = [np.frombuffer(each[ARRAY_BEGINS:], ">u4")[1::2] for each in texts]
        if not prints or not len(self.numbers):
            return [0.0] * len(prints)
        every = np.concatenate(prints).astype(np.uint32)
        places = np.searchsorted(self.numbers, every) % len(self.numbers)
        told = np.where(self.numbers[places] == every, self.weights[places], 0)
        whose = np.repeat(np.arange(len(prints)), [len(each) for each in prints])
        sums: list[float] = np.bincount(whose, told, len(prints)).tolist()
        return sums


def weighed(writing: Writing, printer: Printer, rarity: Rarity) -> Weighed:
    """Weigh the pieces of a text that the index keeps."""
    weights = {
        number: rarity.weight(piece)
        for piece, number in printer.numbered(writing.whole)
        if number % WORDS_ONE_IN == 0
    }
    numbers = sorted(weights)
    return Weighed(
        np.array(numbers, np.uint32),
        np.array([weights[each] for each in numbers]),
        frozenset(number for _, number in printer.numbered(writing.heading)),
    )


def retrieve(
    connection: Connection[Any], asked: Asked, words: Weighed, printer: Printer
) -> list[Row]:
    """All that may be similar, each once."""
    numbers, weights = words.rarest
    values = {
        "persons": [printer.person(each) for each in sorted(asked.persons)],
        "words": numbers,
        "weights": weights,
        "cells": list(cells_around(asked.point)) if asked.point else [],
        "around": list(cells_around(asked.point, SAME_DAY_CELLS)) if asked.point else [],
        "at": asked.at,
    }
    found: dict[UUID, Sequence[Any]] = {}
    with connection.cursor(binary=True, row_factory=tuple_row) as cursor:
        cursor.execute(ALONG_THE_INDEX)
        for name, query in QUERIES.items():
            if values[name]:
                rows = cursor.execute(query, values, prepare=True).fetchall()
                found.update((row[0], row) for row in rows)
    found.pop(asked.petition_id, None)  # type: ignore[arg-type]  # None is no petition's id
    shared = words.shared([row[-1] for row in found.values()])
    return [_row(row, told) for row, told in zip(found.values(), shared, strict=True)]


def _row(columns: Sequence[Any], shared: float) -> Row:
    petition_id, began_at, category, latitude, longitude, same_person, _ = columns
    point = None if latitude is None or longitude is None else Point(latitude, longitude)
    return Row(petition_id, began_at, category, point, same_person, shared)
