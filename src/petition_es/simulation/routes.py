"""The way of a petition through the levels: who registers it, who passes it on, who decides."""

from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import get_args

from petition_es.domain.codes import UnitLevel
from petition_es.simulation.divisions import Division
from petition_es.simulation.matter import Matter
from petition_es.simulation.offices import Office, bureau_of, department_of
from petition_es.simulation.shares import happens, share
from petition_es.simulation.words import SUBJECTS, one_of

DEPTH = {level: depth for depth, level in enumerate(get_args(UnitLevel))}
"""How far down a level is: 0 for the nation, 4 for a township."""


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """The bureau that registers, the bureaux between, and the office that decides on the matter."""

    registrar: Office
    between: tuple[Office, ...]
    decider: Office

    @property
    def sender(self) -> Office:
        """The bureau that sends the matter to the office that decides."""
        return self.between[-1] if self.between else self.registrar


def draw_route(matter: Matter, random: Random, deciding: UnitLevel | None = None) -> Route:
    """Draw who registers and who decides; each bureau between passes it on, or is skipped.

    Where the level that decides is settled, it is registered there or above.
    """
    bureaux = _bureaux(matter.county)
    registrar = _at(share("registering").draw(random), bureaux)
    if deciding is None:
        deciding = share("deciding").draw(random)
    else:
        registrar = min(registrar, _at(deciding, bureaux), key=lambda each: DEPTH[each.level])
    decider = _decider(
        matter, _at(deciding, bureaux), registrar, is_township=deciding == "township"
    )
    between = [
        bureau
        for bureau in bureaux
        if DEPTH[registrar.level] < DEPTH[bureau.level] <= DEPTH[decider.level]
        and not happens("level_skipped", random)
    ]
    return Route(registrar, tuple(between), decider)


def another_department(matter: Matter, random: Random) -> Office:
    """A department of the county for other matters, which gets this one by mistake."""
    subjects = tuple(subject for subject in SUBJECTS if subject != matter.subject)
    return department_of(matter.county, one_of(subjects, random))


def _decider(matter: Matter, bureau: Office, registrar: Office, *, is_township: bool) -> Office:
    """Nobody decides above the bureau that registers."""
    if is_township:
        return department_of(matter.township, matter.subject)
    lower = max(bureau, registrar, key=lambda office: DEPTH[office.level])
    return department_of(lower.division or matter.county, matter.subject)


def _at(level: str, bureaux: tuple[Office, ...]) -> Office:
    """The bureau of a level, or the next one below where the level has none."""
    return next((each for each in bureaux if each.level == level), bureaux[-1])


@lru_cache(maxsize=4096)
def _bureaux(county: Division) -> tuple[Office, ...]:
    """The bureaux above a county and its own, from the nation down."""
    way: list[Division | None] = [county]
    while way[-1] is not None:
        way.append(way[-1].above)
    offices = [bureau_of(division) for division in reversed(way)]
    return tuple(dict.fromkeys(offices))
