"""How often what happens, read from `shares.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from petition_es.simulation.fitted import Choice


@cache
def _file() -> dict[str, Any]:
    text = (files("petition_es.simulation") / "shares.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def share(of: str) -> Choice:
    """The alternatives of a table, each as likely as it says."""
    return Choice(_file()[of])


@cache
def chance(of: str) -> float:
    """How likely it is that something happens, between 0 and 1."""
    return float(_file()["chance"][of])


def happens(what: str, random: Random) -> bool:
    """Draw whether it happens."""
    return random.random() < chance(what)


@cache
def irregular(what: str) -> float:
    """How likely it is that something is done irregularly where it might be."""
    return float(_file()["irregular"][what])
