"""How long a step of a long case takes, from the key that is pressed to the page that is there.

    python benchmarks/replaying.py [--events 300] [--steps 200]

A fresh demonstration is served by a process of its own; the damaged road is followed there until
its record has so many entries. Steps are asked for one by one, as the script of the page does
(`part=step`), and once more whole, as the buttons do where no script runs.
"""

import argparse
import sys
import time
from collections.abc import Sequence

import httpx

from machine import machine
from petition_es.demonstration.identities import identity
from petition_es.demonstration.the_article import road
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Act, Contact, Reopen, TakeAction, Urge
from petition_es.domain.sealed import Sealed
from served import Served, served

STEP_MILLISECONDS_MAX = 100.0
AUDITOR = {"Authorization": "Bearer demo:auditor", "Accept": "text/html"}
OFFICE, UNIT = identity("haiyang-bureau"), identity("haiyang-roads")
PETITIONER = identity("road-petitioner")


def lengthen(place: Served, events: int) -> int:
    """Go on with the case until its record has so many entries; answer how many it has."""
    acts: Sequence[tuple[Act, Actor]] = (
        (Contact(method="phone", note=Sealed("约好时间。")), UNIT),
        (TakeAction(kind="inspection"), UNIT),
        (Urge(), PETITIONER),
    )
    with place.house() as house:
        again = Reopen(ground="not_carried_out")
        version = house.office.perform(road().petition_id, again, OFFICE).version
        while version < events:
            act, actor = acts[version % len(acts)]
            version = house.office.perform(road().petition_id, act, actor).version
    return version


def step_through(place: Served, length: int, steps: int, more: str) -> list[float]:
    """Step through the case; answer the milliseconds of every step, in order of length."""
    taken = []
    with httpx.Client(base_url=place.url, timeout=30, headers=AUDITOR) as client:
        for number in range(1, length + 1, max(1, length // steps)):
            began = time.perf_counter()
            answer = client.get(f"/replay/{place.number}?step={number}{more}")
            taken.append(1000 * (time.perf_counter() - began))
            answer.raise_for_status()
    return sorted(taken)


def main() -> int:
    """Measure, print, and answer 1 where the figure is not reached."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--events", type=int, default=300)
    parser.add_argument("--steps", type=int, default=200)
    asked = parser.parse_args()
    reached = True
    with served() as place:
        print(machine())
        length = lengthen(place, asked.events)
        for what, more in (("as the script steps", "&part=step"), ("the whole page", "")):
            taken = step_through(place, length, asked.steps, more)
            p50, p99 = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
            print(f"{length} entries, {what}: p50 {p50:.0f} p99 {p99:.0f} max {taken[-1]:.0f} ms")
            reached = reached and p50 < STEP_MILLISECONDS_MAX
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
