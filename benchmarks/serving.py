"""How quickly a timeline is answered, beside the bare route of the same server.

    python benchmarks/serving.py [--rounds 5] [--seconds 4] [--connections 16]

A fresh demonstration is served by a process of its own, with its own PostgreSQL. `wrk` asks in
turns for the bare route (`/healthz`) and for the damaged road's timeline, so that both meet the
same machine.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass

from machine import machine
from served import Served, served

MUST_REACH = 0.35
P99_MILLISECONDS_MAX = 60.0
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Run:
    """One run of the load: answers a second, and how long they took in milliseconds."""

    per_second: float
    p50: float
    p99: float


def main() -> int:
    """Measure, print, and answer 1 where the figures are not reached."""
    asked = _arguments()
    if shutil.which("wrk") is None:
        sys.exit("wrk is needed for the load: install it (Debian, Ubuntu: apt install wrk)")
    with served() as place:
        print(machine())
        bare, told = _rounds(place, asked)
    ratio = statistics.median(
        each.per_second / base.per_second for each, base in zip(told, bare, strict=True)
    )
    slowest = max(run.p99 for run in told)
    print(f"median ratio {ratio:.2f} (must reach {MUST_REACH}), slowest p99 {slowest:.1f} ms")
    return 0 if ratio >= MUST_REACH and slowest < P99_MILLISECONDS_MAX else 1


def _rounds(place: Served, asked: argparse.Namespace) -> tuple[list[Run], list[Run]]:
    bare_url, told_url = f"{place.url}/healthz", f"{place.url}/petitions/{place.number}/timeline"
    _run(bare_url, asked), _run(told_url, asked)  # The first of each only warms up.
    bare, told = [], []
    for number in range(1, asked.rounds + 1):
        bare.append(_run(bare_url, asked))
        told.append(_run(told_url, asked))
        _print(number, bare[-1], told[-1])
    return bare, told


def _run(url: str, asked: argparse.Namespace) -> Run:
    command = ["wrk", "-t1", f"-c{asked.connections}", f"-d{asked.seconds}s", "--latency", url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(f"{url} was not always answered:\n{said}")
    return Run(
        per_second=float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
        p50=_milliseconds(r"50%\s+([\d.]+)(us|ms|s)", said),
        p99=_milliseconds(r"99%\s+([\d.]+)(us|ms|s)", said),
    )


def _milliseconds(pattern: str, said: str) -> float:
    found = re.search(pattern, said)
    return float(found[1]) * UNITS[found[2]]


def _print(number: int, bare: Run, told: Run) -> None:
    print(
        f"round {number}: bare {bare.per_second:7.0f}/s p50 {bare.p50:5.2f} p99 {bare.p99:5.2f} ms"
        f" | timeline {told.per_second:7.0f}/s p50 {told.p50:5.2f} p99 {told.p99:5.2f} ms"
        f" | ratio {told.per_second / bare.per_second:.2f}",
        flush=True,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--connections", type=int, default=16)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
