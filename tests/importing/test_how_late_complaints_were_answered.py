"""How many imported complaints were answered late, by the law of their time; plain SQL agrees."""

import json
from datetime import date, timedelta
from random import Random

import psycopg
import pytest
from broken_file import row
from taking_in import complaints_csv

from petition_es.cli.app import run
from petition_es.regimes.calendars import calendar_of_china

DAYS = [date(2009, 1, 1) + timedelta(days=number) for number in range(5000)]

LATE_IN_SQL = """
    WITH told AS (
        SELECT originator_id, topic,
            (convert_from(state, 'UTF8')::jsonb ->> 'at')::timestamptz
                AT TIME ZONE 'Asia/Shanghai' AS at
        FROM public.petition_events WHERE topic IN ('Petition.Registered', 'Petition.Replied')
    )
    SELECT count(*),
        count(*) FILTER (WHERE replied.at::date > (
            SELECT min(day) FROM unnest(%s::date[]) AS day WHERE day >= registered.at::date + 15
        ))
    FROM told AS registered JOIN told AS replied USING (originator_id)
    WHERE registered.topic = 'Petition.Registered' AND replied.topic = 'Petition.Replied'
"""
"""15 days (2005 a21), the first one not counted; a last day that is off gives way."""


@pytest.fixture
def answered(command, database_url, capsys):
    """Import a file; answer how many were answered and how many late: by us, and by SQL."""

    def answered(file):
        assert command("complaints", file).code == 0
        period = ["--from", "2009-01-01", "--to", "2021-12-31", "--json"]
        assert run(["timeliness", *period]) == 0
        (line,) = [each for each in capsys.readouterr().out.splitlines() if each.startswith("{")]
        routing = json.loads(line)["whole"]["routing"]
        workdays = [each for each in DAYS if calendar_of_china().is_workday(each)]
        with psycopg.connect(database_url) as connection:
            by_sql = connection.execute(LATE_IN_SQL, [workdays]).fetchone()
        return (routing["numerator"] + routing["late"], routing["late"]), by_sql

    return answered


def test_replies_after_the_last_day_are_late_and_no_others(answered, tmp_path):
    draw = Random(2016).randrange  # noqa: S311  # no secret
    rows = []
    for number in range(60):
        sent = date(2012, 1, 1) + timedelta(days=draw(2500))
        replied = sent + timedelta(days=draw(8, 26))
        rows.append(row(str(number), sent=f"{sent} 09:00:00", replied=f"{replied} 10:00:00"))
    ours, by_sql = answered(complaints_csv(tmp_path / "made-up.csv", *rows))
    assert ours == by_sql
    assert 0 < ours[1] < ours[0] == 60


def test_the_real_complaints_say_how_many_were_answered_late(answered, shared_data, tmp_path):
    file = tmp_path / "replies.csv"
    file.symlink_to(shared_data / "complaints" / "replies.csv")
    ours, by_sql = answered(file)
    assert ours == by_sql == (1865, 699)
