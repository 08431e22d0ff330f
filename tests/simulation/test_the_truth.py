"""What the truth says stands in the log, and what stands in the log the truth says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from the_year import YEAR, Loaded

from petition_es.domain.petition import (
    ActionTaken,
    Linked,
    OpinionCarriedOut,
    OpinionIssued,
    PetitionEvent,
    Referred,
    Reopened,
    ResultReported,
    Returned,
)
from petition_es.simulation.again import COPIED_WORDS, OLD_OPINION
from petition_es.simulation.handling import COPIED_FROM_EARLIER
from petition_es.simulation.truth import TruthFile, line_of

MOSTLY = 0.55
DONE = (ActionTaken, OpinionCarriedOut)


def truths(loaded: Loaded, what: str) -> Iterator[dict[str, Any]]:
    for each in loaded.told:
        for truth in each.truths:
            if truth["what"] == what:
                yield {**truth, "stream": loaded.stream(each.history.petition_id)}


def person_of(stream: list[PetitionEvent]) -> str:
    return stream[0].parties[0].petitioner_id


def text_of(stream: list[PetitionEvent]) -> str:
    return stream[0].text.reveal()


def test_a_repeat_is_of_the_same_person_about_the_same_matter_in_other_words(loaded: Loaded):
    repeats = list(truths(loaded, "repeat"))
    assert len(repeats) > len(loaded.told) / 20
    for truth in repeats:
        earlier, later = loaded.stream(truth["of"]), truth["stream"]
        assert earlier[0].at < later[0].at
        assert person_of(earlier) == person_of(later)
        assert earlier[0].number == truth["of_number"]
        assert text_of(earlier) != text_of(later)
        assert truth["turn"] >= 2


def test_the_truth_says_which_repeats_an_office_noticed(loaded: Loaded):
    linked = {t["petition"] for t in truths(loaded, "repeat") if t["linked"]}
    in_the_log = {event.originator_id for event in loaded.events if isinstance(event, Linked)}
    assert linked == in_the_log
    unnoticed = [t for t in truths(loaded, "repeat") if not t["linked"]]
    assert len(unnoticed) > len(linked) / 3


def test_who_comes_again_with_another_matter_repeats_nothing(loaded: Loaded):
    repeating = {truth["petition"] for truth in truths(loaded, "repeat")}
    seen, others = set(), 0
    for stream in sorted(loaded.streams, key=lambda stream: stream[0].at):
        person = person_of(stream)
        others += person in seen and stream[0].originator_id not in repeating
        seen.add(person)
    assert others > len(repeating) / 10


def last_round(stream: list[PetitionEvent], entry: UUID) -> list[PetitionEvent]:
    """What was recorded between the last sending or reopening and this entry."""
    index = next(n for n, event in enumerate(stream) if event.event_id == entry)
    begins = [n for n, e in enumerate(stream[:index]) if isinstance(e, Referred | Reopened)]
    return stream[begins[-1] : index + 1]


def test_a_copied_answer_is_an_old_one_with_nothing_done_in_between(loaded: Loaded):
    copied = [t for t in truths(loaded, "copied_answer") if t["how"] != COPIED_FROM_EARLIER]
    assert {truth["how"] for truth in copied} == {OLD_OPINION, COPIED_WORDS}
    for truth in copied:
        begin, *between, entry = last_round(truth["stream"], truth["entry"])
        old = next(e for e in truth["stream"] if e.event_id == truth["old_opinion"])
        assert isinstance(old, OpinionIssued)
        assert old.at < begin.at
        assert not any(isinstance(event, DONE) for event in between)
        after = truth["stream"][truth["stream"].index(entry) + 1 :]
        assert not any(isinstance(event, DONE) for event in after)
        assert shared(old, entry) > MOSTLY
        if truth["how"] == OLD_OPINION:
            assert isinstance(entry, ResultReported)
            assert entry.opinion_id == str(old.event_id)
        else:
            assert isinstance(entry, OpinionIssued)
            assert entry.supersedes == str(old.event_id)


def shared(old: Any, new: Any) -> float:
    """How much of an old text stands in a new one, in pieces of six characters."""
    of_old, of_new = (pieces(event.text.reveal()) for event in (old, new))
    return len(of_old & of_new) / len(of_old)


def pieces(text: str) -> set[str]:
    return {text[n : n + 6] for n in range(len(text) - 5)}


def test_an_answer_copied_from_the_petition_before_is_that_one_with_nothing_done(loaded: Loaded):
    copied = [t for t in truths(loaded, "copied_answer") if t["how"] == COPIED_FROM_EARLIER]
    swapped = 0
    for truth in copied:
        new = next(e for e in truth["stream"] if e.event_id == truth["entry"])
        old = next(e for e in loaded.stream(truth["of"]) if e.event_id == truth["old_opinion"])
        assert (old.unit_id, old.at < new.at) == (new.unit_id, True)
        assert shared(old, new) > MOSTLY
        swapped += old.text.reveal() not in new.text.reveal()
        before = truth["stream"][: truth["stream"].index(new)]
        assert not any(isinstance(event, DONE) for event in before)
    assert 0 < swapped < len(copied)


def test_every_report_on_an_old_opinion_with_nothing_done_is_in_the_truth(loaded: Loaded):
    known = {t["entry"] for t in truths(loaded, "copied_answer") if t["how"] == OLD_OPINION}
    found = set()
    for stream in loaded.streams:
        opinions = {str(e.event_id): e for e in stream if isinstance(e, OpinionIssued)}
        for report in (e for e in stream if isinstance(e, ResultReported)):
            begin, *between, _ = last_round(stream, report.event_id)
            is_old = opinions[report.opinion_id].at < begin.at
            if is_old and not any(isinstance(event, DONE) for event in between):
                found.add(report.event_id)
    assert found == known


def test_some_old_opinions_were_carried_out_at_last_and_are_no_copies(loaded: Loaded):
    copied = {truth["entry"] for truth in truths(loaded, "copied_answer")}
    honest = 0
    for stream in loaded.streams:
        for report in (e for e in stream if isinstance(e, ResultReported)):
            begin, *_ = last_round(stream, report.event_id)
            old = next(e for e in stream if str(e.event_id) == report.opinion_id)
            honest += old.at < begin.at and report.event_id not in copied
    assert honest > 0


def test_ping_pong_is_two_units_that_give_it_back_in_turn(loaded: Loaded):
    played = list(truths(loaded, "ping_pong"))
    for truth in played:
        returns = [e for e in truth["stream"] if e.event_id in truth["returns"]]
        assert all(isinstance(event, Returned) for event in returns)
        assert len(returns) == len(truth["returns"]) >= 2
        assert [e.unit_id for e in returns[:2]] == truth["units"]
    in_the_log = {
        stream[0].originator_id
        for stream in loaded.streams
        if len({e.unit_id for e in stream if isinstance(e, Returned)}) > 1
    }
    assert in_the_log - {t["petition"] for t in played} <= returned_by_two_by_chance(loaded)
    assert {t["petition"] for t in played} <= in_the_log


def returned_by_two_by_chance(loaded: Loaded) -> set[UUID]:
    """Sent to a wrong office first, then given back by the right one as well, which kept it."""
    return {
        stream[0].originator_id
        for stream in loaded.streams
        if any(type(event).__name__ == "ReturnRefused" for event in stream)
    }


def test_a_truth_is_one_line_of_json(loaded: Loaded):
    for truth in truths(loaded, "repeat"):
        truth.pop("stream")
        line = line_of(truth)
        assert line.count(b"\n") == 1
        assert json.loads(line)["petition"] == str(truth["petition"])
        break


def test_the_file_appears_when_all_is_told_and_not_before(tmp_path: Path):
    path = tmp_path / "truth.jsonl"
    with TruthFile(path, {"seed": YEAR.seed}) as file:
        file.add(b"{}\n")
        assert not path.exists()
    assert path.read_bytes() == b'{"seed":1}\n{}\n'


def test_of_a_load_that_was_stopped_no_truth_is_left(tmp_path: Path):
    path = tmp_path / "truth.jsonl"
    with pytest.raises(KeyboardInterrupt), TruthFile(path, {}):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
