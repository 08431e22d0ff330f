"""Events made from their declarations alone: one full example of each class, and any number more.

So a new event class is under test as soon as it exists.
"""

import dataclasses
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4, uuid5

from hypothesis import strategies as st

from petition_es.domain.codes import Party
from petition_es.domain.event import TOPICS, Event
from petition_es.domain.identity import NAMESPACE, petitioner_stream
from petition_es.domain.inquiry import InquiryEvent
from petition_es.domain.petition import PetitionEvent, Submitted
from petition_es.domain.petitioner import PetitionerEvent
from petition_es.domain.sealed import Sealed
from petition_es.store import mapper

EVENT_CLASSES = tuple(TOPICS[topic] for topic in sorted(TOPICS))
assert mapper.STREAMS, "the mapper has entered all topics"

NOON = datetime(2016, 3, 1, 12, tzinfo=UTC)
CODES = st.text("abcXYZ019._:-", min_size=1, max_size=12).filter(str.isascii)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
TIMES = st.integers(0, 7 * 10**15).map(lambda us: NOON + timedelta(microseconds=us))
SIMPLE = {
    NoneType: st.none(),
    str: CODES,
    int: st.integers(0, 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    UUID: st.uuids(),
    datetime: TIMES,
    Sealed: WORDS.map(Sealed),
}


def any_of(kind):
    """Events, or values inside them, of any content that the class allows."""
    hints = get_type_hints(kind)
    words = WORDS if getattr(kind, "IS_PUBLIC_TEXT", False) else None
    fields = {f.name: _any_value(hints[f.name], words) for f in dataclasses.fields(kind)}
    return st.builds(kind, **fields)


def _any_value(hint, words):
    if hint is str and words is not None:
        return words
    if hint in SIMPLE:
        return SIMPLE[hint]
    if dataclasses.is_dataclass(hint):
        return any_of(hint)
    return _any_of_many(get_origin(hint), get_args(hint), words)


def _any_of_many(origin, arguments, words):
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in {Union, UnionType}:
        return st.one_of(*(_any_value(choice, words) for choice in arguments))
    if origin is tuple:
        return st.lists(_any_value(arguments[0], words), max_size=3).map(tuple)
    assert issubclass(origin, Mapping), origin
    return st.dictionaries(CODES, CODES, max_size=3)


def plain_words(path):
    return f"内容 {path}"


def full(kind, path="", words=plain_words):
    """One event, or value inside one, with every field filled, the same at each call."""
    hints = get_type_hints(kind)
    values = {
        field.name: _full_value(hints[field.name], f"{path}.{field.name}".strip("."), words)
        for field in dataclasses.fields(kind)
    }
    if issubclass(kind, Event):
        values |= {"originator_id": stream_of(kind), "originator_version": 2, "tz_offset": "+08:00"}
    return kind(**values)


def _full_value(hint, path, words):
    origin, arguments = get_origin(hint), get_args(hint)
    simple = {
        str: path.replace(".", "-"),
        int: 7,
        float: 0.5,
        bool: True,
        UUID: uuid5(NAMESPACE, path),
        datetime: NOON + timedelta(microseconds=len(path)),
        Sealed: Sealed(words(path)),
    }
    if hint in simple:
        return simple[hint]
    if dataclasses.is_dataclass(hint):
        return full(hint, path, words)
    if origin is Literal:
        return arguments[0]
    if origin in (Union, UnionType):
        return _full_value(next(c for c in arguments if c is not NoneType), path, words)
    if origin is tuple:
        return (_full_value(arguments[0], f"{path}.0", words),)
    assert issubclass(origin, Mapping), hint
    return {"key": "value"}


def stream_of(kind):
    """A stream for events of this class, the same at each call."""
    return uuid5(NAMESPACE, f"stream of {kind.TOPIC}")


def submission(petition_id, *party_ids, roles=None, **changes):
    """The submission of a petition by these persons: the first is the principal."""
    roles = roles or ["principal", *["joint_signer"] * (len(party_ids) - 1)]
    parties = tuple(
        Party(petitioner_id=one, role=role) for one, role in zip(party_ids, roles, strict=True)
    )
    values = {
        "originator_id": petition_id,
        "originator_version": 1,
        "event_id": uuid4(),
        "number": None,
        "parties": parties,
        "source": None,
    }
    return dataclasses.replace(full(Submitted), **(values | changes))


def placed(event, stream_id, version):
    """The same event elsewhere: in another stream, as another version, with an id of its own."""
    fresh = {"originator_id": stream_id, "originator_version": version, "event_id": uuid4()}
    if hasattr(event, "number"):
        fresh["number"] = f"XF-{uuid4().hex}"
    return dataclasses.replace(event, **fresh)


def history_with(event):
    """A history that ends in this event: where words need a petition's key, it is submitted."""
    if isinstance(event, InquiryEvent):
        petition_id = uuid4()
        event = dataclasses.replace(event, petition_id=petition_id)
        return [submission(petition_id, str(uuid4())), placed(event, uuid4(), 1)]
    if isinstance(event, Submitted) or not isinstance(event, PetitionEvent):
        stream_id = uuid4()
        if isinstance(event, PetitionerEvent):
            stream_id = petitioner_stream(str(stream_id))
        return [placed(event, stream_id, 1)]
    stream_id = uuid4()
    return [submission(stream_id, str(uuid4())), placed(event, stream_id, 2)]
