"""Succession (承继): what a unit held that was merged or closed goes on elsewhere (2005 a25)."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from petition_es.domain import refusals
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Petition, Referred, TakenOver, TakeOver
from petition_es.domain.petition.table import ALLOWED, CELLS
from petition_es.domain.refusals import Refusal
from petition_es.domain.unit import Unit
from petition_es.office.petition_office import PetitionOffice
from petition_es.office.ports import UnitLog
from petition_es.office.unit_registry import UnitRegistry

TOPICS = (Referred.TOPIC, TakenOver.TOPIC)
"""By which a unit comes to hold a petition."""


@dataclass(frozen=True)
class Held:
    """A petition that a unit holds, and by which referrals."""

    petition_id: UUID
    number: str | None
    referral_ids: tuple[str, ...]


@dataclass(frozen=True)
class Handed:
    """What became of one petition: taken over, unless a refusal stood in the way."""

    held: Held
    refusal: Refusal | None = None


class Succession:
    """Finds what waits at a unit that is no more, and lets the successor take it over."""

    def __init__(self, log: UnitLog, units: UnitRegistry, office: PetitionOffice) -> None:
        self._log, self._units, self._office = log, units, office

    def waiting(self, unit_id: str) -> Iterator[Held]:
        """The petitions that a unit still holds, in the order in which they came to it.

        All referrals of the log are read once; only those petitions are opened that the unit was
        sent.
        """
        for petition_id in self._once_sent(unit_id):
            held = _held_by(unit_id, self._office.petition(petition_id))
            if held is not None:
                yield held

    def take_over(self, unit_id: str, *, to: str | None = None, clerk: str) -> Iterator[Handed]:
        """Take over all that waits, petition by petition; a second time there is nothing left.

        What was merged goes to the unit that goes on with its matters now, however many mergers
        later. For a unit that was closed, `to` names one, and the nearest bureau above acts.
        Refuses a unit that stands.
        """
        heir, by = self._heir(unit_id, to, clerk)
        because = "unit_merged" if by.unit_id == heir else "unit_closed"
        act = TakeOver(from_unit=unit_id, to_unit=heir, because=because)
        for held in list(self.waiting(unit_id)):
            try:
                self._office.perform(held.petition_id, act, by)
            except Refusal as refusal:
                yield Handed(held, refusal)
            else:
                yield Handed(held)

    def _once_sent(self, unit_id: str) -> dict[UUID, None]:
        found: dict[UUID, None] = {}
        for event in self._log.read_through(TOPICS):
            if isinstance(event, Referred | TakenOver) and event.to_unit == unit_id:
                found.setdefault(event.originator_id)
        return found

    def _heir(self, unit_id: str, to: str | None, clerk: str) -> tuple[str, Actor]:
        """Who goes on for a unit, and who says so."""
        unit = self._units.find(unit_id)
        if unit is None:
            raise refusals.NoSuchUnit(unit=unit_id)
        heir = self._units.heir(unit_id)
        acting = heir or self._bureau_above(unit)
        if not unit.is_closed or acting is None:
            raise refusals.NotTheSuccessor(unit=to or "", from_unit=unit_id, act=TakeOver.NAME)
        if heir is None and to is None:
            raise refusals.HeirNotNamed(unit=unit_id)
        return to or heir or "", Actor(actor_id=clerk, role="officer", unit_id=acting)

    def _bureau_above(self, unit: Unit) -> str | None:
        for superior in self._units.superiors(unit.unit_id):
            above = self._units.find(superior)
            if above is not None and above.kind == "petition_bureau" and not above.is_closed:
                return superior
        return None


def _held_by(unit_id: str, petition: Petition) -> Held | None:
    """What a unit holds of a petition, while there is anything to take over."""
    file = petition.file
    if CELLS[file.state, TakeOver.NAME] != ALLOWED:
        return None
    mine = [r for r in file.referrals.values() if r.is_open and r.to_unit == unit_id]
    ids = tuple(referral.referral_id for referral in mine)
    return Held(petition.id, file.number, ids) if ids else None
