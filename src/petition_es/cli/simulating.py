"""The command that loads a simulated year: `petition-es simulate`."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from petition_es.bootstrap import House
from petition_es.cli.importing import INTERRUPTED
from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door, opened
from petition_es.cli.progress import progress
from petition_es.importing.source_file import UnusableFile
from petition_es.simulation.arrivals import ROWS_MAX, SEEDS_MAX, YEAR_DAYS, Year
from petition_es.simulation.faults import NotAStoreOfItsOwn
from petition_es.simulation.loading import Plan, Tally, found_offices, is_simulated
from petition_es.simulation.made import Made, shares_made
from petition_es.simulation.source import SYSTEM
from petition_es.simulation.truth import TruthFile
from petition_es.simulation.workers import load

SIMULATE_HELP = """Load a simulated year: petitions that nobody handed in.

It is a load to measure on, never a record: every event names the source
"simulation", and units and titles say so too. The same seed gives the same
petitions on every machine. Run it again as often as you like: nothing is
loaded twice, and one that was stopped goes on where it was.

Exit code 0: done. 1: a petition was refused by a rule. 3: the store cannot be used for it.

Example: petition-es simulate --petitions 10000 --seed 1 --truth truth.jsonl
"""
FIRST_DAY = "2016-01-01"
REFUSED = 1
REFUSED_SHOWN = 20

Petitions = Annotated[int, typer.Option(min=1, max=ROWS_MAX, help="How many petitions.")]
Seed = Annotated[int, typer.Option(min=0, max=SEEDS_MAX - 1, help="Which year of all.")]


def add_commands(app: typer.Typer, door: Door) -> None:
    """Give the application its command that simulates."""
    app.command("simulate", help=SIMULATE_HELP)(_simulate(door))


def _simulate(door: Door) -> Callable[..., None]:
    def simulate(  # noqa: PLR0917  # the options of the command line
        petitions: Petitions,
        seed: Seed = 1,
        first_day: Annotated[
            str, typer.Option("--from", help="The first day of the year.", callback=_past_year)
        ] = FIRST_DAY,
        truth: Annotated[
            Path | None, typer.Option(help="Where to write what only the simulation knows.")
        ] = None,
        processes: Annotated[
            int, typer.Option(min=1, max=64, help="How many processes load it.")
        ] = os.cpu_count() or 1,
        beside_others: Annotated[  # noqa: FBT002  # a flag of the command line
            bool, typer.Option("--beside-others", help="Load it beside real petitions.")
        ] = False,
        irregular: Annotated[
            float,
            typer.Option(
                min=0, max=4, help="How many times as much goes wrong as is usual; 0: nothing does."
            ),
        ] = 1.0,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        year = Year(seed, date.fromisoformat(first_day), irregular)
        run = _Run(door, Plan(year, petitions, wants_truth=truth is not None), truth)
        with opened(door) as house:
            if house.store.last_position() and not (is_simulated(house.store) or beside_others):
                raise NotAStoreOfItsOwn(seed)
            run.load(house, processes)
        run.show(as_json=as_json)

    return simulate


def _past_year(day: str) -> str:
    try:
        over = date.fromisoformat(day) + timedelta(days=YEAR_DAYS)
    except ValueError as wrong:
        raise typer.BadParameter("write it as 2016-01-01") from wrong
    if over > date.today():  # noqa: DTZ011  # to the day is near enough
        raise typer.BadParameter("the year must be over; take an earlier day")
    return day


def _in_words(each: Made) -> str:
    share = "-" if each.share is None else f"{each.share:.1%}"
    return f"{each.what:<24}{each.made:>8} / {each.occasions:<8} {share:>6} ({each.stated:.1%})"


class _Run:
    """One load, and what is told of it."""

    def __init__(self, door: Door, plan: Plan, truth: Path | None) -> None:
        self._door, self._plan, self._truth = door, plan, truth
        self._tally = Tally()

    def load(self, house: House, processes: int) -> None:
        """Load everything; after a Ctrl-C say what is in already, and stop."""
        self._door.tell(self._said("begins"))
        try:
            with self._truth_file() as truths:
                self._found_offices(house)
                self._load(house, processes, truths)
        except KeyboardInterrupt:
            self._door.tell(self._said("interrupted"))
            raise typer.Exit(INTERRUPTED) from None

    def _found_offices(self, house: House) -> None:
        for _ in found_offices(house.store):
            pass

    def _load(self, house: House, processes: int, truths: TruthFile | None) -> None:
        with (
            progress(self._door.err, SYSTEM, self._plan.petitions) as moved,
            closing(load(self._plan, house, processes)) as tallies,
        ):
            for tally in tallies:
                self._tally.add(tally)
                moved(self._tally.petitions, self._tally.petitions)
                if truths is not None:
                    truths.add(tally.truth)

    @contextmanager
    def _truth_file(self) -> Iterator[TruthFile | None]:
        if self._truth is None:
            yield None
            return
        year = self._plan.year
        about = {"what": SYSTEM, "seed": year.seed, "from": year.first_day}
        about |= {"irregular": year.irregular}
        try:
            truths = TruthFile(self._truth, {**about, "petitions": self._plan.petitions})
        except OSError as why:
            raise UnusableFile(
                f"--truth: {self._truth} cannot be written ({why.strerror})."
            ) from why
        with truths:
            yield truths

    def show(self, *, as_json: bool) -> None:
        """Show the result: sentences, and in their place or beside them one line of JSON."""
        console = self._door.err if as_json else self._door.out
        tally = self._tally
        console.print(self._said("done"), markup=False)
        if tally.refused:
            console.print(self._said("refused"), markup=False)
        for told in tally.refused[:REFUSED_SHOWN]:
            console.print(f"  {told}", markup=False)
        made = list(shares_made(tally.made, self._plan.year.irregular))
        if made:
            console.print(self._said("made"), markup=False)
        for each in made:
            console.print(f"  {_in_words(each)}", markup=False)
        if as_json:
            counts = {"written": tally.written, "already": tally.already, "events": tally.events}
            shares = {each.what: {"made": each.made, "of": each.occasions} for each in made}
            said = {**counts, "refused": len(tally.refused), "source": SYSTEM, "irregular": shares}
            self._door.show_json(said)
        if tally.refused:
            raise typer.Exit(REFUSED)

    def _said(self, name: str) -> str:
        tally = self._tally
        return self._door.say(
            f"cli.simulate.{name}",
            wanted=self._plan.petitions,
            seed=self._plan.year.seed,
            written=tally.written,
            already=tally.already,
            events=tally.events,
            refused=len(tally.refused),
            petitions=tally.petitions,
        )
