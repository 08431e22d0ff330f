"""What is due is said in sentences: the last day, how far it may still move, and what is late."""

import pytest

from histories import (
    ROADS,
    accepted,
    day,
    happened,
    received,
    referred,
    registered,
    submitted,
    told,
)
from petition_es.domain.petition import Extended
from petition_es.messages import say
from petition_es.projections.timeline import due_lines, timeline
from petition_es.regimes import shipped_law

ACCEPTED = (
    submitted(), registered(), referred(ROADS, on=4), received(ROADS, on=5), accepted(ROADS, on=5),
)  # fmt: skip
EXTENDED = happened(
    Extended, ROADS, 60, "extended", ("to-roads-accepted",),
    days=30, reason="complex", approver_role="unit_head",
)  # fmt: skip


def lines(*happenings, on, language="en"):
    story = timeline(
        told(*happenings),
        audience="auditor",
        units=lambda _: None,
        now=day(on),
        law=shipped_law(),
    )
    return [say(told_.key, language, **told_.facts) for told_ in due_lines(story, language)]


def test_the_last_day_and_how_far_it_may_still_move():
    assert lines(*ACCEPTED, on=10) == [
        (
            "handling: by 2016-09-05, 56 days left "
            "(Regulations on Letters and Visits (State Council Order 431), art. 33)"
        ),
        "may be extended to 2016-10-08 at the latest, with approval",
    ]


def test_an_extended_limit_says_why_and_who_approved():
    said = lines(*ACCEPTED, EXTENDED, on=70)
    assert said[0].startswith("handling: by 2016-10-08, 29 days left")
    assert said[1] == (
        "extended by 30 days, approved by the head of the unit: the case is complex; "
        "first due by 2016-09-05"
    )
    assert len(said) == 2


@pytest.mark.parametrize(
    ("on", "begins"),
    [
        (65, "办理：最迟 2016-09-05，还剩 1 天"),
        (66, "办理：今天是最后一天"),
        (67, "办理：应于 2016-09-05 前完成，已超期 1 天"),
    ],
)
def test_the_day_before_the_last_day_and_the_day_after(on, begins):
    assert lines(*ACCEPTED, on=on, language="zh")[0].startswith(begins)
