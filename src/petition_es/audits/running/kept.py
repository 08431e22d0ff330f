"""What was seen of petitions, as rows: so that one that changes is compared without all others."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, LiteralString
from uuid import UUID

import numpy as np
from psycopg import Connection

from petition_es.audits.copies.alike import Answer
from petition_es.audits.links.where import Point
from petition_es.audits.running.seen import Closing, Seen
from petition_es.audits.running.tables import Build, Writing
from petition_es.audits.texts.prints import NO_PRINT

SEEN: LiteralString = """
    SELECT petition_id, number, began_at, persons, same, other, division, category, latitude,
        longitude FROM {seen}
"""
OF_PETITIONS: LiteralString = " WHERE petition_id = ANY(%(petitions)s)"
BESIDE: LiteralString = (
    SEEN + " WHERE persons && %(persons)s OR number = ANY(%(numbers)s) OR same && %(own)s"
)
"""Petitions of the same persons, those that are linked, and those that link to them."""

ANSWERS: LiteralString = """
    SELECT event_id, petition_id, position, at, scope, whose, passages FROM {answers}
"""
OF_SCOPES: LiteralString = " WHERE scope = ANY(%(scopes)s)"
CLOSINGS: LiteralString = """
    SELECT actor, minute, petition_id, event_id, position FROM {closings}
"""
OF_MINUTES: LiteralString = """
    WHERE (actor, minute) IN (SELECT * FROM unnest(%(actors)s::text[], %(minutes)s::bigint[]))
"""
FORGET: tuple[LiteralString, ...] = (
    "DELETE FROM {seen} WHERE petition_id = ANY(%s)",
    "DELETE FROM {answers} WHERE petition_id = ANY(%s)",
    "DELETE FROM {closings} WHERE petition_id = ANY(%s)",
)


def keep(writing: Writing, seen: Seen) -> None:
    """Write down what was seen of a petition."""
    point = seen.point
    writing.add("seen", [(
        seen.petition_id, seen.number, seen.began_at, sorted(seen.persons), sorted(seen.same),
        sorted(seen.other), seen.division, seen.category,
        point.latitude if point else None, point.longitude if point else None,
    )])  # fmt: skip
    writing.add("answers", [_row_of(answer) for answer in seen.answers])
    rows = ((c.actor, c.minute, c.petition_id, c.event_id, c.position) for c in seen.closings)
    writing.add("closings", list(rows))


def _row_of(answer: Answer) -> tuple[Any, ...]:
    return (
        answer.event_id, answer.petition_id, answer.position, answer.at, answer.scope,
        sorted(answer.whose), answer.passages.tobytes(),
    )  # fmt: skip


class Kept:
    """What a build keeps, read on one connection."""

    def __init__(self, connection: Connection[Any], build: Build) -> None:
        self._connection, self._build = connection, build

    def of(self, petitions: Collection[UUID]) -> list[Seen]:
        """What was seen of petitions, with their answers and closings."""
        asked = {"petitions": list(petitions)}
        answers: dict[UUID, list[Answer]] = {}
        for answer in map(_answer, self._ask(ANSWERS + OF_PETITIONS, asked)):
            answers.setdefault(answer.petition_id, []).append(answer)
        closings: dict[UUID, list[Closing]] = {}
        for closing in map(_closing, self._ask(CLOSINGS + OF_PETITIONS, asked)):
            closings.setdefault(closing.petition_id, []).append(closing)
        return [_seen(row, answers, closings) for row in self._ask(SEEN + OF_PETITIONS, asked)]

    def beside(self, seen: Iterable[Seen]) -> set[UUID]:
        """The petitions that share a person or a link with some."""
        some = list(seen)
        asked = {
            "persons": sorted({person for each in some for person in each.persons}),
            "numbers": sorted({number for each in some for number in each.same}),
            "own": sorted({each.number for each in some if each.number}),
        }
        return {row[0] for row in self._ask(BESIDE, asked)}

    def answers_of(self, scopes: Collection[str]) -> list[Answer]:
        """All answers of some offices."""
        return [_answer(row) for row in self._ask(ANSWERS + OF_SCOPES, {"scopes": list(scopes)})]

    def closings_beside(self, closings: Iterable[Closing]) -> list[Closing]:
        """All that the same persons closed in the same minutes."""
        minutes = sorted({(each.actor, each.minute) for each in closings})
        asked = {"actors": [a for a, _ in minutes], "minutes": [m for _, m in minutes]}
        return [_closing(row) for row in self._ask(CLOSINGS + OF_MINUTES, asked)]

    def forget(self, petitions: Collection[UUID]) -> None:
        """Take out what was seen of petitions."""
        for query in FORGET:
            self._connection.execute(self._build.named(query), [list(petitions)])

    def _ask(self, query: LiteralString, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        cursor = self._connection.cursor(binary=True)
        return cursor.execute(self._build.named(query), values).fetchall()


def _seen(
    row: Sequence[Any],
    answers: Mapping[UUID, Sequence[Answer]],
    closings: Mapping[UUID, Sequence[Closing]],
) -> Seen:
    petition_id, number, began_at, persons, same, other, division, category, *place = row
    return Seen(
        petition_id=petition_id,
        number=number,
        began_at=began_at,
        persons=frozenset(persons),
        same=frozenset(same),
        other=frozenset(other),
        division=division,
        category=category,
        point=None if None in place else Point(*place),
        words=NO_PRINT,
        answers=tuple(answers.get(petition_id, ())),
        closings=tuple(closings.get(petition_id, ())),
    )


def _answer(row: Sequence[Any]) -> Answer:
    event_id, petition_id, position, at, scope, whose, passages = row
    return Answer(
        event_id=event_id,
        petition_id=petition_id,
        position=position,
        at=at,
        scope=scope,
        whose=frozenset(whose),
        passages=np.frombuffer(passages, np.uint32),
    )


def _closing(row: Sequence[Any]) -> Closing:
    actor, minute, petition_id, event_id, position = row
    return Closing(
        actor=actor, minute=minute, petition_id=petition_id, event_id=event_id, position=position
    )
