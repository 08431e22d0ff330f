"""The units of the demonstration, read from `units.toml`."""

import tomllib
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from petition_es.domain.codes import Code
from petition_es.domain.entry import Actor, Entry
from petition_es.domain.identity import derived_id
from petition_es.domain.unit import UnitName
from petition_es.office.unit_registry import UnitRegistry

DIVISIONS = ("gbt2260", "2016")
ESTABLISHED = datetime(2015, 1, 1, tzinfo=UTC)
"""The national net began to work on this day."""

STEWARD = Actor(actor_id="demonstration", role="steward")


@cache
def unit_rows() -> list[dict[str, Any]]:
    """The rows of the file, superiors before their subordinates."""
    text = (files("petition_es.demonstration") / "units.toml").read_text("utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)["unit"]
    return rows


def establish_units(registry: UnitRegistry) -> None:
    """Put every unit that is not there yet into the tree, and on the net."""
    for row in unit_rows():
        if registry.find(row["id"]) is None:
            _establish(registry, row)


def _establish(registry: UnitRegistry, row: dict[str, Any]) -> None:
    registry.establish(
        _entry(row["id"], "established"),
        row["id"],
        name=UnitName(zh=row["zh"], en=row["en"]),
        level=row["level"],
        kind=row["kind"],
        division=Code(*DIVISIONS, row["division"]) if "division" in row else None,
        superior=row.get("superior"),
        phone=row.get("phone"),
    )
    registry.change(row["id"], lambda unit: unit.connect(_entry(row["id"], "connected")))


def _entry(unit_id: str, step: str) -> Entry:
    return Entry(
        event_id=derived_id("demonstration-units", unit_id, step),
        actor=STEWARD,
        at=ESTABLISHED,
        recorded_at=ESTABLISHED,
    )
