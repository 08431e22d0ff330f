"""How quickly similar petitions are told at intake, and how large their index is.

    petition-es --home FOLDER simulate --petitions 20000
    python benchmarks/similar.py --home FOLDER [--questions 1000] [--seed 1] [--anew]

FOLDER holds a store that `petition-es simulate` loaded, and nothing else. The index is made where
there is none, or `--anew`; the rarity of words is counted where no audit published it. A question
is what the form asks: a petition of the store, drawn by chance, as if its author were about to send
it now. Ends with 1 where a figure is not reached.
"""

import argparse
import random
import statistics
import sys
from pathlib import Path
from time import perf_counter, process_time
from uuid import UUID

from machine import machine
from petition_es.audits.running import editions
from petition_es.audits.running.asking import similar_at_hand, similar_index_of
from petition_es.audits.running.gathering import Gathered
from petition_es.audits.running.reading import Source
from petition_es.audits.similar.asking import asked_about
from petition_es.audits.similar.index import SimilarIndex
from petition_es.audits.similar.retrieving import Asked
from petition_es.bootstrap import House, open_house
from petition_es.settings import Settings
from petition_es.simulation.loading import is_simulated

QUICK_MS, SMALL_GB = 50, 4
CONSIDERED = 25
WARM = 50
COUNTED = 20_000
"""About so many petitions are counted for the rarity of words, as audits of large stores do."""

SUBMITTED = "Petition.Submitted"
DRAWN = "SELECT petition_id FROM petition_audits.similar"
SIZES = """
    SELECT 'table', pg_table_size('petition_audits.similar') UNION ALL
    SELECT indexrelid::regclass::text, pg_relation_size(indexrelid) FROM pg_index
    WHERE indrelid = 'petition_audits.similar'::regclass
"""


def main() -> int:
    """Measure, print, and answer 1 where a figure is not reached."""
    told = _arguments()
    with open_house(Settings(home=told.home), report=print) as house:
        if not is_simulated(house.store):
            sys.exit(f"{told.home} holds no simulation: load one with petition-es simulate.")
        print(machine())
        index = similar_index_of(house.store, house.law, house.clock())
        _keep(house, index, anew=told.anew)
        _count_rarity(house, index)
        asked = _questions(house, index, told.questions + WARM, random.Random(told.seed))  # noqa: S311
        begun = process_time()
        took = _ask(house, asked)
        worked = (process_time() - begun) / len(asked) * 1000
        size = _sizes(house)
    p99 = statistics.quantiles(took, n=100)[98]
    print(f"{len(took):,} questions: p50 {statistics.median(took):.1f} ms, p99 {p99:.1f} ms")
    print(f"slowest {max(took):.1f} ms; {worked:.1f} ms of our own processor each")
    print(f"index and table {size / 1e9:.3f} GB")
    return 0 if p99 <= QUICK_MS and size <= SMALL_GB * 1e9 else 1


def _keep(house: House, index: SimilarIndex, *, anew: bool) -> None:
    if anew:
        with house.store.connection() as connection:
            connection.execute("DROP TABLE IF EXISTS petition_audits.similar")
            connection.execute("DROP TABLE IF EXISTS petition_audits.similar_upto")
    begun = perf_counter()
    count = index.catch_up()
    took = perf_counter() - begun
    print(f"{count:,} petitions read into the index in {took:.1f} s")


def _count_rarity(house: House, index: SimilarIndex) -> None:
    if editions.latest(house.store.address) is not None:
        return
    with house.store.reader() as reader:
        source = Source(index.unsealing, index.setting, reader.head())
    gathered, one_in = Gathered(), max(1, house.store.counts()[SUBMITTED] // COUNTED)
    for case in source.share((0, 1)):
        if case.petition_id.int % one_in == 0:
            gathered.count(case)
    editions.publish(house.store.address, gathered)


def _questions(house: House, index: SimilarIndex, many: int, chance: random.Random) -> list[Asked]:
    with house.store.connection() as connection:
        every = sorted(UUID(str(row["petition_id"])) for row in connection.execute(DRAWN))
    print(f"{len(every):,} petitions in the index")
    with house.store.reader() as reader:
        source = Source(index.unsealing, index.setting, reader.head())
    hand = similar_at_hand(house.store)
    with source.some(chance.sample(every, min(many, len(every)))) as cases:
        asked = [asked_about(case, hand.printer) for case in cases.values()]
    hand.close()
    chance.shuffle(asked)
    return asked


def _ask(house: House, asked: list[Asked]) -> list[float]:
    """Put the questions one after the other; the first ones only warm the connections up."""
    hand, took = similar_at_hand(house.store), []
    for each in asked:
        begun = perf_counter()
        hand.to(each, CONSIDERED, in_a_hurry=True)
        took.append((perf_counter() - begun) * 1000)
    hand.close()
    return took[WARM:]


def _sizes(house: House) -> int:
    with house.store.connection() as connection:
        rows = [tuple(row.values()) for row in connection.execute(SIZES)]
    for name, size in rows:
        print(f"  {name:<40} {size / 1e6:10,.1f} MB")
    return sum(int(size) for _, size in rows)


def _arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--home", type=Path, required=True)
    options.add_argument("--questions", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--anew", action="store_true")
    return options.parse_args()


if __name__ == "__main__":
    sys.exit(main())
