"""Torture of the store, round after round; ends with 1 if anything was lost or doubled.

    cd benchmarks && python -m torture [--rounds 200] [--writers 32] [--seed 1] [--report FILE]

In every round writers append for a moment, something is killed, and then what is recorded is held
against what was acknowledged, and against what readers saw who followed the log all the time.
"""

import argparse
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from random import Random
from time import monotonic, sleep

import orjson

from machine import machine
from torture import folding
from torture.arena import Arena, arena
from torture.auditing import RECORDED, Findings, Told, audit
from torture.blows import BLOWS, HeldForEver, Struck
from torture.report import Report

TOLD_EVERY = 20

ROUNDS_A_STORE = 40
"""Every audit looks at everything, so a store that grew too long makes room for a fresh one."""

QUIET_SECONDS = (0.05, 0.4)
"""For how long everybody works before a blow: at least, at most."""


def main() -> int:
    """Torture, print the report, and answer 1 where something was found."""
    asked = _arguments()
    # Whoever is told to end kills the server and the writers first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    print(machine(), flush=True)
    report = Report(asked.seed, asked.writers)
    begun = monotonic()
    kinds = _kinds(asked)
    for first in range(0, len(kinds), ROUNDS_A_STORE):
        if report.found.is_clean:
            report.begin_store()
            _on_a_fresh_store(kinds[first : first + ROUNDS_A_STORE], asked, report)
    report.seconds = monotonic() - begun
    report.show()
    if asked.report is not None:
        asked.report.write_bytes(orjson.dumps(report.as_json(), option=orjson.OPT_INDENT_2))
    return 0 if report.is_clean else 1


def _kinds(asked: argparse.Namespace) -> list[str]:
    """The kinds of all rounds, in random order: each as its share says, and at least once."""
    shares = {kind: share for kind, (_, share) in BLOWS.items()}
    parts = {kind: asked.rounds * share // sum(shares.values()) for kind, share in shares.items()}
    kinds = [kind for kind, many in parts.items() for _ in range(max(1, many))]
    kinds += ["writers"] * (asked.rounds - len(kinds))
    Random(asked.seed).shuffle(kinds)  # noqa: S311  # repeatable, not secret
    return kinds


def _on_a_fresh_store(kinds: list[str], asked: argparse.Namespace, report: Report) -> None:
    home = Path(tempfile.mkdtemp(prefix="petition-torture-"))
    seed = f"{asked.seed}-{report.rounds.total()}"
    floor = not asked.without_floor
    try:
        with arena(home, writers=asked.writers, seed=seed, floor=floor) as place:
            _rounds(kinds, place, report, asked.patience)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _rounds(kinds: list[str], place: Arena, report: Report, patience: float) -> None:
    told = Told()
    for kind in kinds:
        sleep(place.draw.uniform(*QUIET_SECONDS))
        try:
            struck = BLOWS[kind][0](place)
        except HeldForEver as fault:
            report.add(kind, Struck(), Findings(broken=[str(fault)]))
            return
        found = _audited(place, told, report, patience)
        report.add(kind, struck, found)
        if report.rounds.total() % TOLD_EVERY == 0:
            print(f"{report.rounds.total()} rounds, {report.events} events", flush=True)
        if not found.is_clean:
            return


def _audited(place: Arena, told: Told, report: Report, patience: float) -> Findings:
    for writer, journal in list(place.journals.items()):
        told.take(writer, journal)
    with place.store.reader() as reader:
        head = reader.head()
    recorded = place.admin.execute(RECORDED, prepare=True, binary=True).fetchall()
    last = max((position for position, *_ in recorded if position <= head), default=0)
    for follower in place.followers:
        follower.catch_up(last, patience)
    report.count(len(recorded), len(told.acknowledged), len(told.tried))
    found = audit(told, recorded, head, place.followers)
    found.broken += folding.wait_for(place.admin, head, patience)
    if not found.broken:
        found.rows_that_differ = folding.rows_that_differ(place.store.address)
    return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--writers", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--patience", type=float, default=60, help="seconds after which what is late is missing"
    )
    parser.add_argument("--report", type=Path, help="where to write everything as JSON")
    parser.add_argument("--without-floor", action="store_true", help="see that it is noticed")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
