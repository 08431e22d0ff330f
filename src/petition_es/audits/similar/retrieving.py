"""Retrieving: the petitions that an index says may be similar, by person, place and rare words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log
from typing import Any
from uuid import UUID

import numpy as np
from psycopg import Connection

from petition_es.audits.links.likeness import Writing
from petition_es.audits.links.where import Point
from petition_es.audits.similar.cells import cells_around
from petition_es.audits.similar.index import WORDS_ONE_IN
from petition_es.audits.texts.prints import NO_PRINT, Print, Printer
from petition_es.audits.texts.rarity import Rarity

RAREST_WORDS = 16
"""So many of the rarest pieces of a text are looked up: enough to be sure, few enough for speed."""

TELLING = log(20) ** 2
"""A piece that one in twenty petitions has finds nobody, and is not looked up."""

BY_WORDS_AT_MOST, NEAR_BY, OF_PERSON = 1500, 60, 20
"""So many petitions are looked at that have a rare piece, are near, or are of the person."""

SAME_DAY_CELLS = 7
"""About 2 km: who reports the same thing at the same time may give a corner further along."""

COLUMNS = "petition_id, began_at, category, latitude, longitude, words, persons && %(persons)s"
BY_WORDS = f"""
    SELECT {COLUMNS} FROM petition_audits.similar
    WHERE words && %(words)s LIMIT {BY_WORDS_AT_MOST}
"""  # noqa: S608  # our own words alone
BY_PERSON = f"""
    SELECT {COLUMNS} FROM petition_audits.similar
    WHERE persons && %(persons)s ORDER BY began_at DESC LIMIT {OF_PERSON}
"""  # noqa: S608  # our own words alone
BY_PLACE = f"""
    SELECT {COLUMNS} FROM petition_audits.similar WHERE cell = ANY(%(cells)s)
    ORDER BY abs(extract(epoch FROM began_at - %(at)s)) LIMIT {NEAR_BY}
"""  # noqa: S608  # our own words alone
BY_DAY = f"""
    SELECT {COLUMNS} FROM petition_audits.similar WHERE cell = ANY(%(around)s)
    AND began_at BETWEEN %(at)s - interval '1 day' AND %(at)s + interval '1 day'
    ORDER BY abs(extract(epoch FROM began_at - %(at)s)) LIMIT {NEAR_BY}
"""  # noqa: S608  # our own words alone


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
    """A petition as the index has it."""

    petition_id: UUID
    began_at: datetime
    category: str | None
    point: Point | None
    words: Print
    same_person: bool


@dataclass(frozen=True, eq=False)
class Weighed:
    """The numbers of a text that an index may hold, and how much each tells."""

    numbers: Print
    weights: Mapping[int, float]

    @property
    def rarest(self) -> list[int]:
        """What is looked up."""
        telling = (number for number, weight in self.weights.items() if weight > TELLING)
        ordered = sorted(telling, key=lambda number: (-self.weights[number], number))
        return ordered[:RAREST_WORDS]

    def shared(self, words: Print) -> float:
        """What the words in common tell."""
        common = np.intersect1d(self.numbers, words, assume_unique=True)
        return sum(self.weights[number] for number in common.tolist())


def weighed(writing: Writing, printer: Printer, rarity: Rarity) -> Weighed:
    """Weigh the pieces of a text that the index keeps."""
    weights = {
        number: rarity.weight(piece)
        for piece, number in printer.numbered(writing.whole)
        if number % WORDS_ONE_IN == 0
    }
    numbers = np.array(sorted(weights), np.uint32) if weights else NO_PRINT
    return Weighed(numbers, weights)


def retrieve(
    connection: Connection[Any], asked: Asked, words: Weighed, printer: Printer
) -> dict[UUID, Row]:
    """All that may be similar, by their ids."""
    values = {
        "persons": [printer.person(each) for each in sorted(asked.persons)],
        "words": np.array(words.rarest, np.uint32).view(np.int32).tolist(),
        "cells": list(cells_around(asked.point)) if asked.point else [],
        "around": list(cells_around(asked.point, SAME_DAY_CELLS)) if asked.point else [],
        "at": asked.at,
    }
    queries = {"words": BY_WORDS, "persons": BY_PERSON, "cells": BY_PLACE, "around": BY_DAY}
    found: dict[UUID, Row] = {}
    for name, query in queries.items():
        if values[name]:
            for row in connection.execute(query.encode(), values):
                found[row[0]] = _row(row)
    if asked.petition_id is not None:
        found.pop(asked.petition_id, None)
    return found


def _row(columns: Sequence[Any]) -> Row:
    petition_id, began_at, category, latitude, longitude, words, same_person = columns
    point = None if latitude is None or longitude is None else Point(latitude, longitude)
    numbers = np.array(words, np.int32).view(np.uint32)
    return Row(petition_id, began_at, category, point, numbers, same_person)
