"""How the rows of two parts of the log become one: what a field declares with its type.

    received: Sum[int] = 0                        how many, added up
    first_at: Min[datetime | None] = None         the earliest
    days: Sum[dict[str, int]] = {}                counts by word, each added up

Handlers of a `Sum` add to it, those of `Min` and `Max` lower or raise it, whatever the row holds.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

T = TypeVar("T")

Merge = Literal["sum", "min", "max"]

Sum = Annotated[T, "sum"]
Min = Annotated[T, "min"]
Max = Annotated[T, "max"]


def merged(merge: Merge, one: Any, other: Any) -> Any:
    """What two parts of the log say together."""
    if merge == "sum":
        return _sum(one, other)
    said = [each for each in (one, other) if each is not None]
    if not said:
        return None
    return min(said) if merge == "min" else max(said)


def negated(value: Any) -> Any:
    """What takes a sum away again."""
    if isinstance(value, Mapping):
        return {word: -number for word, number in value.items()}
    return -value


def _sum(one: Any, other: Any) -> Any:
    if not isinstance(one, Mapping):
        return one + other
    words = [*one, *(word for word in other if word not in one)]
    totals = {word: one.get(word, 0) + other.get(word, 0) for word in words}
    return {word: total for word, total in totals.items() if total}
