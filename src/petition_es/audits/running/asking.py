"""Asking for an audit of a store: as of now, or as things were known on a past day."""

from datetime import date, datetime
from pathlib import Path

from petition_es.audits.case import Setting
from petition_es.audits.policy import load_policies
from petition_es.audits.rules import RULES
from petition_es.audits.running.reading import Source
from petition_es.audits.running.whole import Audit
from petition_es.audits.similar.at_hand import SimilarAtHand
from petition_es.audits.similar.index import SimilarIndex
from petition_es.domain.regime.law import Law
from petition_es.projections.clocks.offices import Offices, offices_of
from petition_es.projections.past import standpoint
from petition_es.store.event_store import PetitionStore

PURPOSE = "audits"
OWN_POLICY = "audits.toml"

PETITIONS = "SELECT count(*) FROM public.petition_events WHERE topic = 'Petition.Submitted'"


def similar_index_of(store: PetitionStore, law: Law, now: datetime) -> SimilarIndex:
    """The index of similar petitions of this store."""
    setting = Setting(law, Offices({}, {}), now)
    return SimilarIndex(store.unsealing(), setting, store.matching.seed(PURPOSE))


def similar_at_hand(store: PetitionStore) -> SimilarAtHand:
    """Answers about similar petitions of this store, over and over; to be closed at the end."""
    return SimilarAtHand(store.unsealing(), store.matching.seed(PURPOSE))


def audit_of(
    store: PetitionStore,
    law: Law,
    now: datetime,
    *,
    home: Path,
    known_by: date | datetime | None = None,
) -> tuple[Audit, int]:
    """What an audit of this store takes, and about how many petitions there are.

    `home` is the data home, in which an `audits.toml` may say other thresholds than the shipped.
    """
    with store.reader() as reader:
        upto = reader.head()
        offices = offices_of(reader, upto)
        ((petitions,),) = reader.ask(PETITIONS, [])
    setting = Setting(law, offices, standpoint(now, known_by))
    known = frozenset(rule.name for rule in RULES)
    asked = Audit(
        source=Source(store.unsealing(), setting, upto, known_by),
        policies=load_policies(home / OWN_POLICY, known),
        secret=store.matching.seed(PURPOSE),
    )
    return asked, petitions
