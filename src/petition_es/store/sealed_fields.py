"""Where sealed words stand in an event: paths such as `title`, `place.address`, `claims.0.text`."""

import dataclasses
from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from petition_es.domain.sealed import Sealed

EACH = "*"
"""The step of a path that stands for every item of a tuple."""

Path = tuple[str, ...]


def sealed_paths(kind: Any) -> tuple[Path, ...]:
    """Name every place in events or values of this class where sealed words may stand."""
    hints = get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    return tuple((name, *rest) for name in names for rest in paths_in(hints[name]))


def paths_in(hint: Any) -> Iterator[Path]:
    """Name every place in values of this type where sealed words may stand."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is Sealed:
        yield ()
    elif dataclasses.is_dataclass(hint):
        yield from sealed_paths(hint)
    elif origin in (Union, UnionType):
        for choice in arguments:
            yield from paths_in(choice)
    elif origin is tuple:
        yield from ((EACH, *rest) for rest in paths_in(arguments[0]))


@cache
def _known_paths(kind: Any) -> tuple[tuple[str | None, Path], ...]:
    """Every path, and the name of the field where that is the whole of it."""
    return tuple((p[0] if len(p) == 1 else None, p) for p in sealed_paths(kind))


def has_words(event: Any) -> bool:
    """Tell whether there are sealed words in an event."""
    return bool(sealed_words(event))


def sealed_words(event: Any) -> dict[str, Sealed]:
    """All sealed words of an event, by the path to each."""
    kind: Any = type(event)
    words: dict[str, Sealed] = {}
    for name, path in _known_paths(kind):
        if name is not None:
            if (sealed := getattr(event, name)) is not None:
                words[name] = sealed
        elif getattr(event, path[0]):
            words.update((".".join(steps), sealed) for steps, sealed in _follow(event, path))
    return words


def _follow(value: Any, path: Path) -> Iterator[tuple[Path, Sealed]]:
    if value is None:
        return
    if not path:
        yield (), value
    elif path[0] == EACH:
        for index, item in enumerate(value):
            for steps, sealed in _follow(item, path[1:]):
                yield (str(index), *steps), sealed
    else:
        for steps, sealed in _follow(getattr(value, path[0]), path[1:]):
            yield (path[0], *steps), sealed


def put_back(state: dict[str, Any], words: Mapping[str, Sealed]) -> None:
    """Set sealed words into a decoded state, each at its path."""
    for path, sealed in words.items():
        *way, last = path.split(".")
        holder: Any = state
        for step in way:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]
        holder[last] = sealed
