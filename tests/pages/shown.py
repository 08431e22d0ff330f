"""Tracking pages of told petitions, without a server."""

from dataclasses import replace
from datetime import timedelta

from page_reading import read

from histories import petition_in
from petition_es.api.pages.rendering import render
from petition_es.api.pages.tracking import tracking_page
from petition_es.demonstration.units import unit_rows
from petition_es.domain.petition import IssueQueryCode, Petition, PetitionNumber, Register
from petition_es.domain.unit import UnitName
from petition_es.projections.timeline import UnitCard, standpoint, timeline

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


def lived(story):
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


def seen(petition, audience, *, units=CARDS.get, **past):
    """The timeline three days after the last entry."""
    now = standpoint(petition.recorded[-1].local_at + timedelta(days=3), *past.values())
    return timeline(petition.recorded, audience=audience, units=units, now=now, **past)


def tracked(petition, language="en", audience="petitioner", *, units=CARDS.get, past=None, **more):
    """The tracking page of a petition, as it is read."""
    told = seen(petition, audience, units=units, **(past or {}))
    return page_of(told, language, **more)


def page_of(told, language="en", **more):
    """The tracking page of a timeline, as it is read."""
    page = tracking_page(told, language, number=NUMBER, version=7, **more)
    return read(render("tracking.html", language, page=page))


def in_state(state, language="en", *more, audience="officer"):
    """The tracking page of a petition in a state."""
    return tracked(petition_in(state, *more), language, audience)


def steps(page):
    """The steps of a page, newest first."""
    return page.one("section", id="part-steps").all("li", of="step")


def fact(page, heading):
    """The lines under a heading of the status card."""
    children = [e for e in page.one("dl", of="facts").elements if e.tag in {"dt", "dd"}]
    lines, here = [], False
    for element in children:
        if element.tag == "dt":
            here = element.text == heading
        elif here:
            lines.append(element.text)
    return lines
