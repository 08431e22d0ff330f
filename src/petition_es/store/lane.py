"""A connection for short questions: every statement prepared, values and answers in binary.

It does what a cursor of psycopg does, and half the work: the office puts the same few statements,
thousands of times a second, and every microsecond of it is spent under Python's one lock.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, LiteralString

import psycopg
from psycopg import Connection, errors, generators
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGresult
from psycopg.rows import TupleRow

from petition_es.store.connecting import SETUP, Address

CUT_OFF = """
    SELECT set_config(name, '10s', false) FROM pg_catalog.pg_settings
    WHERE name = 'transaction_timeout'
"""
"""Servers that can (17 and newer) end a transaction that a stopped process left half sent, so that
it holds nobody up."""

STATEMENTS_MAX = 200
"""So many may be prepared on one connection; the same query is prepared for every choice of types
that its values have."""

ANSWERED = frozenset({ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK})


class Lane:
    """One connection in autocommit; it is for one thread at a time."""

    def __init__(self, address: Address) -> None:
        self.connection: Connection[TupleRow] = psycopg.connect(**address, autocommit=True)
        # Else psycopg, too, would prepare, and after a rollback throw away what is prepared here.
        self.connection.prepare_threshold = None
        self.connection.execute(SETUP)
        self.connection.execute(CUT_OFF)
        self._adapting = Transformer(self.connection)
        self._names: dict[tuple[LiteralString, tuple[int, ...]], bytes] = {}

    def ask(self, query: LiteralString, values: Sequence[Any]) -> list[TupleRow]:
        """Carry out a statement, its places marked `%b`, and return the rows that it answers."""
        adapting, server = self._adapting, self.connection.pgconn
        dumped = adapting.dump_sequence(values, _all_binary(len(values)))
        types = adapting.types or ()
        name = self._names.get((query, types)) or self._prepared(query, types)
        server.send_query_prepared(name, dumped, adapting.formats, Format.BINARY)
        (answer,) = self.connection.wait(generators.execute(server))
        adapting.set_pgresult(_checked(answer))
        return adapting.load_rows(0, answer.ntuples, tuple)

    def _prepared(self, query: LiteralString, types: tuple[int, ...]) -> bytes:
        name = f"lane_{len(self._names)}".encode()
        server = self.connection.pgconn
        server.send_prepare(name, _numbered(query), types)
        (answer,) = self.connection.wait(generators.execute(server))
        _checked(answer)
        self._names[query, types] = name
        return name

    @property
    def is_at_rest(self) -> bool:
        """Tell whether the connection lives, and no transaction is open on it."""
        return self.connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE

    @property
    def is_lost(self) -> bool:
        """Tell whether the server is not to be talked to on it any more."""
        return self.connection.info.status == psycopg.pq.ConnStatus.BAD

    @property
    def is_worn_out(self) -> bool:
        """Tell whether too much was prepared on it by now."""
        return len(self._names) >= STATEMENTS_MAX

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def _checked(answer: PGresult) -> PGresult:
    if answer.status not in ANSWERED:
        raise errors.error_from_result(answer)
    return answer


@cache
def _all_binary(many: int) -> list[PyFormat]:
    return [PyFormat.BINARY] * many


@cache
def _numbered(query: LiteralString) -> bytes:
    """The query with its places numbered, as the server reads them."""
    begin, *parts = query.split("%b")
    numbered = [f"${number}{part}" for number, part in enumerate(parts, 1)]
    return "".join([begin, *numbered]).encode()
