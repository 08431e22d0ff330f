"""The shape of every event as a JSON Schema, and the promise that a released shape never changes.

    python -m petition_es.store.schemas                    print the shapes of all events
    python -m petition_es.store.schemas --release 0.1.0    freeze them in docs/events/released

A file of released shapes is written once, when the release is made, and never edited. From then on
an event keeps its shape, or gets a new `class_version` with an upcaster from the one before.
"""

import argparse
import dataclasses
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import orjson

from petition_es.domain.event import TOPICS, Event
from petition_es.domain.sealed import Sealed
from petition_es.store.codec import OrjsonTranscoder
from petition_es.store.mapper import COLUMNS, METADATA

RELEASED = Path("docs/events/released")

SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    UUID: {"type": "string", "format": "uuid"},
    datetime: {"type": "string", "format": "date-time"},
    Sealed: {"sealed": True, "type": "null"},
}

Shape = dict[str, Any]


def shape_of(event_class: type[Event]) -> Shape:
    """The shape of an event: its state, which words are sealed, and what stands in columns."""
    return {
        "title": event_class.TOPIC,
        "version": event_class.class_version,
        **_object(event_class),
    }


def all_shapes() -> dict[str, Shape]:
    """The present shapes of all events by topic and version, as `Petition.Submitted@1`."""
    return {
        f"{topic}@{event_class.class_version}": shape_of(event_class)
        for topic, event_class in sorted(TOPICS.items())
    }


def broken_promises(released: Path, topics: Mapping[str, type[Event]]) -> Iterator[str]:
    """Every way in which these event classes do not keep what the released files promise."""
    for path in sorted(released.glob("*.json")):
        for name, shape in orjson.loads(path.read_bytes()).items():
            topic, _, version = name.partition("@")
            if problem := _problem(topics.get(topic), shape, int(version)):
                yield f"{name}, released with {path.stem}: {problem}"


def _problem(event_class: type[Event] | None, shape: Shape, version: int) -> str | None:
    if event_class is None:
        return "there is no such event any more"
    if event_class.class_version < version:
        return "its version went back"
    if event_class.class_version == version:
        return None if shape_of(event_class) == shape else "its shape changed without a new version"
    steps = [f"upcast_v{n}_v{n + 1}" for n in range(version, event_class.class_version)]
    missing = [step for step in steps if not hasattr(event_class, step)]
    return f"there is no {missing[0]}" if missing else None


def _object(kind: Any) -> Shape:
    hints, fields = get_type_hints(kind), dataclasses.fields(kind)
    properties = {field.name: _property(field, hints[field.name]) for field in fields}
    required = [name for name, said in properties.items() if "default" not in said]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _property(field: "dataclasses.Field[Any]", hint: Any) -> Shape:
    said = _value(hint)
    if field.name in METADATA:
        said["column"] = "metadata"
    elif field.name in COLUMNS:
        said["column"] = "recorded_at" if field.name == "timestamp" else field.name
    if field.default is not dataclasses.MISSING:
        said["default"] = _as_json(field.default)
    elif field.default_factory is not dataclasses.MISSING:
        said["default"] = _as_json(field.default_factory())
    return said


def _value(hint: Any) -> Shape:
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in SIMPLE:
        return dict(SIMPLE[hint])
    if dataclasses.is_dataclass(hint):
        return _object(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, UnionType):
        return {"anyOf": [_value(choice) for choice in arguments]}
    if origin is tuple:
        return {"type": "array", "items": _value(arguments[0])}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _value(arguments[1])}
    raise TypeError(f"no event may hold a {hint}")


def _as_json(value: object) -> Any:
    transcoder = OrjsonTranscoder()
    return transcoder.decode(transcoder.encode(value))


def _write(shapes: Mapping[str, Shape]) -> bytes:
    return orjson.dumps(shapes, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def main(arguments: list[str] | None = None) -> int:
    """Print the shapes, or freeze them for a release."""
    parser = argparse.ArgumentParser(prog="python -m petition_es.store.schemas")
    parser.add_argument("--release", help="the version that is being released, as 0.1.0")
    parser.add_argument("--folder", type=Path, default=RELEASED, help="where releases are frozen")
    asked = parser.parse_args(arguments)
    if asked.release is None:
        sys.stdout.buffer.write(_write(all_shapes()))
        return 0
    return _release(asked.folder / f"{asked.release}.json")


def _release(path: Path) -> int:
    problems = list(broken_promises(path.parent, TOPICS))
    if path.exists() or problems:
        print(*(problems or [f"{path} is released already"]), sep="\n", file=sys.stderr)  # noqa: T201  # a command
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_write(all_shapes()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
