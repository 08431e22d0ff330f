"""How well hot issues find the crowds of a simulated year: precision and recall, and the time.

    petition-es --home HOME simulate --petitions 5000 --seed 3 --truth truth.jsonl
    petition-es --home HOME audit run
    python benchmarks/hot.py --home HOME --truth truth.jsonl

Asked is on the last day of each month. A crowd is a matter (with what repeats it) about which so
many persons petitioned in the window, in two petitions or more: what they signed together in a
single one is told apart. An issue is right where most of its petitions are of one
crowd, and a crowd is found where an issue has most of its petitions.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from psycopg import Connection

from petition_es.audits.hot.asking import Hot, find_hot, pieces_of
from petition_es.audits.hot.piece import Piece, Window
from petition_es.audits.running.groups import Groups
from petition_es.audits.running.shown import of_the_last
from petition_es.audits.running.tables import Build
from petition_es.bootstrap import open_house
from petition_es.settings import Settings

TOGETHER = ("same_matter_other_person", "repeat")


def main() -> None:
    """Ask month by month, and count what is right."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--home", type=Path, required=True)
    wanted.add_argument("--truth", type=Path, required=True)
    wanted.add_argument("--year", type=int, default=2016)
    wanted.add_argument("--days", type=int, default=60)
    wanted.add_argument("--persons", type=int, default=5)
    args = wanted.parse_args()
    matters = matters_of(args.truth)
    counted: Counter[str] = Counter()
    zone = Settings(home=args.home).office_zone
    longest = 0.0

    def month(connection: Connection[Any], build: Build, last: date) -> tuple[Counter[str], float]:
        begun = time.perf_counter()
        hot = Hot(at=last, days=args.days, persons=args.persons)
        found = find_hot(connection, build, hot, zone, args.home).issues
        took = time.perf_counter() - begun
        window = Window(last, args.days, zone)
        pieces = [p for p in pieces_of(connection, build, window) if window.holds(p)]
        issues = [list(issue.numbers) for issue in found]
        return tally(pieces, issues, matters, args.persons), took

    with open_house(Settings(home=args.home), report=print) as house:
        for number in range(3, 13):
            last = date(args.year + number // 12, number % 12 + 1, 1) - timedelta(days=1)
            some, took = of_the_last(house.store.address, lambda c, b, last=last: month(c, b, last))
            counted += some
            longest = max(longest, took)
            print(last, dict(some))
    print(
        f"issues: {counted['issues']}, right {counted['right']}: {part(counted, 'right', 'issues')}"
    )
    print(
        f"crowds: {counted['crowds']}, found {counted['found']}: {part(counted, 'found', 'crowds')}"
    )
    print(f"signed by so many in a single petition, and no crowd: {counted['alone']}")
    print(f"the longest question took {longest:.2f} s")


def matters_of(truth: Path) -> Groups[UUID]:
    """Which petitions are about one matter, as only the simulation knows."""
    groups: Groups[UUID] = Groups()
    for line in truth.read_bytes().splitlines()[1:]:
        told = orjson.loads(line)
        if told["what"] in TOGETHER:
            groups.join(UUID(told["of"]), UUID(told["petition"]))
    return groups


def tally(
    pieces: Sequence[Piece], issues: Sequence[list[str]], matters: Groups[UUID], persons: int
) -> Counter[str]:
    """Count the issues that are right, and the crowds that are found."""
    crowds: dict[UUID, list[Piece]] = defaultdict(list)
    of: dict[str, UUID] = {}
    for piece in pieces:
        root = matters.root(piece.petition_id)
        crowds[root].append(piece)
        of[piece.number or ""] = root
    many = {
        root: len(some)
        for root, some in crowds.items()
        if len({person for piece in some for person in piece.persons}) >= persons
    }
    true = {root: size for root, size in many.items() if size > 1}
    counted: Counter[str] = Counter(
        issues=len(issues), crowds=len(true), alone=len(many) - len(true)
    )
    found = set()
    for numbers in issues:
        ((root, most),) = Counter(of[number] for number in numbers).most_common(1)
        if root in true and 2 * most > len(numbers):
            counted["right"] += 1
            if 2 * most > true[root]:
                found.add(root)
    counted["found"] = len(found)
    return counted


def part(counted: Counter[str], some: str, of: str) -> str:
    """A share, undefined of nothing."""
    return f"{counted[some] / counted[of]:.3f}" if counted[of] else "undefined"


if __name__ == "__main__":
    main()
