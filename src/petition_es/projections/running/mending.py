"""Folding anew what was left aside: parked keys, and petitions whose words were erased."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

import structlog
from psycopg import Connection

from petition_es.projections.kit.folding import Key
from petition_es.projections.running import bookmarks, parking, parts, removing, troubles
from petition_es.projections.running.connections import is_lost
from petition_es.projections.running.faults import Superseded
from petition_es.projections.running.following import Following
from petition_es.projections.running.group import Group

FOLDED_ANEW = """
    DELETE FROM petition_views.erased WHERE projection = %s AND petition_id = ANY(%s)
"""

journal = structlog.get_logger("petition_es.projections")


def mend(group: Group) -> None:
    """Fold anew what the one projection of a group has left aside, at its bookmark."""
    (following,) = group.followings
    _fold_erased(group, following)
    for key, error in following.wanted.items():
        _take_up(group, following, key, error)


def _take_up(group: Group, following: Following, key: Key, error: Mapping[str, Any]) -> None:
    """Park a key no more, unless it fails again."""
    was = following.parked.keys
    following.park(was - {key})
    petition_id = error.get("petition_id")
    petitions = {UUID(petition_id)} if petition_id else set()
    try:
        _fold_anew(group, following, {key}, petitions)
    except Superseded:
        raise
    except Exception as trouble:
        if is_lost(trouble):
            raise
        following.park(was)
        _leave(group.connection, following, key, dict(error), trouble)
        return
    with group.connection.transaction():
        parking.take_up(group.connection, following.name, key)
    journal.info("projection.unparked", projection=following.name, key=list(key))


def _leave(
    connection: Connection[Any],
    following: Following,
    key: Key,
    error: dict[str, Any],
    trouble: Exception,
) -> None:
    """Leave a key parked, with what it failed at now."""
    again = troubles.told(following.definition, trouble, None, [key])
    where = ("position", "topic", "event_id", "petition_id")
    kept = again | {name: error.get(name) for name in where}
    parking.leave(connection, following.name, key, kept)
    journal.error("projection.parked", **kept)


def _fold_erased(group: Group, following: Following) -> None:
    connection, name = group.connection, following.name
    found = removing.noted(connection, name)
    if not found:
        return
    keys = parts.keys_of(connection, following.layout, found)
    if following.definition.is_by_petition:
        keys = {(petition_id,) for petition_id in found}
    _fold_anew(group, following, keys, found)
    connection.execute(FOLDED_ANEW, [name, list(found)])


def _fold_anew(
    group: Group, following: Following, keys: Collection[Key], petitions: Collection[UUID]
) -> None:
    """Fold keys from nothing, and write what comes of it as long as nobody else did anything."""
    change = following.way.fold_anew(group.turn_in_place(), keys, petitions)
    with group.connection.transaction():
        at = following.bookmark
        bookmarks.advance(group.connection, {following.name: following.edition}, at, at)
        change.write(group.connection)
