"""The desk at which a petitioner acts: the petition, opened to them, and the act they are about."""

from dataclasses import dataclass

from fastapi import Request

from petition_es.api.at_the_door import NotFound
from petition_es.api.callers import View, WhoAsks, view_of
from petition_es.api.pages.language import Language
from petition_es.api.pages.petitioners_acts import OWN_ACTS, OwnAct
from petition_es.bootstrap import House
from petition_es.domain.entry import Actor
from petition_es.domain.refusals import NoSuchPetition


@dataclass(frozen=True)
class Desk:
    """Where one petitioner is about to do one act."""

    request: Request
    language: str
    name: OwnAct
    view: View
    actor: Actor

    @property
    def house(self) -> House:
        """The open house."""
        house: House = self.request.app.state.house
        return house

    @property
    def number(self) -> str:
        """The petition's number."""
        return self.view.petition.file.number or ""


def desk_of(
    request: Request, number: str, act: str, caller: WhoAsks, language: Language
) -> Desk | None:
    """Open the petition to its petitioner; None for whoever has not typed the code (again).

    To everybody else a petition that is there looks like one that is not.
    """
    name = _known(act)
    try:
        view = view_of(request.app.state.house, caller, number)
    except NoSuchPetition:
        return None
    if view.audience != "petitioner" or caller.actor is None:
        return None
    return Desk(request, language, name, view, caller.actor)


def _known(act: str) -> OwnAct:
    found = next((name for name in OWN_ACTS if name == act), None)
    if found is None:
        raise NotFound
    return found
