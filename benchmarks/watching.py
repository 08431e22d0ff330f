"""How soon a new event reaches those who watch one petition (Server-Sent Events).

    python benchmarks/watching.py [--watchers 500] [--events 40] [--every 0.5]

A fresh demonstration is served by a process of its own. This one watches the damaged road, and
writes to the same store as another process of the office would, so that no nudge helps. The clock
starts before an event is appended and stops when its bytes are here, watcher by watcher.
"""

import argparse
import asyncio
import sys
import threading
import time

from machine import machine
from petition_es.demonstration.identities import identity
from petition_es.demonstration.the_article import road
from petition_es.domain.petition import FollowUp
from served import HOST, Served, served

P99_MILLISECONDS_MAX = 300.0
LAST_SECONDS = 20
STEP = FollowUp(answer="yes", asked_via="phone")
"""A step that everybody sees."""

WATCHERS_OPENED_AT_ONCE = 50


class Watchers:
    """Everybody who watches, and when each of them was told of each version."""

    def __init__(self, place: Served) -> None:
        self._place = place
        self.told: dict[int, list[float]] = {}
        self.open = 0

    async def watch(self, opening: asyncio.Semaphore) -> None:
        """Watch until the server ends it or nobody is interested any more."""
        async with opening:
            reader, writer = await asyncio.open_connection(HOST, self._place.port)
            address = f"/petitions/{self._place.number}/stream?audience=public"
            writer.write(f"GET {address} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            await reader.readuntil(b"event: head")
            self.open += 1
        known = 0
        while line := await reader.readline():
            if line.startswith(b"id: ") and int(line[4:]) > known:
                self._note(known, int(line[4:]))
                known = int(line[4:])

    def _note(self, known: int, version: int) -> None:
        """Note that one watcher is told this version, and all that were passed over with it."""
        now = time.perf_counter()
        for each in range(known + 1, version + 1):
            self.told.setdefault(each, []).append(now)


async def measure(place: Served, asked: argparse.Namespace) -> list[float]:
    """Watch and write; answer the milliseconds of every event at every watcher."""
    watchers, opening = Watchers(place), asyncio.Semaphore(WATCHERS_OPENED_AT_ONCE)
    watching = [asyncio.create_task(watchers.watch(opening)) for _ in range(asked.watchers)]
    while watchers.open < asked.watchers:
        await asyncio.sleep(0.05)
    began: dict[int, float] = {}
    writing = threading.Thread(target=write, args=(place, asked, began))
    writing.start()
    while writing.is_alive():
        await asyncio.sleep(0.05)
    ends = time.perf_counter() + LAST_SECONDS
    while _count(watchers, began) < len(began) * asked.watchers and time.perf_counter() < ends:
        await asyncio.sleep(0.05)
    for task in watching:
        task.cancel()
    return [
        1000 * (told - started)
        for version, started in began.items()
        for told in watchers.told.get(version, [])
    ]


def write(place: Served, asked: argparse.Namespace, began: dict[int, float]) -> None:
    """Append events to the petition, one by one."""
    with place.house() as house:
        version = house.office.petition(road().petition_id).version
        for _ in range(asked.events):
            version += 1
            began[version] = time.perf_counter()
            house.office.perform(road().petition_id, STEP, identity("haiyang-bureau"))
            time.sleep(asked.every)


def _count(watchers: Watchers, began: dict[int, float]) -> int:
    return sum(len(watchers.told.get(version, ())) for version in began)


def main() -> int:
    """Measure, print, and answer 1 where the figure is not reached."""
    asked = _arguments()
    with served() as place:
        print(machine())
        taken = sorted(asyncio.run(measure(place, asked)))
    expected = asked.watchers * asked.events
    p50, p99 = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    print(
        f"{asked.watchers} watchers, {asked.events} events: {len(taken)} of {expected} arrived; "
        f"event to client p50 {p50:.0f} p99 {p99:.0f} max {taken[-1]:.0f} ms "
        f"(p99 must be under {P99_MILLISECONDS_MAX:.0f})"
    )
    return 0 if len(taken) == expected and p99 < P99_MILLISECONDS_MAX else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--watchers", type=int, default=500)
    parser.add_argument("--events", type=int, default=40)
    parser.add_argument("--every", type=float, default=0.5)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
