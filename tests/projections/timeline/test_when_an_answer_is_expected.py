"""When an answer is expected: said while one waits for it, and of nothing that is confidential."""

import re
from pathlib import Path

import pytest

from histories import (
    BUREAU,
    ROADS,
    accepted,
    acted,
    day,
    happened,
    opinion,
    petition_in,
    received,
    referred,
    registered,
    submitted,
    told,
)
from petition_es.domain.codes import Code
from petition_es.domain.petition import Classified, DisclosureSet, Suspended, Withdrawn
from petition_es.messages import say
from petition_es.projections.expecting.estimate import Estimate
from petition_es.projections.expecting.likeness import ever_wider
from petition_es.projections.timeline import expectation_lines, timeline, to_json

DOCUMENT = (Path(__file__).parents[3] / "docs" / "timeline.md").read_text("utf-8")
REGISTERED = (submitted(), registered())
ACCEPTED = (*REGISTERED, referred(ROADS, on=2), received(ROADS, on=2), accepted(ROADS, on=3))


def published(like, now):
    """Of every group: 50 petitions, one answered each day from the first."""
    answered = {24 * days: 1 for days in range(1, 51)}
    return [Estimate(group, 7, day(0), 0.8, 0.8, answered, {}) for group in ever_wider(like)]


def story(*happenings, on=5, audience="officer", events=None):
    return timeline(
        events or told(*happenings), audience=audience, units=lambda _: None, now=day(on),
        estimates=published,
    )  # fmt: skip


def expectation(*happenings, **asked):
    return story(*happenings, **asked).expectation


def test_a_petition_in_hand_is_told_since_it_was_taken_in_hand():
    shown = expectation(*ACCEPTED)
    assert (shown.since, shown.expected.estimate.group.unit) == (day(3), "roads")
    assert (shown.expected.like, shown.expected.answered) == (48, 48)
    assert shown.expected.by == day(3 + 41)


def test_one_on_its_way_is_told_since_its_submission():
    shown = expectation(*ACCEPTED[:4])
    assert (shown.since, shown.expected.estimate.group.stage) == (day(0), "registered")


def test_one_that_nobody_registered_is_told_nothing():
    assert expectation(submitted()) is None


@pytest.mark.parametrize(
    "over",
    [
        (opinion(ROADS, on=4),),
        (happened(Withdrawn, BUREAU, 4, party="petitioner-li"),),
        (acted(ROADS, on=4), happened(Suspended, ROADS, 4.5, "suspended", ground="hearing")),
    ],
)
def test_nothing_is_expected_once_it_is_answered_or_over_or_while_it_rests(over):
    assert expectation(*ACCEPTED, *over) is None


@pytest.mark.parametrize("state", ["answered", "delivered", "resolved", "terminated", "merged"])
def test_nothing_is_expected_where_there_is_nothing_to_wait_for(state):
    assert expectation(events=petition_in(state).recorded, on=30) is None


def test_nothing_is_expected_where_too_few_waited_as_long():
    assert expectation(*ACCEPTED, on=3 + 20.5) is not None
    assert expectation(*ACCEPTED, on=3 + 21.5) is None


@pytest.mark.parametrize("audience", ["petitioner", "officer", "auditor"])
def test_nothing_is_told_of_an_accusation_to_anybody(audience):
    accusation = registered(purpose="accusation")
    assert expectation(submitted(), accusation, audience=audience) is None
    assert expectation(*REGISTERED, audience=audience) is not None


def test_what_became_an_accusation_is_told_of_in_no_view_of_the_past():
    since = happened(Classified, BUREAU, 4, "classified", legal_path="accusation")
    then = timeline(
        told(*REGISTERED, since), audience="officer", units=lambda _: None, now=day(3),
        known_by=day(3), estimates=published,
    )  # fmt: skip
    assert then.expectation is None


def test_whoever_may_not_see_the_step_is_not_told_what_is_counted_from_it():
    accepted_step = told(*ACCEPTED)[-1]
    hidden = happened(
        DisclosureSet, BUREAU, 4, "hidden",
        target=str(accepted_step.event_id), audience="officer", reason="privacy",
    )  # fmt: skip
    assert expectation(*ACCEPTED, hidden, audience="petitioner") is None
    assert expectation(*ACCEPTED, hidden, audience="officer") is not None


def test_without_estimates_a_timeline_is_what_it_was():
    events = told(*ACCEPTED)
    bare = timeline(events, audience="officer", units=lambda _: None, now=day(5))
    assert bare.expectation is None
    assert bare.head == story(*ACCEPTED).head


def test_it_is_said_with_what_like_means_and_of_how_many():
    ((by, facts), (like, more)) = expectation_lines(expectation(*ACCEPTED))
    assert say(by, "en", **facts) == "8 of 10 like this had their answer by 2016-08-14"
    assert "48 petitions alike in unit, procedure that waited" in say(like, "en", **more)
    assert "这是根据以往情况的估计，不是承诺" in say(like, "zh", **more)


def test_where_nothing_was_told_of_a_petition_nothing_of_it_is_called_alike():
    shown = expectation(*REGISTERED)
    assert shown.alike_in == ("unit",)


def test_every_field_of_it_is_documented():
    written = to_json(story(*ACCEPTED))["expectation"]
    section = DOCUMENT.split("\n### expectation\n", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| (`.*?) \|", section, flags=re.MULTILINE)
    assert set(written) == {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert (written["by"], written["share"], written["edition"]) == ("2016-08-14", 0.8, 7)


def test_a_category_that_was_told_is_alike():
    of_roads = registered(category=Code("category", "1", "roads"))
    assert expectation(submitted(), of_roads).alike_in == ("unit", "category")
