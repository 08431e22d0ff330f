"""A PostgreSQL for tests, and the databases that they make on it."""

import os
from contextlib import closing
from itertools import count
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

MASTER_KEY = "bWFzdGVyIGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGU="
"""32 bytes that protect nothing."""


class Databases:
    """A server on which tests make databases of their own."""

    def __init__(self, url, log=None):
        self.url, self.log = url, log
        self._names = (f"petition_test_{os.getpid()}_{n}" for n in count())

    def create(self):
        name = next(self._names)
        self._run("CREATE DATABASE {}", name)
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def drop(self, url):
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", urlsplit(url).path[1:])

    def _run(self, statement, name):
        with closing(psycopg.connect(self.url, autocommit=True)) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
