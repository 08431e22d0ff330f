"""The connections of the store: one pool, every connection set up the same way."""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson
from eventsourcing.persistence import InterfaceError, OperationalError
from eventsourcing.postgres import ConnectionPool, PostgresDatastore
from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg.types.json import set_json_loads

from petition_es.store.connecting import (
    APPLICATION_NAME,
    CONNECT_SECONDS,
    SETUP,
    Address,
    address_of,
)
from petition_es.store.faults import DatabaseUnreachable

POOL_SIZE = 2
POOL_OVERFLOW = 14


class StoreDatastore(PostgresDatastore):
    """The library's way to a pool, on a whole connection URL instead of five of its parts."""

    def __init__(self, database_url: str, application_name: str = APPLICATION_NAME) -> None:
        super().__init__("", "", "", "", "")
        self.address: Address = address_of(database_url, application_name)
        self.pool = ConnectionPool(
            connection_class=Connection[DictRow],
            kwargs={**self.address, "row_factory": dict_row, "autocommit": True},
            min_size=POOL_SIZE,
            max_size=POOL_SIZE + POOL_OVERFLOW,
            open=False,
            configure=_set_up,
            # A database that was restarted costs nobody a fault, and nobody a question each time.
            check=check_quietly,
            timeout=CONNECT_SECONDS,
        )

    @contextmanager
    def get_connection(self) -> Iterator[Connection[DictRow]]:
        """Lend a connection; a server out of reach is a named fault."""
        try:
            with super().get_connection() as connection:
                yield connection
        except (InterfaceError, OperationalError) as fault:
            if is_out_of_reach(fault.__cause__):
                raise DatabaseUnreachable(reason=first_line(fault)) from fault
            raise


def _set_up(connection: Connection[Any]) -> None:
    connection.execute(SETUP)
    set_json_loads(orjson.loads, connection)


def check_quietly(connection: Connection[Any]) -> None:
    """Refuse a connection that the server has closed; one that is at rest has nothing to read."""
    at_rest = select.poll()
    at_rest.register(connection.fileno(), select.POLLIN)
    if at_rest.poll(0):
        ConnectionPool.check_connection(connection)


def is_out_of_reach(cause: BaseException | None) -> bool:
    """Tell whether an error means that the server cannot be talked to, now or any more."""
    state = getattr(cause, "sqlstate", None) or ""
    return state == "" or state.startswith(("08", "57P", "3D"))


def first_line(fault: Exception) -> str:
    """The first line of what a database said."""
    return next(iter(str(fault).strip().splitlines()), "no reason given").strip()
