"""Asking before something is sent: which earlier petitions may be about the same."""

from collections.abc import Iterable
from uuid import UUID

from fastapi import Request

from petition_es.api import sessions
from petition_es.api.at_the_door import Busy
from petition_es.api.callers import NOBODY, Caller
from petition_es.api.live import Live
from petition_es.api.similar.showing import Asker, Shown, show
from petition_es.audits.links.likeness import Likeness, Writing
from petition_es.audits.similar.at_hand import NotNow
from petition_es.audits.similar.retrieving import Asked
from petition_es.bootstrap import House
from petition_es.domain.codes import Party
from petition_es.domain.petition import Submit

SHOWN_FROM, SHOWN_FROM_SAME_PERSON = 0.3, 0.15
"""The chance from which on an earlier petition is shown before sending: low, for it only asks."""

SHOWN = 5
"""Not more than a person reads before sending."""

CONSIDERED = 25
"""So many of the likeliest are looked at, for many of them the asker may not be shown."""


def before_submitting(request: Request, caller: Caller, act: Submit) -> list[Shown]:
    """What is shown to whoever is about to hand a petition in over HTTP.

    A petitioner is known by the token alone, whatever persons the body names: else anybody could
    find out what somebody handed in.
    """
    by = caller if "read" in caller.scopes else NOBODY
    asked = Asked(
        writing=Writing(act.title.reveal() or "", act.text.reveal() or ""),
        at=request.app.state.house.clock(),
        persons=_persons(by, act.parties),
    )
    return likely(request, asked, Asker(by))


def before_sending(request: Request, heading: str, text: str) -> list[Shown]:
    """What is shown on the form: of one's own those that this browser opened with their codes."""
    house: House = request.app.state.house
    opened = frozenset(sessions.opened(request))
    asked = Asked(
        writing=Writing(heading, text), at=house.clock(), persons=_parties_of(house, opened)
    )
    return likely(request, asked, Asker(opened=opened))


def likely(request: Request, asked: Asked, asker: Asker) -> list[Shown]:
    """The earlier petitions that are shown, the likeliest first."""
    live: Live = request.app.state.live
    try:
        found = live.similar.to(asked, CONSIDERED, in_a_hurry=True)
    except NotNow:
        raise Busy from None
    shown = []
    for each in found:
        if each.like.chance >= SHOWN_FROM_SAME_PERSON:
            one = show(each, request.app.state.house, asker, asked.at)
            if one is not None and _is_likely(one.like):
                shown.append(one)
        if len(shown) == SHOWN:
            break
    return shown


def _is_likely(like: Likeness) -> bool:
    return like.chance >= (SHOWN_FROM_SAME_PERSON if like.same_person else SHOWN_FROM)


def _persons(caller: Caller, parties: Iterable[Party]) -> frozenset[str]:
    if caller.actor is None:
        return frozenset()
    if caller.actor.role == "petitioner":
        return frozenset({caller.actor.actor_id})
    if caller.actor.role in {"officer", "auditor"}:
        return frozenset(party.represents or party.petitioner_id for party in parties)
    return frozenset()


def _parties_of(house: House, petitions: frozenset[UUID]) -> frozenset[str]:
    """Who handed in what this browser opened."""
    files = (house.office.petition(each).file for each in petitions)
    return frozenset(party for file in files for party in file.parties)
