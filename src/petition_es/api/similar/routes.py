"""What an officer sees of similar petitions: each with why, and how to link or to reject it."""

from typing import Any

from fastapi import APIRouter, Request, Response

from petition_es.api.acts import PetitionPath
from petition_es.api.at_the_door import Busy
from petition_es.api.callers import View, WhoAsks, view_of
from petition_es.api.documenting import EXAMPLES, NUMBER, answer, problems
from petition_es.api.live import Live
from petition_es.api.similar.asking import SHOWN_FROM
from petition_es.api.similar.showing import Asker, Shown, show
from petition_es.api.similar.writing import FOUND, FOUND_SCHEMA, TEXT, written
from petition_es.audits.case import Setting, case_of
from petition_es.audits.similar.asking import asked_about
from petition_es.audits.similar.at_hand import NotNow
from petition_es.audits.similar.finding import Similar
from petition_es.audits.similar.why import feature_codes
from petition_es.bootstrap import House
from petition_es.domain.petition import Linked, Petition, Unlinked
from petition_es.domain.refusals import RoleMayNot
from petition_es.projections.clocks.offices import Offices

router = APIRouter(tags=["records"])

READING = (401, 403, 404, 422, 429, 500, 503)
CONSIDERED, LISTED = 25, 5

SAID = {
    "enum": ["same_matter", "same_person", "related", "unlinked", None],
    "description": "What the office said of the two already.",
}
LINK: dict[str, Any] = {
    "other": NUMBER,
    "relation": "same_matter",
    "method": "similarity",
    "score": 0.83,
    "features": ["left=0.83", "right=0.83", "shared=412", "same_person"],
}
LINK_SCHEMA: dict[str, Any] = {
    "type": ["object", "null"],
    "description": "The body of the act `link`; with the relation `related` it is a rejection, "
    "which audits remember. Null where a number is missing.",
    "required": list(LINK),
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(("other", "relation", "method"), TEXT),
        "score": {"type": "number"},
        "features": {"type": "array", "items": {"type": "string"}},
    },
}
LISTED_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["similar"],
    "additionalProperties": False,
    "properties": {
        "similar": {
            "type": "array",
            "items": {
                **FOUND_SCHEMA,
                "required": [*FOUND, "said", "link"],
                "properties": {**FOUND_SCHEMA["properties"], "said": SAID, "link": LINK_SCHEMA},
            },
        }
    },
}
LISTED_EXAMPLE = {"similar": [{**FOUND, "whose": "office", "said": None, "link": LINK}]}


@router.get(
    "/petitions/{petition}/similar",
    operation_id="similar",
    summary="Which petitions are similar, and why, for officers who link or reject.",
    response_model=None,
    responses={
        200: answer("The five likeliest, whatever their chance.", LISTED_SCHEMA, LISTED_EXAMPLE),
        **problems(*READING, s403=EXAMPLES[403]),
    },
)
def similar(
    request: Request, response: Response, petition: PetitionPath, caller: WhoAsks
) -> dict[str, Any]:
    """List the likeliest petitions that the officer may read, and published ones.

    `link` is the body of the act that says that both are one matter.
    """
    house: House = request.app.state.house
    view = view_of(house, caller, petition, "officer")
    if caller.actor is None or caller.actor.role not in {"officer", "auditor"}:
        raise RoleMayNot(role=caller.actor.role if caller.actor else "", act="similar")
    response.headers["Cache-Control"] = "no-store"
    said = said_of(view.petition)
    found = _shown(house, request.app.state.live, view)
    return {"similar": [_listed(each, said) for each in found]}


def said_of(petition: Petition) -> dict[str, str]:
    """What the office said of other petitions, by number: the relation, or `unlinked`."""
    said: dict[str, str] = {}
    for entry in petition.file.entries.values():
        if isinstance(entry, Linked):
            said[entry.other] = entry.relation
        elif isinstance(entry, Unlinked):
            said[entry.other] = "unlinked"
    return said


def _shown(house: House, live: Live, view: View) -> list[Shown]:
    asker = Asker(view.caller)
    knows = asker.may_know_persons(house, view.petition)
    listed = []
    for each in _similar(house, live, view.petition):
        one = show(each, house, asker, view.petition.recorded[0].at, knows_persons=knows)
        if one is not None and _is_told_by_more(each, one):
            listed.append(one)
    return listed[:LISTED]


def _is_told_by_more(each: Similar, shown: Shown) -> bool:
    """Tell whether it is listed for more than a person whom the reader may not know."""
    is_told = each.like.same_person == shown.like.same_person
    return is_told or shown.like.chance >= SHOWN_FROM


def _similar(house: House, live: Live, petition: Petition) -> list[Similar]:
    """All that is similar, whoever may see it."""
    entries = list(enumerate(petition.recorded, start=1))
    case = case_of(petition.id, entries, Setting(house.law, Offices({}, {}), house.clock()))
    if case is None:
        return []
    try:
        return live.similar.to(asked_about(case, live.similar.printer), CONSIDERED)
    except NotNow:
        raise Busy from None


def _listed(shown: Shown, said: dict[str, str]) -> dict[str, Any]:
    number = shown.petition.file.number
    link = {
        "other": number,
        "relation": "same_matter",
        "method": "similarity",
        "score": shown.chance,
        "features": feature_codes(shown.like) if shown.is_known else [],
    }
    return {**written(shown), "said": said.get(number or ""), "link": link if number else None}
