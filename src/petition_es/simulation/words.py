"""The words that simulated texts are made of, read from `words.toml`."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import gcd
from random import Random
from typing import Any, TypeVar

Sentences = tuple[str, ...]
Thing = TypeVar("Thing")


@cache
def _file() -> dict[str, Any]:
    text = (files("petition_es.simulation") / "words.toml").read_text("utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True)
class Subject:
    """A kind of matter: the department that decides on it, and what is said about it."""

    department: str
    things: Sentences
    """What matters are about; what else people call a thing stands behind a stroke."""
    problems: Sentences
    demands: Sentences
    findings: Sentences
    measures: Sentences


@cache
def pool(section: str, name: str) -> Sentences:
    """The sentences of one kind."""
    return tuple(_file()[section][name])


def _subjects() -> dict[str, Subject]:
    return {name: _subject(**row) for name, row in _file()["subject"].items()}


def _subject(department: str, **said: list[str]) -> Subject:
    return Subject(department, **{what: tuple(sentences) for what, sentences in said.items()})


SUBJECTS = _subjects()


def one_of(sentences: Sentences, random: Random) -> str:
    """Draw one."""
    return sentences[int(random.random() * len(sentences))]


def all_of(things: Sequence[Thing], random: Random) -> Iterator[Thing]:
    """Go through all of them, in an order that is drawn."""
    many = len(things)
    strides = _strides(many)
    index, stride = int(random.random() * many), strides[int(random.random() * len(strides))]
    for _ in range(many):
        yield things[index]
        index = (index + stride) % many


@cache
def _strides(many: int) -> tuple[int, ...]:
    """The strides that reach everything on a ring of so many places."""
    return tuple(stride for stride in range(1, many + 1) if gcd(stride, many) == 1)


@cache
def spoken(sentence: str) -> int:
    """How many characters a sentence has, about, once its gaps are filled."""
    return len(_GAP.sub(lambda gap: "某" * _LONG.get(gap[1], _USUAL), sentence))


_GAP = re.compile(r"%\((\w+)\)s")
_USUAL = 5
_LONG = {
    "n": 2, "m": 3, "times": 1, "number": 3, "year": 4, "spot": 4, "until": 3, "man": 3,
    "thing": 4, "people": 6, "since": 7, "today": 10, "step": 8, "next": 8, "cause": 9, "with": 4,
    "place": 11, "office": 16,
}  # fmt: skip
"""As long as what fills a gap; and as long as what usually does."""
