"""A writer: a process that appends until it is killed, and never gives up what it once began."""

import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from time import sleep
from typing import TypeVar

from petition_es.store.event_store import PetitionStore
from petition_es.store.faults import ConcurrentChange, DatabaseUnreachable, NumberTaken
from torture.desk import Deed, Desk
from torture.journal import Journal

AGAIN_SECONDS = 0.05

T = TypeVar("T")


@dataclass(frozen=True)
class Post:
    """Where a writer writes, who it is, where it keeps its journal, and how long it rests."""

    url: str
    home: Path
    name: str
    seed: str
    journal: Path
    rest_seconds: float


def write(post: Post) -> None:
    """Append and append; every deed is tried until its fate is known."""
    journal = Journal(post.journal)
    try:
        store = _opened(post)
        desk = Desk(store, Random(post.seed), post.name)  # noqa: S311  # repeatable, not secret
        draw = Random(post.seed)  # noqa: S311  # repeatable, not secret
        for number in count():
            sleep(draw.random() * post.rest_seconds)
            deed = _patiently(desk.next)
            _record(journal, number, deed, store, desk)
    except Exception:  # noqa: BLE001  # whatever it was, it has to be told
        journal.note("broken", -1, reason=traceback.format_exc())
        os._exit(1)


def _opened(post: Post) -> PetitionStore:
    return _patiently(lambda: PetitionStore(post.url, home=post.home))


def _record(journal: Journal, number: int, deed: Deed, store: PetitionStore, desk: Desk) -> None:
    ids = [event.event_id for event in deed.events]
    journal.note("tried", number, ids)
    try:
        positions = _patiently(lambda: store.append(deed.events))
    except (ConcurrentChange, NumberTaken) as fault:
        journal.note("refused", number, ids)
        if not deed.may_lose:
            journal.note("broken", number, ids, reason=f"refused, though nobody was first: {fault}")
        desk.forget(deed.forget)
        return
    journal.note("acknowledged", number, ids, positions)
    if deed.must_lose:
        journal.note("broken", number, ids, reason="recorded over what stood there")


def _patiently(ask: Callable[[], T]) -> T:
    """Ask until the database answers."""
    while True:
        try:
            return ask()
        except DatabaseUnreachable:
            sleep(AGAIN_SECONDS)
