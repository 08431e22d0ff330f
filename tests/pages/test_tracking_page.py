"""The tracking page as people read it: where it stands, who has it, what comes next."""

import re

import pytest
from shown import fact, in_state, lived, seen, tracked

from petition_es.demonstration.stories import backlog, correction, joint
from petition_es.demonstration.the_article import bridge
from petition_es.domain.petition import STATES
from petition_es.messages import LANGUAGES, keys, label, say

CHINESE = re.compile(r"[\u4e00-\u9fff]")


# ---- In words ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_every_state_says_how_it_stands_and_what_comes_next(state, language):
    page = in_state(state, language)
    assert page.one("p", of="status__state").text == label("state", state, language)
    assert f"page.next.{state}" in keys()
    (comes_next,) = fact(page, say("page.next", language))
    assert comes_next
    assert bool(CHINESE.search(comes_next)) == (language == "zh")


def test_a_bureaus_acceptance_is_told_from_that_of_the_unit_that_decides():
    told = [fact(tracked(lived(bridge()), past=past), "What comes next") for past in PASTS]
    assert told[0] != told[1]
    assert "sends it to the unit" in told[0][0]
    assert "looks into the facts" in told[1][0]


PASTS = [
    {"happened_by": seen(lived(bridge()), "public").checkpoints[n].at}
    for n in (2, 7)  # accepted by the bureau, accepted by the unit
]


def test_the_unit_that_has_it_can_be_called():
    page = tracked(lived(correction()))
    assert fact(page, "Now with") == ["Luoyang City Environment Bureau (municipal) 0379-5550-3120"]
    assert page.one("a", of="phone")["href"] == "tel:0379-5550-3120"


def test_where_nobody_has_it_the_page_says_why_and_whom_to_ask():
    nobody, ask = fact(tracked(lived(backlog())), "Now with")
    assert nobody == "no unit: nothing is open"
    assert ask.startswith("ask Wenzhou City Housing Commission")


def test_a_claim_of_the_unit_is_told_from_what_the_petitioner_says():
    page = tracked(lived(backlog()))
    assert page.one("p", of="status__claim").text == (
        "So says the unit. The petitioner says that it is not solved."
    )
    assert fact(page, "Resolution") == [
        "claimed 2016-09-23 by Wenzhou City Housing Commission (municipal)",
        "no record that it was carried out",
        "denied by the petitioner 2016-10-28",
    ]


def test_a_claim_that_nobody_has_confirmed_says_so():
    page = tracked(lived(joint()))
    assert "has not confirmed" in page.one("p", of="status__claim").text
    assert "status--good" not in page.one("section", id="part-status").classes


def test_silence_votes_claims_and_ways_are_said_as_on_the_terminal():
    page = tracked(lived(bridge()), audience="public")
    assert fact(page, "Claims") == ["2 of 2 answered"]
    assert fact(page, "Rating") == ["petition bureau: satisfied", "unit: satisfied"]
    assert fact(page, "Way") == ["referred 2 times"]
    assert fact(tracked(lived(correction())), "Silence") == [
        "no step by an office for 3 days (last: 2016-07-22 )"
    ]


# ---- The stages ----------------------------------------------------------------------------------


def stages(page):
    return [item.text for item in page.one("ol", of="stages").all("li")]


def test_each_stage_says_in_words_how_far_it_is():
    page = in_state("answered")
    assert stages(page) == [
        "Registered completed",
        "Referred completed",
        "Handling completed",
        "Answered in progress",
        "Resolved not started",
    ]
    current = [item for item in page.all("li", of="stage") if item.get("aria-current") == "step"]
    assert [item.text for item in current] == ["Answered in progress"]


def test_a_petition_that_was_taken_back_ended_where_it_was():
    assert stages(in_state("withdrawn"))[0] == "Registered ended here"


def test_a_resolved_petition_has_nothing_in_progress():
    assert "in progress" not in " ".join(stages(in_state("resolved")))


@pytest.mark.parametrize("state", STATES)
def test_one_stage_is_the_current_one(state):
    page = in_state(state)
    assert len([e for e in page.elements if e.get("aria-current") == "step"]) == 1
