"""What a complaint proves of a petition's life: that it was sent, registered, perhaps replied to.

Nothing else is in the file, so nothing else is in the history: no unit, no category, no place, and
never an acceptance, an opinion or a resolution.  That it was registered, its number there shows;
when, the source does not say.
"""

from collections.abc import Iterator
from dataclasses import replace

from petition_es.domain.petition import Register, Reply
from petition_es.domain.sealed import Sealed
from petition_es.importing.complaints import Complaint, ComplaintFile
from petition_es.importing.listed import Already
from petition_es.importing.prepared import (
    Clock,
    Place,
    Prepared,
    SourceRecord,
    appearance,
    submission,
)
from petition_es.importing.rejects import Rejected
from petition_es.importing.times import zone_named
from petition_es.office.histories import History, Step

SYSTEM = "complaints"


class ComplaintHistories:
    """The histories of a complaint file, in its order; ``system`` names the source in every id."""

    def __init__(self, complaints: ComplaintFile, *, clock: Clock, system: str = SYSTEM) -> None:
        self._complaints, self._system, self._clock = complaints, system, clock
        self._zone = zone_named("Asia/Shanghai")

    def __iter__(self) -> Iterator[Prepared | Already | Rejected]:
        """Yield the outcome of every record."""
        for outcome in self._complaints:
            yield self._prepared(outcome) if isinstance(outcome, Complaint) else outcome

    def _prepared(self, complaint: Complaint) -> Prepared:
        record = SourceRecord(self._system, complaint.message_id, self._zone, self._clock())
        identifier = Place(complaint.line, "message_id")
        places = [identifier, identifier]
        if complaint.reply is not None:
            places.append(Place(complaint.line, "reply"))
        texts = (complaint.subject, complaint.body, complaint.reply or "")
        return Prepared(
            complaint_history(complaint, record), tuple(places), chars=sum(map(len, texts))
        )


def complaint_history(complaint: Complaint, record: SourceRecord) -> History:
    """Tell a complaint as the history of a petition."""
    user, sent = replace(record, record_id=complaint.user), complaint.submitted_at
    petitioner_id = str(user.id_of("person"))
    submit = submission(record, petitioner_id, title=complaint.subject, text=complaint.body)
    registered = record.entry("registered", sent, precision="unknown")
    steps = [
        Step(submit, record.entry("submitted", sent)),
        Step(Register(anonymity="unknown"), registered),
    ]
    if complaint.reply is not None and complaint.replied_at is not None:
        reply = Reply(text=Sealed(complaint.reply), kind="unknown")
        steps.append(Step(reply, record.entry("replied", complaint.replied_at)))
    appeared = user.entry("person-created", sent, code=record.code)
    return History(record.id_of("petition"), tuple(steps), appearance(petitioner_id, appeared))
