"""Hot issues are read by auditors over HTTP, and by nobody else."""

import pytest
from at_the_counter import AUDITOR, PETITIONER, UNIT, problem

from auditing import audit_all
from written import STENCH

ASKED = "/findings/hot?days=60&persons=1"


def test_before_the_first_audit_there_is_nothing_to_tell(counter):
    problem(counter.read(ASKED, AUDITOR), 404, "no-audit")


@pytest.fixture(scope="module")
def audited(counter, article_house):
    for _ in range(3):
        counter.registered(title="临江路垃圾中转站臭气扰民", text=STENCH)
    audit_all(article_house)
    return counter


def test_auditors_are_told_the_issues_with_window_and_audit(audited):
    answer = audited.read(ASKED, AUDITOR)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert answer.headers["Cache-Control"] == "no-store"
    assert (told["days"], told["persons"]) == (60, 1)
    assert [(each["petitions"], each["persons"]) for each in told["issues"]] == [(3, 1)]


@pytest.mark.parametrize("who", [PETITIONER, UNIT])
def test_nobody_else_is_told(audited, who):
    assert audited.read(ASKED, who).status_code == 403


@pytest.mark.parametrize("query", ["days=0", "persons=0", "at=tomorrow", "days=367"])
def test_what_cannot_be_asked_is_refused(audited, query):
    assert audited.read(f"/findings/hot?{query}", AUDITOR).status_code == 422
