"""Auditing beside a server: findings follow the log, in a process of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from time import monotonic
from zoneinfo import ZoneInfo

import structlog

from petition_es.audits.running import tables
from petition_es.audits.running.asking import Auditor
from petition_es.audits.running.following import catch_up
from petition_es.projections.running.companion import Companion
from petition_es.projections.running.connections import connect
from petition_es.store.connecting import Address

LOOK_SECONDS = 2.0
"""How long to rest before it is looked whether anything was recorded."""

REST = 5
"""So many times as long as it took is rested behind it, or longer."""

AT_LEAST = timedelta(days=1)
"""Some findings arise when nothing happens for long, so once a day everything is audited."""

LAST_WORK = """
    SELECT coalesce((
        SELECT position FROM public.petition_events WHERE NOT starts_with(topic, 'Inquiry.')
        ORDER BY position DESC LIMIT 1
    ), 0)
"""
"""The last thing that an audit reads: what auditors judge of findings is none."""


class AuditsBeside(Companion):
    """A process that keeps findings fresh, as long as the context is open.

    `zone` is that of the office's wall clock.
    """

    def __init__(self, auditor: Auditor, zone: ZoneInfo) -> None:
        super().__init__("audits", _Auditing(auditor, zone))


@dataclass(frozen=True)
class _Auditing:
    auditor: Auditor
    zone: ZoneInfo

    def __call__(self, over: Event) -> None:
        """Keep up with the log until it is over."""
        rest = 0.0
        while not over.wait(rest):
            begun = monotonic()
            if is_due(self.auditor.unsealing.address, datetime.now(self.zone)):
                judged = catch_up(lambda: self.auditor.asked(datetime.now(self.zone)))
                structlog.get_logger().info("audits.kept", petitions=judged)
            rest = max(LOOK_SECONDS, REST * (monotonic() - begun))


def is_due(address: Address, now: datetime) -> bool:
    """Tell whether the last audit does not know everything any more."""
    build = tables.last(address)
    if build is None:
        return True
    with connect(address) as connection:
        run = build.run(connection)
        ((last,),) = connection.execute(LAST_WORK).fetchall()
    return bool(last > run.upto) or now - run.at >= AT_LEAST
