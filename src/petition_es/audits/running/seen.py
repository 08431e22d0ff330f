"""What is kept of a petition while the others are read: enough to see which belong together."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from petition_es.audits.case import FINAL, Case
from petition_es.audits.copies.alike import Answer
from petition_es.audits.links.likeness import Writing
from petition_es.audits.links.persons import persons_of
from petition_es.audits.links.where import Point, point_of
from petition_es.audits.texts.prints import Print, Printer, sampled
from petition_es.domain.petition import (
    Classified,
    Linked,
    OpinionIssued,
    Registered,
    Replied,
    Resolved,
    ResultReported,
    Submitted,
    Unlinked,
)

ANSWERS = (Replied, OpinionIssued, ResultReported)


@dataclass(frozen=True, kw_only=True)
class Closing:
    """That somebody closed a petition: who, in which minute, and where that stands."""

    actor: str
    minute: int
    petition_id: UUID
    event_id: UUID
    position: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Seen:
    """A petition as far as it concerns other petitions. Nobody's words are in it, but prints."""

    petition_id: UUID
    number: str | None
    began_at: datetime
    persons: frozenset[int]
    """Whose petition it is, as numbers that nobody can read."""
    same: frozenset[str]
    """The numbers of petitions that the office linked as the same matter, and did not unlink."""
    other: frozenset[str]
    """The numbers of petitions of which the office said that they are another matter."""
    division: str | None
    category: str | None
    point: Point | None
    words: Print
    answers: tuple[Answer, ...]
    closings: tuple[Closing, ...]


@dataclass(frozen=True)
class Looking:
    """How petitions are looked at: by which prints, and which part of those is kept."""

    printer: Printer
    words_one_in: int = 1
    passages_one_in: int = 1
    takes_answers: bool = True

    def at(self, case: Case) -> Seen:
        """What is kept of a petition."""
        same, other = _links(case)
        persons = frozenset(map(self.printer.person, persons_of(case, self.printer.keyed)))
        return Seen(
            petition_id=case.petition_id,
            number=case.number,
            began_at=case.began_at,
            persons=persons,
            same=same,
            other=other,
            division=division_of_case(case),
            category=category_of(case),
            point=point_of_case(case),
            words=self._words(case),
            answers=tuple(self._answers(case, persons)) if self.takes_answers else (),
            closings=tuple(_closings(case)),
        )

    def _words(self, case: Case) -> Print:
        numbers = self.printer.of_message(writing_of(case).whole)
        return sampled(numbers, self.words_one_in)

    def _answers(self, case: Case, persons: frozenset[int]) -> Iterator[Answer]:
        for event in case.of_any(*ANSWERS):
            if event.TOPIC == Replied.TOPIC and event.kind not in FINAL:
                continue
            words = event.text.reveal() if event.text is not None else None
            if words:
                numbers = sampled(self.printer.of_answer(words), self.passages_one_in)
                yield Answer(
                    event_id=event.event_id,
                    petition_id=case.petition_id,
                    position=case.places[event.event_id],
                    at=event.at,
                    scope=scope_of(event),
                    whose=persons,
                    passages=numbers,
                )


def writing_of(case: Case) -> Writing:
    """What the petitioner wrote, as far as it can still be read."""
    submitted = case.first(Submitted)
    if submitted is None:
        return Writing("", "")
    return Writing(submitted.title.reveal() or "", submitted.text.reveal() or "")


def point_of_case(case: Case) -> Point | None:
    """Where the problem lies, if a point was noted."""
    for event in reversed(case.of_any(Registered, Classified)):
        if event.place is not None and event.place.point is not None:
            return point_of(event.place.point.reveal())
    return None


def scope_of(event: Any) -> str:
    """Whose answers one is compared with: the office's; where none is known, the source's."""
    if event.acting_unit is not None:
        return str(event.acting_unit)
    return f"source:{event.source.system}" if event.source else ""


def _links(case: Case) -> tuple[frozenset[str], frozenset[str]]:
    """What the office said of other petitions: the same matter, or another one."""
    said: dict[str, bool] = {}
    for event in case.of_any(Linked, Unlinked):
        is_same = event.relation == "same_matter"
        if event.TOPIC == Linked.TOPIC:
            said[event.other] = is_same or said.get(event.other, False)
        elif is_same:
            said[event.other] = False
    same = frozenset(number for number, is_same in said.items() if is_same)
    return same, frozenset(said) - same


def category_of(case: Case) -> str | None:
    """What a petition is about, by the last word of the office."""
    said = (event.category for event in reversed(case.of_any(Registered, Classified)))
    return next((category.value for category in said if category is not None), None)


def division_of_case(case: Case) -> str | None:
    """The division where the problem lies, by the last word of the office."""
    places = (event.place for event in reversed(case.of_any(Registered, Classified)))
    said = (place.division for place in places if place is not None)
    return next((division.value for division in said if division is not None), None)


def _closings(case: Case) -> Iterator[Closing]:
    for event in case.of(Resolved):
        if event.at_precision == "second":
            yield Closing(
                actor=event.actor,
                minute=int(event.at.timestamp()) // 60,
                petition_id=case.petition_id,
                event_id=event.event_id,
                position=case.places[event.event_id],
            )
