"""Of every illness that audits look for the year has cases, and cases that only look so."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from math import cos, hypot, radians
from typing import Any

from the_year import Loaded

from petition_es.domain.petition import (
    Accepted,
    ActionTaken,
    ClaimsRecorded,
    Contacted,
    Delivered,
    Evaluated,
    OpinionCarriedOut,
    OpinionIssued,
    PetitionEvent,
    Referred,
    Registered,
    Replied,
    Resolved,
    Submitted,
)
from petition_es.simulation.shares import _file as shares_file

METRES_OF_A_DEGREE = 111_320
HARD_NEGATIVES = {
    "assisted_evaluation", "extended_in_time", "old_opinion_carried_out",
    "same_matter_other_person", "same_person_other_matter", "standard_letter",
}  # fmt: skip
POSITIVES = {
    "batch_closed", "claim_unanswered", "closed_by_forwarder", "copied_answer", "empty_answer",
    "entered_by_unit", "procedural_notice",
    "late_acceptance", "late_extension", "late_handling", "late_report", "late_routing",
    "not_delivered", "nothing_done", "ping_pong", "promise_not_kept", "repeat", "simple_unsuited",
    "unreasoned_extension",
}  # fmt: skip


def truths(loaded: Loaded, what: str) -> Iterator[tuple[dict[str, Any], list[PetitionEvent]]]:
    for each in loaded.told:
        for truth in each.truths:
            if truth["what"] == what:
                yield dict(truth), loaded.stream(each.history.petition_id)


def entry_of(stream: list[PetitionEvent], truth: dict[str, Any], name: str = "entry") -> Any:
    return next(event for event in stream if event.event_id == truth[name])


def of_kind(stream: list[PetitionEvent], *kinds: type) -> list[Any]:
    return [event for event in stream if isinstance(event, kinds)]


def test_each_is_there_and_says_whether_it_is_one_or_only_looks_so(loaded: Loaded):
    said = {(t["what"], t["is"]) for each in loaded.told for t in each.truths}
    assert {what for what, kind in said if kind == "positive"} == POSITIVES
    assert {what for what, kind in said if kind == "hard_negative"} == HARD_NEGATIVES
    for each in loaded.told:
        assert {t["petition"] for t in each.truths} <= {each.history.petition_id}


# ---- Persons, matters, places --------------------------------------------------------------------


def test_a_crowd_says_the_same_of_one_place_in_words_of_its_own(loaded: Loaded):
    crowds: dict[Any, list[list[PetitionEvent]]] = defaultdict(list)
    for truth, stream in truths(loaded, "same_matter_other_person"):
        crowds[truth["of"]].append(stream)
    sizes = [len(crowd) + 1 for crowd in crowds.values()]
    assert max(sizes) >= 12
    for leader, crowd in crowds.items():
        streams = [loaded.stream(leader), *crowd]
        assert len({stream[0].parties[0].petitioner_id for stream in streams}) == len(streams)
        assert len({stream[0].text.reveal() for stream in streams}) > 0.9 * len(streams)
        assert all(stream[0].at > streams[0][0].at for stream in crowd)
        assert spread(streams) <= 100


def test_a_repeat_names_the_place_that_its_petition_named(loaded: Loaded):
    for truth, stream in truths(loaded, "repeat"):
        assert spread([loaded.stream(truth["of"]), stream]) <= 100


def test_places_of_different_matters_are_apart(loaded: Loaded):
    apart = [
        spread([loaded.stream(truth["of"]), stream])
        for truth, stream in truths(loaded, "same_person_other_matter")
    ]
    assert sum(metres > 1_000 for metres in apart) > 0.95 * len(apart)


def spread(streams: list[list[PetitionEvent]]) -> float:
    """How many metres the farthest of these petitions is from the first."""
    places = [registered[0].place for s in streams if (registered := of_kind(s, Registered))]
    points = [tuple(map(float, place.point.reveal().split(","))) for place in places]
    assert all(18 < north < 54 and 73 < east < 135 for north, east in points)
    assert all(place.address.reveal() for place in places)
    return max((metres(points[0], each) for each in points), default=0)


def metres(here: tuple[float, ...], there: tuple[float, ...]) -> float:
    north = here[0] - there[0]
    east = (here[1] - there[1]) * cos(radians(here[0]))
    return METRES_OF_A_DEGREE * hypot(north, east)


def test_who_comes_with_another_matter_is_the_same_person(loaded: Loaded):
    for truth, stream in truths(loaded, "same_person_other_matter"):
        earlier = loaded.stream(truth["of"])
        assert stream[0].parties[0].petitioner_id == earlier[0].parties[0].petitioner_id
        assert stream[0].title.reveal() != earlier[0].title.reveal()


# ---- Answers -------------------------------------------------------------------------------------


def test_texts_are_many_thousand_different_ones(loaded: Loaded):
    asked = [event.text.reveal() for event in loaded.events if isinstance(event, Submitted)]
    said = [e.text.reveal() for e in loaded.events if isinstance(e, Replied | OpinionIssued)]
    assert len(set(asked)) > 0.99 * len(asked)
    assert len(set(said)) > 0.97 * len(said)


def test_a_standard_letter_has_the_phrases_of_its_office_and_another_substance(loaded: Loaded):
    letters = list(truths(loaded, "standard_letter"))
    for truth, stream in letters:
        letter = entry_of(stream, truth)
        other = entry_of(loaded.stream(truth["of"]), truth, "old_opinion")
        assert letter.unit_id == other.unit_id
        assert letter.text.reveal() != other.text.reveal()
        same = common(letter.text.reveal(), other.text.reveal())
        assert same > 0.4
        assert of_kind(stream[: stream.index(letter)], ActionTaken, Contacted) or is_idle(
            loaded, letter
        )


def is_idle(loaded: Loaded, opinion: OpinionIssued) -> bool:
    return any(t["entry"] == opinion.event_id for t, _ in truths(loaded, "nothing_done"))


def common(text: str, other: str) -> float:
    pieces, others = ({t[n : n + 6] for n in range(len(t) - 5)} for t in (text, other))
    return len(pieces & others) / len(pieces)


def test_an_empty_answer_names_nothing_that_the_petition_is_about(loaded: Loaded):
    full, empty = [], []
    known = {truth["entry"] for truth, _ in truths(loaded, "empty_answer")}
    for stream in loaded.streams:
        for answer in of_kind(stream, Replied, OpinionIssued):
            text = answer.text.reveal()
            (empty if answer.event_id in known else full).append("研究" in text or "关注" in text)
    assert sum(empty) > 0.5 * len(empty)
    assert sum(full) < 0.5 * len(full)


# ---- What was not done ---------------------------------------------------------------------------


def test_an_opinion_for_which_nothing_was_done_is_in_the_truth(loaded: Loaded):
    known = {truth["entry"] for truth, _ in truths(loaded, "nothing_done")}
    known |= {truth["entry"] for truth, _ in truths(loaded, "copied_answer")}
    batches = {stream[0].originator_id for _, stream in truths(loaded, "batch_closed")}
    for stream in loaded.streams:
        for opinion in of_kind(stream, OpinionIssued)[:1]:
            before = stream[: stream.index(opinion)]
            is_bare = not of_kind(before, ActionTaken, Contacted)
            if stream[0].originator_id not in batches:
                assert is_bare == (opinion.event_id in known)


def test_an_opinion_that_reached_nobody_is_in_the_truth(loaded: Loaded):
    known = {truth["entry"] for truth, _ in truths(loaded, "not_delivered")}
    for stream in loaded.streams:
        arrived = {d.document for d in of_kind(stream, Delivered) if d.result != "failed"}
        for opinion in of_kind(stream, OpinionIssued):
            is_missing = opinion.opinion_id not in arrived
            goes_on = of_kind(stream[stream.index(opinion) :], Resolved)
            if goes_on or not is_missing:
                assert is_missing == (opinion.event_id in known)


def test_support_that_was_promised_and_never_given_is_in_the_truth(loaded: Loaded):
    known = {truth["opinion"] for truth, _ in truths(loaded, "promise_not_kept")}
    for stream in loaded.streams:
        resolved = of_kind(stream, Resolved)
        opinions = of_kind(stream, OpinionIssued)
        if not resolved or len(opinions) != 1:
            continue
        is_promised = "support" in {answer.stance for answer in opinions[0].answers}
        is_broken = is_promised and not of_kind(stream, OpinionCarriedOut)
        assert is_broken == (opinions[0].event_id in known)
    assert known


def test_a_claim_that_an_opinion_leaves_out_is_in_the_truth(loaded: Loaded):
    known = {truth["entry"]: truth["claim"] for truth, _ in truths(loaded, "claim_unanswered")}
    for stream in loaded.streams:
        claims = {c.claim_id for e in of_kind(stream, ClaimsRecorded) for c in e.claims}
        for opinion in of_kind(stream, OpinionIssued):
            left_out = claims - {answer.claim_id for answer in opinion.answers}
            assert left_out == {known[opinion.event_id]} if left_out else True
            assert bool(left_out) == (opinion.event_id in known)


def test_a_procedural_notice_is_given_by_the_unit_that_ought_to_accept(loaded: Loaded):
    known = {truth["entry"] for truth, _ in truths(loaded, "procedural_notice")}
    for stream in loaded.streams:
        registrar = {event.unit_id for event in of_kind(stream, Registered)}
        for notice in of_kind(stream, Accepted):
            is_unfit = notice.kind == "procedural" and notice.unit_id not in registrar
            assert is_unfit == (notice.event_id in known)


# ---- How it was closed ---------------------------------------------------------------------------


def test_a_forwarder_closes_what_another_office_was_to_do(loaded: Loaded):
    for truth, stream in truths(loaded, "closed_by_forwarder"):
        resolved = entry_of(stream, truth)
        sent = of_kind(stream, Referred)
        assert resolved.unit_id == sent[-1].from_unit
        assert not of_kind(stream, OpinionIssued, ActionTaken)


def test_a_batch_is_closed_by_one_office_within_two_minutes_of_one_last_day(loaded: Loaded):
    batches: dict[str, list[Any]] = defaultdict(list)
    for truth, stream in truths(loaded, "batch_closed"):
        batches[truth["unit"]].append(entry_of(stream, truth).at)
    assert batches
    for moments in batches.values():
        assert (max(moments) - min(moments)).total_seconds() < 120
    assert max(map(len, batches.values())) >= 4


def test_a_vote_from_the_device_of_the_unit_is_in_the_truth_and_one_taken_down_is_not(
    loaded: Loaded,
):
    own = {truth["entry"] for truth, _ in truths(loaded, "entered_by_unit")}
    taken_down = {truth["entry"] for truth, _ in truths(loaded, "assisted_evaluation")}
    seen: Counter[bool] = Counter()
    for stream in loaded.streams:
        for vote in of_kind(stream, Evaluated):
            is_own = vote.unit_id is not None and vote.unit_id == vote.evaluatee_unit
            assert is_own == (vote.event_id in own)
            if vote.entered_by == "assisted":
                assert vote.event_id in own | taken_down
            seen[is_own] += 1
    assert len(seen) == 2


def test_every_share_that_is_stated_is_drawn_somewhere(loaded: Loaded):
    drawn = {name for each in loaded.told for name in each.made}
    assert {f"of:{what}" for what in shares_file()["irregular"]} <= drawn
