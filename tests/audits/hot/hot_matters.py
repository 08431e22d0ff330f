"""Petitions around a place, for the tests of hot issues."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from petition_es.audits.hot.bonds import Said
from petition_es.audits.hot.issue import hot_issues
from petition_es.audits.hot.piece import Piece, Window
from petition_es.audits.links.where import Point

ZONE = ZoneInfo("Asia/Shanghai")
LAST = date(2016, 6, 30)
NOON = datetime(2016, 6, 30, 12, tzinfo=ZONE)
METRE = 1 / 111_195
"""Of latitude, in degrees."""


def identity(serial):
    return UUID(int=serial)


def piece(serial, north=0.0, ago=1, **facts):
    """A petition of a person of its own, so many metres north of a bridge, so many days ago."""
    told = {"persons": frozenset([serial]), "category": "roads", "division": "370687", **facts}
    return Piece(
        petition_id=identity(serial),
        number=f"XF-{serial}",
        began_at=NOON - timedelta(days=ago),
        point=None if north is None else Point(36.7 + north * METRE, 121.1),
        **told,
    )


def said(one, other, *, is_same=True, by_office=False):
    return Said(identity(one), identity(other), is_same=is_same, by_office=by_office)


def hot(pieces, ties=(), days=60, persons=5, metres=150):
    return hot_issues(pieces, ties, Window(LAST, days, ZONE), persons=persons, metres=metres)


def numbers(issues):
    """The petitions of each issue, whatever the order."""
    return sorted(sorted(issue.numbers) for issue in issues)
