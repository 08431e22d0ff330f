"""The words that simulated texts are made of, read from `words.toml`."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import gcd
from random import Random
from typing import Any

Sentences = tuple[str, ...]


@cache
def _file() -> dict[str, Any]:
    text = (files("petition_es.simulation") / "words.toml").read_text("utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True)
class Subject:
    """A kind of matter: the department that decides on it, and what is said about it."""

    department: str
    things: Sentences
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


def all_of(sentences: Sentences, random: Random) -> Iterator[str]:
    """Go through all of them, in an order that is drawn."""
    many = len(sentences)
    strides = _strides(many)
    index, stride = int(random.random() * many), strides[int(random.random() * len(strides))]
    for _ in range(many):
        yield sentences[index]
        index = (index + stride) % many


@cache
def _strides(many: int) -> tuple[int, ...]:
    """The strides that reach everything on a ring of so many places."""
    return tuple(stride for stride in range(1, many + 1) if gcd(stride, many) == 1)


@cache
def spoken(sentence: str) -> int:
    """How many characters a sentence has, about, once its gaps are filled."""
    return len(_GAP.sub(_USUAL, sentence))


_GAP = re.compile(r"%\(\w+\)s")
_USUAL = "某某某某某"
"""As long as what usually fills a gap."""
