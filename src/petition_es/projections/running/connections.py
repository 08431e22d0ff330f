"""The connection on which a runner holds its locks and writes."""

from typing import Any

import orjson
import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.types.json import set_json_dumps, set_json_loads

from petition_es.store.connecting import ENDED_BY_SERVER, SETUP, Address
from petition_es.store.datastore import first_line
from petition_es.store.faults import DatabaseUnreachable

APPLICATION_NAME = "petition_es projections"

LIVELY = {"keepalives": 1, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
"""A server that is gone without a word is noticed within some seconds."""

LOST = (
    psycopg.OperationalError, psycopg.InterfaceError, DatabaseUnreachable, *ENDED_BY_SERVER,
)  # fmt: skip
"""What means that a connection broke, or that the server could not do now what it could before."""


def is_lost(trouble: BaseException) -> bool:
    """Tell whether a trouble is that of a connection, even if it came up within a handler."""
    return isinstance(trouble, LOST) or isinstance(trouble.__cause__, LOST)


def connect(address: Address) -> Connection[TupleRow]:
    """Open a connection in autocommit; DatabaseUnreachable where nobody answers."""
    named: dict[str, Any] = {**address, **LIVELY, "application_name": APPLICATION_NAME}
    try:
        connection = psycopg.connect(**named, autocommit=True)
        connection.execute(SETUP)
    except psycopg.OperationalError as fault:
        raise DatabaseUnreachable(reason=first_line(fault)) from fault
    set_json_loads(orjson.loads, connection)
    set_json_dumps(orjson.dumps, connection)
    return connection
