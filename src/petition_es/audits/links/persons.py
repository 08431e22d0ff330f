"""Persons: whether two petitions come from the same person (同人).

Persons are known by their pseudonyms, which are the same wherever one identity was matched by its
keyed hash. One petitioner in common is enough, joint signers among them; an agent stands for the
principal; anonymous accusations are matched by whom they accuse (reference, section 5.1).
"""

from collections.abc import Callable, Iterator

from petition_es.audits.case import Case
from petition_es.audits.texts.plain import plain
from petition_es.domain.petition import PartyJoined, PartyLeft, Registered, Submitted

Keyed = Callable[[str], str]
"""A keyed hash, in which nobody can try words out who has no key."""


def persons_of(case: Case, keyed: Keyed) -> frozenset[str]:
    """Whose petition it is, as far as that says that two are of the same person."""
    persons = set(_petitioners(case))
    persons -= {left.petitioner_id for left in case.of(PartyLeft)}
    registered = case.first(Registered)
    if registered is not None and registered.anonymity == "anonymous" and registered.accused:
        named = (plain(each.identity.reveal() or "") for each in registered.accused)
        return frozenset(f"accused:{keyed(name)}" for name in named if name)
    return frozenset(persons)


def _petitioners(case: Case) -> Iterator[str]:
    for entry in case.of_any(Submitted, Registered):
        for party in entry.parties:
            yield party.represents or party.petitioner_id
    for joined in case.of(PartyJoined):
        yield joined.represents or joined.petitioner_id
