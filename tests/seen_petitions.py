"""What an audit keeps of petitions, written down beside a build that did not keep it itself."""

from petition_es.audits.running import tables
from petition_es.audits.running.asking import audit_of
from petition_es.audits.running.seen import Looking
from petition_es.audits.texts.prints import Printer

TABLE = """
    CREATE TABLE IF NOT EXISTS petition_audits.seen_{number} (
        petition_id uuid NOT NULL, number text, began_at timestamptz NOT NULL,
        persons bigint[] NOT NULL, same text[] NOT NULL, other text[] NOT NULL, division text,
        category text, latitude float8, longitude float8
    )
"""
ROW = "INSERT INTO petition_audits.seen_{number} VALUES (%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)"


def keep_seen(store, law, now, home):
    """Keep what is seen of each petition, for the last audit; where it kept it, nothing is done."""
    build = tables.last(store.address)
    assert build is not None
    if "seen" in tables.TABLES:
        return
    asked, _ = audit_of(store, law, now, home=home)
    looking = Looking(Printer(asked.secret), takes_answers=False)
    with tables.looking(store.address) as connection:
        connection.execute(TABLE.format(number=build.number))
        for case in asked.source.share((0, 1)):
            seen = looking.at(case)
            point = seen.point
            connection.execute(ROW.format(number=build.number), [
                seen.petition_id, seen.number, seen.began_at, sorted(seen.persons),
                sorted(seen.same), sorted(seen.other), seen.division, seen.category,
                point.latitude if point else None, point.longitude if point else None,
            ])  # fmt: skip


def keep_seen_in(house):
    """The same of a house."""
    keep_seen(house.store, house.law, house.clock(), house.settings.home)
