"""What the verdicts cost an audit: microseconds of a processor for each petition of a store.

python benchmarks/verdicts.py --home /path/to/home --petitions 5000
"""

import argparse
import time
from itertools import islice
from pathlib import Path

from petition_es.audits.case import matter_of
from petition_es.audits.judging import judge
from petition_es.audits.quality.verdict import verdict_of
from petition_es.audits.rules import RULES
from petition_es.audits.running import tables
from petition_es.audits.running.asking import audit_of
from petition_es.audits.running.seen import Looking
from petition_es.audits.texts.prints import Printer
from petition_es.bootstrap import open_house
from petition_es.settings import Settings


def main() -> None:
    """Judge petitions as an audit does, then time their verdicts, and the writing of them."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--home", type=Path, required=True)
    wanted.add_argument("--petitions", type=int, default=5000)
    args = wanted.parse_args()
    with open_house(Settings(home=args.home), report=print) as house:
        asked, _ = audit_of(house.store, house.law, house.clock(), home=args.home)
        cases = islice(asked.source.share((0, 1)), args.petitions)
        looking = Looking(Printer(asked.secret))
        judged = []
        for case in cases:
            looking.at(case)
            matter = matter_of([case])
            judged.append((matter, judge(matter, RULES, asked.policies)))
        begun = time.process_time()
        rows = [verdict_of(case, m, found) for m, found in judged for case in m.cases]
        made = time.process_time()
        build = tables.begin(house.store.address, asked.source.upto, asked.source.setting.now)
        try:
            with build.writing() as writing:
                writing.add("verdicts", rows)
            written = time.process_time()
        finally:
            build.drop()
    each = 1e6 / max(1, len(rows))
    print(f"{len(rows)} petitions")
    print(f"verdict: {(made - begun) * each:.1f} microseconds a petition")
    print(f"written: {(written - made) * each:.1f} microseconds a petition")


if __name__ == "__main__":
    main()
