"""What a petitioner may do with a petition of their own (信访人的操作), and what it takes to do it.

Which of it is possible now is asked of the domain itself, by deciding on a copy.
"""

from collections.abc import Sequence
from typing import Literal, get_args

from petition_es.bootstrap import House
from petition_es.domain.codes import Audience, Evaluatee
from petition_es.domain.entry import Actor
from petition_es.domain.petition import (
    Act,
    AddMaterial,
    Disclose,
    Evaluate,
    Evaluated,
    FollowUp,
    Petition,
    Urge,
    Withdraw,
)
from petition_es.domain.petition.the_record import NAMES
from petition_es.domain.refusals import NothingChanged, Refusal
from petition_es.domain.sealed import Sealed
from petition_es.office.policy import ASKED_ON_THE_PAGE

OwnAct = Literal[
    "add-material", "urge", "evaluate", "answer", "withdraw", "hide-my-name", "show-my-name"
]
OWN_ACTS: tuple[OwnAct, ...] = get_args(OwnAct)
"""The petitioner's acts by their names in addresses, in the order in which a page offers them."""

EVALUATEES: tuple[Evaluatee, ...] = get_args(Evaluatee)


def allowed_acts(petition: Petition, actor: Actor, house: House) -> list[str]:
    """Which of their acts a petitioner may do now."""
    return [name for name in OWN_ACTS if refusal_of(name, petition, actor, house) is None]


def refusal_of(name: OwnAct, petition: Petition, actor: Actor, house: House) -> Refusal | None:
    """Why an act is not possible now; None when it is, or one of its kind is."""
    if name == "hide-my-name" and not has_name(actor, house):
        return NothingChanged()
    refusals = [refused(act, petition, actor, house) for act in _tried(name, petition, actor)]
    return None if None in refusals else refusals[0]


def refused(act: Act, petition: Petition, actor: Actor, house: House) -> Refusal | None:
    """How an act would be refused now; it is performed on a copy, and nothing is recorded."""
    entry = house.office.entry(actor)
    copy = Petition.replay(None, petition.recorded)
    if copy is None:
        raise ValueError(petition.id)
    try:
        house.policy.check(act, entry, copy.file)
        copy.perform(act, entry)
    except Refusal as refusal:
        return refusal
    return None


def has_name(actor: Actor, house: House) -> bool:
    """Tell whether the office knows a name that could be hidden."""
    person = house.persons.find(actor.actor_id)
    return person is not None and person.identity is not None and not person.is_erased


def names_for(audience: Audience) -> Disclose:
    """The act that decides who may see the petitioner's name."""
    return Disclose(target=NAMES, audience=audience, reason="petitioner_asked")


def vote_of(petition: Petition, actor: Actor, evaluatee: Evaluatee) -> Evaluated | None:
    """The vote that the petitioner gave on the resolution that stands, and would change now."""
    file = petition.file
    standing = [r for r in file.resolutions.values() if not r.reopened]
    if not standing:
        return None
    resolution = standing[-1]
    unit = file.registering_unit if evaluatee == "bureau" else resolution.unit_id
    ballot = (resolution.resolution_id, evaluatee, unit, actor.actor_id)
    for vote in file.evaluations.values():
        cast = (vote.resolution_id, vote.evaluatee, vote.unit_id, vote.party)
        event = file.entries.get(vote.event_id)
        if cast == ballot and not vote.replaced and isinstance(event, Evaluated):
            return event
    return None


def _tried(name: OwnAct, petition: Petition, actor: Actor) -> Sequence[Act]:
    """The acts that a name stands for, said with as little as can be said."""
    if name == "evaluate":
        votes = {each: vote_of(petition, actor, each) for each in EVALUATEES}
        return [
            Evaluate(
                evaluatee=each, result="satisfied", replaces=vote.evaluation_id if vote else None
            )
            for each, vote in votes.items()
        ]
    tried: dict[str, Act] = {
        "add-material": AddMaterial(note=Sealed("…")),
        "urge": Urge(),
        "answer": FollowUp(answer="yes", asked_via=ASKED_ON_THE_PAGE),
        "withdraw": Withdraw(),
        "hide-my-name": names_for("auditor"),
        "show-my-name": names_for("officer"),
    }
    return [tried[name]]
