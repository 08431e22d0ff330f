"""docs/http.md: the commands run as they stand, and what it says of the door is so."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from auditing import audit_all
from petition_es.api.limits import WRITES_PER_MINUTE
from petition_es.api.problems import STATUS
from petition_es.projections.keeper import ClockKeeper
from petition_es.settings import Settings
from served import served

GUIDE = (Path(__file__).parents[2] / "docs" / "http.md").read_text("utf-8")
COMMANDS = "\n".join(re.findall(r"```bash\n(.*?)```", GUIDE, re.DOTALL))


@pytest.mark.skipif(not shutil.which("curl"), reason="there is no curl on this machine")
def test_its_commands_run_as_they_stand(article_house, tmp_path):
    house = article_house
    with ClockKeeper(house.store.address, house.law, house.clock) as keeper:
        keeper.catch_up()
    audit_all(house)
    with served(house) as url:
        commands = COMMANDS.replace("http://127.0.0.1:8000", url)
        said = subprocess.run(
            [shutil.which("bash"), "-euc", commands],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert said.returncode in (0, 28), said.stderr  # 28: the stream was left after its time.
    versions = re.findall(r'"version":(\d+)', said.stdout)
    assert versions == ["2", "3", "4", "5", "6", "6", "7"]
    assert "/problems/not-signed-for" in said.stdout
    assert "200 text/html; charset=utf-8" in said.stdout
    assert "路灯编号：村东 7 号。" in said.stdout
    assert '"next":"/petitions/XF2016-31332-06211-93/events?' in said.stdout
    assert "event: checkpoint" in said.stdout
    for name in ("overdue", "notices", "timeliness"):
        assert f'"projection":"{name}"' in said.stdout
    assert "not-yet" not in said.stdout


def test_it_names_every_status_of_a_problem():
    table = GUIDE.partition("| status | what it means |")[2].partition("\n\n")[0]
    assert {int(status) for status in re.findall(r"\b[45]\d\d\b", table)} == set(STATUS.values())


def test_it_names_the_limits_that_there_are():
    fields = Settings.model_fields
    for name, written in (
        ("body_limit", f"{fields['body_limit'].default // 2**20} MiB"),
        ("attachment_limit", f"{fields['attachment_limit'].default // 2**20} MiB"),
        ("request_seconds", f"{fields['request_seconds'].default:g} s"),
        ("upload_seconds", f"{fields['upload_seconds'].default:g} s"),
        ("writes_per_minute", f"{WRITES_PER_MINUTE} a minute"),
    ):
        (row,) = (line for line in GUIDE.splitlines() if f"PETITION_{name.upper()}" in line)
        assert written in row
