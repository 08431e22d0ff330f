"""What hot issues cost where a whole nation petitions: seconds of a processor, and memory.

    python benchmarks/hot_many.py --petitions 320000

The petitions are made up: in three thousand towns, of twenty categories, and some crowds of forty.
"""

import argparse
import resource
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from petition_es.audits.hot.issue import hot_issues
from petition_es.audits.hot.piece import Piece, Window
from petition_es.audits.links.where import Point

ZONE = ZoneInfo("Asia/Shanghai")
LAST, DAYS = date(2016, 6, 30), 60
CROWDS, IN_CROWD = 200, 40


def main() -> None:
    """Make petitions up, and put them together once."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--petitions", type=int, default=320_000)
    pieces = list(made_up(wanted.parse_args().petitions, Random(1)))  # noqa: S311  # a load
    begun = time.process_time()
    found = hot_issues(pieces, (), Window(LAST, DAYS, ZONE), persons=5, metres=150)
    took = time.process_time() - begun
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(pieces)} petitions: {len(found)} issues, {took:.1f} s, {most} MB")


def made_up(petitions: int, random: Random) -> Iterator[Piece]:
    """Petitions all over the country; the first of them in crowds."""
    towns = [Point(random.uniform(22, 45), random.uniform(100, 122)) for _ in range(3000)]
    end = datetime(LAST.year, LAST.month, LAST.day, 12, tzinfo=ZONE)
    for serial in range(petitions):
        crowd = serial // IN_CROWD
        is_in_crowd = crowd < CROWDS
        town = towns[crowd] if is_in_crowd else random.choice(towns)
        spread = 0.0002 if is_in_crowd else 0.02
        yield Piece(
            petition_id=UUID(int=serial),
            number=str(serial),
            began_at=end - timedelta(days=random.uniform(0, DAYS if is_in_crowd else 2 * DAYS - 1)),
            persons=frozenset([serial]),
            category=str((crowd if is_in_crowd else random.randrange(20)) % 20),
            point=Point(
                town.latitude + random.uniform(-spread, spread),
                town.longitude + random.uniform(-spread, spread),
            ),
        )


if __name__ == "__main__":
    main()
