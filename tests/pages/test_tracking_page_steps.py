"""The steps on the tracking page: in their order, and honest about what was corrected or late."""

import pytest
from shown import NUMBER, in_state, lived, steps, tracked

from histories import number, petition_in
from petition_es.demonstration.stories import backlog, correction, joint, late
from petition_es.demonstration.the_article import bridge


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
    struck = [
        step for step in steps(tracked(lived(correction()))) if "step--struck" in step.classes
    ]
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


def test_a_merged_petition_leads_to_the_one_that_goes_on():
    page = tracked(petition_in("merged"))
    survivors = [a for a in page.all("a") if a.text == number(2)]
    assert [a["href"] for a in survivors] == [f"/t/{number(2)}"] * 2


def test_a_number_is_not_broken_at_the_end_of_a_line():
    registered = next(s for s in steps(tracked(lived(late()))) if NUMBER in s.text)
    assert registered.one("span", of="whole").text == NUMBER
