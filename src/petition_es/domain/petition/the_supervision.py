"""The supervision: a higher office watches over the handling (督办)."""

from dataclasses import dataclass

from petition_es.domain import refusals
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile, new_id


@dataclass(frozen=True, kw_only=True)
class SupervisionOpened(PetitionEvent):
    """督办: a higher unit supervises the handling (2005 a36, 2022 a40)."""

    supervision_id: str
    ground: str

    def apply(self, file: PetitionFile) -> None:
        """Note that somebody watches; handling goes on as before."""
        file.supervisions[self.supervision_id] = self.event_id


@dataclass(frozen=True, kw_only=True)
class SupervisionClosed(PetitionEvent):
    """督办结束: the supervision ended, with its result."""

    supervision_id: str
    result: str

    def apply(self, file: PetitionFile) -> None:
        """Note that nobody watches any more."""
        file.supervisions.pop(self.supervision_id, None)


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class OpenSupervision(Act):
    """Supervise the handling, as a higher unit, and say on what ground (2005 a36, 2022 a40)."""

    records = SupervisionOpened
    ground: str
    supervision_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse only the id of a supervision that stands open."""
        supervision_id = new_id(self.supervision_id, entry.event_id, file.supervisions)
        return Decision(rests_on=file.on_submission(), content={"supervision_id": supervision_id})


@dataclass(frozen=True, kw_only=True)
class CloseSupervision(Act):
    """End a supervision, with its result; without an id, the latest."""

    records = SupervisionClosed
    result: str
    supervision_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse to end what does not stand open."""
        supervision_id = self.supervision_id or next(reversed(file.supervisions), "")
        if supervision_id not in file.supervisions:
            raise refusals.NoSuchSupervision(supervision=supervision_id)
        return Decision(
            rests_on=(file.supervisions[supervision_id],),
            content={"supervision_id": supervision_id},
        )
