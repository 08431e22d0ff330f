"""A timeline on the terminal: the stories as people read them, and what holds for any history."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from histories import LI, ROADS, day, entry, petition_in
from petition_es.cli.timeline_view import render_timeline, timeline_text
from petition_es.demonstration.joint_and_anonymous import accusation, joint
from petition_es.demonstration.stories import backlog, correction, late
from petition_es.demonstration.the_article import bridge, road
from petition_es.demonstration.units import unit_rows
from petition_es.domain.codes import Audience
from petition_es.domain.petition import (
    IssueQueryCode,
    Petition,
    PetitionNumber,
    Register,
    TakeAction,
    Urge,
)
from petition_es.domain.refusals import Refusal
from petition_es.domain.unit import UnitName
from petition_es.messages import LANGUAGES
from petition_es.office.histories import History
from petition_es.projections.timeline import AUDIENCES, Timeline, UnitCard, standpoint, timeline
from random_histories import histories

GOLDEN = Path(__file__).parent / "timelines"
NUMBER = str(PetitionNumber(2016, 4_418_159_663))
CARDS = {
    row["id"]: UnitCard(
        unit_id=row["id"],
        name=UnitName(zh=row["zh"], en=row["en"]),
        level=row["level"],
        phone=row.get("phone"),
    )
    for row in unit_rows()
}


def lived(story: History) -> Petition:
    """The petition of a story; what the office would issue is fixed."""
    first, *others = story.steps
    petition = Petition.submitted(story.petition_id, first.act, first.entry)
    for step in others:
        act = step.act
        if isinstance(act, Register):
            act = replace(act, number=NUMBER)
        elif isinstance(act, IssueQueryCode):
            act = replace(act, code_hash="hash")
        petition.perform(act, step.entry)
    return petition


def seen(petition: Petition, audience: Audience, **past: Any) -> Timeline:
    """What is seen three days after the last entry, or at the end of the day asked for."""
    now = standpoint(petition.recorded[-1].local_at + timedelta(days=3), *past.values())
    return timeline(petition.recorded, audience=audience, units=CARDS.get, now=now, **past)


def hold(name: str, text: str) -> None:
    """Compare with the golden file; PETITION_REWRITE_GOLDEN=1 writes it anew, to be read."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("PETITION_REWRITE_GOLDEN"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("story", "audience"),
    [
        (bridge, "public"),
        (road, "public"),
        (backlog, "petitioner"),
        (correction, "petitioner"),
        (late, "auditor"),
        (joint, "petitioner"),
        (accusation, "officer"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_a_story_reads_like_this(
    story: Callable[[], History], audience: Audience, language: str
) -> None:
    hold(
        f"{story.__name__}.{audience}.{language}",
        timeline_text(seen(lived(story()), audience), language),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_open_petition_of_the_past_reads_like_this(language: str) -> None:
    asked = date(2016, 8, 6)
    told = seen(lived(bridge()), "public", known_by=asked, happened_by=asked)
    hold(f"bridge.known_by.{language}", timeline_text(told, language))


def test_a_terminal_without_unicode_gets_plain_signs_and_english() -> None:
    text = timeline_text(seen(lived(backlog()), "officer"), "zh", encoding="ascii")
    assert text.isascii()
    hold("backlog.officer.ascii", text)


def test_a_chinese_terminal_of_old_gets_chinese_with_plain_signs() -> None:
    text = timeline_text(seen(lived(bridge()), "public"), "zh", encoding="gb2312")
    assert text.encode("gb2312")
    assert "信访人提交信访事项" in text
    assert "->" in text


def test_a_unit_whose_name_the_terminal_cannot_write_is_named_by_its_id() -> None:
    petition = petition_in("received")
    card = UnitCard(unit_id="roads", name=UnitName(zh="县交通局"), level="county")
    told = timeline(petition.recorded, audience="officer", units={"roads": card}.get, now=day(3))
    assert "roads (county)" in timeline_text(told, "en", encoding="latin-1")
    assert "县交通局 (county)" in timeline_text(told, "en")


def test_colour_adds_nothing_that_the_words_do_not_say() -> None:
    told = seen(lived(correction()), "auditor")
    plain, coloured = timeline_text(told, "en"), timeline_text(told, "en", color=True)
    assert "\x1b" not in plain
    assert "\x1b" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_a_step_that_was_struck_out_says_so_in_words_and_between_signs() -> None:
    text = timeline_text(seen(lived(correction()), "petitioner"), "zh")
    assert "✗ ~款项发放~" in text
    assert "[已更正，不再有效]" in text


def test_the_console_decides_how_wide_it_is_written() -> None:
    told = seen(lived(bridge()), "public")
    for width, widest in ((72, 72), (80, 80), (200, 100)):
        out = StringIO()
        render_timeline(told, Console(file=out, width=width), "en")
        lines = out.getvalue().splitlines()
        assert max(map(cell_len, lines)) == widest
        assert lines == timeline_text(told, "en", width=widest).splitlines()


@given(histories(), st.sampled_from(AUDIENCES), st.sampled_from(LANGUAGES))
def test_any_history_can_be_read_in_80_columns(
    events: list[Any], audience: Audience, language: str
) -> None:
    try:
        told = timeline(events, audience=audience, units=lambda _: None, now=day(400))
    except Refusal:
        return
    lines = timeline_text(told, language).splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert all(line == line.rstrip() for line in lines)
    assert timeline_text(told, language, encoding="ascii").isascii()


# ---- Single lines --------------------------------------------------------------------------------


def text_of(petition: Petition, language: str = "en", now: float = 5) -> str:
    told = timeline(petition.recorded, audience="petitioner", units=CARDS.get, now=day(now))
    return timeline_text(told, language)


def test_the_newest_step_stands_on_top() -> None:
    petition = petition_in("received")
    petition.perform(Urge(), entry(LI, 4))
    text = text_of(petition)
    assert text.index("The petitioner pressed for an answer") < text.index("Signed for")


def test_silence_is_told_in_days() -> None:
    assert "no step by an office for 3 days (last: 2016-07-03)" in text_of(petition_in("received"))
    assert "承办方已 3 天没有新动作" in text_of(petition_in("received"), "zh")
    assert "an office moved today" in text_of(petition_in("received"), now=2)


def test_a_time_that_is_not_known_is_not_told() -> None:
    petition = petition_in("received")
    petition.perform(TakeAction(kind="works"), entry(ROADS, 4, at_precision="unknown"))
    petition.perform(TakeAction(kind="payment"), entry(ROADS, 5, at_precision="day"))
    lines = text_of(petition).splitlines()
    assert any(line.startswith("time unknown") and "Works" in line for line in lines)
    assert any(line.startswith("2016-07-06        ") and "Payment" in line for line in lines)
    assert any(line.startswith("day only") for line in lines)


def test_a_unit_that_nobody_knows_is_named_by_its_id() -> None:
    assert "unit roads, not in the registry" in text_of(petition_in("referred"))
    assert "名录中没有的单位 roads" in text_of(petition_in("referred"), "zh")
