"""Random logs as a store holds them: histories of several petitions, one append after the other."""

from dataclasses import replace
from itertools import zip_longest

import psycopg
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from histories import number
from petition_es.domain.petition import Corrected, Linked, Registered, Unlinked
from random_histories import histories
from random_logs import as_petition

EMPTY = """
    TRUNCATE public.petition_events RESTART IDENTITY;
    DROP SCHEMA IF EXISTS petition_views CASCADE;
"""
"""The register of numbers stays: in every log, a petition of the same id has the same number."""


@st.composite
def appends(draw, most=4):
    """What is recorded, append by append, of some petitions that are linked with each other."""
    count = draw(st.integers(1, most))
    streams = [in_appends(own(draw(histories()), n, count)) for n in range(count)]
    turns = draw(st.permutations([n for n, stream in enumerate(streams) for _ in stream]))
    rest = [iter(stream) for stream in streams]
    return [next(rest[turn]) for turn in turns]


def own(history, n, count):
    """The history as that of a petition with a number of its own, linked with another one."""
    return [_numbered(event, n, count) for event in as_petition(n, history)]


def _numbered(event, n, count):
    if isinstance(event, Registered):
        return replace(event, number=number(n + 1))
    if isinstance(event, Linked | Unlinked):
        return replace(event, other=number((n + 1) % count + 1))
    return event


def in_appends(history):
    """A correction goes together with what it says anew; everything else alone."""
    found, rest = [], list(history)
    while rest:
        event = rest.pop(0)
        amends = isinstance(event, Corrected) and event.replacement is not None
        found.append([event, rest.pop(0)] if amends else [event])
    return found


def emptied(store):
    """The same store, with nothing recorded and no projection run."""
    with psycopg.connect(**store.address, autocommit=True) as connection:
        connection.execute(EMPTY)
    return store


def written(store, batches):
    """Record everything in an empty store; answer it with positions."""
    emptied(store)
    log = []
    for events in batches:
        log += zip(store.append(events), events, strict=True)
    return log


def example_log(petitions=12):
    """A log of the same kind that is the same at every call."""
    found = []

    @seed(20161012)
    @settings(max_examples=petitions, database=None, derandomize=False, phases=[Phase.generate])
    @given(histories())
    def draw(history):
        found.append(history)

    draw()
    streams = [in_appends(own(h, n, len(found))) for n, h in enumerate(found)]
    return [events for turn in zip_longest(*streams, fillvalue=[]) for events in turn if events]
