"""Asking about a petition that is in the store: what of it others may be similar to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection

from petition_es.audits.case import Case
from petition_es.audits.links.persons import persons_of
from petition_es.audits.running.reading import Source
from petition_es.audits.running.seen import category_of, point_of_case, writing_of
from petition_es.audits.similar.finding import Similar, SimilarPetitions
from petition_es.audits.similar.opening import opened_writings
from petition_es.audits.similar.retrieving import Asked
from petition_es.audits.texts.prints import Printer
from petition_es.audits.texts.rarity import Rarity
from petition_es.projections.running.connections import connect


@dataclass(frozen=True)
class Asking:
    """Answers about petitions of a store, on connections of its own."""

    source: Source
    finding: SimilarPetitions
    connection: Connection[Any]

    def about(self, petition_id: UUID) -> Asked | None:
        """What is asked about a petition; None where nothing of it stands."""
        with self.source.some([petition_id]) as cases:
            case = cases.get(petition_id)
            return asked_about(case, self.finding.printer) if case else None

    def similar(self, asked: Asked, limit: int) -> list[Similar]:
        """The petitions that are most like one."""
        return self.finding.to(self.connection, asked, limit)


@contextmanager
def asking(source: Source, printer: Printer, rarity: Rarity) -> Iterator[Asking]:
    """Have the index at hand; it is as far as it was last brought."""
    with opened_writings(source.unsealing) as writings, connect(source.unsealing.address) as link:
        yield Asking(source, SimilarPetitions(printer, rarity, writings), link)


def asked_about(case: Case, printer: Printer) -> Asked:
    """What is asked about a petition; it is not similar to itself."""
    return Asked(
        writing=writing_of(case),
        at=case.began_at,
        persons=persons_of(case, printer.keyed),
        point=point_of_case(case),
        category=category_of(case),
        petition_id=case.petition_id,
    )
