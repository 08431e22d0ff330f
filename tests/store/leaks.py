"""Looks for words everywhere in a database and in folders, in whatever coding they may hide."""

import base64
import binascii
import json
import re
import zlib
from contextlib import suppress

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

TABLES = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""
STATISTICS = "SELECT pg_stats::text FROM pg_stats WHERE schemaname NOT IN ('pg_catalog')"
HIDDEN_DEEP = 3


def find(words, places):
    """Name the places in which each of these words stands, in the clear or in a common coding."""
    found = {}
    for place, content in places:
        for layer in layers(content):
            for word in words:
                if any(form in layer for form in forms(word)):
                    found.setdefault(word, set()).add(place)
    return found


def forms(word):
    """The ways in which a word is written down as bytes."""
    escaped = json.dumps(word)[1:-1].encode()
    return {word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), escaped}


def layers(content, depth=HIDDEN_DEEP):
    """The bytes themselves, and what comes out when they are decoded, as deep as it goes."""
    yield content
    if depth:
        for inner in decoded(content):
            yield from layers(inner, depth - 1)


def decoded(content):
    """What a value may hide: compressed bytes, hexadecimal, base64, alone or within other text."""
    for start in range(min(len(content), 64)):
        with suppress(zlib.error):
            yield zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(content[start:])
    for run in re.findall(rb"(?:[0-9a-fA-F]{2}){8,}", content):
        yield binascii.unhexlify(run)
    for run in re.findall(rb"[A-Za-z0-9+/_-]{12,}={0,2}", content):
        standard = run.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
        with suppress(binascii.Error):
            yield base64.b64decode(standard + b"=" * (-len(standard) % 4))


def in_database(url):
    """Every value of every row of every table of every schema, and the planner's statistics."""
    with psycopg.connect(url, row_factory=tuple_row) as connection:
        connection.execute("ANALYZE")
        for schema, table in connection.execute(TABLES).fetchall():
            name = sql.Identifier(schema, table)
            for row in connection.execute(sql.SQL("SELECT * FROM {}").format(name)):
                for value in row:
                    yield f"{schema}.{table}", as_bytes(value)
        for (row,) in connection.execute(STATISTICS):
            yield "pg_stats", as_bytes(row)


def in_folder(folder):
    """Every file below a folder, its name included."""
    for path in folder.rglob("*"):
        yield str(path), str(path).encode()
        if path.is_file():
            yield str(path), path.read_bytes()


def as_bytes(value):
    return value if isinstance(value, bytes) else str(value).encode()
