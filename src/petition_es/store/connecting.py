"""What holds for every connection of ours, whoever opens it."""

from collections.abc import Mapping
from typing import Any

from psycopg import ProgrammingError, errors
from psycopg.conninfo import conninfo_to_dict

from petition_es.store.faults import DatabaseUnreachable

APPLICATION_NAME = "petition_es"
CONNECT_SECONDS = 5

SETUP = """
    SELECT set_config('search_path', 'public', false),
        set_config('timezone', 'UTC', false),
        set_config('synchronous_commit', 'on', false),
        set_config('default_transaction_isolation', 'read committed', false),
        set_config('idle_in_transaction_session_timeout', '5s', false),
        set_config('lock_timeout', '30s', false)
"""
"""Whatever the server or the account says: names mean the same everywhere; what is seen is durable;
the floor is read as it has to be; and a process that was stopped in the middle of a transaction
holds nobody up for longer than five seconds; nor does anybody wait for a lock for ever.
"""

ENDED_BY_SERVER = (
    errors.IdleInTransactionSessionTimeout,
    errors.IdleSessionTimeout,
    errors.TransactionTimeout,
)
"""How a process learns that it was stopped for too long: its connection is gone, and what was under
way on it undone. psycopg files them under errors of other kinds."""

Address = Mapping[str, Any]
"""Where the database is, as psycopg takes it."""


def address_of(database_url: str, application_name: str = APPLICATION_NAME) -> dict[str, Any]:
    """Take a connection URL apart; the connection will say whose it is."""
    try:
        parts = conninfo_to_dict(database_url, application_name=application_name)
    except ProgrammingError:  # Its words are not repeated: they may hold the password.
        raise DatabaseUnreachable(reason="its address makes no sense") from None
    return {"connect_timeout": CONNECT_SECONDS, **parts}
