"""Due dates for people's own calendars: what is due on a petition, as iCalendar (RFC 5545)."""

from typing import Any

from fastapi import APIRouter, Request, Response
from icalendar import Calendar, Event

from petition_es.api.acts import PetitionPath
from petition_es.api.callers import Caller, WhoAsks, view_of
from petition_es.api.documenting import FOR_EVERYBODY, NUMBER, problems
from petition_es.api.live import unit_cards
from petition_es.api.pages.language import Language
from petition_es.bootstrap import House
from petition_es.messages import say
from petition_es.projections.timeline import (
    ShownClock,
    Timeline,
    due_facts,
    running_duties,
    timeline,
)

MEDIA_TYPE = "text/calendar"
MAKER = "-//petition_es//due dates//"
READING = (401, 403, 404, 422, 429, 500, 503)

EXAMPLE = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:{MAKER}
BEGIN:VEVENT
SUMMARY:Due: handling ({NUMBER})
DTSTART;VALUE=DATE:20161214
UID:0198a4c2-7d1e-7c3a-9f20-5b1f0c6a2e11-handling@petition-es
DTSTAMP:20161015T011500Z
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")

router = APIRouter(tags=["records"])


@router.get(
    "/petitions/{petition}/due.ics",
    operation_id="due_dates",
    summary="What is due on the petition, for a calendar.",
    response_model=None,
    response_class=Response,
    responses={
        200: {
            "description": "A day for each limit that runs.",
            "content": {MEDIA_TYPE: {"schema": {"type": "string"}, "example": EXAMPLE}},
        },
        **problems(*READING),
    },
    openapi_extra=FOR_EVERYBODY,
)
def due_dates(
    request: Request, petition: PetitionPath, caller: WhoAsks, language: Language
) -> Response:
    """Give the last day of every limit that runs, as whole days on the office's wall clock."""
    return answer(request.app.state.house, caller, petition, language)


@router.get("/t/{number}/due.ics", include_in_schema=False)
def of_the_page(request: Request, number: str, caller: WhoAsks, language: Language) -> Response:
    """Give the same to whoever has the page open."""
    return answer(request.app.state.house, caller, number, language)


def answer(house: House, caller: Caller, petition: str, language: str) -> Response:
    """The calendar of what the caller may see of a petition."""
    view = view_of(house, caller, petition)
    story = timeline(
        view.petition.recorded,
        audience=view.audience,
        units=unit_cards(house.units),
        now=house.clock(),
        law=house.law,
    )
    headers = {
        "Cache-Control": "no-cache" if view.audience == "public" else "no-store",
        "Content-Disposition": 'attachment; filename="due.ics"',
    }
    body = calendar_of(story, language).to_ical()
    return Response(body, media_type=f"{MEDIA_TYPE}; charset=utf-8", headers=headers)


def calendar_of(story: Timeline, language: str) -> Calendar:
    """A calendar with the last day of every duty and every window that is still open."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    for shown in _open_ones(story):
        calendar.add_component(_event(shown, story, language))
    return calendar


def _open_ones(story: Timeline) -> list[ShownClock]:
    windows = (each for each in story.clocks if each.clock.rule.kind == "window")
    still_open = [each for each in windows if each.clock.status(story.now) == "running"]
    return [*running_duties(story.clocks), *still_open]


def _event(shown: ShownClock, story: Timeline, language: str) -> Event:
    facts: dict[str, Any] = due_facts(shown, story, language)
    event, clock = Event(), shown.clock
    event.add("uid", f"{clock.started_by}-{clock.name}@petition-es")
    event.add("dtstamp", story.now)
    event.add("dtstart", clock.due.last_day)
    event.add("summary", say("calendar.due", language, **facts, number=story.head.number or ""))
    event.add("description", say("calendar.law", language, **facts))
    return event
