"""Where a petition may be sent: to an office that stands, in the jurisdiction of the sender.

A petition bureau sends to its own level or a lower one, within its subtree or its own division
(2005 a21, 2022 a22). What lies elsewhere goes through the common superior. A copy is for reading,
and goes wherever it is of use (2005 a21(3)); an accusation goes to whoever has authority over the
accused, often above the bureau (2022 a22, a30).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from petition_es.domain import refusals, unit_tree
from petition_es.domain.petition import PetitionFile, Refer
from petition_es.domain.unit import Unit
from petition_es.office.unit_registry import UnitRegistry


@dataclass(frozen=True)
class Routing:
    """Looks up where a referral goes."""

    units: UnitRegistry

    def check(self, act: Refer, sender: str | None, file: PetitionFile) -> None:
        """Refuse a receiver that nobody knows, that went into another one, or elsewhere."""
        to = self._standing(act.to_unit)
        by = self.units.find(sender) if sender else None
        if by is None or by.kind != "petition_bureau":
            return
        if act.part == "copy" or file.is_confidential:
            return
        if not self._is_in_jurisdiction(to, by):
            common = self.units.common_superior(by.unit_id, to.unit_id)
            raise refusals.OutsideTheJurisdiction(
                unit=to.unit_id, sender=by.unit_id, through=common or "-"
            )

    def leg(self, act: Refer, at: datetime) -> Refer:
        """The referral as it goes: on paper (线下) to a unit that was not on the net."""
        to = self.units.find(act.to_unit)
        if to is None or to.is_connected_at(at):
            return act
        return replace(act, offline=True)

    def _standing(self, unit_id: str) -> Unit:
        """The receiver, if it stands; else nobody could ever sign for it."""
        unit = self.units.find(unit_id)
        if unit is None:
            raise refusals.NoSuchUnit(unit=unit_id)
        if unit.successor is not None:
            goes_on = unit_tree.successor(unit, self.units.find)
            raise refusals.UnitWasMerged(unit=unit_id, successor=goes_on.unit_id)
        if unit.is_closed:
            raise refusals.UnitIsClosed(unit=unit_id)
        return unit

    def _is_in_jurisdiction(self, to: Unit, by: Unit) -> bool:
        if unit_tree.depth(to.level) < unit_tree.depth(by.level):
            return False
        if self.units.is_within(to.unit_id, by.unit_id) or _is_same_division(to, by):
            return True
        above = map(self.units.find, self.units.superiors(to.unit_id))
        return any(unit is not None and _is_same_division(unit, by) for unit in above)


def _is_same_division(one: Unit, other: Unit) -> bool:
    """Tell whether two offices are of one government; the nation has no division."""
    if one.level != other.level:
        return False
    if one.division is None or other.division is None:
        return one.level == "national"
    places = [(each.scheme, each.value) for each in (one.division, other.division)]
    return places[0] == places[1]
