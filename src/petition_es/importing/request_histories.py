"""What a service request proves of a petition's life: that it was sent, registered, perhaps closed.

A note by which it was closed is a reply of which nobody says whether it is final; a closing without
a note tells the petitioner nothing, so nothing is told of it. Who asked is not in such lists.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from petition_es.domain.codes import Code, Place
from petition_es.domain.petition import Register, Reply
from petition_es.domain.sealed import Sealed
from petition_es.importing import prepared
from petition_es.importing.listed import Already
from petition_es.importing.plain_codes import word_code
from petition_es.importing.prepared import (
    IMPORTER,
    Clock,
    Prepared,
    SourceRecord,
    appearance,
    submission,
)
from petition_es.importing.rejects import Rejected
from petition_es.importing.request_mapping import RequestMapping
from petition_es.importing.requests import RequestFile, ServiceRequest
from petition_es.office.histories import History, Step


class RequestHistories:
    """The histories of a list of requests, in its order; `system` names the source in every id."""

    def __init__(
        self, requests: RequestFile, mapping: RequestMapping, *, clock: Clock, system: str
    ) -> None:
        self._requests, self._mapping, self._system = requests, mapping, system
        self._zone, self._clock = mapping.source.zone, clock

    def __iter__(self) -> Iterator[Prepared | Already | Rejected]:
        """Yield the outcome of every record."""
        for outcome in self._requests:
            yield self._prepared(outcome) if isinstance(outcome, ServiceRequest) else outcome

    def _prepared(self, request: ServiceRequest) -> Prepared:
        record = SourceRecord(self._system, request.request_id, self._zone, self._clock())
        identifier = prepared.Place(request.line, self._mapping.request.id)
        steps = tuple(self._steps(request, record))
        appeared = record.entry("person-created", request.opened_at)
        persons = appearance(str(record.id_of("person")), appeared)
        texts = (request.title, request.text, request.address, request.note)
        return Prepared(
            History(record.id_of("petition"), steps, persons),
            (identifier,) * len(steps),
            chars=sum(map(len, texts)),
        )

    def _steps(self, request: ServiceRequest, record: SourceRecord) -> Iterator[Step]:
        opened_at, by = request.opened_at, str(record.id_of("person"))
        submit = submission(
            record, by, title=request.title, text=request.text, channel=request.channel
        )
        yield Step(submit, record.entry("submitted", opened_at))
        register = Register(
            anonymity="unknown", category=self._category(request), place=_place(request)
        )
        yield Step(register, record.entry("registered", opened_at, precision="unknown"))
        if request.note:
            reply = Reply(text=Sealed(request.note), kind="unknown")
            yield Step(reply, record.entry("replied", **_closing(request)))

    def _category(self, request: ServiceRequest) -> Code | None:
        words = self._mapping.category
        if words is None or not request.category:
            return None
        return Code(words.scheme, words.version, word_code(request.category))


def _place(request: ServiceRequest) -> Place | None:
    if not request.address and not request.point:
        return None
    return Place(
        address=Sealed(request.address) if request.address else None,
        point=Sealed(request.point) if request.point else None,
    )


def _closing(request: ServiceRequest) -> dict[str, Any]:
    """When and by whom it was closed; a note without a time came at some time after the opening."""
    unit = word_code(request.closed_by) if request.closed_by else None
    when: dict[str, Any] = {"moment": request.closed_at}
    if request.closed_at is None:
        when = {"moment": request.opened_at, "precision": "unknown"}
    return {**when, "actor": replace(IMPORTER, unit_id=unit)}
