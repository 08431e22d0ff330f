"""The connections of the store: one pool, every connection set up the same way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import orjson
from eventsourcing.persistence import InterfaceError, OperationalError
from eventsourcing.postgres import PostgresDatastore
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import DictRow, dict_row
from psycopg.types.json import set_json_loads

from petition_es.store.faults import DatabaseUnreachable

APPLICATION_NAME = "petition_es"
POOL_SIZE = 2
POOL_OVERFLOW = 14
STALLED_TRANSACTION_SECONDS = 5
STALLED_LOCK_SECONDS = 30

SETUP = "SELECT set_config('search_path', 'public', false)"
"""Names mean the same whatever search path the account was given."""


class StoreDatastore(PostgresDatastore):
    """The library's pool, on a whole connection URL instead of five of its parts.

    A transaction of ours that stands idle is ended by the server, so that a process which was
    stopped in the middle of one cannot hold up the others for long.
    """

    def __init__(self, database_url: str, application_name: str = APPLICATION_NAME) -> None:
        super().__init__(
            *("", "", "", "", ""),
            pool_size=POOL_SIZE,
            max_overflow=POOL_OVERFLOW,
            pre_ping=True,  # A database that was restarted costs nobody a fault.
            idle_in_transaction_session_timeout=STALLED_TRANSACTION_SECONDS,
            lock_timeout=STALLED_LOCK_SECONDS,
        )
        parts: dict[str, Any] = conninfo_to_dict(database_url, application_name=application_name)
        self.address = parts
        self.pool.kwargs = {**parts, "row_factory": dict_row}

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

    def after_connect_func(self) -> Callable[[Connection[Any]], None]:
        """Set a new connection up."""
        set_timeouts = super().after_connect_func()

        def after_connect(connection: Connection[Any]) -> None:
            set_timeouts(connection)
            connection.execute(SETUP)
            set_json_loads(orjson.loads, connection)

        return after_connect


def is_out_of_reach(cause: BaseException | None) -> bool:
    """Tell whether an error means that the server cannot be talked to, now or any more."""
    state = getattr(cause, "sqlstate", None) or ""
    return state == "" or state.startswith(("08", "57P", "3D"))


def first_line(fault: Exception) -> str:
    """The first line of what a database said."""
    return next(iter(str(fault).strip().splitlines()), "no reason given").strip()
