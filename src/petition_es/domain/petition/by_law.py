"""By law: which regime holds for an act, and how the petition's clocks stand when it is done."""

from collections.abc import Iterator
from datetime import date

from petition_es.domain import refusals
from petition_es.domain.codes import Place
from petition_es.domain.entry import Entry
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.regime.clocks import Clock
from petition_es.domain.regime.counting import is_late
from petition_es.domain.regime.law import Law
from petition_es.domain.regime.rules import ClockName, Regime
from petition_es.domain.regime.timing import clocks_of


def regime_of(file: PetitionFile, entry: Entry) -> Regime | None:
    """The regime that holds where the problem lies, on the day of the act."""
    return entry.law.regime_on(entry.local_at.date(), file.lies_in)


def regime_in_force(file: PetitionFile, entry: Entry) -> Regime:
    """The regime that holds; a step that the law has to allow is refused where there is none."""
    regime = regime_of(file, entry)
    if regime is None:
        raise refusals.NoRegimeInForce(day=entry.local_at.date().isoformat())
    return regime


def stamp_of(law: Law, day: date, division: str | None) -> str | None:
    """What an entry is stamped with: the regime in force at its place and on its day."""
    regime = law.regime_on(day, division)
    return regime.stamp if regime else None


def division_of(place: Place | None) -> str | None:
    """The division in which a problem lies, where it is known."""
    return place.division.value if place is not None and place.division is not None else None


def clocks(file: PetitionFile, entry: Entry, name: ClockName) -> Iterator[Clock]:
    """The petition's clocks of a name as they stand at an act, in the order of their start."""
    if not entry.law.regimes:
        return
    now = max((each.at for each in file.entries.values()), default=entry.at)
    for clock in clocks_of(file.entries.values(), entry.law, max(now, entry.at), entry.desks):
        if clock.name == name:
            yield clock


def latest(file: PetitionFile, entry: Entry, name: ClockName, subject: str | None) -> Clock | None:
    """The latest clock of a name about a thing; one about nothing in particular is about it too."""
    about = {subject, None}
    return next((c for c in reversed([*clocks(file, entry, name)]) if c.subject in about), None)


def handling_clock(file: PetitionFile, entry: Entry) -> Clock:
    """The handling limit that runs on the desk of the unit that acts."""
    unit_id = entry.acting_unit
    found = [c for c in clocks(file, entry, "handling") if c.is_running and c.unit_id == unit_id]
    if found:
        return found[-1]
    regime_in_force(file, entry)
    if unit_id not in file.acceptances:
        raise refusals.NotAcceptedByThisUnit(unit=unit_id or "")
    raise refusals.NoLimitRuns(unit=unit_id or "")


def review_clock(file: PetitionFile, entry: Entry) -> Clock:
    """The limit of the review that waits for its decision."""
    name: ClockName = file.pending_review().level
    running = [clock for clock in clocks(file, entry, name) if clock.is_running]
    if not running:
        regime_in_force(file, entry)
        raise refusals.NoLimitRuns(unit=entry.acting_unit or "")
    return running[-1]


def is_past(clock: Clock, entry: Entry) -> bool:
    """Tell whether an act certainly came after the limit; one known by its day, after the day."""
    if entry.at_precision == "second":
        return is_late(clock.due, entry.at)
    return entry.at_precision == "day" and entry.local_at.date() > clock.due.last_day


def is_too_late(clock: Clock, entry: Entry) -> bool:
    """Tell whether an act is refused for its lateness.

    What another system recorded has happened, in time or not: it is for the audits to tell.
    """
    return entry.source is None and is_past(clock, entry)
