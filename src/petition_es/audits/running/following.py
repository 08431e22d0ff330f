"""Following: findings are kept up with the log, a few petitions at a time, or all anew."""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import UUID

from petition_es.audits.running import editions, tables
from petition_es.audits.running.comparing import Bench
from petition_es.audits.running.reading import TOPICS_OF_PETITIONS
from petition_es.audits.running.renewing import Renewal
from petition_es.audits.running.seen import Looking
from petition_es.audits.running.whole import Audit, audit, sampled_one_in
from petition_es.audits.texts.prints import Printer
from petition_es.projections.running.connections import connect
from petition_es.store.log_reader import LogReader

AT_ONCE = 200
"""So many petitions are judged anew in one transaction."""

ALL_ANEW_FROM = 10
"""Where more than one petition in so many has stirred, all are audited anew; an edition of rarity
that the store outgrew asks for the same."""

GROWS_OLD = timedelta(days=1)
"""Some findings come of time alone: so a whole audit is made when the last is so old."""

Asked = Callable[[], tuple[Audit, int]]
"""What an audit at this moment takes, and about how many petitions there are."""


def catch_up(ask: Asked) -> int:
    """Bring the findings up to the head of the log; answer how many petitions were judged anew.

    Where another audit is made meanwhile, what that one finds stays, and nothing is renewed.
    """
    asked, petitions = ask()
    address = asked.source.unsealing.address
    build = tables.last(address)
    if build is None:
        return audit(asked, petitions).petitions
    with connect(address) as connection:
        run = build.run(connection)
    touched = _touched(asked, run.upto)
    rarity = editions.latest(address, petitions)
    is_old = asked.source.setting.now - run.at >= GROWS_OLD
    if rarity is None or is_old or _are_many(touched, petitions):
        return audit(asked, petitions).petitions
    bench = Bench(asked.source, asked.policies, build, rarity)
    looking = Looking(Printer(asked.secret), passages_one_in=sampled_one_in(petitions))
    with tables.alone(address):
        return _renewed(Renewal(bench, looking), touched) if tables.last(address) == build else 0


def _are_many(touched: Sequence[UUID], petitions: int) -> bool:
    return len(touched) > AT_ONCE and len(touched) * ALL_ANEW_FROM > petitions


def _renewed(renewal: Renewal, touched: Sequence[UUID]) -> int:
    upto, count = renewal.bench.source.upto, 0
    for start in range(0, len(touched), AT_ONCE):
        is_last = start + AT_ONCE >= len(touched)
        some = touched[start : start + AT_ONCE]
        count += renewal.renew(some, upto if is_last else None)
    return count


def _touched(asked: Audit, after: int) -> list[UUID]:
    """The petitions that stirred since, each once, in the order in which they stirred."""
    with closing(LogReader(asked.source.unsealing.address)) as reader:
        reader.head()
        rows: Any = reader.drain(after, asked.source.upto, topics=TOPICS_OF_PETITIONS)
        return list(dict.fromkeys(row[1] for row in rows))
