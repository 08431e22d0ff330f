"""How many real answers have no substance by the shipped policy, and which: to be read by eye.

    python benchmarks/empty_answers.py ../shared/data/complaints/replies.csv
    python benchmarks/empty_answers.py replies.csv --show 40 --seed 3 [--others]

`--show` prints so many that are flagged, drawn by chance; `--others`: so many that are not. The
answers are those of a list of complaints (see docs/importing.md); they are not shipped.
"""

import argparse
import random
from collections import Counter
from datetime import datetime
from pathlib import Path
from time import perf_counter

from petition_es.audits.policy import load_policies
from petition_es.audits.rule import Thresholds
from petition_es.audits.texts.substance import substance_of
from petition_es.importing.complaints import Complaint, ComplaintFile
from petition_es.importing.times import zone_named


def answers_of(path: Path) -> list[str]:
    """The replies of a list of complaints."""
    with ComplaintFile(path, now=datetime.now(zone_named("Asia/Shanghai"))) as rows:
        return [row.reply for row in rows if isinstance(row, Complaint) and row.reply]


def is_flagged(words: str, thresholds: Thresholds) -> bool:
    """Judge one answer as the rule `no_substance` does."""
    if len(words) > thresholds["longest"]:
        return False
    signs = int(thresholds["signs"])
    return substance_of(words, enough=signs).signs < signs


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("replies", type=Path)
    options.add_argument("--show", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--others", action="store_true")
    told = options.parse_args()
    thresholds = load_policies().dated[-1].rules["no_substance"]
    answers = answers_of(told.replies)
    began = perf_counter()
    verdicts = [is_flagged(words, thresholds) for words in answers]
    each = (perf_counter() - began) / len(answers)
    count = Counter(verdicts)[True]
    print(f"{count} of {len(answers)} answers without substance; {each * 1e6:.0f} us an answer")
    drawn = [w for w, flagged in zip(answers, verdicts, strict=True) if flagged != told.others]
    for words in random.Random(told.seed).sample(drawn, min(told.show, len(drawn))):  # noqa: S311
        print("-", " ".join(words.split()))


if __name__ == "__main__":
    main()
