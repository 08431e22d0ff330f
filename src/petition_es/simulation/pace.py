"""How fast offices are: they do in time what the law gives them days for, or now and then too late.

What is drawn is an intention. What the truth says is what came of it: late is what was done, or is
still undone, after the last day.
"""

from contextlib import nullcontext
from uuid import UUID

from petition_es.domain.codes import Procedure
from petition_es.domain.petition import Act
from petition_es.domain.regime.rules import ClockName, Trigger
from petition_es.simulation.calendar import DAY, HOUR, in_office
from petition_es.simulation.divisions import Division
from petition_es.simulation.limits import Limit, Where
from petition_es.simulation.offices import Office
from petition_es.simulation.tale import A_MINUTE, Tale

LATE_DAYS_MOST = 45
TRIES = 4
"""How often a moment is drawn in the time that is left, before an office does it at once."""

SPARE = DAY
"""What is not the last step before a limit leaves the last day for it."""

FOREVER = 1 << 40


class Pace:
    """The limits of one petition that run, and the offices that hurry or do not."""

    def __init__(self, tale: Tale, county: Division) -> None:
        self._tale, self.where = tale, Where(county)
        self._running: dict[tuple[ClockName, str], Limit] = {}
        self.procedure: Procedure | None = None
        self.ceiling = FOREVER
        """By when whatever is done has to be done, apart from the law."""
        self.is_strict = False
        """Whether no limit is missed, whatever is usual."""

    # ---- Limits begin and end ----

    def begins(
        self, clock: ClockName, trigger: Trigger, office: Office, *, given: int | None = None
    ) -> None:
        """Let a limit run from now, if the law has one; draw whether it will be missed."""
        limit = Limit(clock, office, self.where, self._tale.now, given)
        if limit.runs_under(trigger, self.procedure):
            limit.is_to_be_missed = not self.is_strict and self._tale.slips(f"late_{clock}")
            self._running[clock, office.unit_id] = limit

    def arrives(self, office: Office, *, report_due: int | None = None) -> None:
        """Let run what begins when something arrives at an office."""
        clock: ClockName = "routing" if office.kind == "petition_bureau" else "acceptance"
        self.begins(clock, "arrived", office)
        if report_due is not None:
            self.begins("report", "assigned", office, given=report_due)

    def limit(self, clock: ClockName, office: Office) -> Limit | None:
        """The limit that runs on a desk."""
        return self._running.get((clock, office.unit_id))

    def over(self, *clocks: ClockName, office: Office, entry: UUID | None = None) -> None:
        """Let limits on a desk end now, and tell the truth of those that were missed."""
        for clock in clocks:
            limit = self._running.pop((clock, office.unit_id), None)
            if limit is not None and self._tale.now > limit.by:
                self._tell_late(limit, entry)

    def all_over(self, entry: UUID | None = None) -> None:
        """Let all limits end that a resolution ends, on whatever desk."""
        for clock, unit_id in list(self._running):
            if clock != "report":
                office = self._running[clock, unit_id].office
                self.over(clock, office=office, entry=entry)

    def forget(self) -> None:
        """Let everything end without a word: the petition is no more, and nothing is late."""
        self._running.clear()

    def ends(self, year_ends: int) -> None:
        """At the end of the year, tell the truth of what is undone though its last day is over."""
        for limit in self._running.values():
            if limit.by < year_ends:
                self._tell_late(limit, None)

    def _tell_late(self, limit: Limit, entry: UUID | None) -> None:
        self._tale.is_found(
            f"late_{limit.clock}", unit=limit.office.unit_id, entry=entry, due=limit.due
        )

    # ---- Steps in time ----

    def office(self, office: Office, act: Act, stage: str) -> UUID:
        """An office does something on the way, soon enough for what has to follow."""
        return self.office_at(office, act, self._tale.due(stage))

    def office_at(self, office: Office, act: Act, moment: int) -> UUID:
        """An office does something on the way at a moment, or sooner if a limit asks for it."""
        return self._tale.office_at(office, act, self.soon_enough(moment, SPARE))

    def last_step(self, clock: ClockName, office: Office, act: Act, moment: int) -> UUID:
        """An office does what ends a limit: in time, or after it if that was drawn."""
        at = self._moment_for(self.limit(clock, office), moment)
        return self._tale.office_at(office, act, at)

    def _moment_for(self, limit: Limit | None, moment: int) -> int:
        if limit is None or not limit.is_to_be_missed:
            return self.soon_enough(moment, 0)
        return in_office(self._tale.random, max(moment, self.too_late(limit)))

    def take_up(self, office: Office, act: Act, procedure: Procedure, moment: int | None) -> UUID:
        """An office accepts it in a procedure, and its time for handling begins.

        At this very moment, or, where none is given, soon and mostly in time.
        """
        limit = self.limit("acceptance", office)
        with limit.taken_up_in(procedure) if limit else nullcontext():
            if moment is None:
                entry = self.last_step("acceptance", office, act, self._tale.due("next_step"))
            else:
                entry = self._tale.office_at(office, act, moment)
        self.over("acceptance", office=office, entry=entry)
        self.procedure = procedure
        self.begins("handling", "accepted", office)
        return entry

    def due_to_send(self, office: Office, stage: str) -> int:
        """The moment at which an office sends it on: in time, or after it if that was drawn."""
        return self._moment_for(self.limit("routing", office), self._tale.due(stage))

    def too_late(self, limit: Limit) -> int:
        """Draw a moment after a limit; mostly soon after it."""
        return limit.by + HOUR + int(self._tale.random.random() ** 2 * LATE_DAYS_MOST * DAY)

    def soon_enough(self, moment: int, spare: int) -> int:
        """The moment, or if that would be too late for a limit, one that is not."""
        by = self.last_moment(spare)
        random, now = self._tale.random, self._tale.now
        at = in_office(random, max(moment, now + A_MINUTE))
        for _ in range(TRIES):
            if at <= by:
                return at
            at = in_office(random, now + A_MINUTE + int(max(by - now, 0) * random.random()))
        return at if at <= by else now + A_MINUTE

    def last_moment(self, spare: int) -> int:
        """The last second for whoever is to keep all limits that run."""
        kept = [each.by for each in self._running.values() if not each.is_to_be_missed]
        by = min([*kept, self.ceiling])
        return by - spare if by - spare > self._tale.now + HOUR else by
