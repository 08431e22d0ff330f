"""How quickly it is told what is overdue: read through the whole log, and from the keeper's table.

    python benchmarks/keeping.py --home FOLDER [--rounds 5]

FOLDER holds a store that `petition-es simulate` loaded, and nothing else: what the keeper kept
there, its notices as well, is thrown away first. A store without a simulation is refused. Both
answers have to be equal. A round is one answer of each kind, so that both meet the same machine.
"""

import argparse
import statistics
import sys
from pathlib import Path
from time import perf_counter

from machine import machine
from petition_es.bootstrap import House, open_house
from petition_es.projections.clocks import Look, overdue
from petition_es.projections.keeper import ClockKeeper, Filter, late_page, overdue_now
from petition_es.settings import Settings
from petition_es.simulation.loading import is_simulated

FORGET = "DROP TABLE IF EXISTS petition_views.{0}"
KEPT = ("clock_keeper", "due_dates", "notices")
QUICK = 0.1
"""Seconds in which the table has to answer."""


def main() -> int:
    """Measure, print, and answer 1 where the answers differ or the table is slow."""
    asked = _arguments()
    with open_house(Settings(home=asked.home), report=print) as house:
        if not is_simulated(house.store):
            sys.exit(f"{asked.home} holds no simulation: load one with petition-es simulate.")
        print(machine())
        print(f"{house.store.counts()['Petition.Submitted']:,} petitions")
        _keep_anew(house)
        rounds = [_round(house) for _ in range(asked.rounds)]
    names = ("whole log", "table", "first page of the table")
    medians = [statistics.median(each) for each in zip(*rounds, strict=True)]
    for name, seconds in zip(names, medians, strict=True):
        print(f"{name:<24} {seconds * 1000:10,.1f} ms")
    return 0 if medians[1] <= QUICK else 1


def _keep_anew(house: House) -> None:
    with house.store.connection() as connection:
        for table in KEPT:
            connection.execute(FORGET.format(table))
    begun = perf_counter()
    with ClockKeeper(house.store.address, house.law, house.clock) as keeper:
        given = keeper.catch_up()
    print(f"first count: {perf_counter() - begun:.1f} s, {given:,} notices given")


def _round(house: House) -> tuple[float, float, float]:
    now = house.clock()
    begun = perf_counter()
    through = overdue(Look(address=house.store.address, law=house.law, at=now))
    read = perf_counter() - begun
    with house.store.connection() as connection, house.store.reader() as reader:
        begun = perf_counter()
        at_once = overdue_now(connection, house.law, now, reader.head())
        kept = perf_counter() - begun
        begun = perf_counter()
        late_page(connection, now, Filter(), after=None, limit=100)
        page = perf_counter() - begun
    if at_once is None or (at_once.desks, at_once.late) != (through.desks, through.late):
        sys.exit("The table does not tell what the whole log tells.")
    return read, kept, page


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
