"""A program that says the acts of a story leaves the same record as a clerk at the desk."""

import dataclasses
from collections import defaultdict
from datetime import datetime
from functools import partial
from uuid import UUID

import pytest
from at_the_counter import as_demo

from petition_es.demonstration.identities import identities
from petition_es.demonstration.stories import backlog
from petition_es.demonstration.the_article import bridge, road
from petition_es.domain.entry import Entry
from petition_es.domain.event import Event
from petition_es.domain.petition import IssueQueryCode, Submit
from petition_es.domain.sealed import Sealed
from petition_es.office.circumstances import Circumstances

DRAWN = frozenset({"number", "code_hash"})
"""What the office draws anew each time."""


@pytest.mark.parametrize("story", [bridge, road, backlog])
def test_acts_over_http_leave_the_record_that_the_office_leaves(counter, story):
    assert plain(over_http(counter, story())) == plain(at_the_desk(counter.house, story()))


def at_the_desk(house, history):
    """Let the office perform every act; answer the events."""
    petition_id = None
    for step in history.steps:
        when = Circumstances(**circumstances(step.entry))
        if isinstance(step.act, Submit):
            petition_id = house.office.submit(step.act, step.entry.actor, when).petition_id
        else:
            house.office.perform(petition_id, undrawn(step.act), step.entry.actor, when)
    return house.store.load(petition_id)


def over_http(counter, history):
    """Say every act in JSON; answer the events."""
    names = {actor: name for name, actor in identities().items()}
    petition = None
    for step in history.steps:
        who = names[step.entry.actor]
        body = {**said(undrawn(step.act)), **said(circumstances(step.entry))}
        if isinstance(step.act, Submit):
            answer = counter.client.post("/petitions", json=body, headers=as_demo(who))
            petition = answer.json()["petition"]
        else:
            counter.done(who, petition, step.act.NAME.replace("_", "-"), **body)
    return counter.recorded(petition)


def circumstances(entry: Entry):
    given = {name: getattr(entry, name) for name in ("at", "at_precision", "on_behalf_of")}
    return {name: value for name, value in given.items() if value is not None}


def undrawn(act):
    return IssueQueryCode() if isinstance(act, IssueQueryCode) else act


def said(value):
    """Write a value of the domain as JSON says it; what is as always is left unsaid."""
    match value:
        case Sealed():
            return value.reveal()
        case datetime() | UUID():
            return str(value)
        case dict():
            return {name: said(each) for name, each in value.items()}
        case tuple():
            return [said(each) for each in value]
        case _ if dataclasses.is_dataclass(value):
            fields = [f.name for f in dataclasses.fields(value) if f.name not in DRAWN]
            return {
                name: said(each)
                for name in fields
                if (each := getattr(value, name)) not in (None, ())
            }
        case _:
            return value


def plain(events: list[Event]):
    """What a record says; ids are counted, so that two records of one story are the same."""
    ids = defaultdict(partial(next, iter(range(10_000))))
    return [(type(event).TOPIC, _plain(event, ids)) for event in events]


def _plain(value, ids):
    match value:
        case Sealed():
            return value.reveal()
        case UUID():
            return f"id {ids[str(value)]}"
        case str() if value in ids:
            return f"id {ids[value]}"
        case tuple():
            return [_plain(each, ids) for each in value]
        case _ if dataclasses.is_dataclass(value):
            fields = [f.name for f in dataclasses.fields(value) if f.name not in DRAWN]
            fields.sort(key=lambda name: name != "event_id")  # Named first, other fields repeat it.
            passing = {"correlation_id", "timestamp"}
            return {
                name: _plain(getattr(value, name), ids) for name in fields if name not in passing
            }
        case _:
            return value
