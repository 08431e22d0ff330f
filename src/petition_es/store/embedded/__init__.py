"""A PostgreSQL of our own, started when no database is configured and stopped with its owner."""

import sys

from petition_es.store.embedded.faults import EmbeddedPostgresError

if sys.platform == "win32":
    from petition_es.store.embedded.elsewhere import EmbeddedPostgres
else:
    from petition_es.store.embedded.server import EmbeddedPostgres

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError"]
