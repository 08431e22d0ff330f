"""What the tracking page says one can do about a refusal, or an opinion one does not agree with."""

from shown import in_state, lived, tracked

from histories import BUREAU, LI, ROADS, happened, opinion, petition_in
from petition_es.demonstration.stories import backlog
from petition_es.domain.petition import Declined, DisclosureSet, ReviewDecided, ReviewRequested

PUBLISHED = happened(
    DisclosureSet, BUREAU, 3, "published", target="petition", audience="public", reason="published"
)


def remedies(page):
    return [item.text for item in page.one("section", id="part-then").all("li")]


def test_a_refusal_says_what_is_still_possible():
    not_accepted, anew = remedies(in_state("declined"))
    assert "reasons in writing" in not_accepted
    assert "new petition" in anew


def test_whoever_is_guided_away_is_told_where_to():
    away = happened(
        Declined, BUREAU, 2, "declined",
        kind="guided_away", ground="cn-2005:14", proper_channel="labour-arbitration",
    )  # fmt: skip
    told = tracked(petition_in("registered", away), audience="petitioner")
    assert remedies(told)[0].startswith("Go to: labour arbitration.")
    told = tracked(petition_in("registered", away, PUBLISHED), audience="public")
    assert "names the proper path" in remedies(told)[0]


def test_an_opinion_that_does_not_support_says_how_to_have_it_reviewed():
    unsupported = opinion(ROADS, answers={"bridge": "not_support"})
    told = remedies(tracked(petition_in("in_handling", unsupported), audience="petitioner"))
    assert told[0] == "The opinion does not support 1 claim."
    assert "ask for a review" in told[1]


def test_after_a_review_the_second_review_is_named_and_after_that_none():
    level = {"review": "second review", "second_review": "the last"}
    for asked, named in level.items():
        request = happened(
            ReviewRequested, LI, 9, "asked", ("opinion-roads",),
            request_id="r", level=asked, opinion_id="opinion-roads",
        )  # fmt: skip
        decided = happened(
            ReviewDecided, BUREAU, 10, "decided", ("asked",), request_id="r", outcome="uphold"
        )
        told = remedies(tracked(petition_in("delivered", request, decided), audience="petitioner"))
        assert named in told[-1]


def test_an_opinion_can_be_reviewed_within_thirty_days():
    (told,) = remedies(in_state("delivered"))
    assert "30 days" in told
    assert "article 34" in told


def test_who_says_that_it_is_not_solved_is_told_how_it_goes_on():
    told = remedies(tracked(lived(backlog())))
    assert "taken up again" in told[0]
    assert "ask for a review" in told[1]


def test_nothing_is_offered_where_nothing_was_refused():
    assert in_state("in_handling").one("section", id="part-then").text == ""
