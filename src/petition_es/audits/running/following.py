"""Following: findings are kept up with the log, a few petitions at a time, or all anew."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import UUID

from petition_es.audits.running import editions, tables
from petition_es.audits.running.comparing import Bench
from petition_es.audits.running.reading import TOPICS_OF_PETITIONS
from petition_es.audits.running.renewing import Renewal
from petition_es.audits.running.seen import Looking
from petition_es.audits.running.whole import Audit, audit
from petition_es.audits.texts.prints import Printer
from petition_es.audits.texts.rarity import Rarity
from petition_es.projections.running.connections import connect
from petition_es.store.log_reader import LogReader

AT_ONCE = 200
"""So many petitions are judged anew in one transaction."""

ALL_ANEW_FROM = 10
"""Where more than one petition in so many has stirred, all of them are audited anew."""

GROWS_OLD = timedelta(days=1)
"""Some findings come of time alone: so a whole audit is made when the last is so old."""

STANDS = "SELECT upto, at, petitions, rarity FROM petition_audits.runs WHERE build = %s"

Asked = Callable[[], tuple[Audit, int]]
"""What an audit at this moment takes, and about how many petitions there are."""


def catch_up(ask: Asked) -> int:
    """Bring the findings up to the head of the log; answer how many petitions were judged anew.

    One at a time may do this: who calls holds the lock for it.
    """
    asked, petitions = ask()
    address = asked.source.unsealing.address
    build = tables.last(address)
    if build is None:
        return audit(asked, petitions).petitions
    with connect(address) as connection:
        row = connection.execute(STANDS, [build.number]).fetchone()
    upto, at, audited, edition = row or (0, None, 0, "")
    if at is None or asked.source.setting.now - at >= GROWS_OLD:
        return audit(asked, petitions).petitions
    touched = _touched(asked, upto)
    if len(touched) * ALL_ANEW_FROM > audited + ALL_ANEW_FROM * AT_ONCE:
        return audit(asked, petitions).petitions
    rarity = editions.of_name(address, edition)
    return _renewed(asked, build, rarity, touched)


def _renewed(asked: Audit, build: tables.Build, rarity: Rarity, touched: list[UUID]) -> int:
    bench = Bench(asked.source, asked.policies, build, rarity)
    renewal = Renewal(bench, Looking(Printer(asked.secret)))
    count = 0
    for start in range(0, len(touched), AT_ONCE):
        some = touched[start : start + AT_ONCE]
        is_last = start + AT_ONCE >= len(touched)
        count += renewal.renew(some, asked.source.upto if is_last else None)
    return count


def _touched(asked: Audit, after: int) -> list[UUID]:
    """The petitions that stirred since, each once, in the order in which they stirred."""
    with closing(LogReader(asked.source.unsealing.address)) as reader:
        reader.head()
        rows: Any = reader.drain(after, asked.source.upto, topics=TOPICS_OF_PETITIONS)
        return list(dict.fromkeys(row[1] for row in rows))
