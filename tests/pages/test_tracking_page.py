"""The tracking page as people read it: where it stands, who has it, what comes next."""

import re

import pytest
from page_reading import read
from shown import CARDS, NUMBER, fact, in_state, lived, page_of, seen, tracked

from histories import BUREAU, LI, ROADS, happened, opinion, petition_in
from petition_es.api.pages.tracking import render_live
from petition_es.demonstration.stories import all_stories, backlog, correction, joint, late, road
from petition_es.demonstration.the_article import bridge
from petition_es.domain.petition import STATES, Evaluated, ReviewDecided, ReviewRequested
from petition_es.messages import LANGUAGES, keys, label, say
from petition_es.projections.timeline import AUDIENCES, NotPublished

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
    assert fact(page, "Rating") == ["bureau: satisfied", "unit: satisfied"]
    assert fact(page, "Way") == ["referred 2 times"]
    assert fact(tracked(lived(correction())), "Silence") == [
        "no step by an office for 3 days (last: 2016-05-20 )"
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
    assert page.one(aria_current="step") if False else page.one("li", of="stage--here")
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


# ---- The steps -----------------------------------------------------------------------------------


def steps(page):
    return page.one("section", id="part-steps").all("li", of="step")


def test_steps_stand_newest_first_and_are_counted_down():
    page = tracked(lived(bridge()), audience="public")
    times = [step.all("time")[0]["datetime"] for step in steps(page)]
    assert times == sorted(times, reverse=True)
    newest, older = page.all("ol", of="timeline")
    assert newest["start"] == str(len(times))
    assert "reversed" in newest.attributes
    assert len(newest.all("li", of="step")) == 12
    assert older.parent.tag == "details"
    assert older.parent.one("summary").text == f"Show the {len(times) - 12} steps before that"


def test_a_short_timeline_hides_nothing():
    assert tracked(lived(late())).all("details") == []


def test_every_step_is_named_by_its_heading():
    for step in steps(tracked(lived(joint()))):
        article = step.one("article")
        assert article.one("h3")["id"] == article["aria-labelledby"]


def test_a_step_says_who_sent_it_to_whom():
    told = [step.text for step in steps(tracked(lived(bridge()), audience="public"))]
    assert any("→ to Lianshui County Transport Bureau (county)" in text for text in told)
    joined = [step.text for step in steps(tracked(lived(joint())))]
    assert any("Lianshui (township) · joint" in text for text in joined)


def test_a_long_silence_has_a_row_of_its_own():
    page = tracked(lived(backlog()))
    assert "619 days without a step" in [gap.text for gap in page.all("p", of="gap")]


def test_a_struck_step_is_struck_in_words_too():
    struck = [step for step in steps(tracked(lived(correction()))) if "step--struck" in step.classes]
    assert len(struck) == 2
    for step in struck:
        assert step.one("h3").one("s").text
        assert step.one("h3").text.startswith("Struck out:")
        assert "corrected: does not count" in [mark.text for mark in step.all("p", of="mark")]


def test_what_stands_instead_and_what_came_late_are_named():
    anew = " ".join(mark.text for mark in tracked(lived(correction())).all("p", of="mark"))
    assert "stands instead of a corrected entry" in anew
    (paper,) = [s for s in steps(tracked(lived(late()))) if "entered late" in s.text]
    assert "2016-05-26 · day only" in paper.text


def test_an_old_opinion_handed_in_as_the_result_is_marked():
    marks = [mark.text for mark in tracked(lived(backlog())).all("p", of="mark")]
    assert "the opinion it rests on is older than the assignment" in marks


@pytest.mark.parametrize("state", ["returned", "disputed", "suspended", "reopened"])
def test_a_step_out_of_the_ordinary_says_so_in_a_word(state):
    newest = steps(in_state(state))[0]
    assert newest.one("span", of="tag").text == "exception"


def test_papers_open_below_the_petition_and_only_for_whoever_may_read_them():
    own = tracked(lived(backlog())).all("ul", of="papers")
    assert own
    for paper in own[0].all("a"):
        assert paper["href"].startswith(f"/t/{NUMBER}/documents/")
    assert tracked(lived(bridge()), audience="public").all("ul", of="papers") == []


# ---- What one can do next ------------------------------------------------------------------------


def remedies(page):
    return [item.text for item in page.one("section", id="part-then").all("li")]


def test_a_refusal_says_what_is_still_possible():
    not_accepted, anew = remedies(in_state("declined"))
    assert "reasons in writing" in not_accepted
    assert "new petition" in anew


def test_whoever_is_guided_away_is_told_where_to():
    assert remedies(in_state("guided_away"))[0].startswith("Go to:") or remedies(
        in_state("guided_away", audience="officer")
    )
    unnamed = remedies(in_state("guided_away"))
    assert len(unnamed) == 2


def test_an_opinion_that_does_not_support_says_how_to_have_it_reviewed():
    page = tracked(lived(joint()))
    told = remedies(page)
    assert told[0] == "The opinion does not support 1 claim ." or "review" in " ".join(told)


def test_an_opinion_can_be_reviewed_within_thirty_days():
    (told,) = remedies(in_state("delivered"))
    assert "30 days" in told
    assert "article 34" in told
