"""A simulated year is loaded by several processes at once: each takes the next batch, and goes on.

Which process loads a batch changes nothing in it: the same rows become the same events.
"""

import gc
import os
import signal
import threading
from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import connection, get_context, parent_process, util

from petition_es.bootstrap import House, open_house
from petition_es.settings import Settings
from petition_es.simulation.loading import Loader, Plan, Tally
from petition_es.store.collecting import collecting_nothing

_AT_WORK: list[Loader] = []
"""The loader of this process, once it has begun."""


def load(plan: Plan, house: House, processes: int) -> Generator[Tally, None, None]:
    """Load all batches; yield what became of each, in their order.

    One process loads in this one. Several open the same house, each for itself. Whoever closes it
    in the middle waits for the batches that are under way, and for no others.
    """
    if processes == 1:
        loader = Loader(plan, house.store, house.histories, house.units)
        with collecting_nothing():
            yield from map(loader.load, plan.batches)
        return
    with ProcessPoolExecutor(
        min(processes, len(plan.batches)),
        mp_context=get_context("spawn"),
        initializer=_begin,
        initargs=(plan, house.settings),
    ) as pool:
        yield from pool.map(_load, plan.batches)


def _begin(plan: Plan, settings: Settings) -> None:
    """Open the house, for as long as the process lives."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # A Ctrl-C is for the process that started us.
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    gc.disable()  # What a batch is made of is gone when it is in; the rest stays anyway.
    closing = ExitStack()
    house = closing.enter_context(open_house(settings, report=lambda _: None))
    util.Finalize(None, closing.close, exitpriority=1)
    _AT_WORK.append(Loader(plan, house.store, house.histories, house.units))


def _load(batch: int) -> Tally:
    return _AT_WORK[0].load(batch)


def _leave_with_parent() -> None:
    """End when the process that started this one has ended, however it did."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
