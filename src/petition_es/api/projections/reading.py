"""Rows of projections as JSON has them, and the word by which a page names the next one."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from petition_es.api.at_the_door import PageUnknown
from petition_es.bootstrap import House
from petition_es.projections.keeper import NOTICES, OVERDUE, Condition, ReadTable, condition
from petition_es.projections.kit.columns import Column
from petition_es.projections.kit.definition import Definition
from petition_es.projections.kit.folding import Key
from petition_es.projections.running import caring
from petition_es.projections.running.connections import connect
from petition_es.projections.running.pages import Page, page_of
from petition_es.projections.running.parking import key_as_json, key_from_json
from petition_es.projections.shipped import ALL

SHIPPED: Mapping[str, Definition] = {each.DEFINITION.name: each.DEFINITION for each in ALL}
"""What can be read here; projections of one's own are read with SQL."""

TYPES: Mapping[Any, str] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    datetime: "date-time",
    date: "date",
    timedelta: "seconds",
    UUID: "uuid",
}


def listed(house: House) -> list[dict[str, Any]]:
    """All projections and tables of the clock keeper that can be read, and how each of them is."""
    with house.store.reader() as reader, connect(house.store.address) as connection:
        head = reader.head()
        found = {each.bookmark.name: each for each in caring.conditions(connection, head)}
        kept = condition(connection)
    folded = [_listed(each, found.get(name), head) for name, each in SHIPPED.items()]
    return folded + [_listed_of_clocks(each, kept, head) for each in (OVERDUE, NOTICES)]


def _listed(definition: Definition, found: caring.Condition | None, head: int) -> dict[str, Any]:
    about = (definition.row_class.__doc__ or "").strip().partition("\n")[0]
    return {
        "name": definition.name,
        "about": about,
        "columns": [_column(column) for column in definition.columns],
        "version": found.bookmark.version if found else definition.version,
        "state": found.state if found else "unbuilt",
        "bookmark": found.bookmark.bookmark if found else 0,
        "behind": found.behind if found else head,
    }


def _listed_of_clocks(table: ReadTable, kept: Condition | None, head: int) -> dict[str, Any]:
    bookmark = kept.stand.bookmark if kept else 0
    is_kept = kept is not None and kept.is_kept
    return {
        "name": table.name,
        "about": table.about,
        "columns": [_column(column) for column in table.columns],
        "version": 1,
        "state": "followed" if is_kept else "left" if kept else "unbuilt",
        "bookmark": bookmark,
        "behind": max(0, head - bookmark),
    }


def _column(column: Column) -> dict[str, Any]:
    kind = TYPES.get(column.holds, "json")
    return {"name": column.name, "type": kind, "is_key": column.is_key}


def read_page(house: House, definition: Definition, after: Key | None, limit: int) -> Page | None:
    """Some rows of a projection; None where nobody ever ran it."""
    with house.store.connection() as connection:
        return page_of(connection, definition, after=after, limit=limit)


def as_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as JSON has it: lengths of time in seconds."""
    return {
        name: value.total_seconds() if isinstance(value, timedelta) else value
        for name, value in row.items()
    }


def token_of(key: Key) -> str:
    """The word for a key, that an address can hold."""
    return base64.urlsafe_b64encode(key_as_json(key).encode()).decode().rstrip("=")


def key_of(keys: Sequence[Column], token: str) -> Key:
    """The key that such a word stands for; PageUnknown for any other word."""
    try:
        written = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        values = orjson.loads(written)
        key = key_from_json(keys, values)
    except (binascii.Error, ValueError, TypeError, AttributeError) as reason:
        raise PageUnknown from reason
    if not all(column.fits(value) for column, value in zip(keys, key, strict=True)) or any(
        isinstance(value, str) and "\x00" in value for value in key
    ):
        raise PageUnknown
    return key
