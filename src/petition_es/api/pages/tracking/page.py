"""The tracking page as a whole: what its templates are given, made of a timeline and of words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from petition_es.api.pages.rendering import render
from petition_es.api.pages.tracking.remedies import remedies
from petition_es.api.pages.tracking.stages import StageOnBar, stages
from petition_es.api.pages.tracking.status import Status, status
from petition_es.api.pages.tracking.steps import StepView, steps
from petition_es.api.pages.words import Words
from petition_es.messages import has
from petition_es.projections.timeline import Timeline, due_lines

SHOWN_AT_ONCE = 12
"""So many steps stand in the open; the older ones are one touch away."""


@dataclass(frozen=True)
class LivePart:
    """What moves when a step is added: status, stages, what to do, steps."""

    status: Status
    stages: tuple[StageOnBar, ...]
    remedies: tuple[Markup, ...]
    recent: tuple[StepView, ...]
    older: tuple[StepView, ...]
    now: datetime
    zone: str
    due_dates: str = ""
    """Where the due dates are for a calendar; empty where nothing is due."""

    @property
    def newest(self) -> StepView | None:
        """The latest step that stands."""
        return next((step for step in (*self.recent, *self.older) if step.newest), None)


@dataclass(frozen=True)
class Act:
    """Something that the petitioner may do now, and where."""

    says: Markup
    address: str


@dataclass(frozen=True)
class TrackingPage:
    """The page of one petition for one reader; `acts` is None for whoever opened nothing."""

    number: str
    live: LivePart
    notice: Markup
    past: tuple[Markup, ...]
    acts: tuple[Act, ...] | None
    is_published: bool
    audience: str
    stream: str
    address: str


def live_part(timeline: Timeline, language: str, number: str) -> LivePart:
    """Say what moves; `number` is the petition's."""
    words = Words(language)
    told = steps(timeline.checkpoints, words, number)
    # A last step alone is shown with the others: a fold that hides one line saves none.
    shown = SHOWN_AT_ONCE if len(told) > SHOWN_AT_ONCE + 1 else len(told)
    return LivePart(
        status=status(timeline, words),
        stages=stages(timeline.head, words),
        remedies=remedies(timeline, words),
        recent=told[:shown],
        older=told[shown:],
        now=timeline.now,
        zone=_offset(timeline),
        due_dates=f"/t/{number}/due.ics" if any(due_lines(timeline, language)) else "",
    )


def tracking_page(
    timeline: Timeline,
    language: str,
    *,
    number: str,
    version: int,
    acts: Sequence[str] | None = None,
    done: str = "",
    address: str = "",
) -> TrackingPage:
    """Make the page of a petition.

    `acts` are the names of what the petitioner may do now (None: nobody opened it), `done` the act
    that was just done, `version` what the stream goes on from, `address` what is printed.
    """
    words = Words(language)
    return TrackingPage(
        number=number,
        live=live_part(timeline, language, number),
        notice=words.say(f"page.done.{done}") if has(f"page.done.{done}") else Markup(),
        past=tuple(_past(timeline, words)),
        acts=_acts(acts, number, words),
        is_published=timeline.head.published,
        audience=timeline.audience,
        stream=f"/t/{number}/stream?after={version}&lang={language}",
        address=address,
    )


def render_live(
    timeline: Timeline, language: str, number: str, acts: Sequence[str] | None = None
) -> str:
    """Render what moves, alone: what an open page is sent when a step is added."""
    live, offered = live_part(timeline, language, number), _acts(acts, number, Words(language))
    return render("_timeline.html", language, live=live, number=number, acts=offered)


def _acts(names: Sequence[str] | None, number: str, words: Words) -> tuple[Act, ...] | None:
    if names is None:
        return None
    return tuple(Act(words.say(f"page.do.{name}"), f"/t/{number}/do/{name}") for name in names)


def _past(timeline: Timeline, words: Words) -> list[Markup]:
    asked = {"known_by": timeline.known_by, "happened_by": timeline.happened_by}
    return [
        words.say(f"view.{key}", day=day.isoformat())
        for key, day in asked.items()
        if day is not None
    ]


def _offset(timeline: Timeline) -> str:
    """How far the office's clock is from UTC, as `+08:00`."""
    moment = timeline.checkpoints[-1].at if timeline.checkpoints else timeline.now
    offset = f"{moment:%z}"
    return f"{offset[:3]}:{offset[3:5]}"
